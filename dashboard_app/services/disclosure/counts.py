"""Former clients, counted: the only way from the people of a bundle to a figure about them.

`distribution` and `grid` take who asks, log what was asked, and return what may be published of it.
Everything else that a service says of former clients is made of these.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from dashboard_app.actor import Actor
from dashboard_app.filters import Basis, GroupFilter
from dashboard_app.services.disclosure.bins import MISSING
from dashboard_app.services.disclosure.boxes import Boxes, get_boxes
from dashboard_app.services.disclosure.distributions import Distribution, GroupDistribution
from dashboard_app.services.disclosure.fields import get_fields
from dashboard_app.services.disclosure.questions import Question, ask
from dashboard_app.services.disclosure.reference import Binned, Members, get_reference
from dashboard_app.services.disclosure.rules import (
    SMALLEST_GROUP,
    Cells,
    Counts,
    generator,
    group_key,
    in_steps,
    known_share,
    least_in_bin,
    moved,
    noise_width,
    publish_bins,
    publish_categories,
    rounded_count,
    share_step,
)
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import CatalogueEntry

Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True)
class Counted:
    """How many of a group are in each cell of a grid, and how many of them on the worse side; moved and rounded.

    Both of shape (down, across). ``has_few`` marks the cells that are not shown. ``share`` is that of the worse side in
    all cells together, told from their sum: the noise of many cells would add up. ``unknown`` is the share of the group
    with no place in the grid.
    """

    clients: npt.NDArray[np.int64]
    worse: npt.NDArray[np.int64]
    has_few: npt.NDArray[np.bool_]
    share: float
    unknown: float
    group: int
    population: int
    is_suppressed: bool


@dataclass(frozen=True)
class _Group:
    """The group that is asked for, or None in ``members`` where it is everybody."""

    members: Members | None
    key: bytes
    people: int
    is_shown: bool

    @cached_property
    def published(self) -> int:
        """How many there are, as it is told."""
        return rounded_count(self.people) if self.is_shown else 0

    def of(self, column: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """Return what a column holds of the group's members."""
        return column if self.members is None else column[self.members]


_NOBODY = GroupDistribution(0, None, ())


def distribution(
    active_bundle: ActiveBundle, actor: Actor, entry: CatalogueEntry, group_filter: GroupFilter, basis: Basis
) -> Distribution:
    """Return how a feature is spread in both groups of former clients.

    Raises
    ------
    InvalidRequestError
        A filter names a value that there is not.
    TooManyComparisonsError
        The user has made too many different comparisons.
    RecordError
        It cannot be logged.
    """
    question = Question((entry.name,), group_filter, basis)
    group = _get_group(active_bundle, actor, question)
    # Log and counted each time, and the same each time: its noise is that of the question.
    return active_bundle.cached(question, lambda: _distribution(active_bundle, entry, group, basis))


def _distribution(active_bundle: ActiveBundle, entry: CatalogueEntry, group: _Group, basis: Basis) -> Distribution:
    population = rounded_count(get_reference(active_bundle).people)
    if not group.is_shown:
        return Distribution((), (), _NOBODY, _NOBODY, 0, population, is_suppressed=True)
    binned = get_binned(active_bundle, entry)
    # One count for both sides: missing values first, then the bins, and the same again for the better side.
    width = binned.bins + 1
    is_better = group.of(get_reference(active_bundle).is_better(basis))
    by_side = np.bincount(group.of(binned.codes) + 1 + width * is_better, minlength=2 * width)
    counts = by_side.reshape(2, width)[::-1].astype(np.int64)
    noise = generator(group.key, basis, binned.division)
    people, missing = _totals(counts, group, basis), _missing(counts, noise)
    cells = (publish_categories if entry.categories else publish_bins)(counts[:, 1:], noise)
    better, worse = (
        GroupDistribution(people[side], missing[side], tuple((row / max(1, int(row.sum()))).tolist()))
        for side, row in enumerate(cells.counts)
    )
    return Distribution(
        edges=_edges(binned, cells),
        categories=tuple(MISSING if len(part) > 1 else part[0] for part in cells.parts) if entry.categories else (),
        better=better,
        worse=worse,
        group=group.published,
        population=population,
        is_suppressed=False,
        _counts=tuple(map(tuple, cells.counts.tolist())),
    )


def grid(
    active_bundle: ActiveBundle,
    actor: Actor,
    entries: tuple[CatalogueEntry, CatalogueEntry],
    group_filter: GroupFilter,
    basis: Basis,
) -> Counted:
    """Return how many of a group are in each cell of a grid of two features, across and down (`fields`).

    Raises
    ------
    InvalidRequestError
        A filter names a value that there is not.
    TooManyComparisonsError
        The user has made too many different comparisons.
    RecordError
        It cannot be logged.
    """
    group = _get_group(active_bundle, actor, Question(tuple(entry.name for entry in entries), group_filter, basis))
    fields = [get_fields(active_bundle, entry) for entry in entries]
    shape = fields[1].count, fields[0].count
    population = rounded_count(get_reference(active_bundle).people)
    nobody = np.zeros(shape, np.int64)
    if not group.is_shown:
        return Counted(nobody, nobody, nobody == 0, math.nan, math.nan, 0, population, is_suppressed=True)
    # The last place of each list is for those with no value.
    binned = [get_binned(active_bundle, entry) for entry in entries]
    across, down = (
        np.append(field.of_bin, np.int16(MISSING))[group.of(item.codes)]
        for item, field in zip(binned, fields, strict=True)
    )
    known = (across != MISSING) & (down != MISSING)
    is_worse = ~group.of(get_reference(active_bundle).is_better(basis))[known]
    cells = down[known].astype(np.int64) * shape[1] + across[known]
    size = shape[0] * shape[1]
    sides = np.bincount(cells + size * is_worse, minlength=2 * size).reshape(2, *shape).astype(np.int64)
    better, worse = _moved_alike(sides, [item.division for item in binned], group, basis)
    unknown = group.people - int(known.sum())
    return Counted(
        clients=better + worse,
        worse=worse,
        has_few=sides.sum(axis=0) < SMALLEST_GROUP,
        share=known_share(int(is_worse.sum()), len(is_worse)),
        unknown=known_share(unknown, group.people),
        group=group.published,
        population=population,
        is_suppressed=False,
    )


def get_binned(active_bundle: ActiveBundle, entry: CatalogueEntry) -> Binned:
    """Return a feature in its fixed bins, sorted into them once."""
    return active_bundle.cached(("bins", entry.name), lambda: get_reference(active_bundle).binned(entry))


def prepare_counts(active_bundle: ActiveBundle, entry: CatalogueEntry) -> None:
    """Compute what the first question about a feature would wait for, on each basis."""
    for basis in Basis:
        _boxes(active_bundle, basis)
        get_reference(active_bundle).get_secret(basis)
    _ = get_binned(active_bundle, entry).division


def _boxes(active_bundle: ActiveBundle, basis: Basis) -> Boxes:
    return active_bundle.cached(("boxes", basis), lambda: get_boxes(get_reference(active_bundle), basis))


def _get_group(active_bundle: ActiveBundle, actor: Actor, question: Question) -> _Group:
    """Return the group of a question that was logged, and whether it may be shown."""
    reference = get_reference(active_bundle)
    filter_codes, members = reference.get_codes(question.group), reference.members(question.group)
    ask(active_bundle, actor, question)
    boxes = _boxes(active_bundle, question.basis)
    # Other filters that leave the same people have the same key, and so the same noise.
    key = group_key(reference.get_secret(question.basis), members)
    people = reference.people if members is None else int(np.count_nonzero(members))
    return _Group(members, key, people, boxes.shows(filter_codes))


def _totals(counts: Counts, group: _Group, basis: Basis) -> list[int]:
    """Return how many are on each side: the same for every feature, and together as many as the group."""
    worse = counts[1:].sum(axis=1, keepdims=True)
    published = int(moved(worse, [noise_width(int(worse.sum()))], generator(group.key, basis))[0, 0])
    return [group.published - published, published]


def _missing(counts: Counts, noise: np.random.Generator) -> list[float | None]:
    """Return the share of each side that has no value; None where those are too few to be told."""
    people, missing = counts.sum(axis=1), counts[:, :1]
    widths = [noise_width(int(side)) for side in people]
    shares = moved(missing, widths, noise)[:, 0] / np.maximum(1, people)
    least = [least_in_bin(int(side)) for side in people]
    if (missing[:, 0] < least).any():
        return [None, None]
    return [in_steps(float(share), share_step(int(side))) for share, side in zip(shares, people, strict=True)]


def _edges(binned: Binned, cells: Cells) -> tuple[float, ...]:
    if not len(binned.edges) or not cells.parts:
        return ()
    return tuple(binned.edges[[*(part[0] for part in cells.parts), binned.bins]].tolist())


def _moved_alike(sides: Counts, divisions: Sequence[str], group: _Group, basis: Basis) -> Counts:
    """Return the counts of a grid, moved by the same noise whichever feature is across and whichever is down."""
    is_turned = divisions[0] > divisions[1]
    noise = generator(group.key, basis, *sorted(divisions))
    widths = [noise_width(int(side.sum())) for side in sides]
    noisy = moved(np.swapaxes(sides, 1, 2) if is_turned else sides, widths, noise)
    return np.swapaxes(noisy, 1, 2) if is_turned else noisy
