"""Files as people really have them: what each is read as, or why it is refused, and what the report says."""

import csv
import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from model_build.errors import InputError
from model_build.reading_report import FindingKind, ReadingReport, ReportCollector
from model_build.sources import (
    KNOWN_TEXTS,
    Reading,
    TableSelection,
    note_former_applicants,
    open_tables,
    with_values,
)
from model_build.sources.opening import TO_SCORE
from model_build.synthetic import write_demo
from model_build.tables import TEST, TRAIN
from tests.model_build.sources.odd_files.values import replaced
from tests.model_build.sources.odd_files.writing import Layout, write

ROWS = 12


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    return write_demo(tmp_path_factory.mktemp("cases") / "raw", applicants=100, decided=ROWS).out


@pytest.fixture(scope="module")
def applicants(raw):
    return pq.read_table(raw / f"{TEST}.parquet")


@pytest.fixture(scope="module")
def clean(raw):
    with open_tables(raw, required=TO_SCORE) as tables:
        return fingerprint_of_applicants(tables)


def fingerprint_of_applicants(tables):
    return tables.connection.execute(f"SELECT count(*), bit_xor(hash(t)) FROM {TEST} t").fetchone()  # noqa: S608


def read(folder: Path, **options) -> tuple[object, ReadingReport]:
    with open_tables(folder, reading=Reading(required=TO_SCORE, **options)) as tables:
        return fingerprint_of_applicants(tables), tables.report


def refused(folder: Path, **options) -> str:
    with pytest.raises(InputError) as caught:
        read(folder, **options)
    return str(caught.value)


CASES = {
    "cat_spaces_case": (Layout(), [("NAME_CONTRACT_TYPE", "{} "), ("ORGANIZATION_TYPE", "{} ")], "category_spelling"),
    "index_twice": (Layout(index=("", "Unnamed: 0")), [], "nameless_columns"),
    "min_nameless_column": (Layout(index=("",)), [], "nameless_columns"),
    "min_trailing_comma": (Layout(trailing="header rows"), [], "nameless_columns"),
    "min_sep_line": (Layout(before="sep=,\n"), [], None),
    "min_na_words": (Layout(null="NaN"), [], "textual_null"),
    "min_wrapped_row": (Layout(wrapped="rows"), [], "wrapped_rows"),
    "semicolons and decimal commas": (Layout(";", decimal=",", encoding="utf-8-sig"), [], None),
    "tabs in UTF-16": (Layout("\t", encoding="utf-16", newline="\r\n"), [], None),
}


@pytest.mark.parametrize("case", CASES)
def test_files_that_are_read(applicants, clean, tmp_path, case):
    layout, spelt, code = CASES[case]
    rows = applicants
    for column, form in spelt:
        rows = replaced(column, lambda _, value, form=form: value and form.format(value.upper()))(rows)
    write(rows, tmp_path / f"{TEST}.csv", layout)
    found, report = read(tmp_path)
    assert found == clean
    assert code is None or report.with_code(code)
    (table,) = report.tables
    assert (table.table, table.rows, table.format.separator) == (TEST, ROWS, layout.separator)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("SK_ID_CURR", "-3", "a whole number from 1 to 9,007,199,254,740,991: got '-3' in row 3"),
        ("SK_ID_CURR", "9007199254740993", "got 9007199254740993 in row 3"),
        ("SK_ID_CURR", "1E+05", "got '1E+05' in row 3"),
        ("AMT_INCOME_TOTAL", "inf", "holds an infinite value in column 'AMT_INCOME_TOTAL': got 'inf' in row 3"),
        ("AMT_INCOME_TOTAL", "1e999", "an infinite value"),
        ("AMT_INCOME_TOTAL", "1,350.5", "got '1,350.5' in row 3; write numbers without anything between the thousands"),
        ("AMT_INCOME_TOTAL", "1350,25", "writes numbers with a comma and with a point"),
        ("CNT_CHILDREN", "1.5", "that is not a whole number: got 1.5 in row 3"),
    ],
)
def test_values_that_are_refused(applicants, tmp_path, column, value, words):
    """One value in a file of otherwise plain numbers; DuckDB would read 1.5 as 2, and 9007199254740993 as another."""
    rows = replaced(column, lambda row, old: value if row == 2 else str(old), pa.string())(applicants)
    write(rows, tmp_path / f"{TEST}.csv", Layout())
    assert words in refused(tmp_path)


@pytest.mark.parametrize("number", [1, 2**53 - 1, 999_999_999_999_999, 1_000_000_000_000_001])
@pytest.mark.parametrize("form", ["{}", "{}.0"])
def test_numbers_of_clients_are_read_exactly(applicants, tmp_path, number, form):
    change = replaced("SK_ID_CURR", lambda row, old: form.format(number if row == 2 else old), pa.string())
    write(change(applicants), tmp_path / f"{TEST}.csv", Layout())
    with open_tables(tmp_path, required=TO_SCORE) as tables:
        assert (number,) in tables.connection.execute(f"SELECT SK_ID_CURR FROM {TEST}").fetchall()  # noqa: S608


def test_a_fraction_far_down_is_no_number_of_a_client(applicants, tmp_path):
    """Beyond the rows in which the dialect is found; as a whole number it would be rounded to another client's."""
    balance = "SK_ID_BUREAU,MONTHS_BALANCE,STATUS\n" + "".join(f"{row},-1,C\n" for row in range(1, 30_000))
    (tmp_path / "bureau_balance.csv").write_text(balance + "40000.5,-1,C\n", encoding="utf-8")
    write(applicants, tmp_path / f"{TEST}.csv", Layout())
    assert "column 'SK_ID_BUREAU' that is not a whole number from 1" in refused(tmp_path)


def test_a_history_with_only_its_names_counts_as_empty(applicants, raw, tmp_path):
    write(applicants, tmp_path / f"{TEST}.csv", Layout())
    cards = pq.read_table(raw / "credit_card_balance.parquet").slice(0, 0)
    write(cards, tmp_path / "credit_card_balance.csv", Layout())
    reading = Reading(required=TO_SCORE, needed=("credit_card_balance",))
    with open_tables(tmp_path, reading=reading) as tables:
        assert tables.present == {TEST}
        assert tables.missing == {"credit_card_balance"}
        assert tables.report.with_code("empty_table")
        assert tables.report.missing == ()


def test_a_history_that_is_needed_must_be_there_or_be_allowed_to_be_missing(applicants, tmp_path):
    write(applicants, tmp_path / f"{TEST}.csv", Layout())
    sentence = refused(tmp_path, needed=("bureau", "POS_CASH_balance"))
    assert "lacks bureau, POS_CASH_balance" in sentence
    assert "--allow-missing bureau --allow-missing POS_CASH_balance" in sentence
    allowed = TableSelection(allow_missing=frozenset({"bureau", "POS_CASH_balance"}))
    _, report = read(tmp_path, needed=("bureau", "POS_CASH_balance"), selection=allowed)
    assert report.missing == ("bureau", "POS_CASH_balance")


@pytest.mark.parametrize("name", ["bureau (1).csv", "Bureau.CSV", "credits.csv", "bureau.csv.old"])
def test_a_file_that_looks_like_a_table_is_not_passed_over(applicants, raw, tmp_path, name):
    write(applicants, tmp_path / f"{TEST}.csv", Layout())
    write(pq.read_table(raw / "bureau.parquet"), tmp_path / name, Layout())
    assert f"looks like the table bureau and does not bear its name: got {name!r}" in refused(tmp_path)
    _, report = read(tmp_path, selection=TableSelection({"bureau": Path(name)}))
    assert [table.file for table in report.tables] == [f"{TEST}.csv", name]
    _, report = read(tmp_path, selection=TableSelection(ignored=frozenset({name})))
    assert [finding.file for finding in report.of(FindingKind.IGNORED)] == [name]


def test_other_files_are_named_with_the_reason(applicants, tmp_path):
    write(applicants, tmp_path / f"{TEST}.csv", Layout())
    shutil.copy(tmp_path / f"{TEST}.csv", tmp_path / "application_train.csv.gz")
    (tmp_path / "README.md").write_text("about the tables", encoding="utf-8")
    (tmp_path / "bureau_codes.csv").write_text("code,meaning\nC,closed\n", encoding="utf-8")
    (tmp_path / "charts").mkdir()
    (tmp_path / "_SUCCESS").touch()
    _, report = read(tmp_path)
    assert {finding.file: finding.message for finding in report.of(FindingKind.IGNORED)} == {
        "README.md": "README.md bears the name of no table",
        "application_train.csv.gz": "application_train.csv.gz is not needed: this command does not read "
        "application_train",
        "bureau_codes.csv": "bureau_codes.csv bears the name of no table",
        "charts": "charts is a folder and is not looked into",
    }


def test_a_category_that_is_listed_twice_is_still_one(applicants, clean, tmp_path):
    """A bundle lists again what the tables have."""
    known = with_values(KNOWN_TEXTS, TEST, {"NAME_INCOME_TYPE": ("Working", "Pensioner", "Commercial associate")})
    rows = replaced("NAME_INCOME_TYPE", lambda _, value: value.lower())(applicants)
    write(rows, tmp_path / f"{TEST}.csv", Layout())
    assert read(tmp_path, known=known)[0] == clean


def test_unknown_categories_are_counted_by_column(applicants, tmp_path):
    rows = replaced("NAME_INCOME_TYPE", lambda row, value: "Astronaut" if row < 3 else value)(applicants)
    write(rows, tmp_path / f"{TEST}.csv", Layout())
    (finding,) = read(tmp_path)[1].with_code("unknown_category")
    assert (finding.column, finding.rows, finding.examples) == ("NAME_INCOME_TYPE", 3, ("'Astronaut'",))


def test_what_former_applicants_say_is_known_of_new_ones(raw, tmp_path):
    """A category without a label is learnt, and then another spelling of it is corrected."""
    changes = {TRAIN: "Astronaut", TEST: "ASTRONAUT "}
    for name, value in changes.items():
        rows = pq.read_table(raw / f"{name}.parquet")
        rows = replaced("NAME_INCOME_TYPE", lambda row, old, value=value: value if row == 0 else old)(rows)
        write(rows, tmp_path / f"{name}.csv", Layout())
    with open_tables(tmp_path) as tables:
        query = f"SELECT count(*) FROM {TEST} WHERE NAME_INCOME_TYPE = 'Astronaut'"  # noqa: S608
        assert tables.connection.execute(query).fetchone() == (1,)
        assert [finding.table for finding in tables.report.with_code("unlabelled_category")] == [TRAIN]
        assert not tables.report.with_code("unknown_category")


@pytest.mark.parametrize("share", [1.0, 0.25])
def test_applicants_who_are_former_applicants_are_noted(raw, tmp_path, share):
    shutil.copy(raw / f"{TRAIN}.parquet", tmp_path)
    former = pq.read_table(raw / f"{TRAIN}.parquet").drop_columns(["TARGET"])
    new = pq.read_table(raw / f"{TEST}.parquet")
    again = int(8 * share)
    pq.write_table(pa.concat_tables([former.slice(0, again), new.slice(0, 8 - again)]), tmp_path / f"{TEST}.parquet")
    with open_tables(tmp_path) as tables:
        note_former_applicants(tables, TRAIN)
        (finding,) = tables.report.with_code("former_applicants")
    assert finding.rows == again
    assert finding.message.startswith("All 8 pending applications" if share == 1 else "2 of 8 pending applications")
    assert len(finding.examples) == again


def test_no_message_shows_a_row_or_what_the_engine_said(applicants, tmp_path):
    write(applicants, tmp_path / f"{TEST}.csv", Layout())
    path = tmp_path / f"{TEST}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:4], f"{lines[4]},x,y", *lines[5:]]) + "\n", encoding="utf-8")
    sentence = refused(tmp_path)
    assert "has a row with 123 values where there are 121 column names: got line 5" in sentence
    values = next(csv.reader([lines[4]]))
    assert not any(value in sentence for value in values if len(value) > 4)


def test_a_damaged_page_is_found_while_reading(applicants, tmp_path):
    path = tmp_path / f"{TEST}.parquet"
    pq.write_table(applicants, path, compression="snappy")
    content = bytearray(path.read_bytes())
    middle = len(content) // 3
    content[middle : middle + 200] = b"\xff" * 200
    path.write_bytes(content)
    assert f"{TEST}.parquet is not a whole Parquet file: got a file that cannot be read to its end" in refused(tmp_path)


def test_a_report_survives_a_refusal(applicants, tmp_path):
    write(applicants, tmp_path / f"{TEST}.csv", Layout())
    (tmp_path / "bureau.csv").write_text("SK_ID_CURR,SK_ID_BUREAU\n1,2\n", encoding="utf-8")
    collector = ReportCollector()
    with (
        pytest.raises(InputError),
        open_tables(tmp_path, reading=Reading(required=TO_SCORE), collector=collector),
    ):
        pass
    assert [table.table for table in collector.report.tables] == [TEST]
    assert json.dumps(collector.report.to_dict())
