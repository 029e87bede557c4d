"""Finding each table in a folder: as Parquet, as CSV, zipped, or inside Kaggle's one archive."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from model_build.errors import DataFolderError, MissingTableError, UnreadableFileError


@dataclass(frozen=True)
class TableFile:
    """Where a table stands: a file of the folder, or a member of an archive there."""

    table: str
    path: Path
    member: str | None = None

    @property
    def name(self) -> str:
        """The name that messages use."""
        return self.path.name if self.member is None else f"{self.path.name} ({self.member})"

    @property
    def is_parquet(self) -> bool:
        """Whether the rows are Parquet; else they are CSV."""
        return (self.member or self.path.name).lower().endswith(".parquet")

    def unpacked(self, folder: Path) -> Path:
        """Return a path with the rows themselves, taking them out of the archive into ``folder`` if need be."""
        if self.member is None:
            return self.path
        target = folder / PurePosixPath(self.member).name
        try:
            with (
                zipfile.ZipFile(self.path) as archive,
                archive.open(self.member) as source,
                target.open("wb") as out,
            ):
                shutil.copyfileobj(source, out, 1 << 20)
        except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise UnreadableFileError(
                f"{self.path.name} cannot be unpacked",
                got=repr(str(error)),
                remedy="download or zip it again, without a password",
            ) from error
        return target


def find_tables(
    data: Path, wanted: Collection[str], required: Collection[str]
) -> tuple[dict[str, TableFile], list[str]]:
    """Find the wanted tables in a folder.

    Returns
    -------
    The file of each table found, and notes about files left aside because another one holds the same table.

    Raises
    ------
    DataFolderError
        There is no such folder.
    MissingTableError
        A required table is not in it.
    """
    if not data.is_dir():
        wrong = "The path of the tables is not a folder" if data.exists() else "The folder of the tables is not there"
        raise DataFolderError(wrong, got=repr(str(data)), remedy="name the folder that holds the Kaggle files")
    by_name = {name.lower(): name for name in wanted}
    found: dict[str, TableFile] = {}
    notes: list[str] = []
    for stem, file in _candidates(data):
        table = by_name.get(stem.lower())
        if table is None:
            continue
        if table in found:
            notes.append(f"{file.name} is left aside: {table} is read from {found[table].name}.")
        else:
            found[table] = TableFile(table, file.path, file.member)
    for table in sorted(required):
        if table not in found:
            _raise_missing(data, table)
    return found, notes


def _candidates(data: Path) -> Iterator[tuple[str, TableFile]]:
    """Yield every file that could be a table, with the table's name it bears, the fastest to read first."""
    files = sorted(path for path in data.iterdir() if path.is_file())
    for ending in (".parquet", ".csv"):
        for path in files:
            if path.suffix.lower() == ending:
                yield path.stem, TableFile("", path)
    for path in files:
        if path.suffix.lower() == ".zip":
            for member in _members(path):
                yield PurePosixPath(member).stem, TableFile("", path, member)


def _members(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableFileError(
            f"{path.name} is not a whole zip file",
            got=repr(str(error)),
            remedy="download it again, or take it out of the folder",
        ) from error
    # macOS adds a shadow of every file.
    members = (name for name in names if not name.startswith("__MACOSX/"))
    return [name for name in members if name.lower().endswith((".parquet", ".csv"))]


def _raise_missing(data: Path, table: str) -> None:
    names = sorted(path.name for path in data.iterdir() if path.is_file() and not path.name.startswith("."))
    close = get_close_matches(f"{table}.csv", names, n=1, cutoff=0.75)
    others = f"{len(names)} other files" if names else "an empty folder"
    got = f"{close[0]!r}, did you mean it" if close else others
    remedy = f"put {table}.csv, {table}.csv.zip or {table}.parquet into {str(data)!r}"
    if table == "application_test":
        remedy += ": the applicants to be decided are never invented"
    raise MissingTableError(f"The table {table} is missing", got=got, remedy=remedy)
