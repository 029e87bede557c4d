"""Connections of clients that a server must survive, and of those that it is there for."""

import socket
import time

HALF_HEADER = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
HALF_BODY = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf"
BIG = b"GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n"
KINDS = {"nothing": b"", "half a header": HALF_HEADER, "half a body": HALF_BODY, "reads nothing": BIG}
"""What a slow client sends before it goes silent."""


def connect(port, sent=b"", *, receive_buffer=None):
    """Return an open connection on which something was sent."""
    connection = socket.socket()
    if receive_buffer is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    connection.settimeout(10)
    try:
        connection.connect(("127.0.0.1", port))
        connection.sendall(sent)
    except OSError:
        connection.close()
        raise
    return connection


def read_answer(connection):
    """Return status and body of the next answer, which says its length; None for a connection that was closed."""
    head, body = b"", b""
    # Byte by byte, and then no more than the body: what follows belongs to the next answer.
    while not head.endswith(b"\r\n\r\n"):
        part = connection.recv(1)
        if not part:
            return None
        head += part
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    while missing := int(lengths[0].split(b":")[1]) - len(body):
        part = connection.recv(missing)
        if not part:
            return None
        body += part
    return int(head.split()[1]), body


def send_request(port, path="/"):
    """Return status, body and seconds of one request on a connection of its own."""
    began = time.monotonic()
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    with connect(port, request) as connection:
        status, body = read_answer(connection)
    return status, body, time.monotonic() - began


def is_closed(connection, within):
    """Say whether the other side closes a connection in time, whatever it sends before."""
    end = time.monotonic() + within
    connection.settimeout(0.05)
    while time.monotonic() < end:
        try:
            if not connection.recv(65536):
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False
