import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from model_bundle.errors import BundleCorruptError, BundleMissingError, SupersededError
from model_bundle.integrity import read_manifest
from model_bundle.journal import JournalAction, read_journal
from model_bundle.publication import (
    activate,
    active_id,
    current_id,
    keep,
    publish,
    resolve,
    seal,
    staging,
)
from tests.model_bundle.manifests import manifest


def write_bundle(parent: Path, seed: int = 0) -> Path:
    with staging(parent) as directory:
        (directory / "model.txt").write_text("tree")
        (directory / "drift").mkdir()
        (directory / "drift" / "drift.json").write_text("{}")
        return publish(directory, seal(directory, manifest(seed=seed)), parent)


def test_a_published_bundle_is_in_force(tmp_path):
    path = write_bundle(tmp_path)
    assert resolve(tmp_path) == path
    assert set(read_manifest(path).files) == {"model.txt", "drift/drift.json"}


@pytest.mark.case(24)
@pytest.mark.parametrize(
    ("umask", "folder", "file"),
    [(0o022, 0o750, 0o640), (0o027, 0o750, 0o640), (0o077, 0o700, 0o600), (0o002, 0o750, 0o640), (0, 0o750, 0o640)],
)
def test_nobody_outside_the_group_reads_a_bundle_and_the_umask_says_whether_the_group_does(
    tmp_path, umask, folder, file
):
    before = os.umask(umask)
    try:
        path = write_bundle(tmp_path / "bundles")
    finally:
        os.umask(before)
    found = {each: each.stat().st_mode & 0o777 for each in (path.parent, *path.parent.rglob("*"))}
    assert {mode for each, mode in found.items() if each.is_dir()} == {folder}
    assert {mode for each, mode in found.items() if each.is_file()} == {file}
    assert len(found) == 8


def test_a_bundle_belongs_to_the_group_of_a_folder_that_passes_it_on(tmp_path):
    parent = tmp_path / "bundles"
    parent.mkdir()
    parent.chmod(0o2750)
    path = write_bundle(parent)
    assert path.stat().st_mode & 0o7777 == 0o2750
    assert (path / "drift").stat().st_mode & 0o7777 == 0o2750


def test_the_newest_publication_wins_and_the_old_bundle_stays(tmp_path):
    first, second = write_bundle(tmp_path), write_bundle(tmp_path, seed=1)
    assert resolve(tmp_path) == second
    assert first.is_dir()


def test_a_build_that_fails_leaves_nothing(tmp_path):
    first = write_bundle(tmp_path)
    with pytest.raises(ZeroDivisionError), staging(tmp_path) as directory:
        (directory / "model.txt").write_text("half")
        _ = 1 / 0
    assert resolve(tmp_path) == first
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([first.name, "current", "history"])


def test_what_a_killed_build_left_is_swept_by_the_next(tmp_path):
    code = (
        "import os, sys; from pathlib import Path; from model_bundle.publication import staging\n"
        "with staging(Path(sys.argv[1])) as d:\n"
        "    (d / 'model.txt').write_text('half'); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert killed.returncode == -9
    (left,) = tmp_path.glob(".build-*")
    with pytest.raises(BundleMissingError):
        current_id(tmp_path)
    write_bundle(tmp_path)
    assert not left.exists()


def test_builds_at_the_same_moment_sweep_nothing_of_each_other(tmp_path):
    def stage(_):
        with staging(tmp_path) as directory:
            (directory / "model.txt").write_text("half")
            activate(tmp_path, "20260101T000000Z-0123456789ab")
            return directory.is_dir() and (directory / "model.txt").is_file()

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(stage, range(64)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "history"]


def test_a_build_that_still_runs_is_not_swept(tmp_path):
    with staging(tmp_path) as running:
        write_bundle(tmp_path)
        assert running.is_dir()


@pytest.mark.parametrize("text", ["", "../elsewhere", "x" * 300, "20261120T120000Z-zzzzzzzzzzzz"])
def test_a_pointer_to_something_else_is_refused(tmp_path, text):
    (tmp_path / "current").write_text(text)
    with pytest.raises(BundleCorruptError, match="no bundle id"):
        current_id(tmp_path)


def test_a_bundle_that_is_kept_is_not_in_force(tmp_path):
    first = write_bundle(tmp_path)
    with staging(tmp_path) as directory:
        (directory / "model.txt").write_text("tree")
        kept = keep(directory, seal(directory, manifest(seed=1)), tmp_path)
    assert kept.is_dir()
    assert resolve(tmp_path) == first
    assert [entry.bundle for entry in read_journal(tmp_path)] == [first.name]


def test_every_coming_into_force_is_noted_once(tmp_path):
    first, second = write_bundle(tmp_path), write_bundle(tmp_path, seed=1)
    activate(tmp_path, second.name)
    activate(tmp_path, first.name, action=JournalAction.ROLLBACK, reason="too strict")
    noted = [(entry.bundle, entry.action, entry.reason) for entry in read_journal(tmp_path)]
    assert noted == [
        (first.name, JournalAction.BUILD, None),
        (second.name, JournalAction.BUILD, None),
        (first.name, JournalAction.ROLLBACK, "too strict"),
    ]


def test_a_bundle_compared_with_another_than_the_one_in_force_does_not_replace_it(tmp_path):
    first, second = write_bundle(tmp_path), write_bundle(tmp_path, seed=1)
    with pytest.raises(SupersededError, match=f"got '{second.name}' instead of '{first.name}'"):
        activate(tmp_path, first.name, replacing=first.name)
    with pytest.raises(SupersededError, match="instead of 'none'"):
        activate(tmp_path, first.name, replacing=None)
    assert resolve(tmp_path) == second
    activate(tmp_path, first.name, replacing=second.name)
    assert resolve(tmp_path) == first


def test_of_two_that_replace_the_same_bundle_at_the_same_moment_one_wins(tmp_path):
    first = write_bundle(tmp_path).name
    names = [f"20260101T000000Z-{number:012x}" for number in range(16)]

    def attempt(name):
        try:
            activate(tmp_path, name, replacing=first)
        except SupersededError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = [name for name, has_won in zip(names, pool.map(attempt, names), strict=True) if has_won]
    assert won == [current_id(tmp_path)]
    assert [entry.bundle for entry in read_journal(tmp_path)] == [first, *won]


def test_a_journal_that_cannot_be_read_leaves_everything_as_it_was(tmp_path):
    first, second = write_bundle(tmp_path), write_bundle(tmp_path, seed=1)
    (tmp_path / "history").write_text("scribbled\n")
    with pytest.raises(BundleCorruptError, match="line 1"):
        activate(tmp_path, first.name)
    assert resolve(tmp_path) == second
    assert (tmp_path / "history").read_text() == "scribbled\n"


def test_a_pointer_that_cannot_be_read_can_be_replaced(tmp_path):
    first = write_bundle(tmp_path)
    (tmp_path / "current").write_text("scribbled")
    assert active_id(tmp_path) is None
    activate(tmp_path, first.name)
    assert active_id(tmp_path) == first.name


def test_the_pointer_is_replaced_never_rewritten(tmp_path):
    path = write_bundle(tmp_path)
    before = (tmp_path / "current").stat().st_ino
    activate(tmp_path, path.name)
    assert (tmp_path / "current").stat().st_ino != before


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"\xff\xfe"), lambda path: path.mkdir()])
def test_a_pointer_that_cannot_be_read_is_named(tmp_path, spoil):
    spoil(tmp_path / "current")
    with pytest.raises(BundleCorruptError, match="cannot be read"):
        current_id(tmp_path)
