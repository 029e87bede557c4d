"""Finding each table in a folder: as Parquet, as CSV, packed, as a folder of parts, or inside Kaggle's one archive."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from model_build.errors import (
    AmbiguousTableError,
    DataFolderError,
    InputError,
    MissingTableError,
    UnreadableFileError,
)
from model_build.reading_report import Finding, FindingKind
from model_build.sources.kinds import REMEDIES, FileKind
from model_build.sources.listing import SourceFile, check_folder, expand_file, list_files
from model_build.sources.names import is_backup, is_other_kind, looks_like, may_hold_rows, table_named
from model_build.sources.peeking import table_of_columns
from model_build.sources.selection import TableSelection
from model_build.tables import SCHEMAS, TEST

_NO_TABLE: Final = "bears the name of no table"


@dataclass(frozen=True)
class LocatedTables:
    """The file of each table found, and the files that were not taken, with the reason."""

    files: dict[str, SourceFile]
    findings: tuple[Finding, ...]


def find_tables(
    data: Path,
    tables: Collection[str],
    required: Collection[str],
    needed: Collection[str],
    selection: TableSelection,
    workspace: Path,
) -> LocatedTables:
    """Find the wanted tables in a folder.

    Parameters
    ----------
    required, needed
        Tables that must be there; one that is ``needed`` may be allowed to be missing by ``selection``.
    workspace
        Where archives inside archives are unpacked.

    Raises
    ------
    DataFolderError
        There is no such folder.
    MissingTableError
        A table that must be there is not in it.
    AmbiguousTableError
        Several files may hold one table, or a file bears almost the name of one.
    """
    _require_folder(data)
    files_found = list(list_files(data, workspace))
    _require_ignored(files_found, selection)
    named = {table: _named(data, table, path, workspace) for table, path in selection.named.items() if table in tables}
    sorting = _Sorting(tables, selection, named)
    for file in files_found:
        sorting.take(file)
    files = {**sorting.exact, **named}
    for table in sorted(required):
        if table not in files:
            _raise_missing(data, table, files_found, sorting.alike.get(table, []))
    sorting.refuse_alike()
    absent = [table for table in tables if table in needed and table not in {*files, *selection.allow_missing}]
    if absent:
        options = " ".join(f"--allow-missing {table}" for table in absent)
        raise MissingTableError(
            f"The folder lacks {', '.join(absent)}, with which the bundle was trained",
            got=f"{', '.join(sorted(files))} alone",
            remedy=f"add the missing files, or count them as empty: {options}",
        )
    return LocatedTables(files, tuple(sorting.findings))


class _Sorting:
    """Puts each file of a folder to the table that it holds, or to those that are ignored."""

    def __init__(self, tables: Collection[str], selection: TableSelection, named: dict[str, SourceFile]) -> None:
        self.tables = tables
        self.selection = selection
        self.named = named
        self.used = {(_resolve(file.path), _member(file)) for file in named.values()}
        self.exact: dict[str, SourceFile] = {}
        self.alike: dict[str, list[SourceFile]] = {}
        self.findings: list[Finding] = []

    def take(self, file: SourceFile) -> None:
        """Put one file where it belongs."""
        if (_resolve(file.path), _member(file)) in self.used:
            return
        if file.name in self.selection.ignored or file.path.name in self.selection.ignored:
            self._ignore(file, "is ignored as --ignore says", "ignored_by_option")
            return
        table = next((name for stem in file.stems if (name := table_named(stem, SCHEMAS)) is not None), None)
        if table is not None and not is_other_kind(file.path.name):
            self._take_exact(table, file)
            return
        table_name = table or self._meant(file)
        if table_name is None:
            self._ignore(file, self._reason(file), "other_file")
        elif table_name in self.named:
            self._ignore(file, f"is ignored: {table_name} is read from {self.named[table_name].name}", "other_file")
        elif table_name in self.tables:
            self.alike.setdefault(table_name, []).append(file)
        else:
            self._ignore(file, f"is not needed: this command does not read {table_name}", "not_needed")

    def _take_exact(self, table: str, file: SourceFile) -> None:
        if table in self.named:
            self._ignore(file, f"is ignored: {table} is read from {self.named[table].name}", "other_file")
        elif table not in self.tables:
            self._ignore(file, f"is not needed: this command does not read {table}", "not_needed")
        elif table in self.exact:
            first = self.exact[table]
            raise AmbiguousTableError(
                f"Two files may hold the table {table}",
                got=f"{first.name!r} and {file.name!r}",
                remedy=f"remove one of them, or say which: --table {table}={_option(first)}",
            )
        else:
            self.exact[table] = file

    def _meant(self, file: SourceFile) -> str | None:
        """Return the table that a file seems to hold, by its name or by its columns."""
        if not may_hold_rows(file.path.name) and not is_other_kind(file.path.name) and not file.parts:
            return None
        for stem in file.stems:
            alike = looks_like(stem, SCHEMAS)
            if alike is not None:
                table, is_sure = alike
                # A name that only contains a table's may be about it: then its columns tell.
                if is_sure or not file.kind.is_readable or table_of_columns(file, table) is not None:
                    return table
        return table_of_columns(file) if file.kind.is_readable else None

    def refuse_alike(self) -> None:
        """Refuse the first file that seems to hold a table and does not bear its name.

        Raises
        ------
        AmbiguousTableError
            There is one.
        UnreadableFileError
            It is of a kind that is not read, and no other file holds the table.
        """
        for table, files in self.alike.items():
            file = files[0]
            if table in self.exact and (not file.kind.is_readable or is_backup(file.path.name)):
                self._ignore(file, f"is ignored: {table} is read from {self.exact[table].name}", "other_file")
                continue
            if not file.kind.is_readable:
                raise _unreadable(file)
            beside = f" beside {self.exact[table].name!r}" if table in self.exact else ""
            raise AmbiguousTableError(
                f"A file looks like the table {table} and does not bear its name",
                got=f"{file.name!r}{beside}",
                remedy=f"rename or remove it, or say which file to read (--table {table}={_option(file)}) or to leave "
                f"out (--ignore '{file.path.name}')",
            )

    def _reason(self, file: SourceFile) -> str:
        if file.path.is_dir():
            return "is a folder and is not looked into" if not file.parts else f"is a folder that {_NO_TABLE}"
        return _NO_TABLE if file.kind.is_readable else f"is {file.kind.value}, and {_NO_TABLE}"

    def _ignore(self, file: SourceFile, reason: str, code: str) -> None:
        self.findings.append(Finding(FindingKind.IGNORED, code, f"{file.name} {reason}", file=file.name))


def require_readable(file: SourceFile) -> None:
    """Refuse a file of a kind that no table is read from.

    Raises
    ------
    UnreadableFileError
        What it is, and what to do.
    """
    if file.parts or file.path.is_dir():
        check_folder(file)
    if not file.kind.is_readable:
        raise _unreadable(file)


def _unreadable(file: SourceFile) -> UnreadableFileError:
    kind = file.kind if not file.kind.is_readable else FileKind.BINARY
    return UnreadableFileError(
        f"{file.name} is no file that a table is read from", got=kind.value, remedy=REMEDIES[kind]
    )


def _require_folder(data: Path) -> None:
    if not data.is_dir():
        wrong = "The path of the tables is not a folder" if data.exists() else "The folder of the tables is not there"
        raise DataFolderError(wrong, got=repr(str(data)), remedy="name the folder that holds the Kaggle files")
    try:
        next(data.iterdir(), None)
    except OSError as error:
        raise DataFolderError(
            "The folder of the tables cannot be opened",
            got=f"{str(data)!r}: {error.strerror}",
            remedy="give the command the right to read it",
        ) from error


def _require_ignored(files: Sequence[SourceFile], selection: TableSelection) -> None:
    names = {name for file in files for name in (file.name, file.path.name)}
    strange = sorted(selection.ignored - names)
    if strange:
        raise InputError(
            "--ignore names no file of the folder", got=repr(strange[0]), remedy="name it as the folder lists it"
        )


def _named(data: Path, table: str, path: Path, workspace: Path) -> SourceFile:
    """Return the file that ``--table`` names: in the folder of the tables, or from the working directory."""
    candidates = [data / path, path]
    for candidate in candidates:
        if candidate.is_dir():
            parts = [file for file in list_files(candidate.parent, workspace) if file.path == candidate]
            return parts[0]
        if candidate.is_file():
            return _only(table, list(expand_file(candidate, workspace)), path)
    # A member of an archive is written behind it: archive.zip/bureau.csv.
    for candidate in candidates:
        for parent in candidate.parents:
            if parent.is_file():
                member = candidate.relative_to(parent).as_posix()
                inside = [file for file in expand_file(parent, workspace) if _member(file) == member]
                if inside:
                    return inside[0]
    raise InputError(
        f"--table names no file for {table}",
        got=repr(str(path)),
        remedy="give the path of the file, or its name in the folder of the tables",
    )


def _only(table: str, files: Sequence[SourceFile], path: Path) -> SourceFile:
    if len(files) == 1:
        return files[0]
    same = [file for file in files if file.stems and table_named(file.stems[0], (table,)) is not None]
    if len(same) == 1:
        return same[0]
    raise InputError(
        f"--table names an archive that holds {len(files)} files, and not one of them is {table}",
        got=repr(str(path)),
        remedy=f"name the file inside: --table {table}={path}/FILE",
    )


def _resolve(path: Path) -> Path:
    """Return where a path leads; a link that leads to itself stays where it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _member(file: SourceFile) -> str | None:
    return file.member.filename if file.member is not None else None


def _option(file: SourceFile) -> str:
    name = file.path.name if file.member is None else f"{file.path.name}/{file.member.filename}"
    return name if name.replace(".", "").replace("_", "").replace("-", "").replace("/", "").isalnum() else f"'{name}'"


def _raise_missing(data: Path, table: str, files: Sequence[SourceFile], alike: Sequence[SourceFile]) -> None:
    names = sorted(file.path.name for file in files)
    close = [file.name for file in alike] or get_close_matches(f"{table}.csv", names, n=1, cutoff=0.75)
    others = f"{len(names)} other files" if names else "an empty folder"
    actual = f"{close[0]!r}, did you mean it" if close else others
    remedy = f"put {table}.csv, {table}.csv.zip or {table}.parquet into {str(data)!r}"
    if alike:
        if not alike[0].kind.is_readable:
            raise _unreadable(alike[0])
        remedy += f", or say which file it is: --table {table}={_option(alike[0])}"
    if table == TEST:
        remedy += ": the pending applications are never generated"
    raise MissingTableError(f"The table {table} is missing", got=actual, remedy=remedy)
