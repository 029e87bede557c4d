"""Who opened a customer's file, in words that name nobody."""

from collections.abc import Sequence
from typing import Any

from dashboard_app.components.elements import html
from dashboard_app.components.lines import lines_table
from dashboard_app.events import Action
from dashboard_app.i18n import Words
from dashboard_app.services.openings import Opening


def openings(found: Sequence[Opening], total: int, words: Words) -> list[Any]:
    """Return how often a file was opened, and the last times, the newest first."""
    _ = words.gettext
    if not found:
        return [html.P(_("Nobody has opened your file yet."))]
    sentence = words.ngettext(
        "Your file was opened %(count)s time, by you or by the lender.",
        "Your file was opened %(count)s times, by you or by the lender.",
        total,
    )
    last = words.gettext("The last %(count)s times:", count=words.number(len(found))) if total > len(found) else None
    rows = [(words.moment(opening.at), _who(opening, words), _how(opening, words)) for opening in found]
    return [
        html.P(sentence, className="takeaway"),
        html.P(last) if last else None,
        lines_table(_("Who opened my file"), (_("When (UTC)"), _("Who"), _("How")), rows),
        html.P(_("Times are in UTC. Staff are named by their role."), className="cs-note"),
    ]


def _who(opening: Opening, words: Words) -> str:
    if opening.is_own:
        return words.gettext("You")
    if opening.role == "adviser":
        return words.gettext("An adviser of the lender")
    if opening.role == "admin":
        return words.gettext("An administrator of the lender")
    return words.gettext("The lender")


def _how(opening: Opening, words: Words) -> str:
    return {
        Action.OPEN: words.gettext("opened"),
        Action.PRINT: words.gettext("printed"),
        Action.EXPORT: words.gettext("exported"),
        Action.SIMULATE: words.gettext("simulated other values"),
    }[opening.action]
