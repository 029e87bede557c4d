"""The rules of statistical disclosure control: what may be said of how many former clients. Pure arithmetic.

Counts are of two sides (accepted and refused, or repaid and not), as arrays of shape (2, cells). What leaves here has
been merged, moved by noise and rounded; `docs/architecture.md`, "Disclosure control", names the attack that each step
prevents.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard_app.steps import round_step

SMALLEST_GROUP: Final = 100
"""A group is shown if both of its sides hold so many people, and so does whatever its neighbours would add to it."""
SMALLEST_BIN: Final = 10
"""No bin is published with fewer people of a side."""
ROUNDED_TO: Final = 5
PERCENTILE_STEP: Final = 0.05
SMALLEST_NOISE: Final = 32
"""Wide enough that what a small bin tells of one of its members is no better than a guess, whatever is averaged."""
_PEOPLE_PER_STEP: Final = 10
_SAMPLING_SHARE: Final = 0.5

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Rate:
    """The share of the worse side, told in steps: one that is 0 or 1 is within half a step of it."""

    share: float
    step: float


@dataclass(frozen=True)
class Cells:
    """What may be published of a row of bins or categories.

    ``parts`` holds, for each published cell, the places of the bins that it is made of, in order. ``counts`` are those
    of both sides, of shape (2, cells). ``is_folded`` says that the last cell holds several small categories.
    """

    parts: tuple[tuple[int, ...], ...]
    counts: Counts
    is_folded: bool = False


def rounded(counts: Counts) -> Counts:
    """Return counts as the nearest multiples of five, in the same shape."""
    nearest: Counts = ((np.asarray(counts, np.int64) + ROUNDED_TO // 2) // ROUNDED_TO) * ROUNDED_TO
    return nearest


def rounded_count(count: int) -> int:
    """Return one count as the nearest multiple of five."""
    return int(rounded(np.array([count]))[0])


def noise_width(people: int) -> int:
    """Return by how much the count of a bin may be moved, given how many people its side holds.

    About what the luck of drawing a sample of this size moves a bin by: a chart reads no differently.
    """
    return max(SMALLEST_NOISE, round(_SAMPLING_SHARE * math.sqrt(people)))


def least_in_bin(people: int) -> int:
    """Return how many people a bin must hold, so that noise never makes it look like fewer than ``SMALLEST_BIN``."""
    return SMALLEST_BIN + noise_width(people)


def group_key(secret: bytes, members: npt.NDArray[np.bool_] | None) -> bytes:
    """Return what the noise of a group is drawn from, given who belongs to it; None is everybody.

    It holds no outcome: the noise of two groups that differ by one person is unrelated, whatever became of that person.
    """
    return hashlib.blake2b(b"" if members is None else np.packbits(members).tobytes(), key=secret).digest()


def generator(key: bytes, *of: str) -> np.random.Generator:
    """Return a source of noise that is the same whenever the same is asked of the same group, in every process."""
    digest = hashlib.blake2b("\0".join(of).encode(), key=key, digest_size=16).digest()
    return np.random.Generator(np.random.Philox(int.from_bytes(digest, "big")))


def moved(counts: Counts, widths: Sequence[int], noise: np.random.Generator) -> Counts:
    """Return counts of shape (sides, ...) moved by noise of at most their side's width, then rounded; never below 0.

    The noise is the sum of two even draws, so that small moves are likelier than large ones.
    """
    shape = counts.shape[1:]
    moves = np.stack([noise.integers(-(w // 2), w // 2, (2, *shape), endpoint=True).sum(axis=0) for w in widths])
    return np.maximum(0, rounded(counts + moves))


def publish_bins(counts: Counts, noise: np.random.Generator) -> Cells:
    """Return bins of a number: neighbours are merged until each holds enough people of both sides."""
    least = _least(counts)
    parts: list[list[int]] = []
    people = np.zeros(2, np.int64)
    is_open = False
    for bin_index in range(counts.shape[1]):
        if not is_open:
            parts.append([])
            people[:] = 0
        parts[-1].append(bin_index)
        people += counts[:, bin_index]
        is_open = bool((people < least).any())
    if is_open and len(parts) > 1:
        # What is left at the end is too little for a bin of its own.
        parts[-2:] = [[*parts[-2], *parts[-1]]]
    # Else too few have a value at all.
    is_told = bool((counts.sum(axis=1) >= least).all())
    return _published(tuple(map(tuple, parts)) if is_told else (), counts, noise)


def publish_categories(counts: Counts, noise: np.random.Generator) -> Cells:
    """Return categories: those with too few people of a side are folded into one last cell, large enough itself."""
    least = _least(counts)
    sizes = counts.sum(axis=0)
    present = [int(code) for code in np.argsort(-sizes, kind="stable") if sizes[code]]
    shown = [code for code in present if (counts[:, code] >= least).all()]
    small = [code for code in present if code not in shown]
    while small and shown and (counts[:, small].sum(axis=1) < least).any():
        small.append(shown.pop())
    if not shown and (counts.sum(axis=1) < least).any():
        # Too few have a value at all.
        small = []
    parts: list[tuple[int, ...]] = [(code,) for code in sorted(shown)]
    if small:
        parts.append(tuple(sorted(small)))
    return _published(tuple(parts), counts, noise, is_folded=bool(small))


def share_step(people: int, *, least: float = 0.01) -> float:
    """Return the step in which a share of so many people is published: a round one, worth ten people or more.

    No step is under ``least``: a share that people filter is told in whole points.
    """
    return min(1.0, max(least, round_step(_PEOPLE_PER_STEP / max(1, people))))


def in_steps(share: float, step: float) -> float:
    """Return a share as the nearest multiple of a step; NaN stays NaN."""
    return share if math.isnan(share) else min(1.0, round(round(share / step) * step, 6))


def measured_share(share: float, people: int) -> float:
    """Return a share that was measured on all former clients at once, which nobody filters: in steps of ten people."""
    return in_steps(share, share_step(people, least=0.0))


def compute_rate(better: int, worse: int, *, least: float = 0.01) -> Rate:
    """Return the share of the worse side among counts that are told already, which adds nothing to them."""
    people = better + worse
    step = share_step(people, least=least)
    return Rate(in_steps(worse / people, step) if people else math.nan, step)


def known_share(part: int, total: int) -> float:
    """Return a share of a group in round steps; NaN where the part is too small to be told."""
    return math.nan if part < least_in_bin(total) else in_steps(part / total, share_step(total))


def percentile(below: int, total: int) -> float:
    """Return a share of lower values in coarse steps; NaN where too few people are below or not below."""
    if min(below, total - below) < SMALLEST_GROUP:
        return math.nan
    return in_steps(below / total, PERCENTILE_STEP)


def _least(counts: Counts) -> Counts:
    return np.array([least_in_bin(int(people)) for people in counts.sum(axis=1)], np.int64)


def _published(
    parts: tuple[tuple[int, ...], ...], counts: Counts, noise: np.random.Generator, *, is_folded: bool = False
) -> Cells:
    merged = np.stack([counts[:, list(part)].sum(axis=1) for part in parts], axis=1) if parts else counts[:, :0]
    widths = [noise_width(int(people)) for people in counts.sum(axis=1)]
    return Cells(parts, moved(merged, widths, noise), is_folded)
