"""An encoder that lets a leak be seen."""

import numpy as np


class Heart:
    """Learns outcomes by heart: 0 or 1 for a client it has seen, their number for any other."""

    names = ("KNOWN", "SHOWN")

    def __init__(self, target):
        self.target, self.clients, self.shown = target, len(target), []

    def fit(self, positions):
        self.shown.append(positions)
        return FittedHeart(self.target, positions)


class FittedHeart:
    def __init__(self, target, positions):
        self.target, self.positions = target, positions

    def values(self, positions):
        known = np.isin(positions, self.positions)
        return np.column_stack(
            [np.where(known, self.target[positions], np.nan), np.full(len(positions), len(self.positions))]
        )
