"""Matching of file names to tables, exact and approximate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

_ENDINGS: Final = frozenset({"csv", "tsv", "tab", "txt", "dat", "data", "parquet", "parq", "pq", "zip", "gz", "gzip"})
_COMPRESSIONS: Final = frozenset({"snappy", "zstd", "brotli", "lz4", "uncompressed"})
_OTHER_ENDINGS: Final = frozenset(
    (
        *("xlsx", "xlsm", "xlsb", "xls", "ods", "feather", "arrow", "ipc", "orc", "avro", "json", "jsonl", "ndjson"),
        *("rar", "7z", "bz2", "xz", "zst", "tar", "tgz", "pkl", "pickle", "sas7bdat", "dta", "sav", "rds", "rdata"),
        *("db", "sqlite"),
    )
)
# What people add to a file they put aside, and browsers to one that they have not fetched to its end.
_SET_ASIDE: Final = frozenset(
    {"bak", "old", "orig", "save", "tmp", "part", "partial", "filepart", "crdownload", "download", "opdownload"}
)
# What people and programs add to the name of a copy.
_DECORATIONS: Final = re.compile(
    r"copyof|copy|copie|kopie|final|finale|new|neu|old|alt|latest|backup|bak|tmp|temp|export|extract|clean|cleaned|"
    r"fixed|table|data|raw|full|sample|part|version|v|utf8|utf|excel|csv|homecredit|kaggle|\d"
)
_ALMOST: Final = 0.85


def strip_suffixes(name: str) -> str:
    """Return a file's name without the endings that say how it is written: ``bureau.csv.zip`` is ``bureau``."""
    stem = name
    while True:
        before, dot, ending = stem.rpartition(".")
        if not dot or not before or ending.lower() not in _ENDINGS | _COMPRESSIONS | _OTHER_ENDINGS | _SET_ASIDE:
            return stem
        stem = before


def may_hold_rows(name: str) -> bool:
    """Whether the ending of a name is one that tables have, or there is none."""
    _, dot, ending = name.rpartition(".")
    return not dot or ending.lower() in _ENDINGS or not ending.isalnum() or ending.isdigit()


def is_other_kind(name: str) -> bool:
    """Whether the ending of a name is one of data that is not read, such as ``.xlsx``, or of a backup."""
    return name.rpartition(".")[2].lower() in _OTHER_ENDINGS or is_backup(name)


def is_backup(name: str) -> bool:
    """Whether the ending of a name is that of a file put aside, or not fetched to its end."""
    return name.rpartition(".")[2].lower() in _SET_ASIDE


def table_named(stem: str, tables: Iterable[str]) -> str | None:
    """Return the table that bears this name.

    File systems may fold a whole name to capitals or small letters; other differences of case are no such thing, and
    ``looks_like`` finds them.
    """
    return next((table for table in tables if stem in (table, table.upper(), table.lower())), None)


def looks_like(stem: str, tables: Iterable[str]) -> tuple[str, bool] | None:
    """Return the table that a name almost is, and whether it can hardly be anything else.

    ``bureau (1)`` and ``Bureau`` can hardly be anything else; ``bureau_codes`` may be.
    """
    folded = _fold(stem)
    by_fold = {_fold(table): table for table in tables}
    for name in sorted(by_fold, key=len, reverse=True):
        if name in folded:
            rest = folded.replace(name, "", 1)
            return by_fold[name], not _DECORATIONS.sub("", rest)
    ratios = {name: SequenceMatcher(None, name, folded).ratio() for name in by_fold}
    best = max(ratios, key=lambda name: ratios[name], default=None)
    return (by_fold[best], False) if best is not None and ratios[best] >= _ALMOST else None


def _fold(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())
