"""The group of former clients that one client is compared with, and the filters that narrow it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.store import Portfolio

SMALLEST_GROUP = 10
"""Groups under this size are not shown: a chart of nine people is a chart of persons."""

AGE_BANDS: Mapping[str, tuple[int, int]] = {
    "under-25": (0, 25),
    "25-34": (25, 35),
    "35-44": (35, 45),
    "45-54": (45, 55),
    "55-64": (55, 65),
    "65-plus": (65, 200),
}
CATEGORY_FILTERS: Mapping[str, str] = {
    "family": "NAME_FAMILY_STATUS",
    "income": "NAME_INCOME_TYPE",
    "education": "NAME_EDUCATION_TYPE",
}


@dataclass(frozen=True)
class GroupFilter:
    """Which former clients to compare with; None means all."""

    age: str | None = None
    family: str | None = None
    income: str | None = None
    education: str | None = None

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
        chosen &= _in_band(portfolio, wanted.age)
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


def _in_band(portfolio: Portfolio, band: str) -> npt.NDArray[np.bool_]:
    if band not in AGE_BANDS:
        raise InvalidRequestError(f"There is no age band {str(band)[:40]!r}. Choose one that the page offers.")
    youngest, too_old = AGE_BANDS[band]
    years = portfolio.population_ages
    inside: npt.NDArray[np.bool_] = (years >= youngest) & (years < too_old)
    return inside
