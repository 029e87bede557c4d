# ruff: noqa: S608
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from model_build.errors import (
    AmbiguousTableError,
    ColumnError,
    DataFolderError,
    InputError,
    KeyColumnError,
    LimitsError,
    MissingTableError,
    TargetError,
    UnreadableFileError,
    ValueTypeError,
)
from model_build.reading_report import Finding, FindingKind
from model_build.sources import Tables, fingerprint, open_tables
from model_build.sources.opening import TO_SCORE
from model_build.synthetic import write_demo
from model_build.tables import HISTORY_TABLES, SCHEMAS, TEST, TRAIN

Change = Callable[[pa.Table], pa.Table]


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_demo(tmp_path_factory.mktemp("sources") / "raw", applicants=300, decided=60).out


@pytest.fixture
def data(raw: Path, tmp_path: Path) -> Path:
    """The two applications alone, to be spoilt."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in (TRAIN, TEST):
        shutil.copy(raw / f"{name}.parquet", folder)
    return folder


def change(folder: Path, table: str, how: Change) -> None:
    path = folder / f"{table}.parquet"
    pq.write_table(how(pq.read_table(path)), path)


def replaced(column: str, values: Sequence[object], kind: pa.DataType | None = None) -> Change:
    """Put values into the first rows of a column."""

    def how(rows: pa.Table) -> pa.Table:
        old = rows[column].to_pylist()
        place = rows.column_names.index(column)
        return rows.set_column(place, column, pa.array(values + old[len(values) :], kind))

    return how


def cast(column: str, kind: pa.DataType) -> Change:
    def how(rows: pa.Table) -> pa.Table:
        return rows.set_column(rows.column_names.index(column), column, rows[column].cast(kind))

    return how


def write_csv(source: Path, target: Path) -> None:
    pa_csv.write_csv(pq.read_table(source), target)


def changes_of(tables: Tables) -> list[Finding]:
    """What was ignored, repaired or refused; notes change nothing."""
    return [finding for finding in tables.report.findings if finding.kind is not FindingKind.NOTED]


def refused(folder: Path) -> str:
    with pytest.raises(InputError) as caught, open_tables(folder):
        pass
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert ": got " in sentence
    return f"{type(caught.value).__name__}: {sentence}"


def test_every_table_has_exactly_the_types_of_its_schema(raw: Path) -> None:
    with open_tables(raw) as tables:
        assert tables.present == set(SCHEMAS)
        assert tables.missing == frozenset()
        assert changes_of(tables) == []
        for name, schema in SCHEMAS.items():
            rows = tables.connection.execute(f"DESCRIBE {name}").fetchall()
            assert [(row[0], row[1]) for row in rows] == list(schema.columns.items())


@pytest.mark.parametrize("shape", ["csv", "csv.zip", "zip", "archive", "zipped parquet", "upper case"])
def test_every_form_gives_the_same_tables(raw: Path, tmp_path: Path, shape: str) -> None:
    folder = tmp_path / "kaggle"
    folder.mkdir()
    for name in SCHEMAS:
        source, plain = raw / f"{name}.parquet", tmp_path / f"{name}.csv"
        write_csv(source, plain)
        if shape == "csv":
            shutil.copy(plain, folder)
        elif shape == "upper case":
            shutil.copy(plain, folder / f"{name.upper()}.CSV")
        elif shape == "archive":
            with zipfile.ZipFile(folder / "home-credit-default-risk.zip", "a") as archive:
                archive.write(plain, f"home-credit/{name}.csv")
                archive.writestr(f"__MACOSX/{name}.csv", "shadow")
        else:
            ending = "csv.zip" if shape == "csv.zip" else "zip"
            with zipfile.ZipFile(folder / f"{name}.{ending}", "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(*((source, source.name) if shape == "zipped parquet" else (plain, plain.name)))
    with open_tables(raw) as expected, open_tables(folder) as tables:
        assert changes_of(tables) == []
        assert fingerprint(tables) == fingerprint(expected)
        for name in HISTORY_TABLES:
            query = f"SELECT count(*), bit_xor(hash(t)) FROM {name} t"
            assert tables.connection.execute(query).fetchone() == expected.connection.execute(query).fetchone()


def test_a_byte_order_mark_is_no_part_of_a_name(data: Path) -> None:
    write_csv(data / f"{TRAIN}.parquet", data / f"{TRAIN}.csv")
    (data / f"{TRAIN}.parquet").unlink()
    (data / f"{TRAIN}.csv").write_bytes(b"\xef\xbb\xbf" + (data / f"{TRAIN}.csv").read_bytes())
    with open_tables(data) as tables:
        assert TRAIN in tables.present


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("SK_ID_CURR", pa.int32()),
        ("TARGET", pa.int8()),
        ("TARGET", pa.float64()),
        ("TARGET", pa.bool_()),
        ("TARGET", pa.string()),
        ("CNT_CHILDREN", pa.uint64()),
        ("AMT_INCOME_TOTAL", pa.string()),
        ("AMT_INCOME_TOTAL", pa.int64()),
        ("DAYS_REGISTRATION", pa.decimal128(12, 2)),
        ("CODE_GENDER", pa.dictionary(pa.int8(), pa.string())),
        ("CODE_GENDER", pa.large_string()),
    ],
)
def test_other_physical_types_are_cast_without_loss(data: Path, column: str, kind: pa.DataType) -> None:
    with open_tables(data) as tables:
        before = fingerprint(tables)
    change(data, TRAIN, cast(column, kind))
    with open_tables(data) as tables:
        assert fingerprint(tables) == before


def test_not_a_number_is_missing(data: Path) -> None:
    change(data, TRAIN, replaced("EXT_SOURCE_1", [float("nan")] * 300, pa.float64()))
    with open_tables(data) as tables:
        row = tables.connection.execute(f"SELECT count(EXT_SOURCE_1), count(*) FROM {TRAIN}").fetchone()
    assert row == (0, 300)


def test_not_a_number_is_missing_even_where_a_file_says_that_nothing_is(data: Path) -> None:
    """Statistics of a Parquet file count neither nulls nor not-a-number here."""
    rows = pq.read_table(data / f"{TRAIN}.parquet").num_rows
    values = [float("nan") if row % 2 else 0.5 for row in range(rows)]
    change(data, TRAIN, replaced("EXT_SOURCE_1", values, pa.float64()))
    with open_tables(data) as tables:
        found = tables.connection.execute(f"SELECT count(*) - count(EXT_SOURCE_1) FROM {TRAIN}").fetchone()
    assert found == (rows // 2,)


def test_a_text_column_without_a_text_may_have_any_type(data: Path) -> None:
    change(data, TRAIN, replaced("EMERGENCYSTATE_MODE", [None] * 300, pa.float64()))
    with open_tables(data) as tables:
        row = tables.connection.execute(f"SELECT count(EMERGENCYSTATE_MODE) FROM {TRAIN}").fetchone()
    assert row == (0,)


def test_the_order_of_the_rows_does_not_change_the_fingerprint_but_a_value_does(data: Path) -> None:
    with open_tables(data) as tables:
        before = fingerprint(tables)
    change(data, TRAIN, lambda rows: rows.take(np.random.default_rng(0).permutation(len(rows))))
    with open_tables(data) as tables:
        assert fingerprint(tables) == before
    change(data, TRAIN, replaced("AMT_CREDIT", [1.0], pa.float64()))
    with open_tables(data) as tables:
        assert fingerprint(tables) != before


def test_histories_may_be_absent(data: Path) -> None:
    with open_tables(data) as tables:
        assert tables.present == {TRAIN, TEST}
        assert tables.missing == set(HISTORY_TABLES)


def test_scoring_looks_at_the_applicants_to_be_decided_alone(data: Path) -> None:
    (data / f"{TRAIN}.parquet").write_bytes(b"not looked at")
    with open_tables(data, required=TO_SCORE) as tables:
        assert tables.present == {TEST}
        assert TRAIN not in tables.missing


def test_unknown_columns_are_reported(data: Path) -> None:
    change(data, TEST, lambda rows: rows.append_column("SCORE", pa.array([0.5] * len(rows))))
    with open_tables(data) as tables:
        (finding,) = tables.report.of(FindingKind.IGNORED)
    assert finding.message == "application_test.parquet: ignored, because the schema does not know it: SCORE."


def test_two_files_of_one_table_are_refused(data: Path) -> None:
    """A stale Parquet file beside a newer CSV would win in silence."""
    write_csv(data / f"{TEST}.parquet", data / f"{TEST}.csv")
    sentence = refused(data)
    assert "AmbiguousTableError: Two files may hold the table application_test" in sentence
    assert "got 'application_test.csv' and 'application_test.parquet'" in sentence
    assert "--table application_test=application_test.csv" in sentence


def test_memory_is_bounded_by_the_threads_and_not_by_the_machine(data: Path) -> None:
    setting = "SELECT current_setting('threads'), current_setting('memory_limit')"

    with open_tables(data) as tables:
        threads, bound = tables.connection.execute(setting).fetchall()[0]
    with duckdb.connect(config={"memory_limit": f"{750 * threads}MB"}) as other:
        assert other.execute(setting).fetchall() == [(threads, bound)]


def test_temporary_files_are_removed(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    write_csv(data / f"{TEST}.parquet", data / f"{TEST}.csv")
    (data / f"{TEST}.parquet").unlink()
    with open_tables(data):
        assert list(temporary.iterdir())
    assert not list(temporary.iterdir())


def test_the_folder_must_be_there_and_be_a_folder(tmp_path: Path) -> None:
    with (
        pytest.raises(DataFolderError, match="of the tables is not there"),
        open_tables(tmp_path / "absent"),
    ):
        pass
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderError, match="not a folder"), open_tables(tmp_path / "file"):
        pass


def test_a_missing_table_is_named_with_a_remedy(data: Path) -> None:
    (data / f"{TEST}.parquet").rename(data / "applications_test.parquet")
    sentence = refused(data)
    assert "MissingTableError: The table application_test is missing" in sentence
    assert "'applications_test.parquet', did you mean it" in sentence
    assert "never generated" in sentence


def test_an_empty_folder_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(MissingTableError, match="got an empty folder"), open_tables(tmp_path):
        pass


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        (
            lambda rows: rows.drop_columns(["AMT_CREDIT"]),
            "ColumnError: application_train.parquet has no column 'AMT_CREDIT': got 121 other columns",
        ),
        (
            lambda rows: rows.drop_columns(["AMT_CREDIT", "EXT_SOURCE_1", "DAYS_BIRTH"]),
            "ColumnError: application_train.parquet has no column 'AMT_CREDIT', nor 2 more of its 122 columns",
        ),
        (
            lambda rows: rows.rename_columns([{"AMT_CREDIT": "AMT_CREDITS"}.get(n, n) for n in rows.column_names]),
            "got 'AMT_CREDITS', did you mean it; rename 'AMT_CREDITS' to 'AMT_CREDIT'",
        ),
        (
            lambda rows: rows.rename_columns([{"TARGET": "target"}.get(n, n) for n in rows.column_names]),
            "got 'target', did you mean it; rename 'target' to 'TARGET'",
        ),
        (
            lambda rows: replaced("AMT_CREDIT", ["12", "many"], pa.string())(cast("AMT_CREDIT", pa.string())(rows)),
            "ValueTypeError: application_train.parquet holds a value in column 'AMT_CREDIT' that is not a number: "
            "got 'many' in row 2",
        ),
        (
            replaced("CNT_CHILDREN", [0.0, 1.0, 1.5], pa.float64()),
            "column 'CNT_CHILDREN' that is not a whole number: got 1.5 in row 3",
        ),
        (
            lambda rows: replaced("SK_ID_CURR", [rows["SK_ID_CURR"][1].as_py()])(rows),
            "KeyColumnError: application_train.parquet has the same 'SK_ID_CURR' in several rows that differ: got 1000",
        ),
        (
            replaced("SK_ID_CURR", [None, None]),
            "KeyColumnError: application_train.parquet has rows without a 'SK_ID_CURR': got 2 of 300 rows",
        ),
        (
            replaced("TARGET", [2]),
            "TargetError: application_train.parquet holds something else than 0 and 1 in column 'TARGET': got 2",
        ),
        (replaced("TARGET", [None]), "in column 'TARGET': got an empty value"),
        (
            replaced("TARGET", [0] * 300),
            "has no positive (TARGET 1, did not repay) in column 'TARGET': got 0 in all 300",
        ),
        (replaced("TARGET", [1] * 300), "has no negative (TARGET 0, repaid) in column 'TARGET': got 1 in all 300"),
        (lambda rows: rows.slice(0, 0), "UnreadableFileError: application_train.parquet is empty: got no row"),
    ],
)
@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_bad_rows_are_refused_in_one_sentence(data: Path, how: Change, sentence: str, ending: str) -> None:
    change(data, TRAIN, how)
    if ending == "csv":
        write_csv(data / f"{TRAIN}.parquet", data / f"{TRAIN}.csv")
        (data / f"{TRAIN}.parquet").unlink()
        sentence = sentence.replace(".parquet", ".csv")
    assert sentence in refused(data)


def test_types_that_no_csv_file_has_are_refused(data: Path) -> None:
    change(data, TRAIN, replaced("CODE_GENDER", [1] * 300, pa.int64()))
    assert "column 'CODE_GENDER' that is not a text: got 1 in row 1" in refused(data)
    change(data, TRAIN, replaced("DAYS_BIRTH", [None] * 300, pa.date32()))
    assert "holds another type than BIGINT in column 'DAYS_BIRTH': got DATE" in refused(data)


@pytest.mark.parametrize(("table", "key"), [("bureau", "SK_ID_BUREAU"), ("previous_application", "SK_ID_PREV")])
def test_keys_of_histories_are_unique_too(raw: Path, data: Path, table: str, key: str) -> None:
    shutil.copy(raw / f"{table}.parquet", data)
    change(data, table, lambda rows: replaced(key, [rows[key][1].as_py()])(rows))
    assert f"KeyColumnError: {table}.parquet has the same {key!r} in several rows that differ" in refused(data)


def test_a_truncated_parquet_file_is_refused(data: Path) -> None:
    path = data / f"{TRAIN}.parquet"
    path.write_bytes(path.read_bytes()[:-200])
    assert "UnreadableFileError: application_train.parquet is not a whole Parquet file" in refused(data)


@pytest.mark.parametrize("kept", [0.0, 0.5])
def test_a_truncated_zip_is_refused(data: Path, kept: float) -> None:
    path = data / f"{TRAIN}.csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{TRAIN}.csv", "SK_ID_CURR,TARGET\n" * 1000)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    assert "UnreadableFileError: application_train.csv.zip is not a whole zip file" in refused(data)


def test_a_zip_with_a_damaged_member_is_refused(data: Path) -> None:
    path = data / f"{TRAIN}.zip"
    (data / f"{TRAIN}.parquet").unlink()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{TRAIN}.csv", "SK_ID_CURR,TARGET\n" * 1000)
    damaged = bytearray(path.read_bytes())
    damaged[2000:2010] = b"0123456789"
    path.write_bytes(damaged)
    assert "UnreadableFileError: application_train.zip cannot be unpacked" in refused(data)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty and does not begin with a line of column names: got 0 bytes"),
        (b"SK_ID_CURR\n1\n", "separated by commas, semicolons, tabs or bars: got 'SK_ID_CURR'"),
        (b"SK_ID_CURR,TARGET,TARGET\n1,0,1\n", "has a column twice: got 'TARGET'"),
        (b"1,0,1\n2,0,1\n", "has no line of column names: got a row of values in its first line"),
        (b"SK_ID_CURR,TARGET\nx,0\n2\n", "has no column 'NAME_CONTRACT_TYPE', nor 119 more"),
        (b"<!DOCTYPE html>\n<html>", "application_train.csv is no file that a table is read from: got a web page"),
        (b"\x00\x01\x02" * 99, "application_train.csv is no file that a table is read from"),
    ],
)
def test_a_bad_csv_file_is_refused(data: Path, content: bytes, sentence: str) -> None:
    (data / f"{TRAIN}.parquet").unlink()
    (data / f"{TRAIN}.csv").write_bytes(content)
    assert sentence in refused(data)


def test_every_input_error_says_what_was_got_and_what_to_do() -> None:
    kinds = {ColumnError, DataFolderError, KeyColumnError, MissingTableError, TargetError, UnreadableFileError}
    assert kinds | {AmbiguousTableError, LimitsError, ValueTypeError} == set(InputError.__subclasses__())
    error = ColumnError("It has no key", got="'x'", remedy="add one")
    assert str(error) == "It has no key: got 'x'; add one."
    assert (error.wrong, error.got, error.remedy) == ("It has no key", "'x'", "add one")


@pytest.mark.real
@pytest.mark.parametrize(
    ("folder", "rows", "present"),
    [("applications", 58_139, 2), ("with_history", 6_506, 5), ("all_tables", 118, 8)],
)
def test_real_rows_are_read(folder: str, rows: int, present: int) -> None:
    root = os.environ.get("CLAIRSCORE_REAL_DATA")
    if root is None:
        pytest.skip("CLAIRSCORE_REAL_DATA is not set: no real rows to read")
    with open_tables(Path(root) / folder) as tables:
        assert tables.connection.execute(f"SELECT count(*) FROM {TRAIN}").fetchone() == (rows,)
        assert len(tables.present) == present
        assert changes_of(tables) == []
        assert len(fingerprint(tables)) == 64


def test_a_connection_is_closed_at_the_end(data: Path) -> None:
    with open_tables(data) as tables:
        pass
    with pytest.raises(duckdb.ConnectionException):
        tables.connection.execute("SELECT 1")
