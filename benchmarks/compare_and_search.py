"""The server's time for a change of variable or filter at 307,511 former clients, and for a search among 356,000."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks._bundle import percentile, report
from benchmarks._calling import Caller
from benchmarks._enlarged import FORMER, enlarged
from benchmarks.pick_on_server import CHOSEN
from dashboard_app.filters import AGE_BANDS
from dashboard_app.ids import ClientIds, ClientListIds, FrameIds, filter_id

CLIENTS = 356_000
CHANGES = 150
SEARCHES = 150


def main() -> None:
    """Print the medians."""
    with tempfile.TemporaryDirectory() as instance:
        caller = Caller.of_dashboard(enlarged(CLIENTS), Path(instance))
        chance = random.Random(0)  # noqa: S311 - a choice, and no secret
        changes = list(_timed(_changes(caller, chance), CHANGES))
        searches = list(_timed(_searches(caller, chance), SEARCHES))
    what = f"change of variable or filter, {FORMER:,} former clients, server"
    report(f"{what}, p50", f"{percentile(changes, 0.5):.1f} ms", "<= 25 ms")
    report("the same, p95", f"{percentile(changes, 0.95):.1f} ms", "-")
    report(f"search in the grid, {CLIENTS:,} clients, server, p50", f"{percentile(searches, 0.5):.1f} ms", "<= 20 ms")
    report("the same, p95", f"{percentile(searches, 0.95):.1f} ms", "-")


def _changes(caller: Caller, chance: random.Random) -> Callable[[], object]:
    active_bundle = caller.active_bundle
    features, numbers = list(active_bundle.feature_index), active_bundle.client_ids.tolist()

    def change() -> object:
        values = {
            **CHOSEN,
            (FrameIds.URL, "pathname"): f"/client/{chance.choice(numbers)}",
            (ClientIds.FEATURE, "value"): chance.choice(features),
            (filter_id("age"), "value"): chance.choice(["all", *(band.name for band in AGE_BANDS)]),
        }
        return caller.changed((ClientIds.FEATURE, "value"), values)

    return change


def _searches(caller: Caller, chance: random.Random) -> Callable[[], object]:
    def search() -> object:
        digits = str(chance.randrange(1, 100_000))
        request = {
            "startRow": 0,
            "endRow": 100,
            "sortModel": [{"colId": "probability", "sort": "desc"}],
            "filterModel": {"client_id": {"filterType": "text", "type": "contains", "filter": digits}},
        }
        prop = (ClientListIds.GRID, "getRowsRequest")
        return caller.changed(prop, {prop: request})

    return search


def _timed(function: Callable[[], object], times: int) -> Iterator[float]:
    for run in range(times + 10):
        began = time.perf_counter()
        function()
        if run >= 10:
            yield (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
