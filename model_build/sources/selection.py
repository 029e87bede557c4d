"""Which file holds which table, as given on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from model_build.errors import InputError
from model_build.tables import HISTORY_TABLES, SCHEMAS


@dataclass(frozen=True)
class TableSelection:
    """The choices of one command.

    Attributes
    ----------
    named
        The file of a table, by the table's name; other files of that table are ignored.
    ignored
        Names of files that are not looked at.
    allow_missing
        Histories that the bundle was trained with and that may be missing.
    """

    named: Mapping[str, Path] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    allow_missing: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, named: Iterable[str], ignored: Iterable[str], allow_missing: Iterable[str]) -> TableSelection:
        """Read options written as on the command line.

        Raises
        ------
        InputError
            An option names no table, names one twice, or is not written ``TABLE=PATH``.
        """
        files: dict[str, Path] = {}
        for option in named:
            table, sign, path = option.partition("=")
            if not sign or not path:
                raise InputError(
                    "--table names a table and its file", got=repr(option), remedy="write --table bureau=PATH"
                )
            _require_table(table, "--table", SCHEMAS)
            if table in files:
                raise InputError(
                    f"--table names {table} twice", got=f"{str(files[table])!r} and {path!r}", remedy="name one file"
                )
            files[table] = Path(path)
        allowed = list(allow_missing)
        for table in allowed:
            _require_table(table, "--allow-missing", HISTORY_TABLES)
        return cls(files, frozenset(ignored), frozenset(allowed))


def _require_table(name: str, option: str, tables: Iterable[str]) -> None:
    known = list(tables)
    if name in known:
        return
    close = get_close_matches(name, known, n=1)
    raise InputError(
        f"{option} names no table that it can name",
        got=f"{name!r}, did you mean {close[0]!r}" if close else repr(name),
        remedy=f"name one of {', '.join(known)}",
    )
