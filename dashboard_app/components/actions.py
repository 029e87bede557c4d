"""What the actions and roles of the audit log are called."""

from dashboard_app.actor import Role
from dashboard_app.events import Action
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.i18n.translator import Translator

ACTION_LABELS = {
    Action.OPEN: gettext_noop("Viewed a file"),
    Action.SEARCH: gettext_noop("Searched the list"),
    Action.EXPORT: gettext_noop("Exported"),
    Action.PRINT: gettext_noop("Printed"),
    Action.SIMULATE: gettext_noop("Simulated other values"),
    Action.COMPARE: gettext_noop("Compared with former clients"),
    Action.DECIDE: gettext_noop("Decided"),
    Action.REQUEST: gettext_noop("Requested a review"),
    Action.REFUSED: gettext_noop("Access denied"),
    Action.ALERT: gettext_noop("Alert"),
    Action.SIGN_IN: gettext_noop("Signed in"),
    Action.SIGN_IN_REFUSED: gettext_noop("Failed sign-in"),
    Action.SIGN_OUT: gettext_noop("Signed out"),
    Action.LOCKED: gettext_noop("Account locked"),
    Action.PASSWORD: gettext_noop("Changed a password"),
    Action.USER: gettext_noop("Changed an account"),
    Action.ASSIGNMENT: gettext_noop("Changed client assignments"),
    Action.TOKEN: gettext_noop("Changed an access token"),
    Action.AUDIT: gettext_noop("Consulted the audit log"),
    Action.PURGE: gettext_noop("Purged old entries"),
}
ROLE_NAMES = {
    Role.ADVISER: gettext_noop("Adviser"),
    Role.CUSTOMER: gettext_noop("Customer"),
    Role.ADMIN: gettext_noop("Administrator"),
}
_ROLES_OF_LINES = {
    **{role.value: name for role, name in ROLE_NAMES.items()},
    "operator": gettext_noop("Server operator"),
    "visitor": gettext_noop("Visitor"),
}


def action_word(action: str, translator: Translator) -> str:
    """Return what an action is called; one that this version does not know is shown as it is stored."""
    return translator.gettext(ACTION_LABELS[Action(action)]) if action in tuple(Action) else action


def role_word(role: str, translator: Translator) -> str:
    """Return what a role is called; one that this version does not know is shown as it is stored."""
    return translator.gettext(_ROLES_OF_LINES[role]) if role in _ROLES_OF_LINES else role
