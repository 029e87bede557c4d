"""What an entry of the audit log says beside its action, in the words of a language.

Entries are written once, in one form, and never change: this module reads that form. What it does not know, entries of
another version for example, is shown as it is stored.
"""

import json
import re
from collections.abc import Callable, Mapping

from dashboard_app.audit.entries import AuditEntry
from dashboard_app.capabilities import Capability
from dashboard_app.components.actions import action_word, role_word
from dashboard_app.events import Action
from dashboard_app.filters import FILTERS
from dashboard_app.i18n.languages import LANGUAGES, gettext_noop
from dashboard_app.i18n.translator import Translator
from dashboard_app.list_filters import LIST_FILTERS

Label = Callable[[str], str]

_WHOLE_DETAILS = (
    (
        r"refused (?P<count>\d+) times in (?P<minutes>\d+) minutes; .*",
        gettext_noop("%(count)s refusals in %(minutes)s minutes: further requests are turned away for a while"),
    ),
    (
        r"more than (?P<count>\d+) entries in a minute; .*",
        gettext_noop("More than %(count)s entries in a minute: further requests are turned away for a minute"),
    ),
    (
        r"more than (?P<count>\d+) failures in a minute; .*",
        gettext_noop("More than %(count)s failures in a minute: further ones are not logged one by one"),
    ),
    (
        r"key replaced; entries up to (?P<number>\d+) cannot be verified",
        gettext_noop("Key replaced: entries up to %(number)s cannot be verified"),
    ),
)
_PARTS = (
    (r"0 clients", gettext_noop("no clients")),
    (
        r"(?P<count>\d+) clients, (?P<first>\d+) to (?P<last>\d+)",
        gettext_noop("%(count)s between numbers %(first)s and %(last)s"),
    ),
    (r"(?P<count>\d+) lines", gettext_noop("%(count)s lines")),
    (r"clients sha256 (?P<hash>[0-9a-f]{12})[0-9a-f]*", gettext_noop("list %(hash)s…")),
    (r"number (?P<digits>\d+)", gettext_noop("number with %(digits)s")),
    (r"by number", gettext_noop("by client number")),
    (r"by (?P<filters>[a-z, ]+)", gettext_noop("filtered by %(filters)s")),
    (r"followed by nobody", gettext_noop("not assigned to anyone before")),
    (r"all of them", gettext_noop("all clients of the adviser")),
    (r"undone", gettext_noop("undone")),
    (r"(?P<name>[^ ]+): (?P<count>\d+) clients assigned", gettext_noop("%(name)s: %(count)s assigned")),
    (r"(?P<name>[^ ]+): (?P<count>\d+) clients removed", gettext_noop("%(name)s: %(count)s removed")),
    (r"(?P<name>[^ ]+): added as (?P<role>[a-z]+)(?: (?P<client>\d+))?", gettext_noop("%(name)s: added as %(role)s")),
    (
        r"(?P<name>[^ ]+): (?P<role>[a-z]+)(?: (?P<client>\d+))?, now (?P<new_role>[a-z]+)(?: (?P<new_client>\d+))?"
        r", language (?P<language>.+)",
        gettext_noop("%(name)s: was %(role)s, now %(new_role)s, language: %(language)s"),
    ),
    (r"(?P<name>[^ ]+): closed|disable (?P<name_2>[^ ]+)", gettext_noop("%(name)s: deactivated")),
    (r"(?P<name>[^ ]+): opened again|enable (?P<name_2>[^ ]+)", gettext_noop("%(name)s: reactivated")),
    (r"(?P<name>[^ ]+): new start password|reset (?P<name_2>[^ ]+)", gettext_noop("%(name)s: password reset")),
    (r"replace (?P<name>[^ ]+), as (?P<role>[a-z]+)", gettext_noop("%(name)s: replaced, as %(role)s")),
    (r"add (?P<name>[^ ]+) as (?P<role>[a-z]+)", gettext_noop("%(name)s: added as %(role)s")),
    (r"add for (?P<name>[^ ]+): (?P<scopes>.*)", gettext_noop("%(name)s: token added, scopes: %(scopes)s")),
    (r"revoke (?P<number>\d+)", gettext_noop("token %(number)s revoked")),
    (r"read", gettext_noop("read")),
    (r"exported", gettext_noop("exported")),
    (r"verified", gettext_noop("verified")),
    (r"shown", gettext_noop("history of one client shown")),
    (r"api: form", gettext_noop("API: application form")),
    (r"api: score", gettext_noop("API: score")),
    (r"api: reasons", gettext_noop("API: reasons")),
    (r"page", gettext_noop("the page")),
    (r"part", gettext_noop("a part of the page")),
    (r"too many comparisons", gettext_noop("too many comparisons in a short time")),
    (r"openid connect", gettext_noop("with the identity provider")),
    (r"token", gettext_noop("with an access token")),
    (r"no filter", gettext_noop("no filter")),
)
_SEARCHED = (
    (r"person (?P<name>.+)", gettext_noop("user %(name)s")),
    (r"action (?P<action>.+)", gettext_noop("action: %(action)s")),
    (r"client (?P<number>\d+)", gettext_noop("client %(number)s")),
    (r"since (?P<day>[0-9-]+)", gettext_noop("from %(day)s")),
    (r"before (?P<day>[0-9-]+)", gettext_noop("before %(day)s")),
)
"""What the log was searched for, between commas."""
_COMPARISON_FILTERS = {one.name: one.label for one in FILTERS}
_LIST_FILTERS = {one.name: one.label for one in LIST_FILTERS}
"""What the filters are called. A filter of the list and one of the comparison may have the same name."""
_EVERYBODY = gettext_noop("all clients")
_ALL: dict[str, str] = {Action.AUDIT: gettext_noop("all entries")}
_BASES = {"decision": gettext_noop("by the model’s decision"), "outcome": gettext_noop("by outcome")}
_DENIED = {
    Capability.LIST_CLIENTS: gettext_noop("the list of clients"),
    Capability.EXPORT_CLIENTS: gettext_noop("the export of the list"),
    Capability.READ_FILE: gettext_noop("a client’s file"),
    Capability.WORK_ON_FILE: gettext_noop("a client’s file"),
    Capability.READ_OWN_FILE: gettext_noop("a person’s own file"),
    Capability.COUNT_POPULATION: gettext_noop("comparisons with former clients"),
    Capability.SIMULATE: gettext_noop("simulations"),
    Capability.READ_MODEL: gettext_noop("the model"),
    Capability.READ_FAIRNESS: gettext_noop("fairness"),
    Capability.READ_DRIFT: gettext_noop("data drift"),
    Capability.READ_HELP: gettext_noop("help"),
    Capability.USE_PAGES: gettext_noop("the pages"),
    Capability.USE_API: gettext_noop("the API"),
    Capability.OWN_ACCOUNT: gettext_noop("the person’s own account"),
    Capability.MANAGE_USERS: gettext_noop("accounts"),
    Capability.MANAGE_ASSIGNMENTS: gettext_noop("client assignments"),
    Capability.READ_AUDIT: gettext_noop("the audit log"),
}


def format_detail(line: AuditEntry, translator: Translator, label: Label = str) -> str:
    """Return the detail of an entry in words; ``label`` gives the label of a variable by its name."""
    if line.action == Action.PURGE:
        return _purge(line.detail, translator)
    if line.action == Action.REFUSED:
        return translator.gettext(_DENIED[Capability(line.detail)]) if line.detail in tuple(Capability) else line.detail
    sentence = _match_sentence(line.detail, _WHOLE_DETAILS, translator)
    if sentence is not None:
        return sentence
    parts = line.detail.split("; ")
    if line.action == Action.COMPARE:
        return ", ".join(_compared(part, translator, label) for part in parts)
    if line.action == Action.AUDIT:
        parts = [piece for part in parts for piece in part.split(", ")]
    return ", ".join(_part(part, line.action, translator) for part in parts)


def _part(part: str, action: str, translator: Translator) -> str:
    if part == "all":
        return translator.gettext(_ALL.get(action, _EVERYBODY))
    searched = _match_sentence(part, _SEARCHED, translator) if action == Action.AUDIT else None
    return searched or _match_sentence(part, _PARTS, translator) or part


def _compared(part: str, translator: Translator, label: Label) -> str:
    named = re.fullmatch(r"(.+) by (decision|outcome)", part)
    if named is not None:
        features = " × ".join(label(name) for name in named[1].split(" and "))
        return f"{features}, {translator.gettext(_BASES[named[2]])}"
    pairs = [piece.partition("=") for piece in part.split(", ")]
    if all(sign and name in _COMPARISON_FILTERS for name, sign, _ in pairs):
        return ", ".join(f"{_filter_word(name, _COMPARISON_FILTERS, translator)}: {value}" for name, _, value in pairs)
    return _match_sentence(part, _PARTS, translator) or part


def _filter_word(name: str, labels: Mapping[str, str], translator: Translator) -> str:
    """Return what a filter is called within a sentence."""
    if name not in labels:
        return name
    label = translator.gettext(labels[name])
    return label[:1].lower() + label[1:]


def _match_sentence(text: str, forms: tuple[tuple[str, str], ...], translator: Translator) -> str | None:
    for pattern, message in forms:
        match = re.fullmatch(pattern, text)
        if match is not None:
            values = {name.removesuffix("_2"): value for name, value in match.groupdict().items() if value is not None}
            return translator.gettext(message, **{name: _value(name, values, translator) for name in values})
    return None


def _value(name: str, values: dict[str, str], translator: Translator) -> str:
    value = values[name]
    if name == "count":
        return translator.number(int(value))
    if name in {"role", "new_role"}:
        client = values.get("client" if name == "role" else "new_client")
        return role_word(value, translator) + (f" ({client})" if client else "")
    if name == "filters":
        return ", ".join(_filter_word(word, _LIST_FILTERS, translator) for word in value.split(", "))
    if name == "action":
        return action_word(value, translator)
    if name == "language":
        return LANGUAGES.get(value, translator.gettext("same as the browser"))
    return value


def _purge(detail: str, translator: Translator) -> str:
    try:
        fields = json.loads(detail)
        first, last, count = int(fields["from"]), int(fields["until"]), int(fields["lines"])
    except (ValueError, TypeError, KeyError):
        return detail
    return translator.gettext(
        "entries %(first)s to %(last)s, %(count)s in all",
        first=translator.number(first),
        last=translator.number(last),
        count=translator.number(count),
    )
