"""What the grid itself says, most of it to screen readers, in the language of the page."""

from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.i18n.translator import Translator

_TEXTS = {
    "loadingOoo": gettext_noop("Loading…"),
    "loadingError": gettext_noop("Not loaded"),
    "noRowsToShow": gettext_noop("No rows"),
    "noMatchingRows": gettext_noop("No matching clients"),
    "ariaSortableColumn": gettext_noop("Press Enter to sort"),
    "ariaColumnFiltered": gettext_noop("Filtered"),
    "ariaFilterColumn": gettext_noop("Press Control and Enter to open the filter"),
    "ariaMenuColumn": gettext_noop("Press Alt and the down arrow to open the column menu"),
}
"""By the key of AG Grid's ``localeText``: what a list without selection, groups and panels can come to say."""


def grid_texts(translator: Translator) -> dict[str, str]:
    """Return the texts of the grid by the keys under which it looks them up."""
    return {key: translator.gettext(text) for key, text in _TEXTS.items()}
