"""Checks made before anything of a bundle is opened.

A truncated LightGBM file crashes the whole process and a changed leaf loads silently (both measured), so names,
sizes and hashes come first.
"""

import hashlib
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from model_bundle import legacy
from model_bundle.errors import BundleCorruptError, BundleMissingError
from model_bundle.manifest import MANIFEST, FileEntry, Manifest

GOLDEN = "golden.json"
DATA_CHECKS = "data_checks.arrow"
REQUIRED_FILES = (
    "model.txt",
    "features.sql",
    "catalogue.json",
    GOLDEN,
    "clients.arrow",
    DATA_CHECKS,
    "population.arrow",
    "evaluation.json",
    "explanation.json",
    "shap_sample.arrow",
    "drift/report.html",
    "drift/drift.json",
    "model_card.en.md",
    "model_card.fr.md",
)
_REMEDY = "Build the bundle again, or copy it again from where it came."


MAPPED_FILES = ("clients.arrow", "population.arrow", "shap_sample.arrow")
"""Files that a reader maps into memory: if one gets shorter meanwhile, the process dies where it reads on."""


@dataclass(frozen=True)
class Stamp:
    """What of a file changes with its content, as far as its folder says."""

    bytes: int
    changed_ns: int
    inode: int


def stamps(bundle: Path, manifest: Manifest) -> dict[str, Stamp]:
    """Return the stamp of each file of a bundle that is there."""
    pairs = ((name, _stamp(bundle / name)) for name in manifest.files)
    return {name: stamp for name, stamp in pairs if stamp is not None}


def changed_in_place(bundle: Path, before: Mapping[str, Stamp], names: Iterable[str]) -> dict[str, Stamp]:
    """Return the stamps of those of these files that are others than before.

    A file that is gone is none of them: whoever has opened it reads on.
    """
    now = {name: _stamp(bundle / name) for name in names if name in before}
    return {name: stamp for name, stamp in now.items() if stamp is not None and stamp != before[name]}


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def file_entry(path: Path) -> FileEntry:
    """Return size and sha256 of one file."""
    with path.open("rb") as file:
        return FileEntry(sha256=hashlib.file_digest(file, "sha256").hexdigest(), bytes=path.stat().st_size)


def read_manifest(bundle: Path) -> Manifest:
    """Read the manifest of a bundle directory.

    Raises
    ------
    BundleMissingError
        There is no such directory, or it has no manifest.
    BundleCorruptError, BundleContractError
        The manifest is wrong or of another contract.
    """
    if not bundle.is_dir():
        raise BundleMissingError(
            f"There is no bundle at {str(bundle)!r}. Build one with `python -m model_build build`."
        )
    path = bundle / MANIFEST
    if path.is_symlink() or not path.is_file():
        raise BundleMissingError(f"{str(bundle)!r} holds no {MANIFEST}: it is no bundle. {_REMEDY}")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BundleCorruptError(f"{MANIFEST} is not text: {error}. {_REMEDY}") from error
    return Manifest.from_json(text)


def check_files(bundle: Path, manifest: Manifest) -> None:
    """Compare every file of a bundle with its manifest.

    Raises
    ------
    BundleMissingError
        A file is absent, or the manifest does not name one that the contract requires.
    BundleCorruptError
        A file is a link, or its size or hash differs.
    """
    for name in REQUIRED_FILES:
        if name not in manifest.files and legacy.requires(manifest.contract, name):
            raise BundleMissingError(
                f"The manifest does not name {name!r}, which contract {manifest.contract} requires. {_REMEDY}"
            )
    for name, expected in manifest.files.items():
        _check_file(bundle, name, expected)


def _check_file(bundle: Path, name: str, expected: FileEntry) -> None:
    path = bundle / name
    try:
        status = path.lstat()
    except OSError as error:
        raise BundleMissingError(
            f"{name!r} is missing from bundle {bundle.name!r}: {error.strerror}. {_REMEDY}"
        ) from error
    if not stat.S_ISREG(status.st_mode) or path.resolve().parent != (bundle.resolve() / name).parent:
        raise BundleCorruptError(f"{name!r} is not a plain file of bundle {bundle.name!r} but a link. {_REMEDY}")
    if status.st_size != expected.bytes:
        raise BundleCorruptError(f"{name!r} has {status.st_size} bytes, the manifest says {expected.bytes}. {_REMEDY}")
    try:
        digest = file_entry(path).sha256
    except OSError as error:
        raise BundleMissingError(
            f"{name!r} of bundle {bundle.name!r} cannot be read: {error.strerror}. Let the dashboard's user read it."
        ) from error
    if digest != expected.sha256:
        raise BundleCorruptError(
            f"{name!r} was changed: its sha256 begins with {digest[:12]}, the manifest says "
            f"{expected.sha256[:12]}. {_REMEDY}"
        )
