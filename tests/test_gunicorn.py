"""How gunicorn is told to serve: what is prepared once before the workers, and taken away after them."""

import contextlib
import os
import re
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from model_bundle.publication import activate
from tests.bundle_copies import copied
from tests.connections import connect, read_answer, send_request
from tests.sealed_bundle import write_sealed_bundle

ROOT = Path(__file__).resolve().parents[1]
CONFIGURATION = ROOT / "gunicorn.conf.py"
DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"


@pytest.fixture
def configuration(monkeypatch, tmp_path):
    """What gunicorn finds in the file, for a demo of its own."""
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


def test_a_server_loads_no_library_that_only_a_build_uses(built, tmp_path):
    code = "import sys, dashboard_app.wsgi; print([name for name in ('sklearn', 'pandas') if name in sys.modules])"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CLAIRSCORE_DEMO": "1",
        "CLAIRSCORE_INSTANCE": str(tmp_path / "instance"),
        "CLAIRSCORE_BUNDLES": str(built.path.parent),
    }
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment, timeout=120
    )
    assert loaded.stdout.splitlines()[-1:] == ["[]"], loaded.stderr


def test_what_a_worker_counted_stays_when_it_has_ended(configuration):
    configuration["on_starting"](None)
    directory = Path(os.environ[DIRECTORY])
    for name in ("histogram_7.db", "gauge_liveall_7.db", "gauge_liveall_8.db"):
        (directory / name).touch()
    configuration["child_exit"](None, SimpleNamespace(pid=7))
    assert {path.name for path in directory.glob("*.db")} == {"histogram_7.db", "gauge_liveall_8.db"}
    configuration["on_exit"](None)


def start(tmp_path, **settings):
    """Start gunicorn as the Procfile does, with settings in the environment; return code and what it said."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CLAIRSCORE_")}
    environment.update({"CLAIRSCORE_INSTANCE": str(tmp_path / "instance"), **settings})
    found = subprocess.run(
        [sys.executable, "-m", "gunicorn"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    return found.returncode, found.stdout + found.stderr


def test_a_wrong_setting_is_a_line_without_its_value_under_gunicorn_too(tmp_path):
    code, said = start(tmp_path, CLAIRSCORE_SECRET_KEY="s3cr3t-value", CLAIRSCORE_WORKERS="s3cr3t-number")
    assert code == 1
    assert "s3cr3t" not in said
    assert "Traceback" not in said
    assert re.findall(r"^Error: setting (\w+): ", said, re.MULTILINE) == ["workers", "secret_key"]


def test_all_that_is_missing_for_a_start_is_said_in_one_message(tmp_path):
    code, said = start(
        tmp_path,
        CLAIRSCORE_BUNDLES=str(tmp_path / "bundles"),
        DATABASE_URL="postgresql://name:s3cr3t@127.0.0.1:1/x",
    )
    assert code == 1
    assert "This start needs 3 things that are not there:" in said
    for what in ("CLAIRSCORE_SECRET_KEY is not set", "CLAIRSCORE_AUDIT_KEY is not set", "No bundle is active"):
        assert what in said
    assert "s3cr3t" not in said
    assert "Traceback" not in said
    assert not list((tmp_path / "instance").glob("metrics-*"))


def children(process):
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True)
    return {int(pid) for pid in found.stdout.split()}


def wait_until(is_so, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if is_so():
                return
        time.sleep(0.1)
    raise AssertionError("It did not come to pass in time.")


@pytest.fixture
def served(built, tmp_path):
    """Port, process, bundle and log of the real thing with two workers, over a bundle that can be spoilt."""
    bundle = copied(built.path, tmp_path / "bundles")
    activate(bundle.parent, bundle.name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "CLAIRSCORE_DEMO": "1",
        "CLAIRSCORE_BUNDLES": str(bundle.parent),
        "CLAIRSCORE_INSTANCE": str(tmp_path / "instance"),
        "CLAIRSCORE_PORT": str(port),
        "CLAIRSCORE_WORKERS": "2",
    }
    log = tmp_path / "log"
    with (
        log.open("w") as file,
        subprocess.Popen([sys.executable, "-m", "gunicorn"], cwd=ROOT, env=environment, stderr=file) as process,
    ):
        try:
            wait_until(lambda: log.read_text().count("Ready: ") == 2)
            yield SimpleNamespace(port=port, process=process, bundle=bundle, log=log, instance=tmp_path / "instance")
        finally:
            process.terminate()


def test_what_breaks_under_it_is_survived(served):
    """A bundle is damaged and the figures are taken away; a worker is killed; both are mended."""
    model = served.bundle / "model.txt"
    whole = model.read_bytes()
    model.write_bytes(whole[:-100])
    folder = next(served.instance.glob("metrics-*"))
    shutil.rmtree(folder)
    first = children(served.process)
    assert len(first) == 2
    os.kill(first.pop(), signal.SIGKILL)
    wait_until(lambda: "This worker cannot start" in served.log.read_text())
    assert {send_request(served.port, "/readyz")[0] for _ in range(5)} == {200}
    line = next(line for line in served.log.read_text().splitlines() if "This worker cannot start" in line)
    assert "model.txt" in line
    assert "Traceback" not in served.log.read_text()
    model.write_bytes(whole)
    wait_until(lambda: served.log.read_text().count("Ready: ") == 3)
    # Each looks for its files now and then.
    wait_until(lambda: b"clairscore_request_seconds_count" in send_request(served.port, "/metrics")[1], 15)
    assert folder.is_dir()
    assert served.process.poll() is None

    began = time.monotonic()
    with connect(served.port, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n") as idle:
        assert read_answer(idle)[0] == 200
        served.process.terminate()
        assert served.process.wait(timeout=20) == 0
    assert time.monotonic() - began < 5
    assert not list(served.instance.glob("metrics-*"))
