"""The server's time for picking a client, one user, and its ratio to a bare callback of the same kind."""

import gzip
import random
import statistics
import tempfile
import time
from pathlib import Path

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

from benchmarks._bundle import bundles_directory, percentile, report
from benchmarks._calling import Caller
from dashboard_app.ids import Client, Shell
from dashboard_app.store import Portfolio

PICKS = 200
WARM_UP = 10
CHOSEN: dict[tuple[str, str], str] = {
    (Client.SECOND, "value"): "none",
    (Client.BASIS, "value"): "decision",
    (Client.VIEW, "value"): "variables",
    **dict.fromkeys(
        ((name, "value") for name in (Client.AGE, Client.FAMILY, Client.INCOME, Client.EDUCATION, Client.AMOUNT)),
        "all",
    ),
}


class Picking:
    """An adviser who is signed in to a dashboard of one process, and picks clients at random."""

    def __init__(self, bundles: Path) -> None:
        self._instance = tempfile.TemporaryDirectory()
        self._caller = Caller.of_dashboard(bundles, Path(self._instance.name))
        portfolio = self._caller.portfolio
        self._numbers = portfolio.client_ids.tolist()
        self._feature = portfolio.bundle.explanation["features"][0]["name"]
        self._random = random.Random(0)  # noqa: S311 - a choice, and no secret

    def pick(self) -> list[bytes]:
        """Send what the page sends when another client is picked; return the answers."""
        values = {
            **CHOSEN,
            (Shell.URL, "pathname"): f"/client/{self._random.choice(self._numbers)}",
            (Client.FEATURE, "value"): self._feature,
        }
        return self._caller.changed((Shell.URL, "pathname"), values)

    def times(self, picks: int) -> list[float]:
        """Return the milliseconds of each of some picks."""
        return [_milliseconds(self.pick) for _ in range(picks)]

    @property
    def portfolio(self) -> Portfolio:
        """What is picked from."""
        return self._caller.portfolio


def main() -> None:
    """Pick clients, in turns with the bare callback, and print medians and ratio."""
    picking = Picking(bundles_directory())
    clients = len(picking.portfolio.client_ids)
    bare, bare_light = Bare(picking.portfolio, is_light=False), Bare(picking.portfolio, is_light=True)
    for one in (picking.pick, bare.call, bare_light.call):
        for _ in range(WARM_UP):
            one()
    times: dict[str, list[float]] = {"pick": [], "bare": [], "light": []}
    for _ in range(PICKS):
        times["pick"].append(_milliseconds(picking.pick))
        times["bare"].append(_milliseconds(bare.call))
        times["light"].append(_milliseconds(bare_light.call))
    median = {name: percentile(values, 0.5) for name, values in times.items()}
    report(f"server time of a pick, {clients:,} clients, one user, p50", f"{median['pick']:.1f} ms", "<= 15 ms")
    report("the same, p95", f"{percentile(times['pick'], 0.95):.1f} ms", "-")
    report("a bare callback: score, contributions, four small go.Figure, p50", f"{median['bare']:.1f} ms", "-")
    report("the pick against it", f"{median['pick'] / median['bare']:.2f} times", "<= 3 times")
    report("the pick against the same with figures of plain JSON", f"{median['pick'] / median['light']:.2f} times", "-")
    answers = [picking.pick() for _ in range(20)]
    sizes = [sum(map(len, answer)) for answer in answers]
    compressed = [sum(len(gzip.compress(part)) for part in answer) for answer in answers]
    report("bytes of a pick, compressed by gzip, mean", f"{statistics.mean(compressed) / 1024:.1f} KiB", "<= 60 KiB")
    report("bytes of a pick, not compressed, mean", f"{statistics.mean(sizes) / 1024:.1f} KiB", "-")


class Bare:
    """The least that could be done: no sign-in, no words, no guard; a score, its contributions, four bar charts."""

    def __init__(self, portfolio: Portfolio, *, is_light: bool) -> None:
        app = Dash(__name__)
        names = [f"figure-{place}" for place in range(4)]
        app.layout = html.Div([dcc.Input(id="number"), *(dcc.Graph(id=name) for name in names)])
        app.callback(*(Output(name, "figure") for name in names), Input("number", "value"))(self._draw)
        self._portfolio, self._is_light = portfolio, is_light
        self._caller = Caller(app)
        self._random = random.Random(0)  # noqa: S311 - a choice, and no secret

    def call(self) -> list[bytes]:
        """Ask for one client at random."""
        return self._caller.changed(
            ("number", "value"), {("number", "value"): self._random.randrange(len(self._portfolio.client_ids))}
        )

    def _draw(self, row: int) -> list[object]:
        features, scorer = self._portfolio.features[row], self._portfolio.bundle.scorer
        probability = float(scorer.probabilities(features.reshape(1, -1))[0])
        contributions = scorer.explain(features).values
        strongest = sorted(range(len(contributions)), key=lambda place: -abs(contributions[place]))[:10]
        charts = [
            ([probability], ["risk"]),
            (contributions[strongest].tolist(), [str(place) for place in strongest]),
            (features[strongest].tolist(), [str(place) for place in strongest]),
            (self._portfolio.typical[strongest].tolist(), [str(place) for place in strongest]),
        ]
        if self._is_light:
            return [{"data": [{"type": "bar", "x": x, "y": y}], "layout": {}} for x, y in charts]
        return [go.Figure(go.Bar(x=x, y=y)) for x, y in charts]


def _milliseconds(function: object) -> float:
    began = time.perf_counter()
    function()  # type: ignore[operator]
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
