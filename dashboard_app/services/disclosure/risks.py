"""The risks of former clients: how many had a lower one, at fixed cuts and in coarse steps."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard_app.filters import Basis
from dashboard_app.services.disclosure.bins import BINS, TAIL, assign_bins
from dashboard_app.services.disclosure.reference import get_reference
from dashboard_app.services.disclosure.rules import generator, noise_width, percentile, publish_bins
from dashboard_app.steps import round_step
from dashboard_app.store import ActiveBundle
from model_bundle.arrow_file import FloatArray

CUTS: Final = 1_000
"""Cuts stand at every tenth of a point, as risks are written; the exact risk that is asked for cuts nowhere."""


@dataclass(frozen=True)
class LowerRisks:
    """The shares of accepted and of all former clients with a lower risk; None where too few are on one side."""

    accepted: float | None
    all: float | None


def lower_risks(active_bundle: ActiveBundle, probability: float) -> LowerRisks:
    """Return the shares of former clients below the tenth of a point that a risk is in."""
    accepted, everybody = active_bundle.cached("lower risks", lambda: _published(active_bundle))
    index = min(CUTS, max(0, math.floor(probability * CUTS)))
    published = (float(shares[index]) for shares in (accepted, everybody))
    return LowerRisks(*(None if math.isnan(share) else share for share in published))


@dataclass(frozen=True)
class RiskHistogram:
    """Estimates of those who repaid and those who did not: shares per bin; ``edges`` has one value more.

    The last bin holds what lies beyond.
    """

    edges: tuple[float, ...]
    repaid: tuple[float, ...]
    defaulted: tuple[float, ...]


def risk_histogram(active_bundle: ActiveBundle) -> RiskHistogram:
    """Return the estimates of former clients by outcome, in round bins that hold enough people of both sides."""
    return active_bundle.cached("risk histogram", lambda: _histogram(active_bundle))


def _histogram(active_bundle: ActiveBundle) -> RiskHistogram:
    reference = get_reference(active_bundle)
    step = round_step(max(float(np.quantile(reference.risks, 1 - TAIL)), 1 / CUTS) / BINS)
    edges = np.round(step * np.arange(math.ceil(1 / step) + 1), 10)
    last = int(np.searchsorted(edges, np.quantile(reference.risks, 1 - TAIL)))
    edges = edges[: last + 1]
    bins = assign_bins(edges, reference.risks)
    has_repaid = reference.is_better(Basis.OUTCOME)
    counts = np.stack([np.bincount(bins[side], minlength=last) for side in (has_repaid, ~has_repaid)])
    cells = publish_bins(counts.astype(np.int64), generator(reference.score_secret, "risk histogram"))
    repaid, defaulted = (tuple((row / max(1, int(row.sum()))).tolist()) for row in cells.counts)
    bounds = [*(part[0] for part in cells.parts), last]
    return RiskHistogram(tuple(edges[bounds].tolist()), repaid, defaulted)


def _published(active_bundle: ActiveBundle) -> tuple[FloatArray, FloatArray]:
    reference = get_reference(active_bundle)
    is_accepted = reference.is_better(Basis.DECISION)
    noise = generator(reference.score_secret, "risks")
    return _shares(reference.risks[is_accepted], noise), _shares(reference.risks, noise)


def _shares(risks: FloatArray, noise: np.random.Generator) -> FloatArray:
    below = np.searchsorted(np.sort(risks), np.arange(CUTS + 1) / CUTS)
    width = noise_width(len(risks)) // 2
    moved = below + noise.integers(-width, width, (2, len(below)), endpoint=True).sum(axis=0)
    return np.array([percentile(int(count), len(risks)) for count in np.maximum.accumulate(moved)])
