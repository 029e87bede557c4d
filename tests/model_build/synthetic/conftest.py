# ruff: noqa: S608
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from model_build.synthetic import DemoSummary, write_demo
from model_build.tables import SCHEMAS

Query = Callable[[str], tuple[Any, ...]]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoSummary:
    """The demo as it comes by default: 12,000 + 3,000 applicants, seed 0."""
    return write_demo(tmp_path_factory.mktemp("demo") / "raw")


@pytest.fixture(scope="session")
def one(demo: DemoSummary) -> Query:
    """Ask for one row, on a connection that does not outlive the question."""

    def ctx(query: str) -> tuple[Any, ...]:
        with duckdb.connect() as connection:
            for name in SCHEMAS:
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM '{demo.out / name}.parquet'")
            row = connection.execute(query).fetchone()
        assert row is not None
        return row

    return ctx


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_demo(tmp_path_factory.mktemp("small") / "raw", applicants=400, decided=100).out
