import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from model_build.tables import APPLICATION_TABLES, HISTORY_TABLES, SCHEMAS, TEST, TRAIN
from model_bundle.home_credit import KEY, TARGET


def test_every_table_has_the_published_number_of_columns() -> None:
    assert {name: len(schema.columns) for name, schema in SCHEMAS.items()} == {
        "application_train": 122,
        "application_test": 121,
        "bureau": 17,
        "bureau_balance": 3,
        "previous_application": 37,
        "POS_CASH_balance": 8,
        "credit_card_balance": 23,
        "installments_payments": 8,
    }


def test_only_the_outcome_tells_the_two_applications_apart() -> None:
    train, test = list(SCHEMAS[TRAIN].columns), list(SCHEMAS[TEST].columns)
    assert train[:2] == [KEY, TARGET]
    assert [column for column in train if column != TARGET] == test


def test_applications_and_histories_are_all_the_tables() -> None:
    assert [*APPLICATION_TABLES, *HISTORY_TABLES] == list(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_keys_are_whole_numbers_of_their_table(name: str) -> None:
    schema = SCHEMAS[name]
    links = [column for column in (schema.key, schema.parent) if column is not None]
    assert links
    assert {schema.columns[column] for column in links} == {"BIGINT"}


@pytest.mark.parametrize("name", HISTORY_TABLES)
def test_a_parent_is_a_key_elsewhere(name: str) -> None:
    keys = {schema.key for schema in SCHEMAS.values() if schema.name != name}
    assert SCHEMAS[name].parent in keys


@pytest.mark.real
@pytest.mark.parametrize("name", SCHEMAS)
def test_the_columns_are_those_of_the_real_files(name: str) -> None:
    folder = os.environ.get("CLAIRSCORE_REAL_DATA")
    if folder is None:
        pytest.skip("CLAIRSCORE_REAL_DATA is not set: no real rows to compare the schema with")
    real = pq.read_schema(Path(folder) / "all_tables" / f"{name}.parquet")
    assert list(SCHEMAS[name].columns) == real.names
