"""The context of a request: user, language, theme and active bundle."""

from dataclasses import dataclass

from dashboard_app.actor import Actor
from dashboard_app.admin.services import AdminServices
from dashboard_app.i18n.translator import Translator
from dashboard_app.store import ActiveBundle
from dashboard_app.suppliers import NOBODY_NAMED, Suppliers
from dashboard_app.theme import Palette


@dataclass(frozen=True)
class RequestContext:
    """The context of one request; the active bundle stays the same until the request ends.

    Attributes
    ----------
    admin
        Accounts, client assignments and the audit log. Services check whether the actor may see or change them.
    suppliers
        The organisations that data come from.
    is_redraw
        Whether only the theme has changed: what was shown is shown again.
    """

    actor: Actor
    translator: Translator
    palette: Palette
    active_bundle: ActiveBundle
    admin: AdminServices
    suppliers: Suppliers = NOBODY_NAMED
    is_redraw: bool = False
