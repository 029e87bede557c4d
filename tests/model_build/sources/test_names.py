"""Which file holds a table by its name, and which almost does."""

import pytest

from model_build.sources.kinds import FileKind, get_kind
from model_build.sources.names import looks_like, may_hold_rows, strip_suffixes, table_named
from model_build.tables import SCHEMAS


@pytest.mark.parametrize("name", ["bureau", "BUREAU", "POS_CASH_balance", "pos_cash_balance", "POS_CASH_BALANCE"])
def test_file_systems_may_fold_a_name(name: str) -> None:
    assert table_named(name, SCHEMAS) == next(table for table in SCHEMAS if table.lower() == name.lower())


@pytest.mark.parametrize("name", ["Bureau", "bureau (1)", "Pos_Cash_Balance", "bureaus", "application-test"])
def test_other_names_are_no_table(name: str) -> None:
    assert table_named(name, SCHEMAS) is None


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("bureau (1)", "bureau"),
        ("Bureau", "bureau"),
        ("bureau - Copy", "bureau"),
        ("Copy of bureau", "bureau"),
        ("bureau_final_v2", "bureau"),
        ("bureau_2024-05-01", "bureau"),
        ("application-test", "application_test"),
        ("POS_CASH_balance_copy", "POS_CASH_balance"),
        ("credit card balance", "credit_card_balance"),
        ("BureauBalance", "bureau_balance"),
    ],
)
def test_names_that_can_hardly_be_anything_else(name: str, table: str) -> None:
    assert looks_like(name, SCHEMAS) == (table, True)


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("burau", "bureau"),
        ("instalments_payments", "installments_payments"),
        ("previous_applications_of_clients", "previous_application"),
        ("bureau_codes", "bureau"),
    ],
)
def test_names_that_may_be_about_something_else(name: str, table: str) -> None:
    assert looks_like(name, SCHEMAS) == (table, False)


@pytest.mark.parametrize("name", ["sample_submission", "HomeCredit_columns_description", "notes", "scores", "README"])
def test_names_of_other_files(name: str) -> None:
    assert looks_like(name, SCHEMAS) is None


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("bureau.csv.zip", "bureau"),
        ("bureau.snappy.parquet", "bureau"),
        ("bureau.CSV", "bureau"),
        ("bureau", "bureau"),
        ("bureau.csv.bak", "bureau"),
        ("bureau.2024.csv", "bureau.2024"),
        (".csv", ".csv"),
    ],
)
def test_the_endings_of_a_name(name: str, stem: str) -> None:
    assert strip_suffixes(name) == stem


def test_endings_that_hold_rows() -> None:
    assert all(may_hold_rows(name) for name in ("x.csv", "x.TSV", "x", "x.parquet", "x.zip"))
    assert not any(may_hold_rows(name) for name in ("x.md", "x.py", "x.png"))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", FileKind.EMPTY),
        (b"PAR1\x15", FileKind.PARQUET),
        (b"PK\x03\x04", FileKind.ZIP),
        (b"\x1f\x8b\x08", FileKind.GZIP),
        (b"ARROW1\0\0", FileKind.ARROW),
        (b"\xff\xfea\0b\0", FileKind.TEXT),
        (b"\xef\xbb\xbfa,b", FileKind.TEXT),
        (b"a,b\n1,2\n", FileKind.TEXT),
        (b"a\0,\0b\0", FileKind.TEXT),
        (b"  <!DOCTYPE html>", FileKind.WEB_PAGE),
        (b'{"a": 1}', FileKind.JSON),
        (b"BZh91AY", FileKind.PACKED),
        (bytes(257) + b"ustar", FileKind.PACKED),
        (b"version https://git-lfs.github.com/spec/v1", FileKind.POINTER),
        (b"\x01\x02\x03\x04" * 50, FileKind.BINARY),
    ],
)
def test_kinds_by_their_first_bytes(head: bytes, kind: FileKind) -> None:
    assert get_kind(head) is kind
