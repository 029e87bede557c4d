"""Clients with rows and points whose truth is known."""

import numpy as np

from model_build.target_encoding.client_rows import ClientRows
from model_bundle.scorer import sigmoid


def clients_with_rows(clients=1_500, most=4, seed=3, *, told=1.5):
    """Return rows and outcomes: the risk of a client rises with the average of a column of their rows.

    Every fifth client has no row. With ``told=0`` the rows say nothing.
    """
    rng = np.random.default_rng(seed)
    counts = rng.integers(1, most + 1, clients)
    counts[::5] = 0
    owner = np.repeat(np.arange(clients), counts)
    kind = rng.choice([0.0, 1.0, np.nan], len(owner))
    delay = rng.normal(size=len(owner))
    average = np.bincount(owner, delay, clients) / np.maximum(counts, 1)
    target = (rng.uniform(size=clients) < sigmoid(-1.0 + told * average)).astype(np.int64)
    matrix = np.column_stack([delay, rng.normal(size=len(owner)), kind])
    return ClientRows(matrix, owner, clients, ("delay", "noise", "kind"), ("kind",)), target


def clients_with_points(clients=2_000, seed=3, *, told=1.5):
    """Return points and outcomes: the risk falls with the first coordinate; a third of the second are unknown."""
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(clients, 2))
    target = (rng.uniform(size=clients) < sigmoid(-1.0 - told * points[:, 0])).astype(np.int64)
    points[::3, 1] = np.nan
    return points, target
