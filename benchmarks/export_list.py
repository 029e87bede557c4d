"""What the list of clients costs as a file, and a block of it on the page: CPU of one process, by number of clients."""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks._bundle import bundles_directory, report
from benchmarks._calling import Caller
from benchmarks._enlarged import enlarged
from dashboard_app.ids import ClientListIds

CLIENTS = 300_000
FORMER = 58_139
ROUNDS = 3
BLOCKS = 20


def main() -> None:
    """Take the list as a file and scroll through it, at the real number of clients and at six times as many.

    A directory of bundles as the only argument is measured instead.
    """
    folders = [Path(sys.argv[1])] if len(sys.argv) > 1 else [bundles_directory(), enlarged(CLIENTS, FORMER)]
    for bundles in folders:
        with tempfile.TemporaryDirectory() as instance:
            _measure(Caller.of_dashboard(bundles, Path(instance)))


def _measure(caller: Caller) -> None:
    clients = len(caller.active_bundle.client_ids)
    for language in ("en", "fr"):
        seconds, size = min(_export(caller, language) for _ in range(ROUNDS))
        report(f"{clients:,} clients as a file in {language}", f"{seconds:.2f} s CPU", "<= 1 s for 48,744")
        report("its size", f"{size / 2**20:.1f} MiB", "-")
    seconds = min(_scroll(caller, clients) for _ in range(ROUNDS))
    report(f"a block of 100 lines on the page, {clients:,} clients", f"{seconds * 1000:.1f} ms CPU", "-")


def _export(caller: Caller, language: str) -> tuple[float, int]:
    began = time.process_time()
    size = len(caller.get("/clients.csv?sort=probability", language=language))
    return time.process_time() - began, size


def _scroll(caller: Caller, clients: int) -> float:
    request = {"sortModel": [{"colId": "amount", "sort": "desc"}], "filterModel": {}}
    began = time.process_time()
    for block in range(BLOCKS):
        start = block * 100 % max(100, clients - 100)
        prop = (ClientListIds.GRID, "getRowsRequest")
        caller.changed(prop, {prop: {**request, "startRow": start, "endRow": start + 100}})
    return (time.process_time() - began) / BLOCKS


if __name__ == "__main__":
    main()
