"""A part of a page that arrives whole: what Dash is told of it, and what stands in it."""

import json

from dash import html
from plotly.utils import PlotlyJSONEncoder

from dashboard_app.components.view import View
from dashboard_app.ids import ClientIds


def sent(component):
    return json.loads(json.dumps(component, cls=PlotlyJSONEncoder))


def test_dash_finds_the_other_half_by_name():
    assert sent(View(ClientIds.REASONS)) == {
        "props": {"id": "client-reasons"},
        "type": "View",
        "namespace": "clairscore",
    }


def test_content_is_sent_as_components_but_is_no_child():
    view = View(ClientIds.REASONS, content=[html.P("one"), "two"])
    props = sent(view)["props"]
    assert props["content"] == [{"props": {"children": "one"}, "type": "P", "namespace": "dash_html_components"}, "two"]
    assert list(view._traverse()) == []
