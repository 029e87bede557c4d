"""Picks per second with 32 users at once, over those of the bare application in the same run, on the same 2 cores.

Client and server share the cores; both are served by gunicorn with 2 workers, and picked from in turns.

    python -m benchmarks.many_users [TREE ...]
"""

import asyncio
import random
import statistics
import sys
import time
from pathlib import Path

from benchmarks._bundle import ROOT, name_tree, parse_trees, percentile, report
from benchmarks._load import pick_at_once
from benchmarks._picked import Picked, servers_picked_from

USERS = 32
WORKERS = 2
PICKS = 15
WARM_UP = 5
ROUNDS = 4


def main(trees: list[Path]) -> None:
    """Let 32 users pick 15 clients each at every server in turns, and print how many picks that makes in a second."""
    chance = random.Random(0)  # noqa: S311 - a choice, and no secret
    with servers_picked_from([ROOT, *trees], workers=WORKERS) as (bare, dashboards):
        servers = dict[Path | None, Picked]([(None, bare), *dashboards.items()])
        for picked in servers.values():
            _pick(picked, WARM_UP, chance)
        rounds = [{tree: _pick(picked, PICKS, chance) for tree, picked in servers.items()} for _ in range(ROUNDS)]
    rates = {tree: [len(by_tree[tree][0]) / by_tree[tree][1] for by_tree in rounds] for tree in servers}
    what = f"{USERS} users at once, {WORKERS} workers"
    report(f"{what}: picks per second of the bare application", f"{statistics.median(rates[None]):.0f}", "-")
    for tree in dashboards:
        name = name_tree(tree)
        times = [seconds for by_tree in rounds for seconds in by_tree[tree][0]]
        over = statistics.median(rate / bare for rate, bare in zip(rates[tree], rates[None], strict=True))
        report(f"{what}: picks per second{name}", f"{statistics.median(rates[tree]):.0f}", ">= 100")
        report(f"the same over the bare application, median of the rounds{name}", f"{over:.2f}", ">= 0.7")
        report(f"the same, time of a pick, p50{name}", f"{percentile(times, 0.5) * 1000:.0f} ms", "-")
        report(f"the same, p95{name}", f"{percentile(times, 0.95) * 1000:.0f} ms", "<= 500 ms")


def _pick(picked: Picked, picks: int, chance: random.Random) -> tuple[list[float], float]:
    """Return the seconds of each pick of all users, and of all picks together."""
    users = [picked.choose(picks, chance) for _ in range(USERS)]
    began = time.perf_counter()
    times = asyncio.run(pick_at_once(picked.server.address, users))
    return times, time.perf_counter() - began


if __name__ == "__main__":
    main(parse_trees(sys.argv[1:]))
