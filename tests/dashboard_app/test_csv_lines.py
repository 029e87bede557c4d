"""Files for table programs: read back as they were written, and computed by none."""

import csv
import io
import re

import pytest

from dashboard_app.csv_lines import BEGINNING, csv_lines, safe_cell


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
