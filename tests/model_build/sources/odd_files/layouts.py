"""Separators, quotes, decimal marks, encodings, line ends, index columns, and how they meet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import product
from typing import Literal

from tests.model_build.sources.odd_files.variants import Outcome, Variant
from tests.model_build.sources.odd_files.writing import Layout

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
QUOTES: dict[str, Literal[0, 1, 2, 3]] = {"few quotes": csv.QUOTE_MINIMAL, "all quoted": csv.QUOTE_ALL}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
LINE_ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}
NULLS = ("NaN", "NA", "N/A", "NULL", "None", "nan", "null", "#N/A", "<NA>", "  ")
INDEXES = {
    "pandas index": ("",),
    "pandas index twice": ("", "Unnamed: 0"),
    "pandas index three times": ("", "Unnamed: 0.1", "Unnamed: 0"),
    "named index": ("index",),
}


def variants() -> Iterator[Variant]:
    """Yield layouts of CSV files."""
    yield from _crossed()
    yield from _single()
    yield from _unclear()


def _crossed() -> Iterator[Variant]:
    for (sep, separator), (how, quoting), encoding in product(SEPARATORS.items(), QUOTES.items(), ENCODINGS):
        yield _same(f"{sep}, {how}, {encoding}", Layout(separator, quoting, encoding=encoding))
    for (sep, separator), (how, quoting) in product(SEPARATORS.items(), QUOTES.items()):
        yield _same(f"{sep}, {how}, decimal comma", Layout(separator, quoting, decimal=","))
    for (sep, separator), (end, newline) in product(SEPARATORS.items(), LINE_ENDS.items()):
        yield _same(f"{sep}, {end}", Layout(separator, newline=newline))
    for (sep, separator), (how, index) in product(SEPARATORS.items(), INDEXES.items()):
        yield _same(f"{sep}, {how}", Layout(separator, index=index))
    for null, (sep, separator) in product(NULLS, list(SEPARATORS.items())[:2]):
        decimal = "," if separator == ";" else "."
        yield _same(f"{null!r} for nothing, {sep}", Layout(separator, null=null, decimal=decimal))
    for sep, separator in SEPARATORS.items():
        yield _same(f"wrapped rows, {sep}", Layout(separator, wrapped="rows"))
        yield _same(f"wrapped rows and names, {sep}", Layout(separator, wrapped="all"))
        yield _same(f"sep= line, {sep}", Layout(separator, before=f"sep={separator}\n"))
        yield _same(f"columns in another order, {sep}", Layout(separator, order="reversed"))


def _single() -> Iterator[Variant]:
    layouts = {
        "separator after names and values": Layout(trailing="header rows"),
        "separator after the names": Layout(trailing="header"),
        "separator after the values": Layout(trailing="rows"),
        "blanks around the names": Layout(header="padded"),
        "blanks around the values": Layout(padded=True),
        "blank lines before the names": Layout(before="\n\n"),
        "blank lines at the end": Layout(after="\n\n\n"),
        "an end-of-file mark": Layout(after="\x1a"),
        "single quotes": Layout(quoting=csv.QUOTE_ALL, quote="'"),
        "Excel's file": Layout(";", encoding="utf-8-sig", newline="\r\n", decimal=",", before="sep=;\r\n"),
        "Excel's Unicode text": Layout("\t", encoding="utf-16", newline="\r\n", decimal=","),
        "UTF-16, big end first": Layout(encoding="utf-16-be"),
        "UTF-16 without a mark": Layout(encoding="utf-16-le"),
        "UTF-32": Layout(encoding="utf-32"),
        "pandas with a decimal comma": Layout(";", index=("",), decimal=",", null="NaN"),
        "wrapped rows with an index": Layout(index=("",), wrapped="rows"),
        "everything at once": Layout(
            ";", csv.QUOTE_ALL, decimal=",", encoding="utf-16", newline="\r\n", null="NULL", index=("", "Unnamed: 0")
        ),
    }
    for name, layout in layouts.items():
        yield _same(name, layout)
    yield _refused("no line of column names", Layout(header="none"), "no line of column names")
    yield _refused("separated by blanks", Layout(" "), "separated by commas, semicolons, tabs or bars")


def _unclear() -> Iterator[Variant]:
    """Yield files where a mark may be one of decimals or of thousands."""

    def grouped(mark: str, decimal: str):
        def make(clean, folder):
            clean.write_csv(folder)
            path = folder / "application_test.csv"
            rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
            place = rows[0].index("AMT_CREDIT")
            for row in rows[1:]:
                whole, _, rest = row[place].partition(".")
                row[place] = f"{int(whole):,}".replace(",", mark) + (f"{decimal}{rest}" if decimal else "")
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)

        return make

    def only_groups(mark: str):
        def make(clean, folder):
            clean.write_csv(folder)
            rows = ["SK_ID_PREV;SK_ID_CURR;MONTHS_BALANCE;CNT_INSTALMENT;CNT_INSTALMENT_FUTURE;NAME_CONTRACT_STATUS;"]
            rows[0] += "SK_DPD;SK_DPD_DEF"
            number = clean.tables["application_test"]["SK_ID_CURR"][0].as_py()
            rows += [f"{9_000_000 + row};{number};-1;12{mark}000;6{mark}000;Active;0;0" for row in range(5)]
            (folder / "POS_CASH_balance.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")

        return make

    for name, mark, decimal in (
        ("comma between thousands", ",", "."),
        ("blank between thousands", " ", "."),
        ("apostrophe between thousands", "'", "."),
        ("comma between thousands, no decimals", ",", ""),
    ):
        yield Variant(f"amounts with a {name}", Outcome.REFUSED, grouped(mark, decimal), "AMT_CREDIT")
    for name, mark in (("comma", ","), ("point", ".")):
        says = f"a {name} that may stand before decimals or between thousands"
        yield Variant(f"a {name} before three digits everywhere", Outcome.REFUSED, only_groups(mark), says)


def _same(name: str, layout: Layout) -> Variant:
    return Variant(name, Outcome.SAME, lambda clean, folder: clean.write_csv(folder, layout))


def _refused(name: str, layout: Layout, says: str) -> Variant:
    return Variant(name, Outcome.REFUSED, lambda clean, folder: clean.write_csv(folder, layout), says)
