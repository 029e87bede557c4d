"""What the grid itself says, most of it to screen readers, in the language of the page."""

from dashboard_app.i18n.languages import mark
from dashboard_app.i18n.words import Words

_TEXTS = {
    "loadingOoo": mark("Loading…"),
    "loadingError": mark("Not loaded"),
    "noRowsToShow": mark("No rows"),
    "noMatchingRows": mark("No matching clients"),
    "ariaSortableColumn": mark("Press Enter to sort"),
    "ariaColumnFiltered": mark("Filtered"),
    "ariaFilterColumn": mark("Press Control and Enter to open the filter"),
    "ariaMenuColumn": mark("Press Alt and the down arrow to open the column menu"),
}
"""By the key of AG Grid's ``localeText``: what a list without selection, groups and panels can come to say."""


def grid_texts(words: Words) -> dict[str, str]:
    """Return the texts of the grid by the keys under which it looks them up."""
    return {key: words.gettext(text) for key, text in _TEXTS.items()}
