import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from model_build.sources import Tables, open_tables, stand_in, write_typed
from model_build.tables import HISTORY_TABLES, SCHEMAS, TEST
from tests.model_build.features.hand_made import connect

ARROW = {"BIGINT": "int64", "DOUBLE": "double", "VARCHAR": "string"}


def types(schema: pa.Schema) -> dict[str, str]:
    return {field.name: str(field.type) for field in schema}


def test_a_history_that_is_absent_answers_without_rows():
    tables = Tables(connect({TEST: [{"SK_ID_CURR": 1}]}), frozenset({TEST}), frozenset(HISTORY_TABLES), ())
    stand_in(tables, HISTORY_TABLES)
    for name in HISTORY_TABLES:
        relation = tables.connection.table(name)
        assert relation.columns == list(SCHEMAS[name].columns)
        assert [str(kind) for kind in relation.types] == list(SCHEMAS[name].columns.values())
        assert relation.fetchall() == []


def test_a_history_that_is_there_stays_what_it_is():
    rows = {TEST: [{"SK_ID_CURR": 1}], "bureau": [{"SK_ID_CURR": 1}, {"SK_ID_CURR": 1}]}
    tables = Tables(connect(rows), frozenset(rows), frozenset(), ())
    stand_in(tables, ["bureau"])
    assert tables.connection.table("bureau").count("*").fetchall() == [(2,)]


def test_a_table_of_any_kind_is_handed_over_with_the_types_of_its_schema(tmp_path):
    """A CSV file, whose whole numbers pandas wrote with a point and whose missing ones it wrote as NaN."""
    columns = SCHEMAS[TEST].columns
    given = {name: {"BIGINT": "3.0", "DOUBLE": "NaN", "VARCHAR": "Cash loans"}[kind] for name, kind in columns.items()}
    (tmp_path / f"{TEST}.csv").write_text(",".join(given) + "\n" + ",".join(given.values()) + "\n")
    out = tmp_path / "out"
    out.mkdir()

    with open_tables(tmp_path, required=(TEST,)) as tables:
        path = write_typed(tables, TEST, out)

    written = pq.read_table(path)
    assert types(written.schema) == {name: ARROW[kind] for name, kind in columns.items()}
    (row,) = written.to_pylist()
    assert row["SK_ID_CURR"] == 3
    assert row["AMT_CREDIT"] is None


def test_an_empty_table_is_handed_over_with_its_columns(tmp_path):
    tables = Tables(duckdb.connect(), frozenset(), frozenset({"bureau"}), ())
    stand_in(tables, ["bureau"])
    written = pq.read_table(write_typed(tables, "bureau", tmp_path))
    assert written.num_rows == 0
    assert types(written.schema) == {name: ARROW[kind] for name, kind in SCHEMAS["bureau"].columns.items()}
