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
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks._bundle import ROOT, bundles_directory, report
from benchmarks._load import BareSession, Session, pick_at_once
from benchmarks._serving import Server, bare_server, dashboard_server
from dashboard_app.store import Store

ROUNDS = 9
PICKS = 60
WARM_UP = 30
REACH = "<= 1.5 times"


@dataclass(frozen=True)
class Measured:
    """A server, the requests of a pick at it, and the CPU milliseconds of a pick in each round."""

    server: Server
    requests_of: Callable[[int], list[bytes]]
    wanted: list[int]
    rounds: list[float] = field(default_factory=list)

    def pick(self, picks: int, chance: random.Random) -> None:
        """Let one user pick some clients at random."""
        user = [self.requests_of(chance.choice(self.wanted)) for _ in range(picks)]
        asyncio.run(pick_at_once(self.server.address, [user]))

    def measure(self, chance: random.Random) -> None:
        """Measure one round."""
        before = self.server.cpu_seconds()
        self.pick(PICKS, chance)
        self.rounds.append((self.server.cpu_seconds() - before) / PICKS * 1000)


def main(trees: list[Path]) -> None:
    """Pick clients at every server in turns, and print the medians and their ratios."""
    bundles = bundles_directory()
    portfolio = Store(bundles).current()
    numbers, feature = portfolio.client_ids.tolist(), portfolio.bundle.explanation["features"][0]["name"]
    chance = random.Random(0)  # noqa: S311 - a choice, and no secret
    with ExitStack() as servers:
        server = servers.enter_context(bare_server(bundles, workers=1))
        bare = Measured(server, BareSession(server.address).requests_of, list(range(len(numbers))))
        dashboards = {}
        for tree in [ROOT, *trees]:
            server = servers.enter_context(dashboard_server(bundles, workers=1, root=tree))
            dashboards[tree] = Measured(server, Session(server.address, feature).requests_of, numbers)
        for one in (bare, *dashboards.values()):
            one.pick(WARM_UP, chance)
        for _round in range(ROUNDS):
            for one in (bare, *dashboards.values()):
                one.measure(chance)
    features = len(portfolio.feature_index)
    report("CPU of a bare callback, median of the rounds", f"{statistics.median(bare.rounds):.1f} ms", "-")
    for tree, found in dashboards.items():
        name = "" if tree == ROOT else f" ({tree.name})"
        ratios = [pick / callback for pick, callback in zip(found.rounds, bare.rounds, strict=True)]
        requests = len(found.requests_of(numbers[0]))
        report(f"HTTP requests of a pick{name}", str(requests), "-")
        report(f"CPU of a pick, {features} features{name}", f"{statistics.median(found.rounds):.1f} ms", "-")
        report(f"the same over the bare callback, median of the rounds{name}", _times(statistics.median(ratios)), REACH)
        least = min(found.rounds) / min(bare.rounds)
        report(f"the same, the least of either{name}", _times(least), REACH)


def _times(ratio: float) -> str:
    return f"{ratio:.2f} times"


if __name__ == "__main__":
    main([Path(name).resolve() for name in sys.argv[1:]])
