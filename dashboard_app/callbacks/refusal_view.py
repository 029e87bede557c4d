"""Why the office refuses a change, in words: what is wrong, and what to do."""

from dashboard_app.i18n import Words
from dashboard_app.i18n.languages import mark
from dashboard_app.office.errors import Reason

_SENTENCES = {
    Reason.NAME: mark("A name has letters a to z, digits, dots and dashes, and begins with a letter or digit."),
    Reason.TAKEN: mark("Somebody has this name already. Choose another one."),
    Reason.NUMBER: mark("A customer has a client number. Type its digits."),
    Reason.UNKNOWN: mark("There is no account of this name. Choose one from the list."),
    Reason.SELF: mark("This is your own account. Ask another administrator to change it."),
    Reason.LAST_ADMIN: mark("This is the last administrator. Make somebody else one first."),
    Reason.DEMO: mark("Accounts of the demonstration are not changed."),
    Reason.PROVIDER: mark("This person signs in elsewhere: role and password are changed there."),
    Reason.TOO_LONG: mark("These are too many numbers at once. Assign them in several parts, or by filter."),
    Reason.EMPTY: mark("There is no number here. Type or paste the numbers of clients first."),
}


def refusal(reason: Reason, words: Words) -> str:
    """Return the sentence for a change that is refused."""
    return words.gettext(_SENTENCES[reason])
