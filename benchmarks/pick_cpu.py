"""CPU time of the worker processes for a pick, over that of a bare callback: both served by gunicorn, in turns.

A pick is an adviser who opens the next client's file: every request that the page sends for it. The bare callback
(`benchmarks._bare`) brings a score, its contributions and four small figures, and nothing else.

    python -m benchmarks.pick_cpu [TREE ...]

Further source trees are served beside this one, and measured in the same rounds.
"""

import asyncio
import random
import statistics
import sys
from pathlib import Path

from benchmarks._bundle import ROOT, name_tree, parse_trees, report
from benchmarks._load import pick_at_once
from benchmarks._picked import Picked, servers_picked_from

ROUNDS = 9
PICKS = 60
WARM_UP = 30
REACH = "<= 1.5 times"


def main(trees: list[Path]) -> None:
    """Pick clients at every server in turns, and print the medians and their ratios."""
    chance = random.Random(0)  # noqa: S311 - a choice, and no secret
    with servers_picked_from([ROOT, *trees], workers=1) as (bare, dashboards):
        servers = dict[Path | None, Picked]([(None, bare), *dashboards.items()])
        for picked in servers.values():
            _milliseconds(picked, WARM_UP, chance)
        rounds = [
            {tree: _milliseconds(picked, PICKS, chance) for tree, picked in servers.items()} for _ in range(ROUNDS)
        ]
        requests = {tree: len(picked.choose(1, chance)[0]) for tree, picked in dashboards.items()}
    callbacks = [by_tree[None] for by_tree in rounds]
    report("CPU of a bare callback, median of the rounds", f"{statistics.median(callbacks):.1f} ms", "-")
    for tree in dashboards:
        name, picks = name_tree(tree), [by_tree[tree] for by_tree in rounds]
        over = statistics.median(pick / callback for pick, callback in zip(picks, callbacks, strict=True))
        report(f"HTTP requests of a pick{name}", str(requests[tree]), "-")
        report(f"CPU of a pick, median of the rounds{name}", f"{statistics.median(picks):.1f} ms", "-")
        report(f"the same over the bare callback, median of the rounds{name}", f"{over:.2f} times", REACH)
        report(f"the same, the least of either{name}", f"{min(picks) / min(callbacks):.2f} times", REACH)


def _milliseconds(picked: Picked, picks: int, chance: random.Random) -> float:
    """Let one user pick some clients, and return the CPU milliseconds of a pick."""
    clients, before = picked.choose(picks, chance), picked.server.cpu_seconds()
    asyncio.run(pick_at_once(picked.server.address, [clients]))
    return (picked.server.cpu_seconds() - before) / picks * 1000


if __name__ == "__main__":
    main(parse_trees(sys.argv[1:]))
