"""Why a change is refused, in words: what is wrong, and what to do."""

from dashboard_app.admin.errors import RefusalReason
from dashboard_app.i18n import Translator
from dashboard_app.i18n.languages import gettext_noop

_SENTENCES = {
    RefusalReason.NAME: gettext_noop(
        "A user name has letters a to z, digits, dots and dashes, and begins with a letter or digit."
    ),
    RefusalReason.TAKEN: gettext_noop("This user name is taken. Choose another one."),
    RefusalReason.NUMBER: gettext_noop("A customer account needs a client number. Type its digits."),
    RefusalReason.UNKNOWN: gettext_noop("There is no account with this name. Choose one from the list."),
    RefusalReason.SELF: gettext_noop("This is your own account. Ask another administrator to change it."),
    RefusalReason.LAST_ADMIN: gettext_noop("This is the last administrator. Give somebody else this role first."),
    RefusalReason.DEMO: gettext_noop("Demo accounts cannot be changed."),
    RefusalReason.PROVIDER: gettext_noop(
        "This person signs in with an identity provider: role and password are changed there."
    ),
    RefusalReason.TOO_LONG: gettext_noop("There are too many numbers. Assign them in several parts, or by filter."),
    RefusalReason.EMPTY: gettext_noop("There are no client numbers. Type or paste them first."),
    RefusalReason.NOT_UNDONE: gettext_noop(
        "This change cannot be undone any more: the list of its clients is no longer kept."
    ),
}


def refusal(reason: RefusalReason, translator: Translator) -> str:
    """Return the sentence for a change that is refused."""
    return translator.gettext(_SENTENCES[reason])
