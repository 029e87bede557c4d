"""The least that a pick could be: no sign-in, no words, no guard; a score, its contributions, four bar charts."""

from pathlib import Path

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html
from flask import Flask

from dashboard_app.store import ActiveBundle, Store

NUMBER = ("number", "value")
"""The input that triggers the callback: the row of a client."""


def create_app(active_bundle: ActiveBundle, *, is_light: bool = False) -> Dash:
    """Return the application; ``is_light`` makes its figures as plain JSON instead of `go.Figure`."""
    app = Dash(__name__)
    names = [f"figure-{index}" for index in range(4)]
    app.layout = html.Div([dcc.Input(id=NUMBER[0]), *(dcc.Graph(id=name) for name in names)])

    def draw(row: int) -> list[object]:
        features, scorer = active_bundle.features[row], active_bundle.bundle.scorer
        probability = float(scorer.probabilities(features.reshape(1, -1))[0])
        contributions = scorer.explain(features).values
        strongest = sorted(range(len(contributions)), key=lambda index: -abs(contributions[index]))[:10]
        charts = [
            ([probability], ["risk"]),
            (contributions[strongest].tolist(), [str(index) for index in strongest]),
            (features[strongest].tolist(), [str(index) for index in strongest]),
            (active_bundle.typical[strongest].tolist(), [str(index) for index in strongest]),
        ]
        if is_light:
            return [{"data": [{"type": "bar", "x": x, "y": y}], "layout": {}} for x, y in charts]
        return [go.Figure(go.Bar(x=x, y=y)) for x, y in charts]

    app.callback(*(Output(name, "figure") for name in names), Input(*NUMBER))(draw)
    return app


def create_server(bundles: str) -> Flask:
    """Return what gunicorn serves: the application over the active bundle, with figures of plotly."""
    active_bundle = Store(Path(bundles)).current()
    # What the first picks would wait for.
    active_bundle.bundle.scorer.explain(active_bundle.features[0])
    server: Flask = create_app(active_bundle).server
    return server
