"""The worker of gunicorn, in a real gunicorn: how it ends, and what happens when it cannot begin."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.connections import connect, read_answer, send_request

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = """
import atexit, os, pathlib, time
atexit.register(pathlib.Path("looked through").touch)
from model_bundle.errors import ClairscoreError
if os.path.exists("broken"):
    raise ClairscoreError("The bundle is damaged.\\nBuild another one.")
def server(environ, start_response):
    if environ["PATH_INFO"] == "/wait":
        time.sleep(1.5)
    body = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""
STOPS = pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT], ids=["terminate", "Ctrl+C"])
CONFIGURATION = """
worker_class = "dashboard_app.worker.BufferedWorker"
bind = "127.0.0.1:{port}"
workers = {workers}
threads = 2
graceful_timeout = 4
control_socket_disable = True
"""


@pytest.fixture
def serve(tmp_path):
    """A function: a number of workers to port and process of a gunicorn that serves the application above."""
    with contextlib.ExitStack() as stack:

        def served(workers):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            (tmp_path / "application.py").write_text(APPLICATION)
            (tmp_path / "configuration.py").write_text(CONFIGURATION.format(port=port, workers=workers))
            log = stack.enter_context((tmp_path / "log").open("w"))
            process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "-c", "configuration.py", "application:server"],
                cwd=tmp_path,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stderr=log,
            )
            stack.enter_context(process)
            stack.callback(process.terminate)
            wait_until(lambda: len(pids(port)) == workers)
            return port, process

        yield served


def wait_until(is_so, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if is_so():
                return
        time.sleep(0.05)
    raise AssertionError("It did not come to pass in time.")


def pids(port):
    """The workers that answer."""
    return {int(send_request(port)[1]) for _ in range(12)}


def seconds_to_end(process):
    began = time.monotonic()
    assert process.wait(timeout=15) == 0
    return time.monotonic() - began


@STOPS
def test_a_stop_waits_for_no_idle_connection(serve, stop):
    port, process = serve(2)
    with contextlib.ExitStack() as stack:
        request = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
        idle = [stack.enter_context(connect(port, request)) for _ in range(6)]
        assert all(read_answer(connection) for connection in idle)
        for _ in range(6):
            stack.enter_context(connect(port))
        process.send_signal(stop)
        assert seconds_to_end(process) < 3


@STOPS
def test_a_request_that_runs_is_answered_before_the_end(serve, stop):
    port, process = serve(1)
    with connect(port, b"GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n") as connection:
        time.sleep(0.3)
        process.send_signal(stop)
        status, _ = read_answer(connection)
        assert status == 200
    assert seconds_to_end(process) < 4


def test_a_client_that_never_ends_does_not_keep_it(serve):
    port, process = serve(1)
    with connect(port, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx"):
        time.sleep(0.2)
        process.terminate()
        assert seconds_to_end(process) < 5


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGQUIT])
def test_no_worker_looks_through_its_memory_before_it_ends(serve, tmp_path, number):
    """Ctrl+C reaches all of them; with a bundle open, Python takes seconds, and libraries report what they hold."""
    port, process = serve(2)
    for pid in pids(port):
        os.kill(pid, number)
    process.send_signal(number)
    assert seconds_to_end(process) < 3
    assert not (tmp_path / "looked through").exists()
    assert "SIGKILL" not in (tmp_path / "log").read_text()


def test_without_their_master_workers_give_the_port_back(serve):
    port, process = serve(2)
    with connect(port, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") as idle:
        read_answer(idle)
        process.kill()
        process.wait()

        def is_free():
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
                return True

        wait_until(is_free, 5)


def test_a_worker_that_cannot_start_ends_neither_the_service_nor_floods_the_log(serve, tmp_path):
    port, process = serve(2)
    both = set()
    wait_until(lambda: len(both.update(pids(port)) or both) == 2)
    killed, kept = both
    (tmp_path / "broken").touch()
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: "cannot start" in (tmp_path / "log").read_text())
    assert pids(port) == {kept}
    time.sleep(1)
    lines = re.findall(r"^.*cannot start.*$", (tmp_path / "log").read_text(), re.MULTILINE)
    assert len(lines) == 1, "it waits before the next try"
    assert "The bundle is damaged. Build another one. Trying again in 5 s." in lines[0]
    assert "Traceback" not in (tmp_path / "log").read_text()
    wait_until(lambda: (tmp_path / "log").read_text().count("cannot start") == 2)
    assert not (tmp_path / "looked through").exists()
    (tmp_path / "broken").unlink()
    wait_until(lambda: len(pids(port)) == 2)
    assert process.poll() is None
