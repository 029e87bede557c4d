"""The ordered categories of a build: those that have labels, then what else its training data holds."""

from collections.abc import Iterable
from typing import Final

import duckdb

from model_build.features.previous import LAST_CATEGORIES
from model_build.labels.form_categories import FORM_CATEGORIES
from model_build.labels.previous_categories import PREVIOUS_CATEGORIES
from model_build.tables import TRAIN
from model_bundle.catalogue import Category
from model_bundle.home_credit import KEY, UNKNOWN_CATEGORIES

_PREVIOUS: Final = "previous_application"
UNKNOWN: Final = frozenset({*UNKNOWN_CATEGORIES, ""})
"""Texts that mean a missing value."""


def known_categories(con: duckdb.DuckDBPyConnection, present: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the ordered values of each categorical feature; ``present`` names the history tables there are.

    A value of the training data that has no label is appended, in alphabetical order. Values seen only among the
    pending applications are left out: the model never learnt them.
    """
    values_by_name = {name: _values(con, TRAIN, name, listed) for name, listed in FORM_CATEGORIES.items()}
    for name, listed in PREVIOUS_CATEGORIES.items():
        if _PREVIOUS in present:
            trained = f"{_PREVIOUS} SEMI JOIN {TRAIN} USING ({KEY})"
            values_by_name[name] = _values(con, trained, LAST_CATEGORIES[name], listed)
    return values_by_name


def _values(con: duckdb.DuckDBPyConnection, table: str, column: str, listed: tuple[Category, ...]) -> tuple[str, ...]:
    values = tuple(category.value for category in listed)
    rows = con.execute(f'SELECT DISTINCT "{column}" FROM {table} WHERE "{column}" IS NOT NULL').fetchall()  # noqa: S608 - names out of the source
    return values + tuple(sorted({str(value) for (value,) in rows} - set(values) - UNKNOWN))
