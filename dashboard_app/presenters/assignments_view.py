"""Client assignments in words: an adviser's clients, what a filter leaves, what was assigned or removed."""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from dashboard_app.admin.assignment_results import Adviser, AssignmentResult, Matching
from dashboard_app.components.alerts import question, undo_button
from dashboard_app.components.app_frame import page_link
from dashboard_app.components.elements import html
from dashboard_app.components.states import empty
from dashboard_app.i18n import Translator
from dashboard_app.ids import AssignmentsIds

_NAMED = 10
_LONGEST = 20


def adviser_label(adviser: Adviser, translator: Translator) -> str:
    """Return an adviser's name with the number of clients assigned to them."""
    count = translator.ngettext("%(count)s client", "%(count)s clients", adviser.count)
    return (
        f"{adviser.name} ({count}, {translator.gettext('deactivated')})"
        if adviser.is_closed
        else f"{adviser.name} ({count})"
    )


def no_adviser(translator: Translator) -> html.Div:
    """Return the message shown when there are no advisers."""
    return empty(
        translator.gettext("There are no advisers yet"),
        translator.gettext("Add an account with the role Adviser first."),
    )


def numbers(client_ids: Sequence[int], total: int, translator: Translator, *, do_all_see_all: bool) -> list[Any]:
    """Return how many clients are assigned to an adviser, and some of them as links to their files."""
    sentence = translator.ngettext("%(count)s client assigned.", "%(count)s clients assigned.", total)
    note = translator.gettext(
        "In this installation every adviser sees every client: assignments have no effect until "
        "CLAIRSCORE_ADVISERS_SEE_ALL is switched off."
    )
    links = [html.Li(page_link(str(number), f"/client/{number}", class_name="cs-chip")) for number in client_ids]
    return [
        html.P(sentence, className="takeaway"),
        html.P(note, className="cs-told") if do_all_see_all else None,
        html.Ul(links, className="cs-chips") if links else None,
    ]


def matching(matches: Matching, translator: Translator) -> str:
    """Return how many clients a filter leaves, and how many of them would be new."""
    clients = translator.ngettext("%(count)s client matches.", "%(count)s clients match.", matches.clients)
    new = translator.ngettext(
        "%(count)s would be new to this adviser.", "%(count)s would be new to this adviser.", matches.new
    )
    return f"{clients} {new}"


def ask_to_assign(count: int, adviser: str, translator: Translator) -> Component:
    """Return the question whether so many clients are to be assigned."""
    return question(
        translator.ngettext(
            "Assign %(count)s client to %(adviser)s?",
            "Assign %(count)s clients to %(adviser)s?",
            count,
            adviser=adviser,
        ),
        translator.ngettext("Assign %(count)s client", "Assign %(count)s clients", count),
        count,
        AssignmentsIds.COMMAND,
        translator,
    )


def ask_to_remove(count: int, adviser: str, translator: Translator) -> Component:
    """Return the question whether so many clients are to be removed."""
    return question(
        translator.ngettext(
            "Remove %(count)s client from %(adviser)s?",
            "Remove %(count)s clients from %(adviser)s?",
            count,
            adviser=adviser,
        ),
        translator.ngettext("Remove %(count)s client", "Remove %(count)s clients", count),
        count,
        AssignmentsIds.COMMAND,
        translator,
    )


def assigned(done: AssignmentResult, adviser: str, what: str, translator: Translator) -> list[Any]:
    """Return how many clients were assigned, what could not be, and the way back."""
    parts: list[Any] = [
        translator.ngettext(
            "%(count)s client was already assigned by your previous change.",
            "%(count)s clients were already assigned by your previous change.",
            done.earlier,
        )
        if done.earlier
        else translator.ngettext("%(count)s client assigned.", "%(count)s clients assigned.", done.changed)
    ]
    if done.unchanged > done.earlier:
        parts += [
            " ",
            translator.ngettext(
                "%(count)s was already assigned.",
                "%(count)s were already assigned.",
                done.unchanged - done.earlier,
            ),
        ]
    unknown = _unknown(done, translator.gettext("Not a client number: %(numbers)s"), translator)
    return [html.P(parts), *unknown, *_undo(done, adviser, what, translator)]


def removed(done: AssignmentResult, adviser: str, translator: Translator) -> list[Any]:
    """Return how many clients were removed, what could not be, and the way back."""
    sentence = (
        translator.ngettext(
            "%(count)s client was already removed by your previous change.",
            "%(count)s clients were already removed by your previous change.",
            done.earlier,
        )
        if done.earlier
        else translator.ngettext("%(count)s client removed.", "%(count)s clients removed.", done.changed)
    )
    unknown = _unknown(done, translator.gettext("Not assigned to this adviser: %(numbers)s"), translator)
    return [html.P(sentence), *unknown, *_undo(done, adviser, "remove", translator)]


def undone(done: AssignmentResult, adviser: str, translator: Translator, *, was_removal: bool) -> list[Any]:
    """Return what taking a change back has changed."""
    sentence = (
        translator.ngettext(
            "Undone: %(count)s client is assigned to %(adviser)s again.",
            "Undone: %(count)s clients are assigned to %(adviser)s again.",
            done.changed,
            adviser=adviser,
        )
        if was_removal
        else translator.ngettext(
            "Undone: %(count)s client is no longer assigned to %(adviser)s.",
            "Undone: %(count)s clients are no longer assigned to %(adviser)s.",
            done.changed,
            adviser=adviser,
        )
    )
    return [html.P(sentence)]


def _undo(done: AssignmentResult, adviser: str, what: str, translator: Translator) -> list[Any]:
    if done.clients is None:
        return []
    way = undo_button(AssignmentsIds.COMMAND, translator, of=what, adviser=adviser, clients=done.clients)
    return [html.Div(way, className="cs-buttons")]


def _unknown(done: AssignmentResult, sentence: str, translator: Translator) -> list[Any]:
    if not done.unknown:
        return []
    named = ", ".join(text[:_LONGEST] for text in done.unknown[:_NAMED])
    rest = len(done.unknown) - _NAMED
    more = ", " + translator.ngettext("and %(count)s more", "and %(count)s more", rest) if rest > 0 else ""
    return [html.P(sentence % {"numbers": named + more})]
