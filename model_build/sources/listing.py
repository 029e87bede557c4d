"""Everything in a folder that could hold a table: files, folders of parts as Spark writes them, members of archives."""

from __future__ import annotations

import filecmp
import gzip
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path, PurePosixPath
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from model_build.errors import UnreadableFileError
from model_build.sources.archives import BROKEN, get_head, list_members, unpack_gzip, unpack_member
from model_build.sources.kinds import HEAD_BYTES, FileKind, get_kind
from model_build.sources.names import is_backup, strip_suffixes
from model_build.synthetic import MARKER

_DEEPEST: Final = 3
_SKIPPED: Final = (MARKER, "thumbs.db", "desktop.ini")
# What Spark, Hive and Databricks write beside the parts of a table.
_JOB_FILES: Final = ("_success", "_metadata", "_common_metadata", "_committed_", "_started_", "_temporary")
_LAKES: Final = {"_delta_log": "Delta Lake", ".hoodie": "Hudi", "metadata": "Iceberg"}


@dataclass(frozen=True)
class SourceFile:
    """A file or archive member that may hold a table.

    Attributes
    ----------
    name
        What messages call it.
    stems
        The names it may go by, without endings: its own first, then that of the archive it is alone in.
    path
        The file or folder in the folder of the tables.
    kind
        What its first bytes say; of a folder, what its first part is.
    archive, member
        The zip file to take it out of, on disk.
    parts
        Of a folder: its files, in order.
    """

    name: str
    stems: tuple[str, ...]
    path: Path
    kind: FileKind
    archive: Path | None = None
    member: zipfile.ZipInfo | None = None
    parts: tuple[Path, ...] = ()

    @property
    def packed(self) -> str | None:
        """The compression, or None."""
        if self.member is not None:
            return "zip"
        return "gzip" if self.kind is FileKind.GZIP else None

    def unpacked(self, workspace: Path) -> list[Path]:
        """Return paths with the rows themselves, taken out of archives into ``workspace`` if need be.

        Raises
        ------
        UnreadableFileError
            An archive is damaged, locked or a bomb.
        """
        if self.parts:
            return [_gunzipped(part, workspace, f"{self.name}/{part.name}") for part in self.parts]
        path = self.path
        if self.archive is not None and self.member is not None:
            path = _fresh(workspace, PurePosixPath(self.member.filename).name)
            unpack_member(self.archive, self.member, path, self.path.name)
        return [_gunzipped(path, workspace, self.name)]


def list_files(data: Path, workspace: Path) -> Iterator[SourceFile]:
    """Yield every file that could hold a table; archives inside archives are unpacked into ``workspace``.

    Raises
    ------
    UnreadableFileError
        An archive cannot be read, or is nested too deep.
    """
    for path in sorted(data.iterdir()):
        name = path.name.lower()
        if name.startswith((".", "~$", *_JOB_FILES)) or name in _SKIPPED:
            continue
        if path.is_dir():
            yield from _folder(path)
        elif path.is_file():
            yield from expand_file(path, workspace)
        else:
            yield SourceFile(path.name, (strip_suffixes(path.name),), path, FileKind.NO_FILE)


def expand_file(path: Path, workspace: Path, name: str | None = None) -> Iterator[SourceFile]:
    """Yield a file, or the members of the archive that it is."""
    name = name or path.name
    kind = get_kind(_head(path))
    # An empty or damaged file of that ending is a damaged archive.
    if kind is FileKind.ZIP or (kind is FileKind.EMPTY and path.suffix.lower() == ".zip"):
        yield from _members(path, path, (name, path.name), workspace, 1)
    else:
        yield SourceFile(name, (strip_suffixes(path.name),), path, kind)


def _members(path: Path, archive: Path, names: tuple[str, str], workspace: Path, depth: int) -> Iterator[SourceFile]:
    """Yield the members of an archive that messages call by the first of ``names``; the second is its own name."""
    name, own = names
    members = list_members(archive, name)
    office = next((kind for kind in (_office(member.filename) for member in members) if kind is not None), None)
    if office is not None:
        yield SourceFile(name, (strip_suffixes(own),), path, office)
        return
    if not members:
        yield SourceFile(name, (strip_suffixes(own),), path, FileKind.EMPTY_ARCHIVE)
    alone = (strip_suffixes(own),) if len(members) == 1 else ()
    for member in members:
        label = f"{name} ({member.filename})"
        kind = get_kind(get_head(archive, member))
        if kind is FileKind.ZIP:
            if depth == _DEEPEST:
                raise UnreadableFileError(
                    f"{name} holds archives inside archives inside archives",
                    got=repr(member.filename),
                    remedy="unpack it, and give the tables",
                )
            inner = _fresh(workspace, PurePosixPath(member.filename).name)
            unpack_member(archive, member, inner, name)
            inside = PurePosixPath(member.filename).name
            yield from _members(path, inner, (label, inside), workspace, depth + 1)
        else:
            stems = (strip_suffixes(PurePosixPath(member.filename).name), *alone)
            yield SourceFile(label, stems, path, kind, archive, member)


def _folder(path: Path) -> Iterator[SourceFile]:
    """Yield a folder whose files may be the parts of one table."""
    try:
        parts = sorted(part for part in path.iterdir() if part.is_file() and not part.name.startswith(("_", ".")))
    except OSError:
        parts = []
    # Sums of the parts stand beside them.
    pieces = tuple(
        part
        for part in parts
        if (part.name.startswith("part-") or strip_suffixes(part.name) != part.name) and part.suffix.lower() != ".crc"
    )
    kind = get_kind(_head(pieces[0])) if pieces else FileKind.EMPTY
    yield SourceFile(path.name, (strip_suffixes(path.name),), path, kind, parts=pieces)


def check_folder(folder: SourceFile) -> None:
    """Refuse a folder of parts that is not one whole table.

    Raises
    ------
    UnreadableFileError
        It holds no part, was not finished, is split into subfolders, or its parts are of several kinds.
    """
    inside = sorted(part.name for part in folder.path.iterdir() if part.is_dir())
    lake = next((kind for log_folder, kind in _LAKES.items() if log_folder in inside), None)
    split = [name for name in inside if "=" in name]
    kinds = {_bare_kind(part) for part in folder.parts}
    if lake is not None:
        wrong, remedy = f"is a table of {lake}", "write the table as plain Parquet, or take the folder out"
        actual = "a log of versions beside its parts, which says which of them still count"
    elif split:
        wrong, actual, remedy = "is split by the values of a column", repr(split[0]), "write it without partitionBy"
    elif "_temporary" in inside:
        wrong, actual, remedy = "was not written to its end", "a folder '_temporary'", "let the job that writes it end"
    elif not folder.parts:
        wrong, actual, remedy = (
            "is a folder without a part of a table",
            "no file part-*",
            "give the table's file or parts",
        )
    elif len(kinds) > 1:
        wrong, remedy = "has parts of several kinds", "write all parts as Parquet, or all as CSV"
        actual = " and ".join(sorted(kind.value for kind in kinds))
    elif (aside := next((part.name for part in folder.parts if is_backup(part.name)), None)) is not None:
        wrong, actual, remedy = "has a part that was put aside or not fetched to its end", repr(aside), "take it out"
    elif (twice := _twice(folder.parts)) is not None:
        wrong, actual, remedy = "has one part twice", " and ".join(map(repr, twice)), "remove one of the two"
    else:
        return
    raise UnreadableFileError(f"{folder.name} {wrong}", got=actual, remedy=remedy)


def _twice(parts: Sequence[Path]) -> tuple[str, str] | None:
    """Return the names of two parts with the same content, None if there are none; parts without a row do not count."""
    by_size: dict[int, list[Path]] = {}
    for part in parts:
        by_size.setdefault(part.stat().st_size, []).append(part)
    for alike in by_size.values():
        for first, second in combinations(alike, 2):
            if filecmp.cmp(first, second, shallow=False) and _has_rows(first):
                return first.name, second.name
    return None


def _has_rows(part: Path) -> bool:
    """Whether a part holds more than a line of names, or the footer of a Parquet file."""
    if get_kind(_head(part)) is FileKind.PARQUET:
        with suppress(pa.ArrowException, OSError):
            return bool(pq.read_metadata(part).num_rows)
        return False
    with gzip.open(part) if get_kind(_head(part)) is FileKind.GZIP else part.open("rb") as lines, suppress(*BROKEN):
        return sum(1 for _ in islice(lines, 2)) == 2
    return False


def _bare_kind(path: Path) -> FileKind:
    kind = get_kind(_head(path))
    # A job may leave a part without a row as an empty file.
    return FileKind.TEXT if kind in (FileKind.GZIP, FileKind.EMPTY) else kind


def _office(member: str) -> FileKind | None:
    if member == "[Content_Types].xml":
        return FileKind.EXCEL
    return FileKind.OPEN_DOCUMENT if member == "META-INF/manifest.xml" else None


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError as error:
        raise UnreadableFileError(
            f"{path.name} cannot be opened", got=str(error.strerror), remedy="give the command the right to read it"
        ) from error


def _gunzipped(path: Path, workspace: Path, name: str) -> Path:
    if get_kind(_head(path)) is not FileKind.GZIP:
        return path
    target = _fresh(workspace, path.name.removesuffix(".gz"))
    unpack_gzip(path, target, name)
    return target


def _fresh(workspace: Path, name: str) -> Path:
    """Return an unused path in the workspace."""
    number = sum(1 for _ in workspace.iterdir())
    return workspace / f"{number}-{name[-80:]}"
