"""Labelled choices above a chart."""

from collections.abc import Sequence
from enum import StrEnum

import dash_bootstrap_components as dbc

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
