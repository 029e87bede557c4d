"""The registered model: which version belongs to which bundle, which one is the champion, and what it answers."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
import pytest

from model_build.errors import BuildError
from model_build.publishing.tracking import registry
from model_build.publishing.tracking.run import Results, RunContent, connect, log
from model_build.training.train import Recipe, train_final
from model_bundle.arrow_file import unpack_matrix
from model_bundle.bundle import Bundle
from tests.model_build.training_sets import learnable, silent

CHAMPION = f"models:/{registry.NAME}@{registry.CHAMPION}"
DATA = learnable(200)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a store of its own."""
    return tmp_path_factory.mktemp("registry") / "mlflow"


@pytest.fixture
def run(folder):
    """A run that logged a model."""
    connect(folder)
    text = train_final(DATA, Recipe(trees=3, threads=1), silent).model_to_string()
    return log(RunContent("a run", {}, {}, {}, text, DATA.matrix[:1], DATA.names, ()))


def test_a_registered_model_is_found_by_its_bundle_and_becomes_champion_when_told(run):
    assert registry.find_version("bundle-a") is None
    first = registry.register(run, "bundle-a")
    second = registry.register(run, "bundle-b")

    assert first != second
    assert (registry.find_version("bundle-a"), registry.find_version("bundle-b")) == (first, second)
    assert registry.find_run("bundle-a") == run
    assert registry.find_run("bundle-c") is None
    assert registry.champion() is None

    registry.set_champion(second)
    assert registry.champion() == second
    registry.set_champion(first)
    assert registry.champion() == first


def test_a_bundle_is_registered_once(run):
    assert registry.register(run, "bundle-d") == registry.register(run, "bundle-d")


def test_a_run_without_a_model_cannot_be_registered(folder):
    connect(folder)
    with mlflow.start_run() as empty:
        pass
    with pytest.raises(BuildError, match=r"The model cannot be registered: got the run .* which logged none"):
        registry.register(empty.info.run_id, "bundle-e")
    assert registry.find_version("bundle-e") is None


@pytest.mark.parametrize("wanted", [lambda: registry.register("no run", "x"), lambda: registry.set_champion("99")])
def test_what_the_store_does_not_have_is_named(folder, wanted):
    connect(folder)
    with pytest.raises(BuildError, match="cannot be") as error:
        wanted()
    assert "\n" not in str(error.value)


def test_runs_under_a_run_are_no_models(folder):
    connect(folder)
    text = train_final(DATA, Recipe(trees=2, threads=1), silent).model_to_string()
    nested = (Results("one", {"C": 1}, {"auc": 0.7}, {}),)
    parent = log(RunContent("a run", {}, {}, {}, text, DATA.matrix[:1], DATA.names, (), nested))
    client = mlflow.MlflowClient()
    (child,) = client.search_runs(
        [client.get_run(parent).info.experiment_id], filter_string=f"tags.mlflow.parentRunId = '{parent}'"
    )
    with pytest.raises(BuildError, match="which logged none"):
        registry.register(child.info.run_id, "bundle-f")


@pytest.fixture
def store(built):
    """The address of the store that the small bundle was logged to."""
    uri = f"sqlite:///{built.path.parent.parent / 'mlflow' / 'mlflow.db'}"
    mlflow.set_tracking_uri(uri)
    return uri


@pytest.fixture(scope="module")
def bundle(built):
    return Bundle.open(built.path)


@pytest.mark.usefixtures("store")
def test_the_bundle_in_force_is_the_champion(built):
    assert registry.champion() == registry.find_version(built.manifest.bundle_id)
    assert registry.find_run(built.manifest.bundle_id) == built.run_id


@pytest.mark.usefixtures("store")
def test_the_champion_gives_the_probabilities_of_the_bundle(bundle):
    matrix = unpack_matrix(bundle.clients, "features")
    found = mlflow.pyfunc.load_model(CHAMPION).predict(pd.DataFrame(matrix, columns=bundle.manifest.feature_names))
    np.testing.assert_allclose(found, bundle.scorer.probabilities(matrix), rtol=0, atol=1e-12)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def served(store, tmp_path):
    """The champion, served by MLflow on the loopback until the test ends."""
    port, log_file = free_port(), tmp_path / "served.txt"
    words = ["models", "serve", "-m", CHAMPION, "--env-manager", "local", "-h", "127.0.0.1", "-p", str(port)]
    # MLflow starts the web server of its own environment by name.
    environment = {
        **os.environ,
        "MLFLOW_TRACKING_URI": store,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    with (
        log_file.open("w") as output,
        subprocess.Popen(
            [sys.executable, "-m", "mlflow", *words, "--workers", "1"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        try:
            wait_until_it_answers(port, process, log_file)
            yield port
        finally:
            # The whole session, which it leads: the web server is its child.
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def ctx(port, path, body=None):
    """Return status and text of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST" if body else "GET", path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def wait_until_it_answers(port, process, log_file):
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            return ctx(port, "/ping")
        except OSError:
            time.sleep(0.2)
    return pytest.fail(f"it does not answer: {log_file.read_text()[-2_000:]}")


def test_the_champion_served_by_mlflow_answers_with_the_probabilities_of_the_bundle(served, bundle):
    matrix = unpack_matrix(bundle.clients, "features")[:100].copy()
    # A feature that all rows lack arrives as a column of nulls.
    matrix[:, 5] = np.nan
    rows = [[None if np.isnan(value) else value for value in row] for row in matrix.tolist()]
    columns = list(bundle.manifest.feature_names)

    status, text = ctx(served, "/invocations", json.dumps({"dataframe_split": {"columns": columns, "data": rows}}))

    assert status == 200, text
    found = json.loads(text)["predictions"]
    np.testing.assert_allclose(found, bundle.scorer.probabilities(matrix), rtol=0, atol=1e-12)
    assert ctx(served, "/invocations", '{"dataframe_split": {"columns": ["A"]}}')[0] == 400
