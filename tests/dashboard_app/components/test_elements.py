"""Quick elements are Dash's own to everybody who looks at them, and refuse what Dash refuses."""

import json

import dash.html
import pytest
from dash import dcc, no_update
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from dashboard_app.components.elements import html, to_plain
from dashboard_app.components.tables import Table
from dashboard_app.figures.chart import ChartTable

PROPS = {"className": "a b", "aria-label": "name", "data-place": "", "hidden": False, "id": "one"}


def sent(component):
    return json.loads(json.dumps(component, cls=PlotlyJSONEncoder))


@pytest.mark.parametrize("name", vars(dash.html)["__all__"])
def test_an_element_is_that_of_dash(name):
    quick, own = getattr(html, name), getattr(dash.html, name)
    assert issubclass(quick, own)
    assert sent(quick()) == sent(own())
    assert sent(quick(["text", quick("inside")], **PROPS)) == sent(own(["text", own("inside")], **PROPS))
    assert repr(quick("text", id="one")) == repr(own("text", id="one"))
    assert quick().available_properties == own().available_properties


def test_dash_goes_through_what_stands_inside():
    inner = html.P("inside", id="inner")
    outer = html.Div([html.Section(inner)])
    assert inner in list(outer._traverse())
    assert outer["inner"] is inner


@pytest.mark.parametrize("props", [{"klass": "a"}, {"title": html.P("text")}, {"id": 7}, {"id": {"a": []}}])
def test_what_dash_refuses_is_refused(props):
    with pytest.raises(TypeError) as own:
        dash.html.P("text", **props)
    with pytest.raises(TypeError) as quick:
        html.P("text", **props)
    assert str(quick.value) == str(own.value)


def test_a_table_is_sent_as_its_texts():
    table = Table(ChartTable(("Part", "Share"), (("one", "10%"),)), "The parts")
    assert sent(table) == {
        "props": {"caption": "The parts", "columns": ["Part", "Share"], "rows": [["one", "10%"]]},
        "type": "Table",
        "namespace": "clairscore",
    }


def quick_elements_in(value):
    if isinstance(value, Component):
        return [value] if type(value) is not getattr(dash.html, type(value).__name__, None) else []
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [found for part in parts for found in quick_elements_in(part)]


def test_what_a_callback_returns_is_sent_as_before_and_holds_no_quick_element():
    graph, own = dcc.Graph(figure={"data": []}), dash.html.P("of Dash")
    answer = (
        html.Div(["text", None, 7, (html.Span("inside", **PROPS), own), html.Ul([html.Li(html.B("deep"))]), graph]),
        [html.P(), {"props": "data"}],
        "text",
        None,
    )
    before = json.dumps(answer, cls=PlotlyJSONEncoder)
    plain = to_plain(answer)
    assert json.dumps(plain, cls=PlotlyJSONEncoder) == before
    # Encoded once more, the elements are what they were.
    assert json.dumps(answer, cls=PlotlyJSONEncoder) == before
    assert {type(part) for part in quick_elements_in(plain)} == {dcc.Graph}


def test_what_stays_as_it_is_on_the_page_is_left_to_dash():
    assert to_plain((no_update, html.P("text")))[0] is no_update
    assert to_plain(no_update) is no_update
