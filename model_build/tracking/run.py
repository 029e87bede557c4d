"""Logging one build as one MLflow run."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# Neither library may call home; both read their switch when they are imported.
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_ALLOW_PICKLE_DESERIALIZATION", "false")
# How its tables are made is nobody's business who waits for a build.
os.environ.setdefault("MLFLOW_LOGGING_LEVEL", "WARNING")

import lightgbm as lgb
import mlflow
import mlflow.lightgbm
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature

from model_build.errors import BuildError
from model_bundle.arrow_file import FloatArray

EXPERIMENT = "clairscore"
EXAMPLE_ROWS = 5
# MLflow's own patience, seven tries of up to two minutes each, is meant for a run under way.
_IMPATIENCE = {"MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1", "MLFLOW_HTTP_REQUEST_TIMEOUT": "10"}


@dataclass(frozen=True)
class RunContent:
    """All that is logged: parameters, figures, charts by file name, and the model with a few of its rows."""

    name: str
    parameters: Mapping[str, object]
    metrics: Mapping[str, float]
    charts: Mapping[str, Callable[[], Figure]]
    model_text: str
    example: FloatArray
    feature_names: tuple[str, ...]
    files: tuple[Path, ...]


def connect(directory: Path) -> str:
    """Choose the tracking store and check that it answers; return its address.

    ``MLFLOW_TRACKING_URI`` names a server; without it an SQLite store stands in ``directory``.

    Raises
    ------
    BuildError
        The store does not answer.
    """
    server = os.environ.get("MLFLOW_TRACKING_URI")
    uri = server or _embedded(directory)
    mlflow.set_tracking_uri(uri)
    if not server:
        # MLflow writes its choice into the environment, where the next build would take it for a setting.
        os.environ.pop("MLFLOW_TRACKING_URI", None)
    with _named_errors(f"The MLflow store {uri!r} does not answer"), _impatience():
        if mlflow.get_experiment_by_name(EXPERIMENT) is None:
            location = None if server else (directory / "artifacts").absolute().as_uri()
            mlflow.create_experiment(EXPERIMENT, artifact_location=location)
        mlflow.set_experiment(EXPERIMENT)
    return uri


def log(content: RunContent) -> str:
    """Log one run and return its id.

    Raises
    ------
    BuildError
        The store does not answer any more.
    """
    with _named_errors("The run cannot be logged"), mlflow.start_run(run_name=content.name) as run:
        mlflow.log_params(dict(content.parameters))
        mlflow.log_metrics(dict(content.metrics))
        for file_name, draw in content.charts.items():
            mlflow.log_figure(draw(), file_name)
        for path in content.files:
            mlflow.log_artifact(str(path))
        booster = lgb.Booster(model_str=content.model_text)
        example = pd.DataFrame(content.example[:EXAMPLE_ROWS], columns=list(content.feature_names))
        mlflow.lightgbm.log_model(
            booster,
            name="model",
            signature=infer_signature(example, np.asarray(booster.predict(content.example[:EXAMPLE_ROWS]))),
            pip_requirements=[f"lightgbm=={lgb.__version__}", f"pandas=={pd.__version__}"],
        )
        return str(run.info.run_id)


@contextmanager
def _named_errors(wrong: str) -> Iterator[None]:
    try:
        yield
    except MlflowException as error:
        raise BuildError(
            wrong,
            got=repr(" ".join(str(error).split())[:200]),
            remedy="start the server of MLFLOW_TRACKING_URI, or unset it to use the embedded store",
        ) from error


@contextmanager
def _impatience() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _IMPATIENCE}
    os.environ.update(_IMPATIENCE)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _embedded(directory: Path) -> str:
    directory.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{(directory / 'mlflow.db').absolute()}"
