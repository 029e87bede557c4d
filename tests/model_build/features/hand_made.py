"""A few clients written by hand, in tables with the published columns."""

from collections.abc import Mapping, Sequence
from functools import cache

import duckdb
import pytest

from model_build.features import FeaturePlan, compute, known_categories, plan
from model_build.tables import SCHEMAS, TEST, TRAIN

Row = Mapping[str, object]
CLIENT = 100_001


def connect(tables: Mapping[str, Sequence[Row]]) -> duckdb.DuckDBPyConnection:
    """Return a connection that holds these tables; a column that a row leaves out is null."""
    con = duckdb.connect(config={"threads": "2"})
    for name, rows in tables.items():
        columns = SCHEMAS[name].columns
        assert all(set(row) <= set(columns) for row in rows), name
        con.execute(f"CREATE TABLE {name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})")
        for row in rows:
            places = ", ".join("?" * len(columns))
            con.execute(f"INSERT INTO {name} VALUES ({places})", [row.get(column) for column in columns])  # noqa: S608
    return con


def features_of(form: Row, *, with_age: bool = False, **histories: Sequence[Row]) -> dict[str, float]:
    """Return the features of one client by name; rows of a history belong to the client unless they say otherwise."""
    con = connect({TRAIN: [{"SK_ID_CURR": CLIENT, **form}], TEST: [], **_owned(histories)})
    made = _planned(frozenset(histories), tuple(known_categories(con, histories).items()), with_age)
    matrix = compute(con, made, [TRAIN])[TRAIN].matrix
    return dict(zip(made.names, matrix[0].tolist(), strict=True))


def assert_features(found: Mapping[str, float], expected: Mapping[str, float | None]) -> None:
    """Compare features with answers worked out by hand; None stands for unknown."""
    answers = {name: float("nan") if value is None else value for name, value in expected.items()}
    # Averages are made of whole millionths.
    assert {name: found[name] for name in expected} == pytest.approx(answers, rel=1e-9, abs=1e-6, nan_ok=True)


@cache
def _planned(
    present: frozenset[str], categories: tuple[tuple[str, tuple[str, ...]], ...], with_age: bool
) -> FeaturePlan:
    return plan(present, dict(categories), with_age=with_age)


def _owned(histories: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    return {
        name: [{"SK_ID_CURR": CLIENT, **row} if "SK_ID_CURR" in SCHEMAS[name].columns else row for row in rows]
        for name, rows in histories.items()
    }
