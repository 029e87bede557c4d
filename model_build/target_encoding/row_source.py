"""What a row-level model reads of a history table: one line of numbers for each of its rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb
import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import code
from model_build.features.categories import UNKNOWN
from model_build.tables import SCHEMAS, TRAIN
from model_bundle.home_credit import KEY

ROW: Final = "row_key"
_DTYPES: Final = {"BIGINT": "int64", "DOUBLE": "float64", "VARCHAR": "string"}


@dataclass(frozen=True)
class RowSource:
    """A history table as a row-level model sees it.

    Attributes
    ----------
    table
        Kaggle's name.
    key
        The column that is unique in it: with the client's number, the order of the rows.
    numbers
        Column name to expression, of the table as it was opened.
    categorical
        Columns that are read as codes, by their raw names.
    prefix
        What the names of the model's features begin with.
    """

    table: str
    key: str
    numbers: Mapping[str, Callable[[ir.Table], ir.Value]]
    categorical: tuple[str, ...]
    prefix: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of what a row is described by, in order."""
        return (*self.numbers, *self.categorical)

    def rows(self, raw: ir.Table, categories: Mapping[str, Sequence[str]]) -> ir.Table:
        """Return the client's number, the key and the columns of each row, the columns as float64."""
        values = {name: expression(raw) for name, expression in self.numbers.items()}
        codes = {name: _code(raw[name], categories[name]) for name in self.categorical}
        described = {name: value.cast("float64") for name, value in (values | codes).items()}
        return raw.select(raw[KEY], **{ROW: raw[self.key]}, **described)

    def sql(self, categories: Mapping[str, Sequence[str]]) -> str:
        """Return the rows as one DuckDB SELECT, in no order."""
        columns = {name: _DTYPES[kind] for name, kind in SCHEMAS[self.table].columns.items()}
        return str(ibis.to_sql(self.rows(ibis.table(columns, name=self.table), categories), dialect="duckdb"))


def _code(value: ir.StringValue, categories: Sequence[str]) -> ir.Value:
    # A column can be empty among the rows that were learnt from.
    return code(value, categories) if categories else ibis.null("float64")


def row_categories(con: duckdb.DuckDBPyConnection, source: RowSource) -> dict[str, tuple[str, ...]]:
    """Return the ordered values of each categorical column among the training applicants' rows."""
    rows = f"{source.table} SEMI JOIN {TRAIN} USING ({KEY})"
    categories = {}
    for name in source.categorical:
        values = con.execute(f'SELECT DISTINCT "{name}" FROM {rows} WHERE "{name}" IS NOT NULL').fetchall()  # noqa: S608 - names of the tables
        categories[name] = tuple(sorted({str(value) for (value,) in values} - UNKNOWN))
    return categories
