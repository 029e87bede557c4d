"""What the end of a build needs is asked for at its start, and within seconds."""

import os
import resource
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from model_build.errors import BuildError, PreflightError
from model_build.pipeline.score_writer import check_destination
from model_build.preflight import check_build, require_libraries, require_server, require_writable, shown

PATIENCE = 10.0


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_RUN_ID"):
        monkeypatch.delenv(name, raising=False)


def command(*words, limit=None, **environment):
    """Run a command as a person does; ``limit`` is the largest file that it can write. Return its error and time."""

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "model_build", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        preexec_fn=limited if limit is not None else None,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split()), time.monotonic() - began


def test_a_whole_build_is_refused_where_only_a_quick_one_can_run(monkeypatch):
    monkeypatch.setattr("model_build.preflight.LIBRARIES", ("numpy", "no_such_library"))
    require_libraries(is_quick=True)
    with pytest.raises(PreflightError, match=r"got no no_such_library; install requirements-build\.txt .* --quick"):
        require_libraries(is_quick=False)


def test_a_dead_server_ends_the_command_before_the_libraries_are_loaded(tmp_path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        uri = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        error, seconds = command("build", "--data", tmp_path, "--out", tmp_path / "out", MLFLOW_TRACKING_URI=uri)
    assert f"The MLflow store '{uri}' does not answer" in error
    assert "start the server of MLFLOW_TRACKING_URI, or unset it" in error
    assert seconds < PATIENCE
    assert not (tmp_path / "out").exists()


def test_a_server_that_takes_a_request_and_says_nothing_is_given_up(monkeypatch):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{silent.getsockname()[1]}")
        began = time.monotonic()
        with pytest.raises(PreflightError, match="does not answer"):
            require_server()
        assert time.monotonic() - began < PATIENCE


@pytest.mark.parametrize("uri", ["http://", "http://127.0.0.1:notaport", "http://ada:secret@127.0.0.1:9"])
def test_an_address_that_is_none_is_named_without_its_password(monkeypatch, uri):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)
    with pytest.raises(PreflightError, match="MLFLOW_TRACKING_URI") as error:
        require_server()
    assert "secret" not in str(error.value)


def test_an_address_is_shown_without_user_and_password():
    assert shown("postgresql://ada:secret@db/mlflow") == "postgresql://***@db/mlflow"
    assert shown("sqlite:////srv/mlflow.db") == "sqlite:////srv/mlflow.db"


def test_a_run_that_the_environment_names_is_refused_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_RUN_ID", "0123456789abcdef")
    with pytest.raises(PreflightError, match="got MLFLOW_RUN_ID='0123456789abcdef'; unset MLFLOW_RUN_ID"):
        check_build(tmp_path / "out")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(PreflightError, match="The folder of bundles cannot be made"):
        check_build(tmp_path / "taken" / "bundles")


def test_a_disk_that_takes_nothing_more_ends_the_command_at_its_start(tmp_path):
    """A file that cannot grow is what a full disk or a quota looks like."""
    error, seconds = command("build", "--data", tmp_path, "--out", tmp_path / "out", limit=1_000)
    assert f"Nothing can be written into '{tmp_path / 'out'}': got File too large; make room there" in error
    assert seconds < PATIENCE
    assert list((tmp_path / "out").iterdir()) == []


def test_scores_that_cannot_be_written_end_the_command_at_its_start(tmp_path):
    words = ("score", "--bundle", tmp_path, "--data", tmp_path, "--out", tmp_path / "scores.csv")
    error, seconds = command(*words, limit=1_000)
    assert f"Nothing can be written into '{tmp_path}'" in error
    assert seconds < PATIENCE


def test_a_disk_with_too_little_room_is_named_with_what_is_needed(tmp_path):
    with pytest.raises(PreflightError, match=r"is too full: got [0-9,]+ MB free, 1,000,000,000,000 MB are needed"):
        require_writable(tmp_path, 10**18)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator writes everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PreflightError, match="Nothing can be written"):
            require_writable(tmp_path, 0)
    finally:
        tmp_path.chmod(0o700)


def test_a_place_that_takes_no_file_at_all_is_named():
    with pytest.raises(PreflightError, match="Nothing can be written into '/proc'"):
        require_writable(Path("/proc"), 0)


def test_a_good_place_is_left_as_it_was(tmp_path):
    check_build(tmp_path / "out")
    check_destination(tmp_path / "scores.csv")
    assert [path.name for path in tmp_path.rglob("*")] == ["out"]
    assert issubclass(PreflightError, BuildError)
