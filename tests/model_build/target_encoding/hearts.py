"""A encoder that lets a leak be seen."""

import numpy as np


class Heart:
    """Learns outcomes by heart: 0 or 1 for a client it has seen, their number for any other."""

    names = ("KNOWN", "SHOWN")

    def __init__(self, target):
        self.target, self.clients, self.shown = target, len(target), []

    def learn(self, places):
        self.shown.append(places)
        return HeartLearnt(self.target, places)


class HeartLearnt:
    def __init__(self, target, places):
        self.target, self.places = target, places

    def values(self, places):
        known = np.isin(places, self.places)
        return np.column_stack([np.where(known, self.target[places], np.nan), np.full(len(places), len(self.places))])
