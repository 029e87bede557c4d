"""All features, and the scores made of them, on both engines: one Spark for the whole module."""

import csv
import os
from dataclasses import replace
from pathlib import Path

import duckdb
import ibis
import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from model_build.cli.score import score_with
from model_build.engines.embedded import Embedded
from model_build.engines.spark import open_spark
from model_build.engines.spark_sql import spark_sql
from model_build.errors import EngineError
from model_build.features import known_categories, plan
from model_build.features.bureau import bureau_rows
from model_build.sources import Tables, TableSelection, open_tables
from model_build.synthetic import write_demo
from model_build.tables import HISTORY_TABLES, TEST, TRAIN
from model_bundle.arrow_file import unpack_matrix
from model_bundle.bundle import Bundle
from model_bundle.catalogue import Unit
from model_bundle.publication import seal
from tests.bundle_copies import copied
from tests.model_build.engines.settings import FOR_FEW_ROWS
from tests.model_build.features.hand_made import connect
from tests.model_build.features.test_computation import HISTORIES, random_rows
from tests.model_build.training_sets import silent

FOLDER = os.environ.get("CLAIRSCORE_REAL_DATA")
# Sums are exact on both engines, so today every cell is equal to the last bit. A logarithm or a power is not: either
# library may round its last digit the other way, and what follows may multiply that a few times.
TOLERANCE = 1e-12
EXACT = {Unit.CATEGORY, Unit.COUNT, Unit.FLAG}


@pytest.fixture(scope="module")
def spark():
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SPARK_MASTER", raising=False)
        patch.setenv("PYSPARK_SUBMIT_ARGS", FOR_FEW_ROWS)
        with open_spark() as engine:
            yield engine


def real(rows: str) -> Path:
    if not FOLDER:
        pytest.skip("CLAIRSCORE_REAL_DATA does not name a folder of real rows")
    return Path(FOLDER) / rows


def assert_alike(found: np.ndarray, expected: np.ndarray, unit: Unit, name: str) -> None:
    tolerance = 0.0 if unit in EXACT else TOLERANCE
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=0, equal_nan=True, err_msg=name)


def assert_engines_agree(spark, tables: Tables) -> None:
    """Compute everything that the tables allow on both engines and compare it cell for cell."""
    histories = tables.present & frozenset(HISTORY_TABLES)
    made = plan(histories, known_categories(tables.connection, histories), with_age=True)

    on_spark, embedded = (engine.compute(tables, made, (TRAIN, TEST)) for engine in (spark, Embedded()))

    assert list(on_spark) == list(embedded)
    for table, expected in embedded.items():
        found = on_spark[table]
        assert found.application.equals(expected.application)
        assert found.matrix.shape == expected.matrix.shape == (expected.application.num_rows, len(made.names))
        assert found.history.schema.names == expected.history.schema.names
        assert found.history.schema.types == expected.history.schema.types
        for place, feature in enumerate(made.features):
            assert_alike(found.matrix[:, place], expected.matrix[:, place], feature.entry.unit, feature.name)
        for aggregate in made.aggregates:
            computed, wanted = (side.history.column(aggregate.name).to_numpy() for side in (found, expected))
            assert_alike(computed, wanted, aggregate.entry.unit, aggregate.name)


@pytest.mark.long
def test_a_bundle_that_serves_with_row_level_models_is_scored_on_spark(spark, adopted, tmp_path):
    bundle, out = Bundle.open(adopted.path), tmp_path / "scores.parquet"
    score_with(spark, bundle, adopted.data, out, with_contributions=False, progress=silent)
    found = pq.read_table(out).column("probability").to_numpy()
    np.testing.assert_allclose(found, bundle.clients.column("probability").to_numpy(), rtol=0, atol=1e-12)


@pytest.mark.real
@pytest.mark.long
@pytest.mark.parametrize("rows", ["all_tables", "with_history"])
def test_both_engines_give_the_same_features_of_real_rows(spark, rows):
    with open_tables(real(rows)) as tables:
        assert_engines_agree(spark, tables)


def test_both_engines_give_the_same_features_of_a_demo(spark, tmp_path):
    with open_tables(write_demo(tmp_path / "demo", applicants=500, decided=100, seed=7).out) as tables:
        assert tables.present >= set(HISTORY_TABLES)
        assert_engines_agree(spark, tables)


def test_both_engines_give_the_same_features_of_rows_full_of_traps(spark):
    """Nulls, sentinels, tiny and huge numbers, categories never seen, clients without a history and with one twice."""
    rng = np.random.default_rng(8)
    owners = [int(number) for number in rng.choice(30, 40)]
    histories = {name: random_rows(rng, name, owners, {}) for name in HISTORIES}
    for number, row in enumerate(histories["previous_application"]):
        # Where nothing says which application is the latest, each engine may take another.
        row["DAYS_DECISION"] = -number
    applications = {
        table: random_rows(rng, table, numbers, {})
        for table, numbers in ((TRAIN, list(range(30))), (TEST, list(range(30, 40))))
    }
    connection = connect(applications | histories)

    assert_engines_agree(spark, Tables(connection, frozenset({*applications, *histories}), frozenset(), ()))


def test_what_the_dialects_mean_otherwise_gives_the_same_result(spark, tmp_path):
    """Half numbers made whole, decimal literals, counts of nothing: each engine has its own idea of them."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t (k BIGINT, x DOUBLE, b BIGINT, s VARCHAR)")
    rows = [
        (1, 2.5, 7, "a"),
        (1, 3.5, None, "b"),
        (1, -0.5, -7, None),
        (2, None, None, "é"),
        (2, -1.4999, 2, "Z"),
        (3, 9.0, None, "c"),
    ]
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
    table = ibis.table({"k": "int64", "x": "float64", "b": "int64", "s": "string"}, name="t")
    grouped = table.group_by("k").aggregate(
        whole=table.x.cast("int64").sum(),
        rounded=table.x.round().sum(),
        tenth=(table.x * 0.1 + 0.3).max(),
        known=table.x.notnull().cast("int64").sum(),
        matching=table.count(where=table.b > 100),
        halves=(table.b / 2).min(),
        rests=(table.b % 3).min(),
        floors=(table.b // 2).min(),
        greatest=ibis.greatest(table.x, table.b.cast("float64")).max(),
        text=table.s.max(),
        latest=table.x.argmax(table.b, where=table.x.notnull()),
        largest=table.b.argmax(table.x, where=table.b.notnull()),
        middle=table.x.median(),
        different=table.s.nunique(),
    )
    path = tmp_path / "t.parquet"
    connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    spark._session.read.parquet(str(path)).createOrReplaceTempView("t")

    found = spark._session.sql(spark_sql(grouped)).toArrow().sort_by("k").to_pydict()
    expected = connection.sql(ibis.to_sql(grouped, dialect="duckdb")).to_arrow_table().sort_by("k").to_pydict()

    assert found == expected
    assert expected["whole"] == [6, -1, 9]
    assert expected["rounded"] == [6, -1, 9]
    assert expected["matching"] == [0, 0, 0]
    assert expected["latest"] == [2.5, -1.4999, 9.0]


@pytest.fixture(scope="module")
def bundle(built):
    return Bundle.open(built.path)


@pytest.fixture(scope="module")
def demo_tables(built):
    return built.path.parent.parent / "demo"


def test_both_engines_write_the_same_scores_and_set_the_same_applicants_aside(spark, bundle, demo_tables, tmp_path):
    first, second = bundle.clients.column("SK_ID_CURR").to_pylist()[:2]
    spoilt = {
        TEST: f"CASE WHEN SK_ID_CURR = {first} THEN 7.0 ELSE EXT_SOURCE_2 END AS EXT_SOURCE_2",
        "previous_application": f"CASE WHEN SK_ID_CURR = {second} THEN 5 ELSE DAYS_DECISION END AS DAYS_DECISION",
    }
    folder = tmp_path / "tables"
    folder.mkdir()
    for path in demo_tables.glob("*.parquet"):
        if path.stem in spoilt:
            query = f"SELECT * REPLACE ({spoilt[path.stem]}) FROM '{path}'"  # noqa: S608
            duckdb.sql(query).write_parquet(str(folder / path.name))
        else:
            (folder / path.name).symlink_to(path)
    options = {"with_contributions": False, "progress": silent}
    told = [
        score_with(engine, bundle, folder, tmp_path / f"{engine.name}.parquet", **options)
        for engine in (spark, Embedded())
    ]

    found, expected = (pq.read_table(tmp_path / f"{name}.parquet") for name in ("spark", "duckdb"))
    assert told[0] == told[1]
    assert found.schema == expected.schema
    for name in expected.column_names:
        one, other = found.column(name), expected.column(name)
        if name in {"SK_ID_CURR", "decision", "data_check"}:
            assert one.to_pylist() == other.to_pylist()
        else:
            np.testing.assert_allclose(one.to_numpy(), other.to_numpy(), rtol=0, atol=1e-12, err_msg=name)
    aside = found.filter(pc.is_valid(found.column("data_check"))).to_pylist()
    assert [row["SK_ID_CURR"] for row in aside] == [first, second]
    assert {(row["decision"], row["probability"]) for row in aside} == {("data to be checked", None)}


def test_contributions_are_those_of_the_dashboard(bundle, demo_tables, tmp_path):
    score_with(Embedded(), bundle, demo_tables, tmp_path / "s.parquet", with_contributions=True, progress=silent)

    rows = pq.read_table(tmp_path / "s.parquet").to_pylist()
    matrix = unpack_matrix(bundle.clients, "features")
    for place in (0, len(rows) // 2, len(rows) - 1):
        shown = bundle.scorer.explain(matrix[place])
        written = [rows[place][f"contribution.{name}"] for name in bundle.manifest.feature_names]
        np.testing.assert_allclose(written, shown.values, rtol=0, atol=1e-12)
        assert rows[place]["base"] == pytest.approx(shown.base, abs=1e-12)


@pytest.mark.long
def test_scores_and_contributions_are_the_same_on_both_where_a_history_is_missing(spark, bundle, demo_tables, tmp_path):
    some = tmp_path / "some"
    some.mkdir()
    for path in demo_tables.glob("*.parquet"):
        if path.stem not in {"bureau_balance", "installments_payments", TRAIN}:
            (some / path.name).symlink_to(path)
    allowed = TableSelection(allow_missing=frozenset({"bureau_balance", "installments_payments"}))
    for engine in (spark, Embedded()):
        out = tmp_path / f"{engine.name}.csv"
        score_with(engine, bundle, some, out, with_contributions=True, progress=silent, selection=allowed)

    found, expected = (read_csv(tmp_path / f"{name}.csv") for name in ("spark", "duckdb"))
    assert found[0] == expected[0]
    assert found[0][:6] == ["SK_ID_CURR", "probability", "decision", "threshold", "data_check", "base"]
    assert found[0][6:] == [f"contribution.{name}" for name in bundle.manifest.feature_names]
    for one, other in zip(found[1:], expected[1:], strict=True):
        assert (one[0], one[2], one[4]) == (other[0], other[2], other[4])
        np.testing.assert_allclose(
            [float(cell) for cell in (one[1], one[3], *one[5:])],
            [float(cell) for cell in (other[1], other[3], *other[5:])],
            rtol=0,
            atol=1e-12,
        )


def read_csv(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_spark_refuses_a_bundle_of_other_expressions(spark, built, demo_tables, tmp_path):
    """Its SQL is DuckDB's: Spark would compute something else without a word."""
    changed = copied(built.path, tmp_path)
    sql = changed / "features.sql"
    sql.write_text(f"FROM ({sql.read_text(encoding='utf-8')})", encoding="utf-8")
    seal(changed, built.manifest)
    out = tmp_path / "s.csv"

    with pytest.raises(EngineError, match="score with --engine duckdb"):
        score_with(spark, Bundle.open(changed), demo_tables, out, with_contributions=False, progress=silent)
    assert not out.exists()


def test_what_fails_on_spark_is_told_in_one_sentence(spark, tmp_path, capfd):
    tables = {
        TEST: [{"SK_ID_CURR": 1}],
        TRAIN: [{"SK_ID_CURR": 2}],
        "bureau": [{"SK_ID_CURR": 1, "CREDIT_DAY_OVERDUE": 10**18}],
    }
    opened = Tables(connect(tables), frozenset(tables), frozenset(), ())
    made = plan(["bureau"], known_categories(opened.connection, ["bureau"]))
    tiny = replace(made, histories=(replace(made.histories[0], rows=overflowing),))

    with pytest.raises(
        EngineError, match=r"Spark gave up: got '.*ARITHMETIC_OVERFLOW.*; give it more memory"
    ) as failed:
        spark.compute(opened, tiny, (TEST,))

    assert "\n" not in str(failed.value)
    assert capfd.readouterr() == ("", "")


def overflowing(tables, _):
    rows = bureau_rows(tables, _)
    return rows.mutate(overdue_days=rows.overdue_days * 1_000)
