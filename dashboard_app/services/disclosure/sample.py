"""The sample of former applicants with the contributions of their features: summed up, never one by one."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard_app.services.disclosure.bins import MISSING, compute_edges, encode_bins, holds_whole_numbers
from dashboard_app.services.disclosure.rules import SMALLEST_BIN, in_steps, rounded_count, share_step
from dashboard_app.services.durations import as_displayed
from dashboard_app.steps import round_step
from dashboard_app.store import ActiveBundle
from model_bundle.arrow_file import FloatArray, column_floats
from model_bundle.catalogue import CatalogueEntry, Unit

BANDS: Final = 10
FEW_VALUES: Final = 12
"""A number with so few different values is shown value by value, as a category is."""
PEOPLE_PER_DOT: Final = 10
SMALLEST_SAMPLE: Final = 2 * SMALLEST_BIN
"""A summary of effects is made of so many applicants."""
_STEPS: Final = 36
_LEVELS: Final = 3
_STEP: Final = 0.005
"""Step of effects in log-odds: finer ones would be those of one person."""
_QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Spread:
    """Effects of one group of applicants, in log-odds: where the middle half lies, and nearly all of them."""

    applicants: int
    mean: float
    median: float
    quarter: float
    three_quarters: float
    low: float
    high: float


@dataclass(frozen=True)
class EffectBand:
    """Applicants with values from ``lower`` to ``upper``: the same number twice for a single value or category."""

    lower: float
    upper: float
    effect: Spread


@dataclass(frozen=True)
class Effects:
    """One feature on the sample, in bands of its values; bands of too few are left out and counted.

    Bands are single values where ``is_discrete``, about tenths of the known values otherwise. ``missing`` holds those
    without a value; None where there are too few, and ``missing_share`` is NaN then.
    """

    applicants: int
    bands: tuple[EffectBand, ...]
    is_discrete: bool
    hidden_bands: int
    missing: Spread | None
    missing_share: float


@dataclass(frozen=True)
class DotGroup:
    """So many dots, each for ten applicants, at one effect; ``level`` is 0 for low values to 2 for high, None without.

    ``effect`` is the middle of a step of the axis.
    """

    effect: float
    level: int | None
    count: int


@dataclass(frozen=True)
class BeeswarmSummary:
    """The effects of one feature on the sample: dots, the mean effect of low and of high values, the middle half."""

    dots: tuple[DotGroup, ...]
    low_effect: float
    high_effect: float
    quarter: float
    three_quarters: float


def get_effects(active_bundle: ActiveBundle, entry: CatalogueEntry) -> Effects:
    """Return how the effect of a feature depends on its value."""
    values, contributions = _columns(active_bundle, entry)
    known = ~np.isnan(values)
    edges = np.empty(0) if entry.categories else compute_edges(values[known], entry)
    codes = encode_bins(values, entry, edges)
    is_whole = len(edges) > 1 and holds_whole_numbers(edges)
    is_discrete = bool(entry.categories) or entry.unit is Unit.FLAG or (is_whole and len(edges) <= FEW_VALUES + 1)
    rows_by_bin = [np.flatnonzero(codes == code) for code in np.unique(codes[known])]
    groups = rows_by_bin if is_discrete else _joined(rows_by_bin, max(SMALLEST_SAMPLE, int(known.sum()) // BANDS))
    bands = [
        _band(codes[rows], edges, contributions[rows], entry, is_whole=is_whole)
        for rows in groups
        if len(rows) >= SMALLEST_SAMPLE
    ]
    without = contributions[~known]
    is_told = len(without) >= SMALLEST_SAMPLE
    share = in_steps(len(without) / max(1, len(values)), share_step(len(values)))
    return Effects(
        applicants=rounded_count(len(values)),
        bands=tuple(bands),
        is_discrete=is_discrete,
        hidden_bands=len(groups) - len(bands),
        missing=_spread(without) if is_told else None,
        missing_share=share if is_told else math.nan,
    )


def get_beeswarm(active_bundle: ActiveBundle, entry: CatalogueEntry) -> BeeswarmSummary:
    """Return the effects of a feature as dots on a coarse grid, each for ten applicants."""
    values, contributions = _columns(active_bundle, entry)
    levels = _levels(values)
    low, high = (float(end) for end in np.quantile(contributions, [0.005, 0.995]))
    step = round_step(max(high - low, _STEP) / _STEPS)
    first = math.floor(low / step)
    last = max(first, math.ceil(high / step) - 1)
    steps = np.clip(np.floor(contributions / step).astype(np.int64), first, last)
    dots = []
    for position in range(first, last + 1):
        for level in (*range(_LEVELS), MISSING):
            count = int(((steps == position) & (levels == level)).sum()) // PEOPLE_PER_DOT
            if count:
                effect = round((position + 0.5) * step, 6)
                dots.append(DotGroup(effect, None if level == MISSING else level, count))
    lowest, highest = contributions[levels == 0], contributions[levels == _LEVELS - 1]
    quarter, three_quarters = _rounded(np.quantile(contributions, [0.25, 0.75]))
    return BeeswarmSummary(tuple(dots), _mean(lowest), _mean(highest), quarter, three_quarters)


def _columns(active_bundle: ActiveBundle, entry: CatalogueEntry) -> tuple[FloatArray, FloatArray]:
    sample = active_bundle.bundle.shap_sample
    values = as_displayed(entry, column_floats(sample, f"value.{entry.name}"))
    return values, np.ascontiguousarray(column_floats(sample, f"contribution.{entry.name}"))


def _joined(rows_by_bin: list[npt.NDArray[np.int64]], least: int) -> list[npt.NDArray[np.int64]]:
    """Return neighbouring bins joined until each holds so many applicants."""
    joined: list[npt.NDArray[np.int64]] = []
    for rows in rows_by_bin:
        if joined and len(joined[-1]) < least:
            joined[-1] = np.concatenate((joined[-1], rows))
        else:
            joined.append(rows)
    if len(joined) > 1 and len(joined[-1]) < least // 2:
        joined[-2:] = [np.concatenate(joined[-2:])]
    return joined


def _band(
    codes: npt.NDArray[np.int16], edges: FloatArray, contributions: FloatArray, entry: CatalogueEntry, *, is_whole: bool
) -> EffectBand:
    first, last = int(codes.min()), int(codes.max())
    effect = _spread(contributions)
    if entry.categories:
        return EffectBand(float(first), float(last), effect)
    lower, upper = float(edges[first]), float(edges[last + 1])
    # A bin of one whole number is that number.
    return EffectBand(lower + 0.5, upper - 0.5, effect) if is_whole else EffectBand(lower, upper, effect)


def _levels(values: FloatArray) -> npt.NDArray[np.int64]:
    """Return the third that each value is in, equal values alike; ``MISSING`` where it is not known."""
    levels = np.full(len(values), MISSING, np.int64)
    known = ~np.isnan(values)
    if known.any():
        ordered = np.sort(values[known])
        ranks = (np.searchsorted(ordered, values[known], "left") + np.searchsorted(ordered, values[known], "right")) / 2
        levels[known] = np.minimum(_LEVELS - 1, (ranks / len(ordered) * _LEVELS).astype(np.int64))
    return levels


def _spread(contributions: FloatArray) -> Spread:
    low, quarter, median, three_quarters, high = _rounded(np.quantile(contributions, _QUANTILES))
    return Spread(
        applicants=rounded_count(len(contributions)),
        mean=_mean(contributions),
        median=median,
        quarter=quarter,
        three_quarters=three_quarters,
        low=low,
        high=high,
    )


def _mean(contributions: FloatArray) -> float:
    return round(float(contributions.mean()), 3) if len(contributions) >= SMALLEST_SAMPLE else math.nan


def _rounded(effects: FloatArray) -> list[float]:
    rounded: list[float] = np.round(np.round(effects / _STEP) * _STEP, 3).tolist()
    return rounded
