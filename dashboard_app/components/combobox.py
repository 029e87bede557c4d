"""A field that searches a long, grouped list: what a select is for a few options, for hundreds of variables."""

from enum import StrEnum
from typing import ClassVar

from dash.development.base_component import Component

from dashboard_app.components.elements import html
from dashboard_app.i18n.translator import Translator


class Combobox(Component):
    """Chooses one of many ``options``, each with its ``label``, its ``value`` and, if it has one, its ``group``.

    The options of one group stand together, in the order in which groups first appear. `assets/js/combobox.js` is its
    other half; Dash's own dropdown knows no groups, and fails checks of accessibility.
    """

    _namespace = "clairscore"
    _type = "Combobox"
    _children_props: list[str] = []  # noqa: RUF012  Dash reads it from the class
    _base_nodes: list[str] = []  # noqa: RUF012
    _names: ClassVar[list[str]] = ["id", "value", "options", "label", "many", "one", "none"]

    def __init__(self, id: StrEnum, *, label: str, translator: Translator) -> None:
        self._prop_names = self._names
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        _ = translator.gettext
        super().__init__(  # type: ignore[no-untyped-call]
            id=id,
            label=label,
            options=[],
            many=_("{count} found"),
            one=_("1 found"),
            none=_("Nothing matches. Type another word."),
        )


def search_choice(name: StrEnum, label: str, *, translator: Translator, is_long: bool = True) -> html.Div:
    """Return a labelled combobox; a callback brings its options and what is chosen."""
    field = Combobox(name, label=label, translator=translator)
    return html.Div([html.Label(label, htmlFor=name), field], className="cs-choice-long" if is_long else None)
