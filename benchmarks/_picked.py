"""Servers that clients are picked from: the bare application, and the dashboard of one source tree or of several."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks._bundle import bundles_directory
from benchmarks._load import BareSession, Session
from benchmarks._serving import Server, bare_server, dashboard_server
from dashboard_app.store import Store


@dataclass(frozen=True)
class Picked:
    """A server that answers, the requests of a pick at it, and what can be picked."""

    server: Server
    build_requests: Callable[[int], list[bytes]]
    clients: Sequence[int]

    def choose(self, picks: int, chance: random.Random) -> list[list[bytes]]:
        """Return the requests of some picks at random."""
        return [self.build_requests(chance.choice(self.clients)) for _ in range(picks)]


@contextmanager
def servers_picked_from(trees: Sequence[Path], *, workers: int) -> Iterator[tuple[Picked, dict[Path, Picked]]]:
    """Serve the bare application and the dashboards of these source trees, all over one bundle."""
    bundles = bundles_directory()
    active_bundle = Store(bundles).current()
    numbers, feature = active_bundle.client_ids.tolist(), active_bundle.bundle.explanation.features[0].name
    with ExitStack() as running:
        server = running.enter_context(bare_server(bundles, workers=workers))
        bare = Picked(server, BareSession(server.address).build_requests, range(len(numbers)))
        dashboards = {}
        for tree in trees:
            server = running.enter_context(dashboard_server(bundles, workers=workers, root=tree))
            dashboards[tree] = Picked(server, Session(server.address, feature).build_requests, numbers)
        yield bare, dashboards
