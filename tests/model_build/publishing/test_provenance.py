import re
import subprocess
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import pytest

from model_build.publishing import provenance
from model_bundle.version import VERSION


def answers(monkeypatch, changes):
    """Let git say one commit and these changes."""
    said = {"rev-parse": "a" * 40, "status": changes}
    monkeypatch.setattr(provenance, "_git", lambda root, command, *options: said[command])


def test_the_commit_is_named():
    assert re.fullmatch(r"[0-9a-f]{40}(\+changes)?|unknown", provenance.git_commit())


@pytest.mark.parametrize(
    ("changes", "named"), [("", "a" * 40), (" M model_build/training/train.py", "a" * 40 + "+changes")]
)
def test_a_changed_tree_is_not_passed_off_as_the_commit(monkeypatch, changes, named):
    answers(monkeypatch, changes)
    assert provenance.git_commit() == named


def test_without_git_the_commit_is_unknown(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert provenance.git_commit() == "unknown"


def test_outside_a_repository_the_commit_is_unknown(monkeypatch):
    def fail(*_):
        raise subprocess.CalledProcessError(128, "git")

    monkeypatch.setattr(provenance, "_git", fail)
    assert provenance.git_commit() == "unknown"


def test_the_libraries_that_decide_the_numbers_are_named_with_their_versions():
    found = provenance.library_versions()
    assert found["lightgbm"] == version("lightgbm")
    assert found["clairscore"] == VERSION
    assert set(found) == {"clairscore", *provenance.LIBRARIES}
    assert all(found.values())
    assert set(provenance.library_versions("spark")) - set(found) == {"pyspark"}


def test_a_library_that_is_not_installed_is_left_out(monkeypatch):
    monkeypatch.setattr(provenance, "LIBRARIES", ("numpy", "no-such-library"))
    assert set(provenance.library_versions()) == {"clairscore", "numpy"}


def test_the_present_moment_is_in_utc_and_whole_seconds():
    now = provenance.now()
    assert now.tzinfo is UTC
    assert now.microsecond == 0
    assert abs(datetime.now(UTC) - now) < timedelta(seconds=5)
