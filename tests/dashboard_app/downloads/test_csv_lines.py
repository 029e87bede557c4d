"""Files for table programs: read back as they were written, and computed by none."""

import csv
import io
import re

import pytest
from hypothesis import given

from dashboard_app.downloads.csv_lines import BEGINNING, DIALECTS, csv_lines, safe_cell
from tests.dashboard_app.extremes import numbers, texts


def test_a_file_is_read_back_as_it_was_written():
    rows = [("name", "says"), ("a,b", 'he said "no"'), ("two\nlines", None), ("é", 7)]
    text = "".join(csv_lines(rows))
    assert text.startswith(BEGINNING)
    assert text.encode()[:3] == b"\xef\xbb\xbf"
    read = list(csv.reader(io.StringIO(text.removeprefix(BEGINNING), newline="")))
    assert read == [["name", "says"], ["a,b", 'he said "no"'], ["two\nlines", ""], ["é", "7"]]


def test_lines_come_one_by_one():
    def rows():
        yield ("first",)
        raise AssertionError("the second line was asked for")

    assert next(csv_lines(rows())) == f"{BEGINNING}first\r\n"


@pytest.mark.case(25)
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\n=1", "＝1", '=HYPERLINK("x")'], ids=ascii)
def test_no_cell_begins_as_a_formula(text):
    assert safe_cell(text).startswith(f"'{text[0]}")


@pytest.mark.case(25)
@pytest.mark.parametrize(
    "text", ["\t=1", "\r=1", "\n=1", "a;=1", "a; =1", "a\n=1", "a\t+1", "a;;=1", "\t\t=1"], ids=repr
)
def test_no_program_finds_a_formula_behind_its_own_separator(text):
    for part in re.split(r"[;\t\r\n]", safe_cell(text)):
        assert not part.strip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("value", ["a=1", "", "1.5", "−1", "'=1", "a; b", "two\nlines"], ids=repr)
def test_other_cells_stay_as_they_are(value):
    assert safe_cell(value) == value


EN, FR = DIALECTS["en"], DIALECTS["fr"]


@pytest.mark.parametrize(
    ("value", "digits", "english", "french"),
    [
        (-0.0123, 4, "-0.0123", "-0,0123"),
        (450000.0, 2, "450000.00", "450000,00"),
        (1e-7, None, "0.00000010000000000", "0,00000010000000000"),
        (0.25, None, "0.25", "0,25"),
        (7, None, "7", "7"),
        (-7, None, "-7", "-7"),
        (float("nan"), 2, "", ""),
        (None, None, "", ""),
        (float("inf"), 2, "not valid", "non valide"),
        (3.4e38, None, "not valid", "non valide"),
        (10**400, None, "not valid", "non valide"),
    ],
)
def test_a_number_is_one_to_the_table_programs_of_each_language(value, digits, english, french):
    assert (EN.number(value, digits), FR.number(value, digits)) == (english, french)
    if isinstance(value, float) and digits is not None:
        assert (EN.numbers([value], digits), FR.numbers([value], digits)) == ([english], [french])


def test_a_french_file_has_semicolons_and_an_english_one_commas():
    rows = [("a", 1.5, "x;y", "u,v"), ("-b", -2, None, True)]
    assert "".join(csv_lines(rows, FR)) == BEGINNING + 'a;1,5;"x;y";u,v\r\n\'-b;-2;;True\r\n'
    assert "".join(csv_lines(rows)) == BEGINNING + 'a,1.5,x;y,"u,v"\r\n\'-b,-2,,True\r\n'


@pytest.mark.parametrize("dialect", [EN, FR], ids=DIALECTS)
@given(value=numbers)
def test_every_number_is_a_number_empty_or_not_valid(dialect, value):
    for text in (dialect.number(value), dialect.number(value, 6), dialect.cell(value)):
        assert text in {"", dialect.not_valid} or re.fullmatch(r"-?[0-9]+([.,][0-9]+)?", text)
        assert dialect.separator not in text


@pytest.mark.parametrize("dialect", [EN, FR], ids=DIALECTS)
@given(value=texts)
def test_every_text_is_one_cell_that_can_be_encoded(dialect, value):
    line = dialect.lines([[dialect.text(value)], [dialect.text("end")]])
    line.encode()
    (row,) = csv.reader(io.StringIO(line, newline=""), delimiter=dialect.separator)
    assert row == [safe_cell(value), "end"]
    assert not row[0].startswith(("=", "+", "-", "@"))
