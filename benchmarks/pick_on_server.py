"""The server's time for picking a client, one user, and its ratio to a bare callback of the same kind."""

import gzip
import random
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks._bare import NUMBER, create_app
from benchmarks._bundle import bundles_directory, percentile, report
from benchmarks._calling import Caller
from dashboard_app.filters import FILTERS
from dashboard_app.ids import ClientIds, FrameIds, filter_id
from dashboard_app.store import ActiveBundle

PICKS = 200
WARM_UP = 10
CHOSEN: dict[tuple[str, str], str] = {
    (ClientIds.SECOND, "value"): "none",
    (ClientIds.BASIS, "value"): "decision",
    (ClientIds.VIEW, "value"): "variables",
    **dict.fromkeys(
        ((filter_id(one.name), "value") for one in FILTERS),
        "all",
    ),
}


class Picking:
    """An adviser who is signed in to a dashboard of one process, and picks clients at random."""

    def __init__(self, bundles: Path) -> None:
        self._instance = tempfile.TemporaryDirectory()
        self._caller = Caller.of_dashboard(bundles, Path(self._instance.name))
        active_bundle = self._caller.active_bundle
        self._numbers = active_bundle.client_ids.tolist()
        self._feature = active_bundle.bundle.explanation.features[0].name
        self._random = random.Random(0)  # noqa: S311 - a choice, and no secret

    def pick(self) -> list[bytes]:
        """Send what the page sends when another client is picked; return the answers."""
        values = {
            **CHOSEN,
            (FrameIds.URL, "pathname"): f"/client/{self._random.choice(self._numbers)}",
            (ClientIds.FEATURE, "value"): self._feature,
        }
        return self._caller.changed((FrameIds.URL, "pathname"), values)

    def times(self, picks: int) -> list[float]:
        """Return the milliseconds of each of some picks."""
        return [_milliseconds(self.pick) for _ in range(picks)]

    @property
    def active_bundle(self) -> ActiveBundle:
        """What is picked from."""
        return self._caller.active_bundle


def main() -> None:
    """Pick clients, in turns with the bare callback, and print medians and ratio."""
    picking = Picking(bundles_directory())
    clients = len(picking.active_bundle.client_ids)
    bare, bare_light = Bare(picking.active_bundle, is_light=False), Bare(picking.active_bundle, is_light=True)
    for call in (picking.pick, bare.call, bare_light.call):
        for _ in range(WARM_UP):
            call()
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
    responses = [picking.pick() for _ in range(20)]
    sizes = [sum(map(len, response)) for response in responses]
    compressed = [sum(len(gzip.compress(part)) for part in response) for response in responses]
    report("bytes of a pick, compressed by gzip, mean", f"{statistics.mean(compressed) / 1024:.1f} KiB", "<= 60 KiB")
    report("bytes of a pick, not compressed, mean", f"{statistics.mean(sizes) / 1024:.1f} KiB", "-")


class Bare:
    """A user who requests random clients from the bare application."""

    def __init__(self, active_bundle: ActiveBundle, *, is_light: bool) -> None:
        self._caller = Caller(create_app(active_bundle, is_light=is_light))
        self._clients = len(active_bundle.client_ids)
        self._random = random.Random(0)  # noqa: S311 - a choice, and no secret

    def call(self) -> list[bytes]:
        """Request a random client."""
        return self._caller.changed(NUMBER, {NUMBER: self._random.randrange(self._clients)})


def _milliseconds(function: object) -> float:
    began = time.perf_counter()
    function()  # type: ignore[operator]
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
