"""Databases of a test: SQLite beside it, and a schema of its own on a private PostgreSQL where there is one."""

import socket

import pytest


@pytest.fixture
def unused_port():
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
