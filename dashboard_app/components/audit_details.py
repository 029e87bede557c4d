"""What an entry of the audit log says beside its action, in the words of a language.

Entries are written once, in one form, and never change: this module reads that form. What it does not know, entries of
another version for example, is shown as it is stored.
"""

import json
import re
from collections.abc import Callable

from dashboard_app.audit.entries import Line
from dashboard_app.capabilities import Capability
from dashboard_app.components.actions import action_word, role_word
from dashboard_app.events import Action
from dashboard_app.i18n.languages import LANGUAGES, mark
from dashboard_app.i18n.words import Words

Label = Callable[[str], str]

_WHOLE = (
    (
        r"refused (?P<count>\d+) times in (?P<minutes>\d+) minutes; .*",
        mark("%(count)s refusals in %(minutes)s minutes: further requests are turned away for a while"),
    ),
    (
        r"more than (?P<count>\d+) entries in a minute; .*",
        mark("More than %(count)s entries in a minute: further requests are turned away for a minute"),
    ),
    (
        r"more than (?P<count>\d+) failures in a minute; .*",
        mark("More than %(count)s failures in a minute: further ones are not logged one by one"),
    ),
    (
        r"key replaced; entries up to (?P<number>\d+) cannot be verified",
        mark("Key replaced: entries up to %(number)s cannot be verified"),
    ),
)
_PARTS = (
    (r"0 clients", mark("no clients")),
    (
        r"(?P<count>\d+) clients, (?P<first>\d+) to (?P<last>\d+)",
        mark("%(count)s between numbers %(first)s and %(last)s"),
    ),
    (r"(?P<count>\d+) lines", mark("%(count)s lines")),
    (r"clients sha256 (?P<hash>[0-9a-f]{12})[0-9a-f]*", mark("list %(hash)s…")),
    (r"number (?P<digits>\d+)", mark("number with %(digits)s")),
    (r"by number", mark("by client number")),
    (r"by (?P<filters>[a-z, ]+)", mark("filtered by %(filters)s")),
    (r"followed by nobody", mark("not assigned to anyone before")),
    (r"all of them", mark("all clients of the adviser")),
    (r"undone", mark("undone")),
    (r"(?P<name>[^ ]+): (?P<count>\d+) clients assigned", mark("%(name)s: %(count)s assigned")),
    (r"(?P<name>[^ ]+): (?P<count>\d+) clients removed", mark("%(name)s: %(count)s removed")),
    (r"(?P<name>[^ ]+): added as (?P<role>[a-z]+)(?: (?P<client>\d+))?", mark("%(name)s: added as %(role)s")),
    (
        r"(?P<name>[^ ]+): (?P<role>[a-z]+)(?: (?P<client>\d+))?, now (?P<new_role>[a-z]+)(?: (?P<new_client>\d+))?"
        r", language (?P<language>.+)",
        mark("%(name)s: was %(role)s, now %(new_role)s, language: %(language)s"),
    ),
    (r"(?P<name>[^ ]+): closed|disable (?P<name_2>[^ ]+)", mark("%(name)s: deactivated")),
    (r"(?P<name>[^ ]+): opened again|enable (?P<name_2>[^ ]+)", mark("%(name)s: reactivated")),
    (r"(?P<name>[^ ]+): new start password|reset (?P<name_2>[^ ]+)", mark("%(name)s: password reset")),
    (r"replace (?P<name>[^ ]+), as (?P<role>[a-z]+)", mark("%(name)s: replaced, as %(role)s")),
    (r"add (?P<name>[^ ]+) as (?P<role>[a-z]+)", mark("%(name)s: added as %(role)s")),
    (r"add for (?P<name>[^ ]+): (?P<scopes>.*)", mark("%(name)s: token added, scopes: %(scopes)s")),
    (r"revoke (?P<number>\d+)", mark("token %(number)s revoked")),
    (r"read", mark("read")),
    (r"exported", mark("exported")),
    (r"verified", mark("verified")),
    (r"shown", mark("history of one client shown")),
    (r"api: form", mark("API: application form")),
    (r"api: score", mark("API: score")),
    (r"api: reasons", mark("API: reasons")),
    (r"page", mark("the page")),
    (r"part", mark("a part of the page")),
    (r"too many comparisons", mark("too many comparisons in a short time")),
    (r"openid connect", mark("with the identity provider")),
    (r"token", mark("with an access token")),
    (r"no filter", mark("no filter")),
)
_SEARCHED = (
    (r"person (?P<name>.+)", mark("user %(name)s")),
    (r"action (?P<action>.+)", mark("action: %(action)s")),
    (r"client (?P<number>\d+)", mark("client %(number)s")),
    (r"since (?P<day>[0-9-]+)", mark("from %(day)s")),
    (r"before (?P<day>[0-9-]+)", mark("before %(day)s")),
)
"""What the log was searched for, between commas."""
_FILTERS = {
    "decision": mark("decision"),
    "occupation": mark("occupation"),
    "amount": mark("amount"),
    "age": mark("age"),
    "family": mark("marital status"),
    "income": mark("income type"),
    "education": mark("education"),
}
_EVERYBODY = mark("all clients")
_ALL: dict[str, str] = {Action.AUDIT: mark("all entries")}
_BASES = {"decision": mark("by the model’s decision"), "outcome": mark("by outcome")}
_DENIED = {
    Capability.LIST_CLIENTS: mark("the list of clients"),
    Capability.EXPORT_CLIENTS: mark("the export of the list"),
    Capability.READ_FILE: mark("a client’s file"),
    Capability.WORK_ON_FILE: mark("a client’s file"),
    Capability.READ_OWN_FILE: mark("a person’s own file"),
    Capability.COUNT_POPULATION: mark("comparisons with former clients"),
    Capability.SIMULATE: mark("simulations"),
    Capability.READ_MODEL: mark("the model"),
    Capability.READ_FAIRNESS: mark("fairness"),
    Capability.READ_DRIFT: mark("data drift"),
    Capability.READ_HELP: mark("help"),
    Capability.USE_PAGES: mark("the pages"),
    Capability.USE_API: mark("the API"),
    Capability.OWN_ACCOUNT: mark("the person’s own account"),
    Capability.MANAGE_USERS: mark("accounts"),
    Capability.MANAGE_PORTFOLIOS: mark("client assignments"),
    Capability.READ_AUDIT: mark("the audit log"),
}


def detail_words(line: Line, words: Words, label: Label = str) -> str:
    """Return the detail of an entry in words; ``label`` gives the label of a variable by its name."""
    if line.action == Action.PURGE:
        return _purge(line.detail, words)
    if line.action == Action.REFUSED:
        return words.gettext(_DENIED[Capability(line.detail)]) if line.detail in tuple(Capability) else line.detail
    whole = _said(line.detail, _WHOLE, words)
    if whole is not None:
        return whole
    parts = line.detail.split("; ")
    if line.action == Action.COMPARE:
        return ", ".join(_compared(part, words, label) for part in parts)
    if line.action == Action.AUDIT:
        parts = [piece for part in parts for piece in part.split(", ")]
    return ", ".join(_part(part, line.action, words) for part in parts)


def _part(part: str, action: str, words: Words) -> str:
    if part == "all":
        return words.gettext(_ALL.get(action, _EVERYBODY))
    searched = _said(part, _SEARCHED, words) if action == Action.AUDIT else None
    return searched or _said(part, _PARTS, words) or part


def _compared(part: str, words: Words, label: Label) -> str:
    named = re.fullmatch(r"(.+) by (decision|outcome)", part)
    if named is not None:
        features = " × ".join(label(name) for name in named[1].split(" and "))
        return f"{features}, {words.gettext(_BASES[named[2]])}"
    pairs = [piece.partition("=") for piece in part.split(", ")]
    if all(sign and name in _FILTERS for name, sign, _ in pairs):
        return ", ".join(f"{words.gettext(_FILTERS[name])}: {value}" for name, _, value in pairs)
    return _said(part, _PARTS, words) or part


def _said(text: str, forms: tuple[tuple[str, str], ...], words: Words) -> str | None:
    for pattern, message in forms:
        found = re.fullmatch(pattern, text)
        if found is not None:
            values = {name.removesuffix("_2"): value for name, value in found.groupdict().items() if value is not None}
            return words.gettext(message, **{name: _value(name, values, words) for name in values})
    return None


def _value(name: str, values: dict[str, str], words: Words) -> str:
    value = values[name]
    if name == "count":
        return words.number(int(value))
    if name in {"role", "new_role"}:
        client = values.get("client" if name == "role" else "new_client")
        return role_word(value, words) + (f" ({client})" if client else "")
    if name == "filters":
        return ", ".join(words.gettext(_FILTERS[one]) if one in _FILTERS else one for one in value.split(", "))
    if name == "action":
        return action_word(value, words)
    if name == "language":
        return LANGUAGES.get(value, words.gettext("same as the browser"))
    return value


def _purge(detail: str, words: Words) -> str:
    try:
        found = json.loads(detail)
        first, last, count = int(found["from"]), int(found["until"]), int(found["lines"])
    except (ValueError, TypeError, KeyError):
        return detail
    return words.gettext(
        "entries %(first)s to %(last)s, %(count)s in all",
        first=words.number(first),
        last=words.number(last),
        count=words.number(count),
    )
