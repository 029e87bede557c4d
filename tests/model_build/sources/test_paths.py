"""Where a file stands: no character of its path leads to another file, and what is no whole file is refused."""

import csv
import gzip
import io
import os
import shutil
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from model_build.sources import Reading, TableSelection, open_tables
from model_build.sources.opening import TO_SCORE
from model_build.tables import TEST
from tests.model_build.sources.odd_files.writing import Layout, csv_text, write
from tests.model_build.sources.test_cases import applicants, clean, fingerprint_of_applicants, raw, refused

__all__ = ["applicants", "clean", "raw"]


def read(folder: Path):
    with open_tables(folder, reading=Reading(required=TO_SCORE)) as tables:
        return fingerprint_of_applicants(tables)


def parts_of(applicants: pa.Table, folder: Path) -> Path:
    parts = folder / f"{TEST}.csv"
    parts.mkdir()
    for number, rows in enumerate((applicants.slice(0, 5), applicants.slice(5))):
        write(rows, parts / f"part-{number}.csv", Layout())
    return parts


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("name", ["[ab]", "*", "a?", "DAYS_BIRTH=-9000", "SK_ID_CURR=5", "month=5", "it's", "a b"])
def test_a_folder_may_have_any_name(applicants, clean, tmp_path, name, ending):
    right, other = tmp_path / name, tmp_path / "ab"
    for folder, rows in (
        (right, applicants),
        (other, applicants.slice(0, 2)),
        (tmp_path / "a", applicants.slice(0, 3)),
    ):
        folder.mkdir()
        if ending == "csv":
            write(rows, folder / f"{TEST}.csv", Layout())
        else:
            pq.write_table(rows, folder / f"{TEST}.parquet")
    assert read(right) == clean


def test_a_plain_file_may_bear_the_ending_of_a_packed_one(applicants, clean, tmp_path):
    write(applicants, tmp_path / f"{TEST}.csv.gz", Layout())
    assert read(tmp_path) == clean


def test_a_file_that_is_packed_twice(applicants, tmp_path):
    packed = gzip.compress(gzip.compress(csv_text(applicants, Layout()).encode()))
    (tmp_path / f"{TEST}.csv.gz").write_bytes(packed)
    assert "is packed twice: got a gzip file inside another" in refused(tmp_path)


@pytest.mark.parametrize("kind", ["link to nothing", "link to itself", "pipe", "empty archive"])
def test_what_is_no_file_is_no_missing_history(applicants, tmp_path, kind):
    write(applicants, tmp_path / f"{TEST}.csv", Layout())
    history = tmp_path / "bureau.csv"
    if kind == "pipe":
        os.mkfifo(history)
    elif kind == "empty archive":
        zipfile.ZipFile(history, "w").close()
    else:
        history.symlink_to(history if kind == "link to itself" else tmp_path / "nowhere.csv")
    selection = TableSelection(allow_missing=frozenset({"bureau"}))
    assert "bureau.csv is no file that a table is read from" in refused(
        tmp_path, needed=["bureau"], selection=selection
    )


@pytest.mark.parametrize("name", ["_bureau.csv", "bureau.csv.part", "bureau.csv.crdownload", "bureau.csv.tmp"])
def test_a_history_that_was_put_aside_or_not_fetched_is_no_missing_one(raw, applicants, tmp_path, name):
    write(applicants, tmp_path / f"{TEST}.csv", Layout())
    write(pq.read_table(raw / "bureau.parquet"), tmp_path / name, Layout())
    selection = TableSelection(allow_missing=frozenset({"bureau"}))
    assert "looks like the table bureau" in refused(tmp_path, needed=["bureau"], selection=selection)


def test_sums_and_marks_beside_parts_are_no_parts(applicants, clean, tmp_path):
    parts = parts_of(applicants, tmp_path)
    for name in ("_SUCCESS", "_committed_17", "part-0.csv.crc", ".part-1.csv.crc"):
        (parts / name).write_bytes(b"crc\0\1")
    assert read(tmp_path) == clean


def test_a_part_that_stands_there_twice(applicants, tmp_path):
    parts = parts_of(applicants, tmp_path)
    shutil.copy(parts / "part-1.csv", parts / "part-1 (1).csv")
    assert "has one part twice: got 'part-1 (1).csv' and 'part-1.csv'" in refused(tmp_path)


def test_a_part_that_was_put_aside(applicants, tmp_path):
    parts = parts_of(applicants, tmp_path)
    shutil.copy(parts / "part-1.csv", parts / "part-1.csv.bak")
    assert "got 'part-1.csv.bak'; take it out" in refused(tmp_path)


def test_parts_without_a_row_may_be_alike(applicants, clean, tmp_path):
    parts = parts_of(applicants, tmp_path)
    for number in (2, 3):
        write(applicants.slice(0, 0), parts / f"part-{number}.csv", Layout())
    assert read(tmp_path) == clean


@pytest.mark.parametrize("name", ["AMT_CREDIT", "amt_credit", "AMT_CREDIT "])
def test_a_column_twice_in_parquet(applicants, tmp_path, name):
    twice = applicants.append_column(name, pa.array([1e6] * applicants.num_rows))
    pq.write_table(twice, tmp_path / f"{TEST}.parquet")
    assert "has a column twice: got 'AMT_CREDIT'" in refused(tmp_path).replace("amt_credit", "AMT_CREDIT")


def query_rows(applicants: pa.Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_text(applicants, Layout()), newline="")))


def write_rows(rows: list[list[str]], folder: Path) -> None:
    with (folder / f"{TEST}.csv").open("w", newline="") as out:
        csv.writer(out).writerows(rows)


def test_a_row_that_is_shifted_into_empty_cells(applicants, tmp_path):
    rows = query_rows(applicants)
    for row in rows[1:]:
        row[-6:] = [""] * 6
    rows[4].insert(97, "1")
    write_rows(rows, tmp_path)
    assert "a row with 122 values where there are 121 column names: got line 5" in refused(tmp_path)


@pytest.mark.parametrize("above", ["# exported, by the bank\n", "Applications\n\n", "a,b,c\n1,2,3\n"])
def test_lines_above_the_names(applicants, tmp_path, above):
    write(applicants, tmp_path / f"{TEST}.csv", Layout(before=above))
    assert "has lines above its column names" in refused(tmp_path)


def test_a_second_line_of_names_with_a_mark_of_byte_order(applicants, tmp_path):
    rows = query_rows(applicants)
    write_rows([*rows[:4], ["\ufeff" + rows[0][0], *rows[0][1:]], *rows[4:]], tmp_path)
    assert "remove this second line of column names" in refused(tmp_path)


def test_a_file_that_ends_within_a_line_is_reported(applicants, clean, tmp_path):
    write(applicants, tmp_path / f"{TEST}.csv", Layout())
    path = tmp_path / f"{TEST}.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    with open_tables(tmp_path, reading=Reading(required=TO_SCORE)) as tables:
        assert fingerprint_of_applicants(tables) == clean
        assert [finding.table for finding in tables.report.with_code("no_last_line_break")] == [TEST]


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("1.0", "0.0"), ("T", "F"), ("TRUE", "FALSE"), ("yes", "no")])
def test_truth_values_for_yes_and_no(applicants, clean, tmp_path, yes, no):
    rows = query_rows(applicants)
    place = rows[0].index("FLAG_OWN_CAR")
    for row in rows[1:]:
        row[place] = yes if row[place] == "Y" else no
    write_rows(rows, tmp_path)
    assert read(tmp_path) == clean


def test_digits_that_a_program_took_for_numbers(raw, applicants, tmp_path):
    write(applicants, tmp_path / f"{TEST}.csv", Layout())
    months = pq.read_table(raw / "bureau_balance.parquet")
    changed = [f"{value}.0" if value.isdigit() else value for value in months["STATUS"].to_pylist()]
    place = months.column_names.index("STATUS")
    write(months.set_column(place, "STATUS", pa.array(changed)), tmp_path / "bureau_balance.csv", Layout())
    with open_tables(tmp_path, reading=Reading(required=TO_SCORE, needed=["bureau_balance"])) as tables:
        found = {
            value for (value,) in tables.connection.execute("SELECT DISTINCT STATUS FROM bureau_balance").fetchall()
        }
    assert found == set(months["STATUS"].to_pylist())


def test_a_column_without_a_known_category(applicants, tmp_path):
    rows = query_rows(applicants)
    one, other = rows[0].index("CODE_GENDER"), rows[0].index("FLAG_OWN_CAR")
    rows[0][one], rows[0][other] = rows[0][other], rows[0][one]
    write_rows(rows, tmp_path)
    assert "holds no known category in column 'CODE_GENDER'" in refused(tmp_path)
