"""Values: spelling of categories, infinities, numbers of clients, repeated rows, and what no applicant can have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.model_build.sources.odd_files.population import Clean
from tests.model_build.sources.odd_files.variants import Outcome, Variant
from tests.model_build.sources.odd_files.writing import Layout, write

TEST = "application_test"
Change = Callable[[pa.Table], pa.Table]


def variants() -> Iterator[Variant]:
    """Yield changed values, in CSV and in Parquet."""
    yield from _spellings()
    yield from _infinite()
    yield from _numbers_of_clients()
    yield from _repeated()
    yield from _impossible()


def replaced(column: str, change: Callable[[int, Any], Any], kind: pa.DataType | None = None) -> Change:
    """Change each value of a column, given its row."""

    def how(table: pa.Table) -> pa.Table:
        old = table[column]
        values = [change(row, value) for row, value in enumerate(old.to_pylist())]
        return table.set_column(table.column_names.index(column), column, pa.array(values, kind or old.type))

    return how


def _respell(way: Callable[[str], str], _row: int, value: str | None) -> str | None:
    return value and way(value)


def _put(at: int, new: str | None, row: int, old: object) -> str | None:
    return new if row == at else str(old)


def _format(form: str, _row: int, old: object) -> str:
    return form.format(old)


def in_csv(table: str, *changes: Change) -> Callable[[Clean, Path], None]:
    """Write all tables as CSV, one of them changed."""

    def make(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        rows = clean.tables[table]
        for change in changes:
            rows = change(rows)
        write(rows, folder / f"{table}.csv", Layout())

    return make


def in_parquet(table: str, *changes: Change) -> Callable[[Clean, Path], None]:
    """Write all tables as Parquet, one of them changed."""

    def make(clean: Clean, folder: Path) -> None:
        clean.write_parquet(folder)
        rows = clean.tables[table]
        for change in changes:
            rows = change(rows)
        pq.write_table(rows, folder / f"{table}.parquet")

    return make


def _both(name: str, outcome: Outcome, table: str, *changes: Change, says: str = "") -> Iterator[Variant]:
    yield Variant(f"{name}, CSV", outcome, in_csv(table, *changes), says)
    yield Variant(f"{name}, Parquet", outcome, in_parquet(table, *changes), says)


def _spellings() -> Iterator[Variant]:
    ways: dict[str, Callable[[str], str]] = {
        "capitals": str.upper,
        "small letters": str.lower,
        "a blank behind": lambda value: f"{value} ",
        "a blank before": lambda value: f" {value}",
        "a blank that does not break": lambda value: f"{value}\u00a0",
        "two blanks between words": lambda value: value.replace(" ", "  "),
        "capitals and a blank": lambda value: f"{value.upper()} ",
    }
    columns = {
        TEST: ("NAME_INCOME_TYPE", "NAME_EDUCATION_TYPE", "ORGANIZATION_TYPE", "FLAG_OWN_CAR"),
        "bureau": ("CREDIT_ACTIVE", "CREDIT_TYPE"),
        "previous_application": ("NAME_CONTRACT_STATUS", "PRODUCT_COMBINATION", "CODE_REJECT_REASON"),
        "bureau_balance": ("STATUS",),
    }
    for how, way in ways.items():
        for table, names in columns.items():
            changes = [replaced(name, partial(_respell, way)) for name in names]
            # The codes of bureau_balance are single letters: some ways leave them as they are.
            says = "" if table == "bureau_balance" and way("C") == "C" else "category_spelling"
            yield Variant(f"{table} with {how}", Outcome.SAME, in_csv(table, *changes), says)
    truth = replaced("FLAG_OWN_CAR", lambda _, value: value and {"Y": "True", "N": "False"}[value])
    yield from _both("truth values for Y and N", Outcome.SAME, TEST, truth, says="category_spelling")


def _infinite() -> Iterator[Variant]:
    for value in ("inf", "-inf", "Infinity", "1e999"):
        for table, column in ((TEST, "AMT_INCOME_TOTAL"), ("bureau", "AMT_CREDIT_SUM")):
            change = replaced(column, partial(_put, 2, value), pa.string())
            says = f"infinite value in column {column!r}"
            yield Variant(f"{value} in {table}", Outcome.REFUSED, in_csv(table, change), says)
    change = replaced("AMT_CREDIT", lambda row, value: float("inf") if row == 2 else value)
    yield Variant("inf in Parquet", Outcome.REFUSED, in_parquet(TEST, change), "infinite value in column 'AMT_CREDIT'")


def _numbers_of_clients() -> Iterator[Variant]:
    wrong = {
        "-3": "-3",
        "0": "0",
        "beyond 2^53": "9007199254740993",
        "2^53": "9007199254740992",
        "fractional": "100001.5",
        "scientific": "1.0E+05",
        "grouped": "100,001",
        "a word": "A100001",
        "empty": "",
    }
    for name, value in wrong.items():
        change = replaced("SK_ID_CURR", partial(_put, 1, value or None), pa.string())
        for table in (TEST, "previous_application"):
            yield Variant(f"client number {name} in {table}", Outcome.REFUSED, in_csv(table, change), "SK_ID_CURR")
    right = {"as 100001.0": "{}.0", "with a blank": " {} ", "with zeros before": "000{}", "with a plus": "+{}"}
    for name, form in right.items():
        change = replaced("SK_ID_CURR", partial(_format, form), pa.string())
        yield Variant(f"client number {name}", Outcome.SAME, in_csv(TEST, change))


def _repeated() -> Iterator[Variant]:
    def again(table: pa.Table) -> pa.Table:
        return pa.concat_tables([table, table.slice(0, 3)])

    for table in (TEST, "bureau", "bureau_balance", "previous_application", "POS_CASH_balance", "credit_card_balance"):
        yield Variant(f"rows of {table} repeated", Outcome.SAME, in_csv(table, again), "repeated_rows")

        def conflicting(rows: pa.Table, table: str = table) -> pa.Table:
            column = {"bureau_balance": "STATUS", "bureau": "CREDIT_TYPE"}.get(table, "NAME_CONTRACT_STATUS")
            column = "NAME_FAMILY_STATUS" if table == TEST else column
            first = rows.slice(0, 1)
            place = rows.column_names.index(column)
            return pa.concat_tables([rows, first.set_column(place, column, pa.array(["XNA"]))])

        says = "in several rows that differ"
        yield Variant(f"rows of {table} that differ", Outcome.REFUSED, in_csv(table, conflicting), says)

    def twice(rows: pa.Table) -> pa.Table:
        return pa.concat_tables([rows, rows])

    yield Variant("payments twice", Outcome.REFUSED, in_csv("installments_payments", twice), "holds its rows twice")

    def empty_rows(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        path = folder / f"{TEST}.csv"
        commas = "," * (len(clean.tables[TEST].column_names) - 1)
        path.write_text(path.read_text(encoding="utf-8") + f"{commas}\n{commas}\n", encoding="utf-8")

    yield Variant("rows without a value below the table", Outcome.SAME, empty_rows, "empty_rows")

    def two_headers(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        path = folder / f"{TEST}.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([*lines[:5], lines[0], *lines[5:]]) + "\n", encoding="utf-8")

    yield Variant("a second line of column names", Outcome.REFUSED, two_headers, "second line of column names")

    def short_row(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        path = folder / f"{TEST}.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines[3] = lines[3].rpartition(",")[0]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    yield Variant("a row that is too short", Outcome.REFUSED, short_row, "got line 4")

    def open_quote(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        path = folder / f"{TEST}.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines[3] = lines[3].replace(",", ',"', 1)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    yield Variant("a quote that does not end", Outcome.REFUSED, open_quote, "quote that does not end")


def _impossible() -> Iterator[Variant]:
    """Yield what no applicant can have; the applicants concerned are set aside, all others are scored."""
    changes = {
        "days turned to positive": (TEST, "DAYS_BIRTH", lambda _, value: -value),
        "days of employment turned": (TEST, "DAYS_EMPLOYED", lambda _, value: abs(value) if value < 0 else value),
        "days of registration turned": (TEST, "DAYS_REGISTRATION", lambda _, value: value and -value),
        "days of a history turned": ("bureau", "DAYS_CREDIT", lambda _, value: -value),
        "months of a history turned": ("bureau_balance", "MONTHS_BALANCE", lambda _, value: -value),
        "a birthday in the future": (TEST, "DAYS_BIRTH", lambda row, value: 12_000 if row == 1 else value),
        "a negative amount": (TEST, "AMT_CREDIT", lambda row, value: -1.0 if row == 1 else value),
        "the largest float": (TEST, "AMT_INCOME_TOTAL", lambda row, value: 3.4028e38 if row == 1 else value),
        "a rating above one": (TEST, "EXT_SOURCE_2", lambda row, value: 50.0 if row == 1 else value),
        "500 children": (TEST, "CNT_CHILDREN", lambda row, value: 500 if row == 1 else value),
    }
    for name, (table, column, change) in changes.items():
        yield from _both(name, Outcome.SET_ASIDE, table, replaced(column, change))
