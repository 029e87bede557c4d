"""A switch is a named group of radio buttons; the views of the model page have a name each."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard_app.components.controls import segmented_control
from dashboard_app.components.model_views import NAMES, ModelView
from dashboard_app.ids import ModelIds


def test_a_switch_is_labelled_and_its_first_option_is_chosen():
    options = [{"label": "First", "value": "a"}, {"label": "Second", "value": "b"}]
    fieldset = segmented_control(ModelIds.VIEW, "View", options)
    legend, radios = fieldset.children
    assert isinstance(legend, html.Legend)
    assert legend.children == "View"
    assert isinstance(radios, dbc.RadioItems)
    assert radios.value == "a"
    assert radios.name == ModelIds.VIEW
    assert radios.options == options


def test_every_view_has_a_name_of_its_own():
    assert set(NAMES) == set(ModelView)
    assert len(set(NAMES.values())) == len(NAMES)
