"""Taking files out of zip and gzip archives, within bounds."""

from __future__ import annotations

import gzip
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from model_build.errors import InputError, UnreadableFileError
from model_build.sources.kinds import HEAD_BYTES

MOST_MEMBERS: Final = 10_000
# Tables of numbers shrink four to thirty times; what shrinks more than this was made to fill a disk.
LARGEST_RATIO: Final = 250
_SMALL: Final = 64 * 1024**2
_BLOCK: Final = 1 << 20
BROKEN: Final = (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, zlib.error, gzip.BadGzipFile)


def list_members(path: Path, name: str) -> list[zipfile.ZipInfo]:
    """Return the files of a zip archive, without the shadows that macOS adds; ``name`` is what messages call it.

    Raises
    ------
    UnreadableFileError
        It is not a whole zip file, or holds more files than any set of tables.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (*BROKEN, OSError) as error:
        raise UnreadableFileError(
            f"{name} is not a whole zip file",
            got=f"{path.stat().st_size:,} bytes without a readable list of files",
            remedy="download it again, or take it out of the folder",
        ) from error
    if len(members) > MOST_MEMBERS:
        raise UnreadableFileError(
            f"{name} holds more files than a set of tables",
            got=f"{len(members):,} files",
            remedy="zip the tables alone, or take it out of the folder",
        )
    return [member for member in members if not (member.is_dir() or _is_shadow(member.filename))]


def get_head(archive: Path, member: zipfile.ZipInfo) -> bytes:
    """Return the first bytes of a member; empty if it cannot be read; unpacking then reports the error."""
    try:
        with zipfile.ZipFile(archive) as zip_file, zip_file.open(member) as source:
            return source.read(HEAD_BYTES)
    except (*BROKEN, OSError):
        return b""


def unpack_member(archive: Path, member: zipfile.ZipInfo, target: Path, name: str) -> None:
    """Write a member of a zip archive to ``target``; ``name`` is what messages call the archive.

    Raises
    ------
    UnreadableFileError
        It is damaged, needs a password, or would be larger than any table of its packed size.
    """
    if member.file_size > max(_SMALL, LARGEST_RATIO * member.compress_size):
        raise _too_large(f"{name} ({member.filename})")
    with (
        _explained(name, target),
        zipfile.ZipFile(archive) as zip_file,
        zip_file.open(member) as source,
        target.open("wb") as out,
    ):
        _copy(source, out, max(_SMALL, LARGEST_RATIO * member.compress_size), f"{name} ({member.filename})")


def unpack_gzip(path: Path, target: Path, name: str) -> None:
    """Write what a gzip file holds to ``target``.

    Raises
    ------
    UnreadableFileError
        It is damaged, or would be larger than any table of its packed size.
    """
    with _explained(name, target), gzip.open(path) as source, target.open("wb") as out:
        _copy(source, out, max(_SMALL, LARGEST_RATIO * path.stat().st_size), name)


def _copy(source: IO[bytes] | gzip.GzipFile, out: IO[bytes], most: int, name: str) -> None:
    written = 0
    while block := source.read(_BLOCK):
        written += len(block)
        if written > most:
            raise _too_large(name)
        out.write(block)


def _too_large(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} would unpack to more than {LARGEST_RATIO} times its size",
        got="an archive that shrank more than tables do",
        remedy="unpack it yourself if you trust it, and give the CSV or Parquet file",
    )


@contextmanager
def _explained(name: str, target: Path) -> Iterator[None]:
    try:
        yield
    except InputError:
        raise
    except BROKEN as error:
        locked = isinstance(error, RuntimeError) and "password" in str(error)
        raise UnreadableFileError(
            f"{name} cannot be unpacked",
            got="a file that needs a password" if locked else "a damaged file, or one packed by an unusual method",
            remedy="download or zip it again, without a password",
        ) from error
    except OSError as error:
        free = shutil.disk_usage(target.parent).free
        raise UnreadableFileError(
            f"{name} cannot be unpacked",
            got=f"{error.strerror or 'a damaged file'}, with {free // 1024**2:,} MB free for temporary files",
            remedy="make room, name a folder with more room by TMPDIR, or download the file again",
        ) from error


def _is_shadow(member: str) -> bool:
    parts = member.split("/")
    return "__MACOSX" in parts or any(part.startswith(("._", ".")) for part in parts)
