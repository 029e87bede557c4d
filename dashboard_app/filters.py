"""The filters of a comparison: one table, from which controls, addresses, the API and the selection are made.

To add a filter, add its row to `FILTERS`. Its column must be in the population of the bundle
(`model_build/pipeline/bundle_tables.py`); in the bundles without it, the filter offers no value.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, overload

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, Field

from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.table_fields import Model, with_fields
from model_bundle.arrow_file import FloatArray
from model_bundle.home_credit import BIRTH, DAYS_PER_YEAR


class Basis(StrEnum):
    """By what former clients are divided: whether they repaid, or what the model would decide; all had a credit."""

    OUTCOME = "outcome"
    DECISION = "decision"


@dataclass(frozen=True)
class Band:
    """Numbers from ``low`` on and below ``high``: ``name`` stands in addresses and in the API, ``label`` on pages."""

    name: str
    label: str
    low: float
    high: float

    @overload
    def holds(self, values: float) -> bool: ...

    @overload
    def holds(self, values: FloatArray) -> npt.NDArray[np.bool_]: ...

    def holds(self, values: float | FloatArray) -> bool | npt.NDArray[np.bool_]:
        """Return whether a number, or each of an array, is in the band; one that is NaN is in none."""
        return (values >= self.low) & (values < self.high)


AGE_BANDS: Final = (
    Band("under-25", gettext_noop("under 25"), 0, 25),
    Band("25-34", gettext_noop("25 to 34"), 25, 35),
    Band("35-44", gettext_noop("35 to 44"), 35, 45),
    Band("45-54", gettext_noop("45 to 54"), 45, 55),
    Band("55-64", gettext_noop("55 to 64"), 55, 65),
    Band("65-plus", gettext_noop("65 and over"), 65, 200),
)
AMOUNT_BANDS: Final = (
    Band("under-250k", gettext_noop("under 250,000"), 0, 250_000),
    Band("250k-500k", gettext_noop("250,000 to 500,000"), 250_000, 500_000),
    Band("500k-1m", gettext_noop("500,000 to 1,000,000"), 500_000, 1_000_000),
    Band("1m-plus", gettext_noop("over 1,000,000"), 1_000_000, float("inf")),
)


@dataclass(frozen=True)
class Filter:
    """One filter of former clients, by a column of the application form.

    ``name`` stands in addresses, in the API and in the audit log; ``label`` names the control, ``description`` the
    parameter of the API. With ``bands``, the column is a number, which is divided by ``unit`` first; without, it is a
    text, and its values and their labels are those of the catalogue.
    """

    name: str
    column: str
    label: str
    description: str
    bands: tuple[Band, ...] = ()
    unit: float = 1.0


FILTERS: tuple[Filter, ...] = (
    Filter("age", BIRTH, gettext_noop("Age"), gettext_noop("Band of age."), AGE_BANDS, -DAYS_PER_YEAR),
    Filter(
        "family",
        "NAME_FAMILY_STATUS",
        gettext_noop("Marital status"),
        gettext_noop("Marital status, as written in the data."),
    ),
    Filter(
        "income",
        "NAME_INCOME_TYPE",
        gettext_noop("Income type"),
        gettext_noop("Type of income, as written in the data."),
    ),
    Filter(
        "education",
        "NAME_EDUCATION_TYPE",
        gettext_noop("Education"),
        gettext_noop("Education, as written in the data."),
    ),
    Filter("amount", "AMT_CREDIT", gettext_noop("Amount"), gettext_noop("Band of the amount asked."), AMOUNT_BANDS),
)
"""Every filter, in the order of the controls."""


@dataclass(frozen=True, init=False)
class GroupFilter:
    """Which former clients to compare with: the value of each filter that is not open, in the order of `FILTERS`."""

    chosen: tuple[tuple[str, str], ...]

    def __init__(self, **values: str | None) -> None:
        """Take a value by the name of its filter; None leaves the filter open."""
        unknown = values.keys() - {group_filter.name for group_filter in FILTERS}
        if unknown:
            raise TypeError(f"There are no filters {sorted(unknown)}. The filters stand in FILTERS.")
        pairs = ((group_filter.name, values.get(group_filter.name)) for group_filter in FILTERS)
        object.__setattr__(self, "chosen", tuple((name, value) for name, value in pairs if value is not None))

    def get(self, name: str) -> str | None:
        """Return the value of a filter, or None where it is open."""
        return dict(self.chosen).get(name)


def with_filters(model: type[Model]) -> type[Model]:
    """Return a pydantic model that has a field for every filter too: its value, or None where it is open."""
    return with_fields(
        model,
        {
            group_filter.name: (str | None, Field(default=None, description=group_filter.description))
            for group_filter in FILTERS
        },
    )


def get_group(values: BaseModel) -> GroupFilter:
    """Return the group that a model made by `with_filters` asks for."""
    return GroupFilter(**{group_filter.name: getattr(values, group_filter.name) for group_filter in FILTERS})
