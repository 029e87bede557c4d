"""A portfolio in which the data of some applicants must be checked, and what is wrong with them."""

from pathlib import Path

from dashboard_app.store import ActiveBundle
from model_bundle.bundle import Bundle
from model_bundle.column_limits import COLUMN_LIMITS, FORM
from model_bundle.data_checks import DataCheck
from tests.bundle_copies import with_data_checks

PLACES = (0, 3, 7)
"""Rows of those applicants."""


def check(table: str, column: str, value: float, rows: int = 1) -> DataCheck:
    """The check of one value."""
    return DataCheck.of(table, column, value, COLUMN_LIMITS[table][column], rows)


CHECKS = (
    check(FORM, "AMT_CREDIT", 3.4028234663852886e38),
    check(FORM, "DAYS_EMPLOYED", 4_000),
    check(FORM, "CNT_CHILDREN", 500),
    check("bureau", "DAYS_CREDIT", 13_900, rows=3),
)


def checked_bundle(bundle: Path, parent: Path, numbers: list[int]) -> Path:
    """Write a copy of a bundle in which these clients have no score, and return it."""
    return with_data_checks(bundle, parent, dict.fromkeys(numbers, CHECKS))


def opened(bundle: Path) -> ActiveBundle:
    """Open a bundle as the dashboard does."""
    return ActiveBundle(Bundle.open(bundle))
