"""The variables of the model as something to choose from, theme by theme."""

from collections.abc import Iterable

from dashboard_app.i18n import Translator
from dashboard_app.i18n.values import get_label, text_in
from model_bundle.catalogue import Catalogue, CatalogueEntry


def variable_options(
    entries: Iterable[CatalogueEntry], catalogue: Catalogue, translator: Translator
) -> list[dict[str, str]]:
    """Return each variable with its label and the theme it belongs to, in the order given."""
    return [
        {
            "label": get_label(translator, entry),
            "value": entry.name,
            "group": text_in(translator, catalogue.families[entry.family].label),
        }
        for entry in entries
    ]
