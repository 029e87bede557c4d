"""What guard, session and record add to a pick: the same requests with them and without, in turns, in one run."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks._bundle import bundles_directory, percentile, report
from benchmarks.pick_on_server import Picking
from dashboard_app.auth import session as sessions

PICKS = 300
WARM_UP = 10


class Silent:
    """A recorder that writes nothing."""

    def __init__(self, *_parts: object) -> None:
        pass

    def __getattr__(self, _way: str) -> Callable[..., None]:
        return lambda _event: None


class Open:
    """A guard that asks nothing."""

    def __init__(self, *_parts: object) -> None:
        pass

    def check(self) -> None:
        """Let every request pass."""


def unguarded(bundles: Path) -> Picking:
    """Return a client of a dashboard without guard and audit log, whose session is loaded once."""
    known: dict[str, Any] = {}
    load = sessions.Sessions.load

    def remembered(self: sessions.Sessions, name: str) -> object:
        if name not in known:
            known[name] = load(self, name)
        return known[name]

    with (
        patch("dashboard_app.app.Guard", Open),
        patch.object(sessions, "RequestRecorder", Silent),
        patch.object(sessions.Sessions, "load", remembered),
    ):
        picking = Picking(bundles)
        # The first requests fill what is remembered, while it is.
        for _ in range(WARM_UP):
            picking.pick()
    return picking


def main() -> None:
    """Pick with and without, in turns, and print the difference."""
    bundles = bundles_directory()
    bare, guarded = unguarded(bundles), Picking(bundles)
    for _ in range(WARM_UP):
        guarded.pick()
    times: dict[str, list[float]] = {"with": [], "without": []}
    for _ in range(PICKS):
        for name, picking in (("with", guarded), ("without", bare)):
            began = time.perf_counter()
            picking.pick()
            times[name].append((time.perf_counter() - began) * 1000)
    medians = {name: percentile(durations, 0.5) for name, durations in times.items()}
    differences = [after - before for after, before in zip(times["with"], times["without"], strict=True)]
    report("a pick with guard, session and record, p50", f"{medians['with']:.1f} ms", "-")
    report("the same without them, p50", f"{medians['without']:.1f} ms", "-")
    report("what they add, p50 of the pairs", f"{statistics.median(differences):.2f} ms", "<= 3 ms")


if __name__ == "__main__":
    main()
