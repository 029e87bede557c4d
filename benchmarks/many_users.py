"""Picks per second with 32 users at once, gunicorn with 2 workers, client and server on the same 2 cores."""

import asyncio
import random
import time

from benchmarks._bundle import bundles_directory, percentile, report
from benchmarks._load import Session, pick_at_once
from benchmarks._serving import served
from dashboard_app.store import Store

USERS = 32
WORKERS = 2
PICKS = 30
WARM_UP = 5


def main() -> None:
    """Let 32 users pick 30 clients each and print how many picks that makes in a second."""
    bundles = bundles_directory()
    portfolio = Store(bundles).current()
    chance, numbers = random.Random(0), portfolio.client_ids.tolist()  # noqa: S311 - a choice, and no secret
    with served(bundles, workers=WORKERS) as address:
        session = Session(address, portfolio.bundle.explanation["features"][0]["name"])

        def users(picks: int) -> list[list[list[bytes]]]:
            return [[session.requests_of(chance.choice(numbers)) for _ in range(picks)] for _ in range(USERS)]

        asyncio.run(pick_at_once(address, users(WARM_UP)))
        wanted = users(PICKS)
        began = time.perf_counter()
        times = asyncio.run(pick_at_once(address, wanted))
        seconds = time.perf_counter() - began
    what = f"{USERS} users at once, {WORKERS} workers, {USERS * PICKS} picks"
    report(f"{what}: picks per second", f"{USERS * PICKS / seconds:.0f}", ">= 100")
    report("the same, time of a pick, p50", f"{percentile(times, 0.5) * 1000:.0f} ms", "-")
    report("the same, p95", f"{percentile(times, 0.95) * 1000:.0f} ms", "<= 500 ms")


if __name__ == "__main__":
    main()
