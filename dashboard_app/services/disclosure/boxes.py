"""Which groups may be shown: decided once for all combinations of filters, so that no two of them differ by a few.

A group is a box of a table with one axis for each filter. Along an axis, the groups of all values add up to the group
without this filter, so what is left out can be worked out from what is shown. Hence a box is hidden if a side of it is
small, and then more boxes are hidden, until everything that differences along an axis can tell holds
`SMALLEST_GROUP` people of both sides (complementary suppression).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard_app.filters import Basis
from dashboard_app.services.disclosure.reference import AXES, ReferenceClients
from dashboard_app.services.disclosure.rules import SMALLEST_GROUP, Counts

_LARGE = np.iinfo(np.int64).max
_Boxes = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Boxes:
    """Whether each group may be shown; along each axis stand the values of a filter, those with none, and all."""

    is_shown: _Boxes

    def shows(self, codes: tuple[int, ...]) -> bool:
        """Return whether the group at these places may be shown; -1 is an open filter."""
        return bool(self.is_shown[codes])


def get_boxes(reference: ReferenceClients, basis: Basis) -> Boxes:
    """Return which groups may be shown when former clients are divided on this basis."""
    counts = _count(reference, basis)
    people = counts.sum(axis=0)
    is_hidden = (people > 0) & (counts.min(axis=0) < SMALLEST_GROUP)
    for axis in range(len(AXES)):
        # Those with none of a filter's values cannot be asked for.
        nobody = [slice(None)] * len(AXES)
        nobody[axis] = slice(-2, -1)
        is_hidden[tuple(nobody)] |= people[tuple(nobody)] > 0
    while any(_hide_along(axis, counts, people, is_hidden) for axis in range(len(AXES))):
        pass
    return Boxes((people > 0) & ~is_hidden)


def _count(reference: ReferenceClients, basis: Basis) -> Counts:
    """Return how many are on each side of each box, of shape (2, values + 2, ...): all values together come last."""
    filters = [reference.filters[name] for name in AXES]
    shape = 2, *(len(filter_codes.values) + 1 for filter_codes in filters)
    codes = [np.where(filter_codes.codes < 0, len(filter_codes.values), filter_codes.codes) for filter_codes in filters]
    boxes = np.ravel_multi_index((reference.is_better(basis).astype(np.int64), *codes), shape)
    counts: Counts = np.bincount(boxes, minlength=int(np.prod(shape))).reshape(shape).astype(np.int64)
    for axis in range(1, len(shape)):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    return counts


def _hide_along(axis: int, counts: Counts, people: Counts, is_hidden: _Boxes) -> bool:
    """Hide one more box on each line along an axis whose hidden ones could be worked out; say whether there was one."""
    hidden, sizes = np.moveaxis(is_hidden, axis, -1), np.moveaxis(people, axis, -1)
    sides = np.moveaxis(counts, axis + 1, -1)
    parts, total_hidden = hidden[..., :-1], hidden[..., -1]
    left_out = (sides[..., :-1] * parts).sum(axis=-1).min(axis=0)
    has_hidden = parts.any(axis=-1)
    # What is missing from a group that is shown is too little; or a hidden group is the sum of groups that are shown.
    is_told = np.where(total_hidden, ~has_hidden & (sizes[..., -1] > 0), has_hidden & (left_out < SMALLEST_GROUP))
    candidates = np.where(parts | (sizes[..., :-1] == 0), _LARGE, sizes[..., :-1])
    smallest = candidates.argmin(axis=-1)
    is_told &= np.take_along_axis(candidates, smallest[..., None], axis=-1)[..., 0] < _LARGE
    lines = np.nonzero(is_told)
    parts[(*lines, smallest[lines])] = True
    return bool(len(lines[0]))
