"""What looks right and is not: paths that are patterns, columns under a wrong name, units, rows that are shifted."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.model_build.sources.odd_files.population import Clean
from tests.model_build.sources.odd_files.values import in_csv, in_parquet, replaced
from tests.model_build.sources.odd_files.variants import Outcome, Variant
from tests.model_build.sources.odd_files.writing import Layout, csv_text

TEST = "application_test"
Change = Callable[[pa.Table], pa.Table]


def _scale(times: float, _row: int, value: float) -> float:
    return value * times


def _answer(yes: str, no: str, _row: int, value: object) -> str:
    return yes if value == "Y" else no


def variants() -> Iterator[Variant]:
    """Yield traps."""
    yield from _swapped()
    yield from _units()
    yield from _rows()
    yield from _parquet()


def swapped(one: str, other: str) -> Change:
    """Put two columns under each other's names."""
    names = {one: other, other: one}
    return lambda table: table.rename_columns([names.get(name, name) for name in table.column_names])


def _swapped() -> Iterator[Variant]:
    whole = {
        "credit and annuity": (TEST, "AMT_CREDIT", "AMT_ANNUITY", "other amounts than credits"),
        "credit and income": (TEST, "AMT_CREDIT", "AMT_INCOME_TOTAL", "other amounts than credits"),
        "gender and car": (TEST, "CODE_GENDER", "FLAG_OWN_CAR", "no known category in column 'CODE_GENDER'"),
        "families and houses": (TEST, "NAME_FAMILY_STATUS", "NAME_HOUSING_TYPE", "no known category"),
        "client and credit": ("installments_payments", "SK_ID_CURR", "SK_ID_PREV", "the history of nobody"),
    }
    for name, (table, one, other, says) in whole.items():
        yield Variant(f"swapped: {name}", Outcome.REFUSED, in_csv(table, swapped(one, other)), says)
    single = {
        "price and annuity": (TEST, "AMT_GOODS_PRICE", "AMT_ANNUITY"),
        "birth and employment": (TEST, "DAYS_BIRTH", "DAYS_EMPLOYED"),
        "earlier credits and annuities": ("previous_application", "AMT_CREDIT", "AMT_ANNUITY"),
    }
    for name, (table, one, other) in single.items():
        yield Variant(f"swapped: {name}", Outcome.SET_ASIDE, in_csv(table, swapped(one, other)))


def _units() -> Iterator[Variant]:
    years: dict[str, tuple[str, ...]] = {
        TEST: ("DAYS_EMPLOYED", "DAYS_BIRTH"),
        "bureau": ("DAYS_CREDIT",),
        "previous_application": ("DAYS_DECISION",),
        "installments_payments": ("DAYS_INSTALMENT",),
    }
    for table, columns in years.items():
        for column in columns:
            change = replaced(column, lambda _, value: value if value is None or value > 0 else int(value / 365.25))
            yield Variant(f"years in {column}", Outcome.REFUSED, in_csv(table, change), "seems to hold years")
    for name, times in {"cents": 100.0, "thousands": 0.001}.items():
        change = replaced("AMT_CREDIT", partial(_scale, times))
        yield Variant(f"credits in {name}", Outcome.SET_ASIDE, in_csv(TEST, change))
    shares = replaced("EXT_SOURCE_2", lambda _, value: value and value * 100)
    yield Variant("ratings of a hundred", Outcome.SET_ASIDE, in_csv(TEST, shares))


def _lines(change: Callable[[list[list[str]]], None], table: str = TEST) -> Callable[[Clean, Path], None]:
    def make(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        rows = list(csv.reader(io.StringIO(csv_text(clean.tables[table], Layout()), newline="")))
        change(rows)
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)

    return make


def _rows() -> Iterator[Variant]:
    def shift(rows: list[list[str]]) -> None:
        rows[2][-6:] = [""] * 6
        rows[2].insert(97, "1")

    yield Variant("a row shifted into empty cells", Outcome.REFUSED, _lines(shift), "got line 3")
    title = _lines(lambda rows: rows.insert(0, ["Applications of today", *[""] * 120]))
    yield Variant("a title above the names", Outcome.REFUSED, title, "lines above its column names")
    comment = _lines(lambda rows: rows.insert(0, ["# exported", " by the bank"]))
    yield Variant("a comment above the names", Outcome.REFUSED, comment, "lines above its column names")
    total = _lines(lambda rows: rows.append(["Total", *[""] * 120]))
    yield Variant("a total below the rows", Outcome.REFUSED, total, "SK_ID_CURR")
    rule = _lines(lambda rows: rows.insert(1, ["---"] * 121))
    yield Variant("a rule below the names", Outcome.REFUSED, rule, "SK_ID_CURR")
    digits: Change = replaced("STATUS", lambda _, value: f"{value}.0" if str(value).isdigit() else value)
    yield Variant("digits as numbers", Outcome.SAME, in_csv("bureau_balance", digits), "category_spelling")
    for yes, no in (("1", "0"), ("TRUE", "FALSE"), ("yes", "no")):
        change = replaced("FLAG_OWN_CAR", partial(_answer, yes, no))
        yield Variant(f"{yes} and {no} for Y and N", Outcome.SAME, in_csv(TEST, change), "category_spelling")


def _with(name: str) -> Change:
    return lambda table: table.append_column(name, pa.array([1e6] * table.num_rows))


def _parquet() -> Iterator[Variant]:
    for name in ("AMT_CREDIT", "amt_credit"):
        yield Variant(f"Parquet: {name} twice", Outcome.REFUSED, in_parquet(TEST, _with(name)), "a column twice")

    def split(clean: Clean, folder: Path) -> None:
        clean.write_parquet(folder, but=(TEST,))
        rows = clean.tables[TEST]
        for gender in ("M", "F"):
            part = folder / f"{TEST}.parquet" / f"CODE_GENDER={gender}"
            part.mkdir(parents=True)
            chosen = [value == gender for value in rows["CODE_GENDER"].to_pylist()]
            pq.write_table(rows.filter(pa.array(chosen)).drop_columns(["CODE_GENDER"]), part / "part-0.parquet")

    yield Variant("Parquet: split by gender", Outcome.REFUSED, split, "split by the values of a column")
