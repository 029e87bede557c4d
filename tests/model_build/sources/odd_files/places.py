"""Where the files stand and what they are called: misspelt, twice, packed, nested, in parts, or of another kind."""

from __future__ import annotations

import gzip
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq

from tests.model_build.sources.odd_files.population import Clean
from tests.model_build.sources.odd_files.variants import Outcome, Variant
from tests.model_build.sources.odd_files.writing import Layout, csv_text

TEST = "application_test"
Make = Callable[[Clean, Path], None]
_MISSPELT = (
    "bureau (1).csv",
    "Bureau.csv",
    "bureau_copy.csv",
    "Copy of bureau.csv",
    "bureau-final.csv",
    "bureau2.csv",
    "burau.csv",
    "bureau.csv.bak",
    "bureau_2024-05-01.csv",
    "export.csv",
    "credits of other lenders.csv",
)


def _write_notes(_: object, path: Path) -> None:
    path.write_text("code,meaning\nC,closed\n", encoding="utf-8")


def _empty(parts: Path) -> None:
    for path in parts.glob("part-*"):
        path.unlink()


def variants() -> Iterator[Variant]:
    """Yield names and places."""
    yield from _names()
    yield from _twice()
    yield from _packed()
    yield from _parts()
    yield from _other_kinds()


def _renamed(table: str, name: str) -> Make:
    def make(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        (folder / f"{table}.csv").rename(folder / name)

    return make


def _names() -> Iterator[Variant]:
    for name in _MISSPELT:
        yield Variant(f"bureau as {name}", Outcome.REFUSED, _renamed("bureau", name), name)
        options = {"table": [f"bureau={name}"]}
        yield Variant(f"bureau as {name}, named", Outcome.SAME, _renamed("bureau", name), options=options)
    others = {
        TEST: "application-test.csv",
        "POS_CASH_balance": "POS_CASH_balance_copy.csv",
        "credit_card_balance": "credit card balance.csv",
        "installments_payments": "instalments_payments.csv",
        "previous_application": "previous_applications (2).csv",
        "bureau_balance": "BureauBalance.csv",
    }
    for table, name in others.items():
        yield Variant(f"{table} as {name}", Outcome.REFUSED, _renamed(table, name), name)
    for name in ("BUREAU.CSV", "bureau.txt", "bureau.csv.csv", "bureau"):
        yield Variant(f"bureau as {name}", Outcome.SAME, _renamed("bureau", name))

    def without(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        (folder / "credit_card_balance.csv").unlink()

    yield Variant("a history missing", Outcome.REFUSED, without, "--allow-missing credit_card_balance")


def _twice() -> Iterator[Variant]:
    def beside(name: str, write: Callable[[pa.Table, Path], None]) -> Make:
        def make(clean: Clean, folder: Path) -> None:
            clean.write_csv(folder)
            write(clean.tables["bureau"], folder / name)

        return make

    def stale(table: pa.Table, path: Path) -> None:
        pq.write_table(table.slice(0, 2), path)

    def zipped(table: pa.Table, path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("bureau.csv", csv_text(table.slice(0, 2), Layout()))

    def plain(table: pa.Table, path: Path) -> None:
        path.write_text(csv_text(table.slice(0, 2), Layout()), encoding="utf-8")

    for name, write in {
        "bureau.parquet": stale,
        "bureau.csv.zip": zipped,
        "tables.zip": zipped,
        "BUREAU.CSV": plain,
        "bureau (1).csv": plain,
        "Bureau.CSV": plain,
        "bureau.txt": plain,
        "old.csv": plain,
    }.items():
        yield Variant(f"{name} beside bureau.csv", Outcome.REFUSED, beside(name, write), name)
        options = {"table": ["bureau=bureau.csv"]}
        make = beside(name, write)
        yield Variant(f"{name} beside bureau.csv, which is named", Outcome.SAME, make, options=options)
    options = {"ignore": ["bureau (1).csv"]}
    yield Variant("a copy that is ignored", Outcome.SAME, beside("bureau (1).csv", plain), options=options)
    notes = beside("bureau_codes.csv", _write_notes)
    yield Variant("a file about a table", Outcome.SAME, notes, "other_file")


def _packed() -> Iterator[Variant]:
    def zip_of(names: Callable[[str], str], method: int = zipfile.ZIP_DEFLATED) -> Make:
        def make(clean: Clean, folder: Path) -> None:
            with zipfile.ZipFile(folder / "home-credit.zip", "w", method) as archive:
                for name, table in clean.tables.items():
                    archive.writestr(names(name), csv_text(table, Layout()))

        return make

    yield Variant("one archive", Outcome.SAME, zip_of("{}.csv".format))
    yield Variant("one archive with a folder", Outcome.SAME, zip_of("home-credit/{}.csv".format))
    yield Variant("one archive, stored", Outcome.SAME, zip_of("{}.csv".format, zipfile.ZIP_STORED))
    yield Variant("one archive, LZMA", Outcome.SAME, zip_of("{}.csv".format, zipfile.ZIP_LZMA))

    def nested(depth: int) -> Make:
        def make(clean: Clean, folder: Path) -> None:
            zip_of("{}.csv".format)(clean, folder)
            inner = folder / "home-credit.zip"
            for _ in range(depth):
                outer = folder / "outer.zip"
                with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
                    archive.write(inner, "inner.zip")
                inner.unlink()
                inner = outer.rename(folder / "home-credit.zip")

        return make

    yield Variant("an archive in an archive", Outcome.SAME, nested(1))
    yield Variant("archives four deep", Outcome.REFUSED, nested(3), "archives inside archives")

    def each(ending: str, inside: Callable[[str], str], content: str = "csv") -> Make:
        def make(clean: Clean, folder: Path) -> None:
            for name, table in clean.tables.items():
                with zipfile.ZipFile(folder / f"{name}{ending}", "w", zipfile.ZIP_DEFLATED) as archive:
                    if content == "csv":
                        archive.writestr(inside(name), csv_text(table, Layout()))
                    else:
                        pq.write_table(table, folder / "t")
                        archive.write(folder / "t", inside(name))
                        (folder / "t").unlink()

        return make

    yield Variant("each table zipped", Outcome.SAME, each(".csv.zip", "{}.csv".format))
    yield Variant("each table zipped under another name", Outcome.SAME, each(".csv.zip", lambda _: "data.csv"))
    yield Variant("zips named .csv", Outcome.SAME, each(".csv", "{}.csv".format))
    yield Variant("zips named .parquet", Outcome.SAME, each(".parquet", "{}.parquet".format, "parquet"))

    def two_members(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        (folder / "bureau.csv").unlink()
        with zipfile.ZipFile(folder / "bureau.zip", "w") as archive:
            archive.writestr("new/bureau.csv", csv_text(clean.tables["bureau"], Layout()))
            archive.writestr("old/bureau.csv", csv_text(clean.tables["bureau"].slice(0, 2), Layout()))

    yield Variant("two members with one name", Outcome.REFUSED, two_members, "Two files may hold the table bureau")
    options = {"table": ["bureau=bureau.zip/new/bureau.csv"]}
    yield Variant("two members, one named", Outcome.SAME, two_members, options=options)

    def gzipped(clean: Clean, folder: Path) -> None:
        for name, table in clean.tables.items():
            (folder / f"{name}.csv.gz").write_bytes(gzip.compress(csv_text(table, Layout()).encode()))

    yield Variant("gzip", Outcome.SAME, gzipped)

    def cut(clean: Clean, folder: Path) -> None:
        gzipped(clean, folder)
        path = folder / "bureau.csv.gz"
        path.write_bytes(path.read_bytes()[:-50])

    yield Variant("gzip, cut off", Outcome.REFUSED, cut, "bureau.csv.gz cannot be unpacked")

    def bomb(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        (folder / "bureau.csv").unlink()
        with zipfile.ZipFile(folder / "bureau.csv.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bureau.csv", b"0" * (80 * 1024**2))

    yield Variant("a bomb", Outcome.REFUSED, bomb, "250 times its size")


def _parts() -> Iterator[Variant]:
    def parquet(name: str, *, spoil: Callable[[Path], None] | None = None) -> Make:
        def make(clean: Clean, folder: Path) -> None:
            clean.write_parquet(folder, but=(TEST,))
            parts = folder / name
            parts.mkdir()
            rows = clean.tables[TEST]
            for number, begin in enumerate((0, 5, 10)):
                length = 5 if number < 2 else rows.num_rows
                pq.write_table(rows.slice(begin, length), parts / f"part-{number:05d}-x.c000.snappy.parquet")
            (parts / "_SUCCESS").touch()
            (parts / "._SUCCESS.crc").touch()
            if spoil is not None:
                spoil(parts)

        return make

    def csv_parts(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        (folder / f"{TEST}.csv").unlink()
        parts = folder / f"{TEST}.csv"
        parts.mkdir()
        for number, begin in enumerate((0, 10)):
            rows = clean.tables[TEST].slice(begin, 10 if number == 0 else None)
            (parts / f"part-{number:05d}.csv").write_text(csv_text(rows, Layout()), encoding="utf-8")

    def narrow(parts: Path) -> None:
        path = sorted(parts.glob("part-*"))[1]
        pq.write_table(pq.read_table(path).drop_columns(["EXT_SOURCE_1"]), path)

    yield Variant("parts as Spark writes them", Outcome.SAME, parquet(f"{TEST}.parquet"))
    yield Variant("parts in a folder without an ending", Outcome.SAME, parquet(TEST))
    yield Variant("CSV in parts", Outcome.SAME, csv_parts)
    unfinished = parquet(f"{TEST}.parquet", spoil=lambda parts: (parts / "_temporary").mkdir())
    yield Variant("parts of an unfinished job", Outcome.REFUSED, unfinished, "was not written to its end")
    delta = parquet(f"{TEST}.parquet", spoil=lambda parts: (parts / "_delta_log").mkdir())
    yield Variant("a Delta table", Outcome.REFUSED, delta, "Delta Lake")
    split = parquet(f"{TEST}.parquet", spoil=lambda parts: (parts / "CODE_GENDER=M").mkdir())
    yield Variant("split by a column", Outcome.REFUSED, split, "split by the values of a column")
    yield Variant("a part without a column", Outcome.REFUSED, parquet(f"{TEST}.parquet", spoil=narrow), "columns")
    empty = parquet(f"{TEST}.parquet", spoil=_empty)
    yield Variant("a folder without a part", Outcome.REFUSED, empty, "without a part of a table")


def _other_kinds() -> Iterator[Variant]:
    def of(content: Callable[[Clean], bytes], name: str = f"{TEST}.csv") -> Make:
        def make(clean: Clean, folder: Path) -> None:
            clean.write_csv(folder)
            (folder / f"{TEST}.csv").unlink()
            (folder / name).write_bytes(content(clean))

        return make

    def as_feather(clean: Clean) -> bytes:
        out = pa.BufferOutputStream()
        feather.write_feather(clean.tables[TEST], out)
        return bytes(out.getvalue())

    def as_parquet(clean: Clean) -> bytes:
        out = pa.BufferOutputStream()
        pq.write_table(clean.tables[TEST], out)
        return bytes(out.getvalue())

    def as_csv(clean: Clean) -> bytes:
        return csv_text(clean.tables[TEST], Layout()).encode()

    contents: dict[str, tuple[Callable[[Clean], bytes], str]] = {
        "a web page": (lambda _: b"<!DOCTYPE html><html>sign in</html>", "a web page"),
        "JSON": (lambda _: b'[{"SK_ID_CURR": 1}]', "JSON"),
        "an Arrow file": (as_feather, "an Arrow (Feather) file"),
        "an old workbook": (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Office file"),
        "nothing": (lambda _: b"", "0 bytes"),
        "a pointer of Git LFS": (lambda _: b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
        "Parquet, cut off": (lambda clean: as_parquet(clean)[:-90], "not a whole Parquet file"),
        "bytes of zero": (lambda clean: as_csv(clean).replace(b"Working", b"W\0rking"), "bytes of zero"),
        "two encodings": (lambda clean: as_csv(clean) + "é".encode() + b"\xe9\n", "mixes UTF-8 with another encoding"),
    }
    for name, (content, says) in contents.items():
        yield Variant(f"{name} named .csv", Outcome.REFUSED, of(content), says)
    yield Variant("Parquet named .csv", Outcome.SAME, of(as_parquet))
    yield Variant("CSV named .parquet", Outcome.SAME, of(as_csv, f"{TEST}.parquet"))
    yield Variant("CSV named .zip", Outcome.SAME, of(as_csv, f"{TEST}.zip"))

    def workbook(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        (folder / f"{TEST}.csv").unlink()
        with zipfile.ZipFile(folder / f"{TEST}.xlsx", "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("xl/workbook.xml", "<workbook/>")

    yield Variant("a workbook", Outcome.REFUSED, workbook, "an Excel workbook")

    def mixed(clean: Clean, folder: Path) -> None:
        clean.write_csv(folder)
        (folder / "bureau.csv").unlink()
        pq.write_table(clean.tables["bureau"], folder / "bureau.parquet")
        shutil.make_archive(str(folder / "notes"), "tar", folder, "bureau.parquet")

    yield Variant("CSV and Parquet side by side, and an archive of another kind", Outcome.SAME, mixed, "other_file")
