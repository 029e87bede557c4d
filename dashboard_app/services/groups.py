"""The group of former clients that one client is compared with, and the filters that narrow it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.store import Portfolio
from model_bundle.arrow_file import FloatArray

AGE_BANDS: Mapping[str, tuple[int, int]] = {
    "under-25": (0, 25),
    "25-34": (25, 35),
    "35-44": (35, 45),
    "45-54": (45, 55),
    "55-64": (55, 65),
    "65-plus": (65, 200),
}
AMOUNT_BANDS: Mapping[str, tuple[float, float]] = {
    "under-250k": (0, 250_000),
    "250k-500k": (250_000, 500_000),
    "500k-1m": (500_000, 1_000_000),
    "1m-plus": (1_000_000, float("inf")),
}
CATEGORY_FILTERS: Mapping[str, str] = {
    "family": "NAME_FAMILY_STATUS",
    "income": "NAME_INCOME_TYPE",
    "education": "NAME_EDUCATION_TYPE",
}


class Basis(StrEnum):
    """By what former clients are divided into two groups."""

    DECISION = "decision"
    OUTCOME = "outcome"


@dataclass(frozen=True)
class GroupFilter:
    """Which former clients to compare with; None means all."""

    age: str | None = None
    family: str | None = None
    income: str | None = None
    education: str | None = None
    amount: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody is left out."""
        return self == GroupFilter()


def select(portfolio: Portfolio, wanted: GroupFilter) -> npt.NDArray[np.bool_] | None:
    """Return which former clients belong to the group, of shape (population,); None where all do.

    Raises
    ------
    InvalidRequestError
        A filter names a value that the population does not have.
    """
    if wanted.is_open:
        return None
    chosen = np.ones(len(portfolio.granted), dtype=np.bool_)
    if wanted.age is not None:
        chosen &= _in_band(portfolio.population_ages, wanted.age, AGE_BANDS, "age")
    if wanted.amount is not None:
        chosen &= _in_band(portfolio.population_amounts, wanted.amount, AMOUNT_BANDS, "amount")
    for attribute, column in CATEGORY_FILTERS.items():
        value = getattr(wanted, attribute)
        if value is not None:
            coded = portfolio.population_coded(f"application.{column}")
            if value not in coded.values:
                raise InvalidRequestError(
                    f"The filter {attribute!r} has no value {str(value)[:40]!r}. Choose one that the page offers."
                )
            chosen &= coded.codes == coded.values.index(value)
    return chosen


def is_better(portfolio: Portfolio, basis: Basis) -> npt.NDArray[np.bool_]:
    """Return who of the former clients was accepted, by out-of-fold score, or who repaid; shape (population,)."""
    return portfolio.granted if basis is Basis.DECISION else portfolio.repaid


def _in_band(
    values: FloatArray, band: str, bands: Mapping[str, tuple[float, float]], what: str
) -> npt.NDArray[np.bool_]:
    if band not in bands:
        raise InvalidRequestError(f"There is no {what} band {str(band)[:40]!r}. Choose one that the page offers.")
    low, high = bands[band]
    inside: npt.NDArray[np.bool_] = (values >= low) & (values < high)
    return inside
