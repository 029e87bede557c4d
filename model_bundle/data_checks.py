"""Impossible values of an applicant: they must be checked before there is a score.

``data_checks.arrow`` of a bundle holds one row for each applicant, table and column with such a value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from model_bundle.column_limits import ColumnLimits, Relation
from model_bundle.home_credit import KEY

LONGEST_VALUE: Final = 40
SCHEMA: Final = pa.schema(
    [
        (KEY, pa.int64()),
        ("table", pa.string()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("lowest", pa.float64()),
        ("highest", pa.float64()),
        ("allowed", pa.string()),
        ("rows", pa.int64()),
    ]
)
"""Columns of ``data_checks.arrow``."""


@dataclass(frozen=True)
class DataCheck:
    """Impossible values of one applicant in one column of one table.

    Attributes
    ----------
    table, column
        Kaggle's names; the form stands in table ``application_test``.
    value
        One of the values, as text of at most 40 characters.
    lowest, highest
        The range that the column's values lie in.
    allowed
        The same in words, in English, with what else is allowed.
    rows
        How many rows of the applicant hold such a value; 1 for the form.
    """

    table: str
    column: str
    value: str
    lowest: float
    highest: float
    allowed: str
    rows: int

    @classmethod
    def of(cls, table: str, column: str, value: float, limits: ColumnLimits, rows: int) -> "DataCheck":
        """Return the check of a value that lies outside the limits of its column."""
        return cls(table, column, f"{value:.15g}"[:LONGEST_VALUE], limits.lowest, limits.highest, str(limits), rows)

    @classmethod
    def related(
        cls, table: str, relation: Relation, value: float, highest: float, limits: ColumnLimits, rows: int
    ) -> "DataCheck":
        """Return the check of a value within its limits that exceeds what another column of its row allows."""
        lowest = min(limits.lowest, highest)
        allowed = f"at least {lowest:,.15g} and at most {highest:,.15g} ({relation.bound})"
        return cls(table, relation.column, f"{value:.15g}"[:LONGEST_VALUE], lowest, highest, allowed, rows)

    def __str__(self) -> str:
        more = f" (and in {self.rows - 1:,} more rows)" if self.rows > 1 else ""
        return f"{self.table}.{self.column} is {self.value}{more}: must be {self.allowed}"


def to_table(checks: Mapping[int, Iterable[DataCheck]]) -> pa.Table:
    """Return ``data_checks.arrow`` from the checks of each client number, ordered by number."""
    rows = [
        {
            KEY: number,
            "table": check.table,
            "column": check.column,
            "value": check.value,
            "lowest": check.lowest,
            "highest": check.highest,
            "allowed": check.allowed,
            "rows": check.rows,
        }
        for number, client_checks in sorted(checks.items())
        for check in client_checks
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def from_table(table: pa.Table) -> dict[int, tuple[DataCheck, ...]]:
    """Return the checks of each client number out of ``data_checks.arrow``."""
    checks: dict[int, tuple[DataCheck, ...]] = {}
    for row in table.to_pylist():
        number = row.pop(KEY)
        checks[number] = (*checks.get(number, ()), DataCheck(**row))
    return checks
