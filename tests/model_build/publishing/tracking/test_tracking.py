"""What a build logs, and what it does where nothing answers."""

import os
import time

import matplotlib.image
import mlflow
import numpy as np
import pytest

from model_build.cli import build
from model_build.errors import BuildError
from model_build.publishing.tracking import run as tracking
from model_build.publishing.tracking.run import EXPERIMENT, connect
from model_bundle.arrow_file import unpack_matrix
from model_bundle.bundle import Bundle
from tests.model_build.training_sets import silent

# A port of the loopback where nobody listens.
NOBODY = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a store; its tables are made by the first connection."""
    return tmp_path_factory.mktemp("embedded") / "mlflow"


@pytest.fixture(scope="module")
def client(built):
    return mlflow.MlflowClient(f"sqlite:///{built.path.parent.parent / 'mlflow' / 'mlflow.db'}")


@pytest.fixture(scope="module")
def logged(client, built):
    return client.get_run(built.run_id)


@pytest.fixture(scope="module")
def artifacts(client, built, tmp_path_factory):
    return tmp_path_factory.mktemp("artifacts"), [item.path for item in client.list_artifacts(built.run_id)]


def test_a_build_is_one_finished_run_of_the_experiment(client, built, logged):
    assert logged.info.status == "FINISHED"
    assert client.get_experiment(logged.info.experiment_id).name == EXPERIMENT


def test_the_figures_of_the_run_are_those_of_the_bundle(built, logged):
    metrics, evaluation = built.manifest.metrics, Bundle.open(built.path).evaluation
    assert logged.data.metrics == pytest.approx(
        {
            "auc": metrics.auc,
            "average_precision": metrics.average_precision,
            "brier": metrics.brier,
            "cost": metrics.cost,
            "accuracy": evaluation.confusion.accuracy,
            "calibration_error": evaluation.calibration_error,
            "auc_with_gender_and_age": logged.data.metrics["auc_with_gender_and_age"],
        }
    )
    assert 0.5 < logged.data.metrics["auc_with_gender_and_age"] < 1


def test_the_parameters_say_how_to_train_it_again(built, logged):
    parameters = logged.data.params
    assert float(parameters["threshold"]) == built.manifest.threshold.value
    assert parameters["training_fingerprint"] == built.manifest.training_fingerprint
    assert parameters["git_commit"] == built.manifest.git_commit
    assert int(parameters["features"]) == len(built.manifest.features)
    assert {"trees", "folds", "seed", "learning_rate", "num_leaves", "lambda_l2"} <= set(parameters)


@pytest.mark.parametrize("name", ["roc.png", "precision_recall.png", "confusion_matrix.png", "shap_summary.png"])
def test_each_chart_is_a_picture_with_something_on_it(client, built, artifacts, name):
    folder, paths = artifacts
    assert name in paths
    pixels = matplotlib.image.imread(client.download_artifacts(built.run_id, name, str(folder)))
    assert min(pixels.shape[:2]) > 200
    assert len(np.unique(pixels.reshape(-1, pixels.shape[2]), axis=0)) > 20


def test_card_evaluation_and_drift_lie_beside_the_model(artifacts):
    files = {"model_card.en.md", "evaluation.json", "drift.json", "candidates.json", "tuning.json"}
    assert files <= set(artifacts[1])


def test_the_logged_model_gives_the_probabilities_that_the_bundle_serves(client, built):
    mlflow.set_tracking_uri(client.tracking_uri)
    model = mlflow.lightgbm.load_model(f"runs:/{built.run_id}/model")
    bundle = Bundle.open(built.path)
    matrix = unpack_matrix(bundle.clients, "features")

    np.testing.assert_allclose(model.predict(matrix), bundle.clients.column("probability").to_numpy(), atol=1e-12)


def test_the_logged_model_is_no_pickle(client, built):
    mlflow.set_tracking_uri(client.tracking_uri)
    described = mlflow.models.get_model_info(f"runs:/{built.run_id}/model")
    flavour = described.flavors["lightgbm"]
    assert flavour["data"] == "model.lgb"
    assert {requirement.partition("==")[0] for requirement in flavour.get("pip_requirements", [])} <= {"lightgbm"}


def test_the_signature_names_every_feature_as_a_double_that_may_be_null(client, built):
    mlflow.set_tracking_uri(client.tracking_uri)
    signature = mlflow.models.get_model_info(f"runs:/{built.run_id}/model").signature
    assert tuple(signature.inputs.input_names()) == built.manifest.feature_names
    assert {str(kind) for kind in signature.inputs.input_types()} == {"DataType.double"}
    assert not any(column.required for column in signature.inputs.inputs)


def test_the_input_example_is_typical_and_nobody(client, built):
    mlflow.set_tracking_uri(client.tracking_uri)
    model = mlflow.pyfunc.load_model(f"runs:/{built.run_id}/model")
    example = model.input_example
    bundle = Bundle.open(built.path)
    assert tuple(example.columns) == built.manifest.feature_names
    assert len(example) == 1
    population = np.column_stack(
        [bundle.population.column(f"feature.{name}").to_numpy() for name in built.manifest.feature_names]
    )
    row = example.to_numpy(dtype=np.float64)
    assert not (np.isclose(population, row) | (np.isnan(population) & np.isnan(row))).all(axis=1).any()
    np.testing.assert_allclose(model.predict(example), bundle.scorer.probabilities(row), rtol=0, atol=1e-12)


@pytest.fixture(scope="module")
def nested(client, logged, built):
    runs = client.search_runs([logged.info.experiment_id], filter_string=f"tags.mlflow.parentRunId = '{built.run_id}'")
    return {run.info.run_name: run for run in runs}


def test_every_candidate_is_a_run_under_that_of_the_build(nested, built):
    kept = Bundle.open(built.path).candidates.candidates
    assert set(nested) == {one.name for one in kept}
    for one in kept:
        logged = nested[one.name].data
        for figure in ("auc", "average_precision", "cost", "brier", "calibration_error"):
            assert logged.metrics[figure] == pytest.approx(getattr(one, figure))
        assert logged.metrics["seconds"] == pytest.approx(one.seconds, abs=0.001)
        assert float(logged.params["threshold"]) == one.threshold
        assert set(one.parameters) < set(logged.params)


def test_each_candidate_shows_its_confusion_matrix_and_what_drives_it(client, nested):
    charts = {name: {item.path for item in client.list_artifacts(run.info.run_id)} for name, run in nested.items()}
    assert charts.pop("dummy") == {"confusion_matrix.png"}
    assert set(map(frozenset, charts.values())) == {frozenset({"confusion_matrix.png", "shap_importance.png"})}


def test_the_embedded_store_keeps_tables_and_files_in_its_own_folder(folder, tmp_path, monkeypatch):
    """Not where the command was started: there, nobody looks for them and everybody commits them."""
    monkeypatch.chdir(tmp_path)

    assert connect(folder) == f"sqlite:///{folder / 'mlflow.db'}"

    assert mlflow.get_experiment_by_name(EXPERIMENT).artifact_location == (folder / "artifacts").as_uri()
    assert list(tmp_path.iterdir()) == []


def test_a_second_build_finds_the_experiment_of_the_first(folder):
    connect(folder)
    first = mlflow.get_experiment_by_name(EXPERIMENT).experiment_id
    connect(folder)
    assert mlflow.get_experiment_by_name(EXPERIMENT).experiment_id == first


def test_a_build_into_another_folder_has_a_store_of_its_own(folder, tmp_path):
    """MLflow keeps the first address in the environment; the second build must not take it for a setting."""
    assert connect(folder) != connect(tmp_path)
    assert "MLFLOW_TRACKING_URI" not in os.environ


def test_a_server_that_does_not_answer_is_named_before_anything_is_trained(tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", NOBODY)
    monkeypatch.setattr(build, "prepare", lambda *_, **__: pytest.fail("the tables were read"))
    began = time.monotonic()

    with pytest.raises(BuildError, match=f"The MLflow store {NOBODY!r} does not answer") as error:
        build.run_build(tmp_path, tmp_path / "bundles", engine="duckdb", seed=0, with_age=False, progress=silent)

    assert "unset it to use the embedded store" in str(error.value)
    assert "\n" not in str(error.value)
    assert time.monotonic() - began < 20


def test_the_patience_for_a_run_under_way_is_left_alone(folder, monkeypatch):
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "4")
    monkeypatch.delenv("MLFLOW_HTTP_REQUEST_TIMEOUT", raising=False)
    connect(folder)
    assert os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] == "4"
    assert "MLFLOW_HTTP_REQUEST_TIMEOUT" not in os.environ


def test_a_folder_of_bundles_that_cannot_be_made_is_named_before_anything_is_trained(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(BuildError, match=r"The folder of bundles cannot be made: got .*File exists"):
        build.run_build(tmp_path, tmp_path / "taken", engine="duckdb", seed=0, with_age=False, progress=silent)


def test_a_store_that_goes_away_during_a_build_is_named(folder, monkeypatch):
    connect(folder)

    def gone(_):
        raise mlflow.exceptions.MlflowException("connection\nrefused")

    monkeypatch.setattr(tracking.mlflow, "log_params", gone)
    content = tracking.RunContent("a run", {}, {}, {}, "", np.ones((1, 1)), ("a",), ())
    with pytest.raises(BuildError, match="The run cannot be logged: got 'connection refused'"):
        tracking.log(content)
