"""How gunicorn is told to serve: what is prepared once before the workers, and taken away after them."""

import os
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.sealed_bundle import write_sealed_bundle

CONFIGURATION = Path(__file__).resolve().parents[1] / "gunicorn.conf.py"
DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"


@pytest.fixture
def configuration(monkeypatch, tmp_path):
    """What gunicorn finds in the file, for a demonstration of its own."""
    for name, value in {
        "CLAIRSCORE_DEMO": "1",
        "CLAIRSCORE_INSTANCE": str(tmp_path / "instance"),
        "CLAIRSCORE_BUNDLES": str(tmp_path / "bundles"),
        "CLAIRSCORE_WORKERS": "3",
        "CLAIRSCORE_PORT": "8099",
    }.items():
        monkeypatch.setenv(name, value)
    write_sealed_bundle(tmp_path / "bundles")
    monkeypatch.setenv(DIRECTORY, str(tmp_path / "of-another-run"))
    monkeypatch.chdir(tmp_path)
    return runpy.run_path(str(CONFIGURATION))


def test_the_settings_say_where_and_how_many(configuration):
    assert (configuration["bind"], configuration["workers"]) == ("127.0.0.1:8099", 3)
    assert configuration["preload_app"] is False
    assert configuration["accesslog"] is None


def test_each_run_has_a_place_of_its_own_for_measures_that_only_it_can_read(configuration, tmp_path):
    configuration["on_starting"](None)
    first = Path(os.environ[DIRECTORY])
    assert first.is_dir()
    assert first.stat().st_mode & 0o777 == 0o700
    configuration["on_starting"](None)
    second = Path(os.environ[DIRECTORY])
    assert second != first
    assert second.parent == tmp_path / "instance"
    configuration["on_exit"](None)
    assert not second.exists()
    assert not first.exists()


def test_the_secret_and_the_users_are_made_once_before_the_workers(configuration, tmp_path):
    configuration["on_starting"](None)
    configuration["on_exit"](None)
    assert {"secret_key", "clairscore.db"} <= {path.name for path in (tmp_path / "instance").iterdir()}


def test_what_a_worker_counted_stays_when_it_has_ended(configuration):
    configuration["on_starting"](None)
    directory = Path(os.environ[DIRECTORY])
    for name in ("histogram_7.db", "gauge_liveall_7.db", "gauge_liveall_8.db"):
        (directory / name).touch()
    configuration["child_exit"](None, SimpleNamespace(pid=7))
    assert {path.name for path in directory.glob("*.db")} == {"histogram_7.db", "gauge_liveall_8.db"}
    configuration["on_exit"](None)
