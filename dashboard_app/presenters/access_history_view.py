"""The access history of a customer's file, without the names of staff."""

from collections.abc import Sequence
from typing import Any, Final

from dashboard_app.actor import Role
from dashboard_app.components.elements import html
from dashboard_app.components.tables import lines_table
from dashboard_app.events import Action
from dashboard_app.i18n import Translator
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.services.access_history import FileAccess

_STAFF: Final = {
    Role.ADVISER.value: gettext_noop("An adviser of the lender"),
    Role.ADMIN.value: gettext_noop("An administrator of the lender"),
}
_LENDER: Final = gettext_noop("The lender")
"""What a role is called that this version does not know."""


def access_history(accesses: Sequence[FileAccess], total: int, translator: Translator) -> list[Any]:
    """Return how often a file was opened, and the last times, the newest first."""
    _ = translator.gettext
    if not accesses:
        return [html.P(_("Nobody has opened your file yet."))]
    sentence = translator.ngettext(
        "Your file was opened %(count)s time, by you or by the lender.",
        "Your file was opened %(count)s times, by you or by the lender.",
        total,
    )
    last = (
        translator.gettext("The last %(count)s times:", count=translator.number(len(accesses)))
        if total > len(accesses)
        else None
    )
    rows = [
        (translator.moment(opening.at), _who(opening, translator), _how(opening, translator)) for opening in accesses
    ]
    return [
        html.P(sentence, className="takeaway"),
        html.P(last) if last else None,
        lines_table(_("Who opened my file"), (_("When (UTC)"), _("Who"), _("How")), rows),
        html.P(_("Times are in UTC. Staff are named by their role."), className="cs-note"),
    ]


def _who(opening: FileAccess, translator: Translator) -> str:
    if opening.is_own:
        return translator.gettext("You")
    return translator.gettext(_STAFF.get(opening.role, _LENDER))


def _how(opening: FileAccess, translator: Translator) -> str:
    return {
        Action.OPEN: translator.gettext("opened"),
        Action.PRINT: translator.gettext("printed"),
        Action.EXPORT: translator.gettext("exported"),
        Action.SIMULATE: translator.gettext("simulated other values"),
    }[opening.action]
