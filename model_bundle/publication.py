"""How a bundle becomes active: written aside, sealed, renamed, then pointed at and noted in the journal.

A build that fails or is killed leaves at most a directory ``.build-*`` that no reader looks at; the next build
removes it. The lock on that directory tells a dead build from one that still runs.

A bundle holds people's data: others than its owner and group are kept out, whatever the umask, and the umask says
whether the group reads it (022 and 027) or not (077).
"""

import fcntl
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from model_bundle.errors import BundleCorruptError, BundleError, BundleMissingError, SupersededError
from model_bundle.integrity import file_entry
from model_bundle.journal import HISTORY, JournalAction, added, read_journal
from model_bundle.manifest import MANIFEST, Manifest

CURRENT = "current"
FOLDER_MODE = 0o750
FILE_MODE = 0o640
"""What the umask is taken from; nobody outside the group is ever let in."""
ANYTHING = "anything"
_STAGING_PREFIX = ".build-"
_BUNDLE_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}")


@contextmanager
def staging(parent: Path) -> Iterator[Path]:
    """Give an empty directory beside the bundles; whatever is left in it at the end is removed."""
    parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    # Between its creation and its lock a directory looks abandoned: nobody sweeps in that moment.
    with ExitStack() as stack:
        with _locked(parent):
            _sweep(parent)
            directory = parent / f"{_STAGING_PREFIX}{secrets.token_hex(8)}"
            directory.mkdir(mode=FOLDER_MODE)
            stack.callback(shutil.rmtree, directory, ignore_errors=True)
            stack.enter_context(_locked(directory))
        yield directory


def seal(directory: Path, manifest: Manifest) -> Manifest:
    """Hash every file of a staged bundle, write its manifest and return it with its bundle id."""
    files = {
        path.relative_to(directory).as_posix(): file_entry(path)
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    sealed = manifest.model_copy(update={"files": files}).identified()
    (directory / MANIFEST).write_text(sealed.to_json(), encoding="utf-8")
    return sealed


def keep(directory: Path, manifest: Manifest, parent: Path) -> Path:
    """Rename a sealed, staged bundle to its id and return where it stands; what is active stays active."""
    close_to_others(directory)
    for path in directory.rglob("*"):
        if path.is_file():
            _flush(path)
    target = parent / manifest.bundle_id
    directory.rename(target)
    _flush(parent)
    return target


def close_to_others(directory: Path) -> None:
    """Take from a bundle what others than its owner and group may do with it, and from the group that it may write."""
    for path in (directory, *directory.rglob("*")):
        mode = stat.S_IMODE(path.lstat().st_mode)
        restricted = mode & ~0o027
        if mode != restricted and not path.is_symlink():
            # A file shared with another bundle may belong to somebody else; that bundle's folder keeps others out.
            with suppress(PermissionError):
                path.chmod(restricted)


def publish(
    directory: Path,
    manifest: Manifest,
    parent: Path,
    *,
    action: JournalAction = JournalAction.BUILD,
    reason: str | None = None,
    replacing: str | None = ANYTHING,
) -> Path:
    """Rename a sealed, staged bundle to its id, activate it and return where it stands."""
    target = keep(directory, manifest, parent)
    activate(parent, manifest.bundle_id, action=action, reason=reason, replacing=replacing)
    return target


def activate(
    parent: Path,
    bundle_id: str,
    *,
    action: JournalAction = JournalAction.PUBLISH,
    reason: str | None = None,
    replacing: str | None = ANYTHING,
) -> None:
    """Make one bundle the current one, in one step that a reader sees whole or not at all, and note it.

    ``replacing`` is the bundle that it was compared with, None for none; by default whichever is active.

    Raises
    ------
    SupersededError
        Another bundle than ``replacing`` is active.
    BundleCorruptError
        The journal cannot be read.
    """
    with _locked(parent):
        before = active_id(parent)
        if replacing != ANYTHING and before != replacing:
            raise SupersededError(
                f"Another bundle became active meanwhile: got {before or 'none'!r} instead of "
                f"{replacing or 'none'!r}. Compare {bundle_id!r} with it, and activate it with "
                "`python -m model_build publish`."
            )
        journal = read_journal(parent)
        # Both are written before either is replaced: a full disk leaves both as they were.
        pointer = _written(parent, bundle_id + "\n")
        note = _written(parent, added(journal, before, bundle_id, action, reason)) if before != bundle_id else None
        pointer.replace(parent / CURRENT)
        if note:
            note.replace(parent / HISTORY)
    _flush(parent)


def active_id(parent: Path) -> str | None:
    """Return the id of the active bundle; None if there is none, or the pointer to it cannot be read."""
    try:
        return current_id(parent)
    except BundleError:
        return None


def current_id(parent: Path) -> str:
    """Return the id of the active bundle.

    Raises
    ------
    BundleMissingError
        No bundle is active.
    BundleCorruptError
        The file ``current`` names something that is no bundle id.
    """
    try:
        text = (parent / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise BundleMissingError(
            f"No bundle is active in {str(parent)!r}. Build one with `python -m model_build build`."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BundleCorruptError(
            f"{str(parent / CURRENT)!r} cannot be read: {error}. Build a bundle again, or mend its permissions."
        ) from error
    if not _BUNDLE_ID.fullmatch(text):
        raise BundleCorruptError(
            f"{str(parent / CURRENT)!r} names {text[:60]!r}, which is no bundle id. Build a bundle again."
        )
    return text


def resolve(path: Path) -> Path:
    """Return a bundle directory, given one or the directory of bundles that holds it as the current one."""
    return path / current_id(path) if (path / CURRENT).is_file() else path


def _written(parent: Path, text: str) -> Path:
    # If the process dies here, the next build sweeps what this prefix begins with.
    path = parent / f"{_STAGING_PREFIX}{secrets.token_hex(8)}"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return path


def _sweep(parent: Path) -> None:
    for path in parent.glob(f"{_STAGING_PREFIX}*"):
        if not path.is_dir():
            path.unlink(missing_ok=True)
        elif _is_abandoned(path):
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    lock = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _is_abandoned(directory: Path) -> bool:
    try:
        lock = os.open(directory, os.O_RDONLY)
    except FileNotFoundError:
        # Its own build has just ended, and removed it.
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
