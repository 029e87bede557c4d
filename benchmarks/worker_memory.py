"""Memory of each further worker at 356,000 clients, pages that workers share counted once."""

import asyncio
import time

import psutil

from benchmarks._bundle import report
from benchmarks._enlarged import FORMER, enlarged
from benchmarks._load import Session, pick_at_once
from benchmarks._serving import served
from dashboard_app.store import Store

CLIENTS = 356_000
WORKERS = (1, 2, 3)
USERS, PICKS = 6, 20


def main() -> None:
    """Serve with one, two and three workers, pick some clients, and add up proportional memory."""
    totals = {workers: _memory(workers) for workers in WORKERS}
    for workers, total in totals.items():
        what = f"proportional memory with {workers} workers, {CLIENTS:,} clients, {FORMER:,} former"
        report(what, f"{total:.0f} MB", "-")
    further = (totals[WORKERS[-1]] - totals[WORKERS[0]]) / (WORKERS[-1] - WORKERS[0])
    report("each further worker", f"{further:.0f} MB", "<= 200 MB")


def _memory(workers: int) -> float:
    active_bundle = Store(enlarged(CLIENTS)).current()
    numbers = active_bundle.client_ids[:PICKS].tolist()
    feature = active_bundle.bundle.explanation.features[0].name
    del active_bundle
    with served(enlarged(CLIENTS), workers=workers) as address:
        session = Session(address, feature)
        picks = [session.build_requests(number) for number in numbers]
        asyncio.run(pick_at_once(address, [picks] * USERS))
        time.sleep(1)
        (server,) = (process for process in psutil.Process().children() if process.status() != psutil.STATUS_ZOMBIE)
        family = [server, *server.children(recursive=True)]
        return sum(float(process.memory_full_info().pss) for process in family) / 1e6


if __name__ == "__main__":
    main()
