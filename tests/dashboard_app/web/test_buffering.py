"""The server below the application: slow clients cost it no thread, and it closes them in time."""

import contextlib
import logging
import socket
import threading
import time

import pytest

from dashboard_app.web import buffering
from dashboard_app.web.buffering import BufferedServer, Deadlines
from tests.connections import HALF_BODY, HALF_HEADER, KINDS, connect, is_closed, read_answer, send_request

LARGE = b"x" * 3_000_000
SHORT = Deadlines(request=0.4, body=0.4, idle=0.4, stall=0.4, answer=3)


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/wait":
        time.sleep(1)
    # More than the buffers of both sides hold, where it must not fit.
    body = {"/big": LARGE, "/huge": 5 * LARGE}.get(path, path.encode())
    if path == "/read":
        body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@pytest.fixture
def serve():
    """A function: options of a server to the port that it serves on, in a thread of the test."""
    running = []

    def served(**options):
        listener = socket.create_server(("127.0.0.1", 0))
        server = BufferedServer(application, [listener], **{"threads": 1, "kept_for": {"/healthz"}, **options})
        ended = threading.Event()

        def turn():
            while not ended.is_set():
                server.turn(0.05)
            server.stop_accepting()
            server.close()

        thread = threading.Thread(target=turn)
        thread.start()
        running.append((ended, thread))
        return listener.getsockname()[1]

    yield served
    for ended, thread in running:
        ended.set()
        thread.join()


@pytest.mark.parametrize("sent", KINDS.values(), ids=KINDS)
def test_slow_clients_hold_no_thread(serve, sent):
    port = serve()
    with contextlib.ExitStack() as slow:
        for _ in range(40):
            slow.enter_context(connect(port, sent, receive_buffer=4096))
        # The large answers are made once, and then wait for their readers.
        send_request(port)
        for _ in range(5):
            for path in ("/healthz", "/page"):
                status, body, seconds = send_request(port, path)
                assert (status, body) == (200, path.encode())
                assert seconds < 1


@pytest.mark.parametrize("sent", KINDS.values(), ids=KINDS)
def test_who_is_silent_is_closed(serve, sent):
    sent = sent.replace(b"/big", b"/huge")
    with connect(serve(deadlines=SHORT), sent, receive_buffer=4096) as slow:
        time.sleep(1)
        assert is_closed(slow, 2)


@pytest.mark.parametrize("sent", [HALF_HEADER, HALF_BODY], ids=["header", "body"])
def test_a_byte_now_and_then_gains_no_time(serve, sent):
    with connect(serve(deadlines=SHORT), sent) as slow:
        began = time.monotonic()
        with pytest.raises(OSError, match=r"Broken pipe|reset"):
            for _ in range(60):
                slow.sendall(b"x")
                time.sleep(0.05)
        assert time.monotonic() - began < 2


def test_an_answer_read_slowly_has_an_end_too(serve):
    port = serve(deadlines=Deadlines(stall=1, answer=1))
    with connect(port, b"GET /huge HTTP/1.1\r\nHost: localhost\r\n\r\n", receive_buffer=4096) as slow:
        began, received = time.monotonic(), 0
        with contextlib.suppress(ConnectionResetError):
            while part := slow.recv(4096 if time.monotonic() - began < 2 else 1_000_000):
                received += len(part)
                if time.monotonic() - began < 2:
                    time.sleep(0.02)
        assert received < 5 * len(LARGE)


def test_a_connection_that_is_used_stays(serve):
    """Longer than every deadline altogether: each request begins anew."""
    with connect(serve(deadlines=SHORT)) as used:
        for _ in range(12):
            used.sendall(b"GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert read_answer(used) == (200, b"/page")
            time.sleep(0.2)


def test_computing_has_no_deadline_here(serve):
    port = serve(deadlines=SHORT)
    assert send_request(port, "/wait")[:2] == (200, b"/wait")


def test_the_health_check_has_a_thread_of_its_own(serve):
    port = serve()
    with connect(port, b"GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n") as waiting:
        time.sleep(0.1)
        assert send_request(port, "/healthz")[2] < 0.5
        assert send_request(port, "/page")[2] > 0.5, "the one thread is taken"
        assert read_answer(waiting) == (200, b"/wait")


def test_a_body_that_nobody_reads_does_not_swallow_the_next_request(serve):
    first = b"POST /refused HTTP/1.1\r\nHost: localhost\r\nContent-Length: 70000\r\n\r\n" + b"GET /x" + b"x" * 69_994
    second = b"GET /next HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with connect(serve(), first) as connection:
        assert read_answer(connection) == (200, b"/refused")
        connection.sendall(second)
        assert read_answer(connection) == (200, b"/next")
        # And both at once.
        connection.sendall(first + second)
        assert [read_answer(connection), read_answer(connection)] == [(200, b"/refused"), (200, b"/next")]


def test_a_body_in_chunks_arrives_whole(serve):
    sent = (
        b"POST /read HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    )
    with connect(serve(), sent) as connection:
        assert read_answer(connection) == (200, b"abcde")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\n\r\n", 413),
        (b"GET /x HTTP/1.1\r\nHost: h\r\nX-Long: " + b"x" * 40_000 + b"\r\n\r\n", 431),
        (b"GET /x HTTP/1.1\r\n\r\n", 400),
        (b"GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
        (b"POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\nabc", 400),
        (b"POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        (b"GET /client/100042 HTTP/9.9 what\r\n\r\n", 400),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(serve, sent, status, caplog):
    with caplog.at_level(logging.DEBUG), connect(serve(largest_body=4096), sent) as connection:
        got, body = read_answer(connection)
        assert got == status
        assert is_closed(connection, 2)
    # Neither answer nor log repeats what was sent.
    assert b"100042" not in body
    assert "100042" not in caplog.text


def test_a_failure_of_the_application_is_logged_without_its_path(serve, caplog):
    with connect(serve(), b"GET /wait?number=100042 HTTP/1.1\r\nHost: localhost\r\n\r\n"):
        # Closed before the answer.
        time.sleep(0.1)
    time.sleep(1.2)
    assert "wait" not in caplog.text


def test_who_comes_when_all_places_are_taken_gets_the_oldest(serve, monkeypatch):
    monkeypatch.setattr(buffering, "_allowed_connections", lambda: 20)
    port = serve()
    with contextlib.ExitStack() as stack:
        slow = [stack.enter_context(connect(port)) for _ in range(40)]
        for _ in range(5):
            assert send_request(port, "/page")[2] < 2
        assert is_closed(slow[0], 1)
