"""Who follows whom, in words: an adviser's clients, what a filter leaves, what was assigned or removed."""

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard_app.components.shell import page_link
from dashboard_app.components.states import empty
from dashboard_app.i18n import Words
from dashboard_app.office.assignments import Adviser, Done, Matching

_NAMED = 10
_LONGEST = 20


def adviser_label(adviser: Adviser, words: Words) -> str:
    """Return an adviser's name with how many clients they follow."""
    count = words.ngettext("%(count)s client", "%(count)s clients", adviser.count)
    return f"{adviser.name} ({count}, {words.gettext('closed')})" if adviser.is_closed else f"{adviser.name} ({count})"


def no_adviser(words: Words) -> html.Div:
    """Return what is said where there is no adviser at all."""
    return empty(words.gettext("There is no adviser yet"), words.gettext("Add an account with this role first."))


def numbers(found: Sequence[int], total: int, words: Words, *, do_all_see_all: bool) -> list[Any]:
    """Return how many clients an adviser follows, and some of them as links to their files."""
    sentence = words.ngettext("Follows %(count)s client.", "Follows %(count)s clients.", total)
    note = words.gettext(
        "In this installation every adviser sees every client: what is set here limits nobody until "
        "CLAIRSCORE_ADVISERS_SEE_ALL is switched off."
    )
    links = [html.Li(page_link(str(number), f"/client/{number}", class_name="cs-chip")) for number in found]
    return [
        html.P(sentence, className="takeaway"),
        html.P(note, className="cs-told") if do_all_see_all else None,
        html.Ul(links, className="cs-chips") if links else None,
    ]


def matching(found: Matching, words: Words) -> str:
    """Return how many clients a filter leaves, and how many of them would be new."""
    clients = words.ngettext("%(count)s client is like this.", "%(count)s clients are like this.", found.clients)
    new = words.ngettext(
        "%(count)s would be new to this adviser.", "%(count)s would be new to this adviser.", found.new
    )
    return f"{clients} {new}"


def assigned(done: Done, words: Words) -> list[Any]:
    """Return how many clients were assigned, and what could not be."""
    parts: list[Any] = [words.ngettext("%(count)s client assigned.", "%(count)s clients assigned.", done.changed)]
    if done.unchanged:
        parts += [
            " ",
            words.ngettext(
                "%(count)s was there already.",
                "%(count)s were there already.",
                done.unchanged,
            ),
        ]
    return [html.P(parts), *_unknown(done, words.gettext("Not the number of a client: %(numbers)s"), words)]


def removed(done: Done, words: Words) -> list[Any]:
    """Return how many clients were removed, and what could not be."""
    sentence = words.ngettext("%(count)s client removed.", "%(count)s clients removed.", done.changed)
    return [html.P(sentence), *_unknown(done, words.gettext("Not followed by this adviser: %(numbers)s"), words)]


def _unknown(done: Done, sentence: str, words: Words) -> list[Any]:
    if not done.unknown:
        return []
    named = ", ".join(text[:_LONGEST] for text in done.unknown[:_NAMED])
    rest = len(done.unknown) - _NAMED
    more = ", " + words.ngettext("and %(count)s more", "and %(count)s more", rest) if rest > 0 else ""
    return [html.P(sentence % {"numbers": named + more})]
