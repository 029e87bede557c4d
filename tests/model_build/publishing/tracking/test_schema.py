"""A store whose tables are of another version is named before anything is trained, and left as it is."""

import sqlite3
import time
from pathlib import Path

import mlflow
import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from mlflow.store.tracking.dbmodels.initial_models import Base
from sqlalchemy import create_engine

from model_build.errors import PreflightError
from model_build.publishing.tracking.run import EXPERIMENT, connect
from model_build.publishing.tracking.schema import require_schema


def migrations():
    config = Config()
    config.set_main_option("script_location", str(Path(mlflow.__file__).parent / "store" / "db_migrations"))
    return config


def write_store(path, back):
    """Write the tables as the MLflow of some migrations ago made them; return that version."""
    config = migrations()
    version = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][back]
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()
    return version


def find_version(path):
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchall()


@pytest.mark.parametrize("back", [1, 12])
def test_an_older_store_is_left_alone_and_how_to_bring_it_up_is_said(tmp_path, back):
    path = tmp_path / "mlflow.db"
    version = write_store(path, back)
    with pytest.raises(PreflightError, match="are of another version than MLflow") as error:
        connect(tmp_path)
    assert f"got schema {version} instead of" in str(error.value)
    assert f"back it up, then run `mlflow db upgrade sqlite:///{path}`" in str(error.value)
    assert find_version(path) == [(version,)]


def test_a_newer_store_asks_for_the_mlflow_that_wrote_it(tmp_path):
    connect(tmp_path)
    with sqlite3.connect(tmp_path / "mlflow.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'ffffffffffff'")
    with pytest.raises(PreflightError, match=r"got schema ffffffffffff .*use the MLflow that wrote it"):
        connect(tmp_path)


def test_a_store_of_this_version_is_used_again(tmp_path):
    assert connect(tmp_path) == connect(tmp_path)


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "mlflow.db").write_bytes(b"no database" * 200)
    with pytest.raises(PreflightError, match="cannot be read: got DatabaseError; check its address and permissions"):
        connect(tmp_path)


def test_a_folder_that_is_not_there_is_named_at_once(tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/nowhere/mlflow.db")
    began = time.monotonic()
    with pytest.raises(PreflightError, match="cannot be written: got its folder does not exist"):
        connect(tmp_path)
    assert time.monotonic() - began < 5


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path):
    (tmp_path / "mlflow.db").mkdir()
    with pytest.raises(PreflightError, match="cannot be written: got Is a directory"):
        connect(tmp_path)


def test_a_database_that_does_not_answer_is_named_without_its_password_and_at_once(tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "postgresql+psycopg://ada:secret@127.0.0.1:9/mlflow")
    began = time.monotonic()
    with pytest.raises(PreflightError, match="cannot be read") as error:
        connect(tmp_path)
    assert "secret" not in str(error.value)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("uri", ["http://127.0.0.1:9", "file:///nowhere", "databricks"])
def test_the_tables_of_a_server_are_its_own_concern(uri):
    require_schema(uri)


def test_a_deleted_experiment_is_named_with_how_to_bring_it_back(tmp_path):
    connect(tmp_path)
    number = mlflow.get_experiment_by_name(EXPERIMENT).experiment_id
    mlflow.delete_experiment(number)
    with pytest.raises(PreflightError, match=f"mlflow experiments restore --experiment-id {number}"):
        connect(tmp_path)


def test_artifacts_that_cannot_be_written_are_named(tmp_path):
    (tmp_path / "artifacts").write_text("a file")
    with pytest.raises(PreflightError, match=r"The artifacts of the MLflow store cannot be written: got .*File exists"):
        connect(tmp_path)
