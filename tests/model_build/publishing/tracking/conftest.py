"""Every test of the tracking store begins without a server."""

import os

import mlflow
import pytest


@pytest.fixture(autouse=True)
def _connection_of_the_process(monkeypatch):
    """Begin without a server, and leave the connection of the process as it was."""
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "")
    before = mlflow.get_tracking_uri()
    del os.environ["MLFLOW_TRACKING_URI"]
    yield
    mlflow.set_tracking_uri(before)
