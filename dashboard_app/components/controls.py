"""Labelled controls of pages: choices, fields to type in, buttons, and the values that leave them open."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, ClassVar

import dash_bootstrap_components as dbc
from dash.development.base_component import Component

from dashboard_app.components.elements import html
from dashboard_app.filters import Band
from dashboard_app.i18n.translator import Translator

ALL = "all"
"""The value of an open filter."""
NONE = "none"
"""The value of a choice that chooses nothing."""


class ReasonsView(StrEnum):
    """How the reasons of a score can be shown."""

    WORDS = "words"
    FAMILIES = "families"
    VARIABLES = "variables"


class Whom(StrEnum):
    """Which clients are assigned by a filter: those of no adviser, or all of them."""

    FREE = "free"
    EVERYBODY = ALL


def band_options(bands: Sequence[Band], translator: Translator) -> list[dict[str, str]]:
    """Return the options of a filter of numbers, the first of which leaves it open."""
    named = ({"label": translator.gettext(band.label), "value": band.name} for band in bands)
    return [{"label": translator.gettext("All"), "value": ALL}, *named]


def choice(name: str, label: str, options: list[dict[str, str]], *, is_long: bool = False) -> html.Div:
    """Return a labelled select; the first of its options is chosen, if it has any yet."""
    value = options[0]["value"] if options else None
    return html.Div(
        [html.Label(label, htmlFor=name), dbc.Select(id=name, options=options, value=value)],
        className="cs-choice-long" if is_long else None,
    )


def field(name: StrEnum, label: str, *, debounce: bool | float = True, **options: Any) -> html.Div:  # noqa: ANN401
    """Return a labelled field of one line; ``debounce`` says after how many seconds, or by Enter alone, it counts."""
    entry = dbc.Input(id=name, debounce=debounce, autocomplete="off", **{"type": "text", **options})
    return html.Div([html.Label(label, htmlFor=name), entry])


def client_field(name: StrEnum, label: str) -> html.Div:
    """Return a labelled field for the number of a client."""
    return field(name, label, inputmode="numeric", maxlength=40)


def text_field(name: StrEnum, label: str, *, rows: int) -> html.Div:
    """Return a labelled field of several lines."""
    return html.Div([html.Label(label, htmlFor=name), dbc.Textarea(id=name, rows=rows, className="cs-lines-field")])


def button(name: StrEnum, text: str, *, is_primary: bool = False, is_disabled: bool = False) -> html.Button:
    """Return a button; the primary one of a form is the most frequent action."""
    class_name = "cs-button cs-primary" if is_primary else "cs-button"
    return html.Button(text, id=name, type="button", className=class_name, disabled=is_disabled)


def pager(translator: Translator, *, shown: StrEnum, previous: StrEnum, following: StrEnum) -> html.Div:
    """Return which lines are shown, and buttons to those before and after them."""
    return html.Div(
        [
            html.P(id=shown, className="cs-shown", role="status"),
            button(previous, translator.gettext("Previous"), is_disabled=True),
            button(following, translator.gettext("Next"), is_disabled=True),
        ],
        className="cs-pager",
    )


def segmented_control(name: StrEnum, legend: str, options: list[dict[str, str]]) -> html.Fieldset:
    """Return radio buttons drawn side by side as one control; the first is chosen."""
    return html.Fieldset(
        [
            html.Legend(legend, className="visually-hidden"),
            dbc.RadioItems(
                id=name,
                # What makes one group of them for the keyboard: arrows move within it.
                name=name,
                options=options,
                value=options[0]["value"],
            ),
        ],
        className="cs-segmented",
    )


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
