"""What the actions and roles of the audit log are called."""

from dashboard_app.actor import Role
from dashboard_app.events import Action
from dashboard_app.i18n.languages import mark
from dashboard_app.i18n.words import Words

ACTION_LABELS = {
    Action.OPEN: mark("Viewed a file"),
    Action.SEARCH: mark("Searched the list"),
    Action.EXPORT: mark("Exported"),
    Action.PRINT: mark("Printed"),
    Action.SIMULATE: mark("Simulated other values"),
    Action.COMPARE: mark("Compared with former clients"),
    Action.DECIDE: mark("Decided"),
    Action.REQUEST: mark("Requested a review"),
    Action.REFUSED: mark("Access denied"),
    Action.ALERT: mark("Alert"),
    Action.SIGN_IN: mark("Signed in"),
    Action.SIGN_IN_REFUSED: mark("Failed sign-in"),
    Action.SIGN_OUT: mark("Signed out"),
    Action.LOCKED: mark("Account locked"),
    Action.PASSWORD: mark("Changed a password"),
    Action.USER: mark("Changed an account"),
    Action.PORTFOLIO: mark("Changed client assignments"),
    Action.TOKEN: mark("Changed an access token"),
    Action.AUDIT: mark("Consulted the audit log"),
    Action.PURGE: mark("Purged old entries"),
}
ROLE_NAMES = {Role.ADVISER: mark("Adviser"), Role.CUSTOMER: mark("Customer"), Role.ADMIN: mark("Administrator")}
_ROLES_OF_LINES = {
    **{role.value: name for role, name in ROLE_NAMES.items()},
    "operator": mark("Server operator"),
    "visitor": mark("Visitor"),
}


def action_word(action: str, words: Words) -> str:
    """Return what an action is called; one that this version does not know is shown as it is stored."""
    return words.gettext(ACTION_LABELS[Action(action)]) if action in tuple(Action) else action


def role_word(role: str, words: Words) -> str:
    """Return what a role is called; one that this version does not know is shown as it is stored."""
    return words.gettext(_ROLES_OF_LINES[role]) if role in _ROLES_OF_LINES else role
