"""Logging one build as one MLflow run."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lightgbm as lgb
import mlflow
import mlflow.lightgbm
import pandas as pd
from matplotlib.figure import Figure
from mlflow.entities import LifecycleStage
from mlflow.exceptions import MlflowException
from mlflow.models import ModelSignature
from mlflow.types.schema import ColSpec, Schema
from sqlalchemy.exc import SQLAlchemyError

from model_build.errors import BuildError, PreflightError
from model_build.preflight import require_writable, shown
from model_build.publishing.tracking.schema import require_schema
from model_bundle.arrow_file import FloatArray

EXPERIMENT = "clairscore"
# MLflow's own patience, seven tries of up to two minutes each, is meant for a run under way.
_IMPATIENCE = {"MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0", "MLFLOW_HTTP_REQUEST_TIMEOUT": "5"}


@dataclass(frozen=True)
class Results:
    """What any run logs: parameters, figures, and charts by file name."""

    name: str
    parameters: Mapping[str, object]
    metrics: Mapping[str, float]
    charts: Mapping[str, Callable[[], Figure]]


@dataclass(frozen=True)
class RunContent(Results):
    """All that a build logs: its results, the model with an example of its rows, and runs that stand under this one."""

    model_text: str
    example: FloatArray
    feature_names: tuple[str, ...]
    files: tuple[Path, ...]
    nested: tuple[Results, ...] = ()


def connect(directory: Path) -> str:
    """Choose the tracking store and check that it answers; return its address.

    ``MLFLOW_TRACKING_URI`` names a server; without it an SQLite store stands in ``directory``.

    Raises
    ------
    BuildError
        The store does not answer, or its tables are of another version of MLflow than this one.
    """
    server = os.environ.get("MLFLOW_TRACKING_URI")
    uri = server or _embedded(directory)
    mlflow.set_tracking_uri(uri)
    if not server:
        # MLflow writes its choice into the environment, where the next build would take it for a setting.
        os.environ.pop("MLFLOW_TRACKING_URI", None)
    require_schema(uri)
    with named_errors(f"The MLflow store {shown(uri)!r} does not answer"), _impatience():
        experiment = mlflow.get_experiment_by_name(EXPERIMENT)
        if experiment is None:
            location = None if server else (directory / "artifacts").absolute().as_uri()
            mlflow.create_experiment(EXPERIMENT, artifact_location=location)
        elif experiment.lifecycle_stage == LifecycleStage.DELETED:
            number = experiment.experiment_id
            raise PreflightError(
                f"The experiment {EXPERIMENT!r} of the MLflow store was deleted",
                got=f"experiment {number}",
                remedy=f"bring it back with `mlflow experiments restore --experiment-id {number}`",
            )
        _require_artifacts(mlflow.set_experiment(EXPERIMENT).artifact_location)
    return uri


def log(content: RunContent) -> str:
    """Log one run and return its id.

    Raises
    ------
    BuildError
        The store does not answer any more.
    """
    with named_errors("The run cannot be logged"), mlflow.start_run(run_name=content.name) as run:
        _log_results(content)
        for path in content.files:
            mlflow.log_artifact(str(path))
        _log_model(content)
        for results in content.nested:
            with mlflow.start_run(run_name=results.name, nested=True):
                _log_results(results)
        return str(run.info.run_id)


def _log_results(results: Results) -> None:
    mlflow.log_params(dict(results.parameters))
    mlflow.log_metrics(dict(results.metrics))
    for file_name, draw in results.charts.items():
        mlflow.log_figure(draw(), file_name)


def _log_model(content: RunContent) -> None:
    """Log the model in LightGBM's own format; what it answers, in this process or served, are probabilities."""
    mlflow.lightgbm.log_model(
        lgb.Booster(model_str=content.model_text),
        name="model",
        signature=ModelSignature(
            # Not required means that a value may be null: any feature of a client without history is.
            inputs=Schema([ColSpec("double", name, required=False) for name in content.feature_names]),
            outputs=Schema([ColSpec("double")]),
        ),
        input_example=pd.DataFrame(content.example, columns=list(content.feature_names)),
        pip_requirements=[f"lightgbm=={lgb.__version__}", f"pandas=={pd.__version__}"],
    )


@contextmanager
def named_errors(wrong: str) -> Iterator[None]:
    """Turn whatever MLflow raises into one sentence."""
    try:
        yield
    except (MlflowException, SQLAlchemyError) as error:
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


def _require_artifacts(location: str) -> None:
    """Refuse a folder of artifacts that cannot be written to; what a server keeps elsewhere is its own concern."""
    parts = urlsplit(location)
    if parts.scheme not in {"", "file"}:
        return
    folder = Path(unquote(parts.path))
    try:
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        raise PreflightError(
            "The artifacts of the MLflow store cannot be written",
            got=f"{str(folder)!r}: {error.strerror}",
            remedy="let this user write there, or serve artifacts with `mlflow server --serve-artifacts`",
        ) from error
    require_writable(folder, 0)


def _embedded(directory: Path) -> str:
    directory.mkdir(mode=0o750, parents=True, exist_ok=True)
    return f"sqlite:///{(directory / 'mlflow.db').absolute()}"
