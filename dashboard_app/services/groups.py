"""The group of former clients that one client is compared with, and the filters that narrow it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

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
    """By what former clients are divided: whether they repaid, or what the model would decide; all had a credit."""

    OUTCOME = "outcome"
    DECISION = "decision"


@dataclass(frozen=True)
class GroupFilter:
    """Which former clients to compare with; None means all."""

    age: str | None = None
    family: str | None = None
    income: str | None = None
    education: str | None = None
    amount: str | None = None
