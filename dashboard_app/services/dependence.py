"""How the effect of one feature depends on its value, on a sample of former applicants, for staff."""

from dataclasses import dataclass

import numpy as np

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.services.disclosure import SMALLEST_GROUP
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.services.lengths import as_read
from dashboard_app.store import Portfolio
from model_bundle.arrow_file import FloatArray, column_floats
from model_bundle.catalogue import Entry, Unit

BANDS = 10
FEW_VALUES = 12
"""A number with so few different values is shown value by value, as a category is."""


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
class Band:
    """Applicants with values from ``lower`` to ``upper``: the same number twice for a single value or category."""

    lower: float
    upper: float
    effect: Spread


@dataclass(frozen=True)
class Dependence:
    """One feature on the sample: values and contributions of shape (rows,), and both summed up in bands.

    Values are as they are read: lengths of time where the table counts days into the past.

    Bands are single values where ``is_discrete``, tenths of the known values otherwise. Bands of fewer than
    ``SMALLEST_GROUP`` applicants are left out and counted in ``hidden_bands``. ``missing`` holds those without a value;
    None where there are too few.
    """

    entry: Entry
    values: FloatArray
    contributions: FloatArray
    bands: tuple[Band, ...]
    is_discrete: bool
    hidden_bands: int
    missing: Spread | None
    missing_share: float


def dependence(portfolio: Portfolio, actor: Actor, feature: str) -> Dependence:
    """Return how a feature's effect depends on its value, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    InvalidRequestError
        The model has no such feature.
    """
    require(actor, Capability.READ_MODEL)
    if feature not in portfolio.feature_index:
        raise InvalidRequestError(f"There is no feature {str(feature)[:40]!r}. Choose one that the page offers.")
    entry = portfolio.bundle.catalogue.features[feature]
    values = as_read(entry, column_floats(portfolio.bundle.shap_sample, f"value.{feature}"))
    contributions = column_floats(portfolio.bundle.shap_sample, f"contribution.{feature}")
    known = ~np.isnan(values)
    distinct = np.unique(values[known])
    is_discrete = bool(entry.categories) or entry.unit is Unit.FLAG or len(distinct) <= FEW_VALUES
    groups = distinct[:, None].repeat(2, axis=1) if is_discrete else _tenths(values[known])
    found = [_band(values, contributions, lower, upper) for lower, upper in groups.tolist()]
    bands = tuple(band for band in found if band.effect.applicants >= SMALLEST_GROUP)
    without = contributions[~known]
    return Dependence(
        entry=entry,
        values=values,
        contributions=contributions,
        bands=bands,
        is_discrete=is_discrete,
        hidden_bands=len(found) - len(bands),
        missing=_spread(without) if len(without) >= SMALLEST_GROUP else None,
        missing_share=float(np.mean(~known)),
    )


def _tenths(known: FloatArray) -> FloatArray:
    """Return lower and upper ends of groups of about equal size, of shape (groups, 2); no value is in two groups."""
    ordered = np.sort(known)
    cuts = np.unique(ordered[np.linspace(0, len(ordered), BANDS, endpoint=False).astype(np.int64)])
    last = np.append(np.searchsorted(ordered, cuts[1:], side="left"), len(ordered)) - 1
    return np.column_stack((cuts, ordered[last]))


def _band(values: FloatArray, contributions: FloatArray, lower: float, upper: float) -> Band:
    return Band(lower, upper, _spread(contributions[(values >= lower) & (values <= upper)]))


def _spread(contributions: FloatArray) -> Spread:
    low, quarter, median, three_quarters, high = np.quantile(contributions, [0.05, 0.25, 0.5, 0.75, 0.95]).tolist()
    return Spread(
        applicants=len(contributions),
        mean=float(contributions.mean()),
        median=median,
        quarter=quarter,
        three_quarters=three_quarters,
        low=low,
        high=high,
    )
