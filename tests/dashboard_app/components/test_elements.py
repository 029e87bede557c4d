"""Quick elements are Dash's own to everybody who looks at them, and refuse what Dash refuses."""

import json

import dash.html
import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard_app.components.elements import html
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
