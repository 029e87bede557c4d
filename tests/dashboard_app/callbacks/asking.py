"""An ask of our own, and how to read what a callback returns."""

import json

import plotly.graph_objects as go
import pytest
from dash import dcc, html
from dash._utils import to_json
from dash.development.base_component import Component

from dashboard_app.callbacks import client
from dashboard_app.components.controls import ALL, NONE
from dashboard_app.components.tables import Table
from dashboard_app.context import RequestContext
from dashboard_app.filters import FILTERS, Basis
from dashboard_app.i18n import get_translator
from dashboard_app.theme import LIGHT


def context_as(actor, active_bundle, language=None, palette=LIGHT, admin=None):
    """What a callback is given where this person asks."""
    return RequestContext(actor, get_translator(language or actor.language), palette, active_bundle, admin)


def file_choices(feature, *, second=NONE, basis=Basis.OUTCOME, **filters):
    """What the controls of a client's file send: a feature, and every filter open that is not named."""
    opened = {one.name: ALL for one in FILTERS}
    return {"feature": feature, "second": second, "basis": basis, **opened, **filters}


def show_file(ctx, path, search=None):
    """Pick a client while the choices of the page are on their way: who, what is decided, and the number."""
    return client.show_client(ctx, path=path, search=search, view=None, choices={"feature": None})[:4]


def parts(content):
    """Every component in what a callback returned."""
    if isinstance(content, Component):
        return [content, *(part for part in content._traverse() if isinstance(part, Component))]
    if isinstance(content, list | tuple):
        return [part for item in content for part in parts(item)]
    return []


def sent(content):
    """What leaves for the browser, which is JSON."""
    return json.loads(to_json(content), parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def text_of(content):
    """Everything a person reads in what a callback returned."""
    if isinstance(content, str | int | float):
        return str(content)
    if isinstance(content, Table):
        return text_of([content.caption, content.columns, content.rows])
    if isinstance(content, Component):
        return text_of(getattr(content, "children", None))
    if isinstance(content, list | tuple):
        return " ".join(filter(None, map(text_of, content)))
    return ""


def of_class(content, name):
    """The components with this class."""
    return [part for part in parts(content) if name in (getattr(part, "className", None) or "").split()]


def facts_of(content):
    """What stands in description lists, label by label."""
    lines = [part.children for part in parts(content) if isinstance(part, html.Div) and _is_fact(part)]
    return {label.children: value.children for label, value in lines}


def _is_fact(part):
    children = part.children
    return isinstance(children, list) and len(children) == 2 and isinstance(children[0], html.Dt)


def figures_in(content):
    """The figures of all charts, checked by Plotly."""
    return [go.Figure(part.figure) for part in parts(content) if isinstance(part, dcc.Graph)]
