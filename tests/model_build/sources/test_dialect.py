"""How a CSV file is written, found in its first bytes."""

import pytest

from model_build.errors import ColumnError, UnreadableFileError
from model_build.sources.dialect import Dialect, find_dialect

COLUMNS = ("SK_ID_CURR", "AMT", "NAME")


def found(text: str | bytes, encoding: str = "utf-8") -> Dialect:
    start = text if isinstance(text, bytes) else text.encode(encoding)
    return find_dialect(start, COLUMNS, ("AMT",), "t.csv")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators(separator: str, end: str) -> None:
    text = end.join(separator.join(row) for row in (COLUMNS, ("1", "2.5", "Stone"), ("2", "", "x")))
    dialect = found(text + end)
    assert (dialect.separator, dialect.header, dialect.skipped) == (separator, COLUMNS, 0)
    assert dialect.is_plain
    assert dialect.is_typed


def test_the_separator_is_the_one_that_splits_the_names_and_not_the_most_frequent_one() -> None:
    assert found("SK_ID_CURR;AMT;NAME\n1;2;a,b,c,d,e\n2;3;f,g,h,i,j\n").separator == ";"


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;"])
def test_the_line_that_excel_writes(line: str) -> None:
    dialect = found(f"{line}\r\nSK_ID_CURR;AMT;NAME\r\n1;2;x\r\n")
    assert (dialect.separator, dialect.skipped, dialect.header) == (";", 1, COLUMNS)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-16-le", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings(encoding: str, named: str) -> None:
    dialect = found("SK_ID_CURR,AMT,NAME\n1,2,élève\n", encoding)
    assert (dialect.encoding, dialect.header) == (named, COLUMNS)
    assert dialect.is_plain == (named == "utf-8")


def test_a_second_byte_order_mark_is_no_part_of_a_name() -> None:
    assert found("\ufeff\ufeffSK_ID_CURR,AMT,NAME\n1,2,x\n").header == COLUMNS


def test_rows_in_quotes_as_a_whole() -> None:
    rows = found('SK_ID_CURR,AMT,NAME\n"1,2,""Stone, brick"""\n')
    assert rows.is_wrapped
    assert rows.header == COLUMNS
    names = found('"SK_ID_CURR,AMT,NAME"\n"1,2,x"\n')
    assert names.is_wrapped
    assert names.header == COLUMNS
    assert not names.is_plain


def test_nameless_columns_stay_in_their_place() -> None:
    assert found(",Unnamed: 0,SK_ID_CURR,AMT,NAME\n0,0,1,2,x\n").header == ("", "Unnamed: 0", *COLUMNS)
    assert found("SK_ID_CURR,AMT,NAME,\n1,2,x,\n").header == (*COLUMNS, "")
    assert found("SK_ID_CURR,AMT,NAME,\n1,2,x\n").header == COLUMNS


@pytest.mark.parametrize(
    ("rows", "is_typed"),
    [
        ("1,2.5,x\n", True),
        ("1,135.000,x\n2,0.5,x\n", True),
        ("1,135.000,x\n2,12.500,x\n", False),
        ("1,NA,x\n", False),
        ('1,"2,5",x\n', False),
    ],
)
def test_whether_numbers_can_be_read_at_once(rows: str, *, is_typed: bool) -> None:
    assert found(f"SK_ID_CURR,AMT,NAME\n{rows}").is_typed == is_typed


@pytest.mark.parametrize("text", ["SK_ID_CURR,AMT,NAME\r1,2,x\r", "SK_ID_CURR,AMT,NAME\r\n1,2,x\n2,3,y\r\n"])
def test_odd_line_ends_are_rewritten(text: str) -> None:
    assert not found(text).is_plain


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("1,2,3\n4,5,6\n", ColumnError, "no line of column names"),
        ("SK_ID_CURR,AMT,AMT\n", ColumnError, "a column twice: got 'AMT'"),
        ("SK_ID_CURR,AMT,amt\n", ColumnError, "a column twice"),
        ("SK_ID_CURR\n1\n", UnreadableFileError, "commas, semicolons, tabs or bars"),
        ("\n\n", UnreadableFileError, "commas, semicolons, tabs or bars"),
        (b"SK_ID_CURR,AMT,NAME\n1,2,a\0b\n", UnreadableFileError, "bytes of zero"),
    ],
)
def test_what_is_no_table_is_refused(text: str | bytes, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind) as caught:
        found(text)
    assert words in str(caught.value)


def test_a_first_line_of_values_is_not_shown() -> None:
    with pytest.raises(ColumnError) as caught:
        found("900001,135000.0,Working\n900002,1.0,Working\n")
    assert "900001" not in str(caught.value)
