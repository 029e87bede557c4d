import shutil

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from model_build.errors import BuildError
from model_build.prepare import prepare
from model_build.synthetic import MARKER, write_demo
from tests.model_build.training_sets import silent


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    return write_demo(tmp_path_factory.mktemp("prepare") / "raw", applicants=300, decided=60, seed=4).out


@pytest.fixture(scope="module")
def prepared(raw):
    return prepare(raw, engine="duckdb", with_age=False, progress=silent)


@pytest.fixture
def applications(raw, tmp_path):
    """A folder of the two application tables alone, to be changed."""
    for name in ("application_train", "application_test"):
        shutil.copy(raw / f"{name}.parquet", tmp_path)
    return tmp_path


def with_first(table: pa.Table, column: str, value: str) -> pa.Table:
    values = [value, *table.column(column).to_pylist()[1:]]
    return table.set_column(table.column_names.index(column), column, pa.array(values))


def test_features_outcomes_and_protected_columns_belong_to_the_same_rows(raw, prepared):
    """Rows in another order would train the model on other people's outcomes, and no figure would say so."""
    table = pq.read_table(raw / "application_train.parquet").sort_by("SK_ID_CURR")

    assert prepared.train.application.column("SK_ID_CURR").to_pylist() == table.column("SK_ID_CURR").to_pylist()
    assert prepared.target.tolist() == table.column("TARGET").to_pylist()
    credit = prepared.plan.names.index("AMT_CREDIT")
    np.testing.assert_array_equal(prepared.train.matrix[:, credit], table.column("AMT_CREDIT").to_numpy())
    np.testing.assert_array_equal(prepared.protected[:, 0], table.column("DAYS_BIRTH").to_numpy())
    assert prepared.protected[:, 1].tolist() == [float(g == "M") for g in table.column("CODE_GENDER").to_pylist()]


def test_both_tables_have_the_same_features(prepared):
    assert prepared.train.matrix.shape == (300, len(prepared.plan.names))
    assert prepared.decided.matrix.shape == (60, len(prepared.plan.names))


def test_a_demo_is_known_as_one(prepared, applications):
    assert prepared.is_demo
    assert (applications / MARKER).exists() is False
    assert prepare(applications, engine="duckdb", with_age=False, progress=silent).is_demo is False


def test_histories_that_are_absent_are_named_and_their_features_left_out(prepared, applications):
    alone = prepare(applications, engine="duckdb", with_age=False, progress=silent)

    assert not alone.present
    assert alone.missing == prepared.present
    assert len(prepared.present) == 6
    assert set(alone.plan.names) < set(prepared.plan.names)
    assert alone.fingerprint != prepared.fingerprint


def test_age_comes_with_the_option_only(applications):
    old = prepare(applications, engine="duckdb", with_age=True, progress=silent)
    young = prepare(applications, engine="duckdb", with_age=False, progress=silent)
    assert "DAYS_BIRTH" in old.plan.names
    assert "DAYS_BIRTH" not in young.plan.names


def test_a_category_that_the_model_never_saw_is_reported_and_null(applications):
    path = applications / "application_test.parquet"
    table = pq.read_table(path).sort_by("SK_ID_CURR")
    pq.write_table(with_first(table, "OCCUPATION_TYPE", "Astronauts"), path)

    found = prepare(applications, engine="duckdb", with_age=False, progress=silent)

    assert found.new_categories == {"OCCUPATION_TYPE": ("Astronauts",)}
    assert np.isnan(found.decided.matrix[0, found.plan.names.index("OCCUPATION_TYPE")])


def test_the_words_for_a_missing_value_are_no_new_category(applications):
    path = applications / "application_test.parquet"
    table = with_first(pq.read_table(path), "NAME_FAMILY_STATUS", "Unknown")
    pq.write_table(with_first(table, "ORGANIZATION_TYPE", "XNA"), path)

    assert prepare(applications, engine="duckdb", with_age=False, progress=silent).new_categories == {}


def test_an_engine_that_does_not_exist_is_refused_before_anything_is_read(tmp_path):
    with pytest.raises(BuildError, match="no such engine: got 'abacus'; choose one of duckdb, spark"):
        prepare(tmp_path / "nowhere", engine="abacus", with_age=False, progress=silent)
