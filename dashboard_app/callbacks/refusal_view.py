"""Why the office refuses a change, in words: what is wrong, and what to do."""

from dashboard_app.i18n import Words
from dashboard_app.i18n.languages import mark
from dashboard_app.office.errors import Reason

_SENTENCES = {
    Reason.NAME: mark("A user name has letters a to z, digits, dots and dashes, and begins with a letter or digit."),
    Reason.TAKEN: mark("This user name is taken. Choose another one."),
    Reason.NUMBER: mark("A customer account needs a client number. Type its digits."),
    Reason.UNKNOWN: mark("There is no account with this name. Choose one from the list."),
    Reason.SELF: mark("This is your own account. Ask another administrator to change it."),
    Reason.LAST_ADMIN: mark("This is the last administrator. Give somebody else this role first."),
    Reason.DEMO: mark("Demo accounts cannot be changed."),
    Reason.PROVIDER: mark("This person signs in with an identity provider: role and password are changed there."),
    Reason.TOO_LONG: mark("There are too many numbers. Assign them in several parts, or by filter."),
    Reason.EMPTY: mark("There are no client numbers. Type or paste them first."),
    Reason.NOT_UNDONE: mark("This change cannot be undone any more: the list of its clients is no longer kept."),
}


def refusal(reason: Reason, words: Words) -> str:
    """Return the sentence for a change that is refused."""
    return words.gettext(_SENTENCES[reason])
