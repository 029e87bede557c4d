"""The registry follows what is active; what fails is said, and nothing else."""

import pytest

from model_build.publishing.tracking import registry
from model_build.publishing.tracking.champion import ChampionFollower

# A port of the loopback where nobody listens.
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def store(built):
    return built.path.parents[1] / "mlflow"


def test_the_alias_names_the_bundle_in_force(store, built):
    follower = ChampionFollower(store)
    follower(built.manifest.bundle_id)
    assert follower.notes == []
    assert registry.champion() == registry.find_version(built.manifest.bundle_id)


def test_a_bundle_that_mlflow_does_not_know_is_a_note(store):
    follower = ChampionFollower(store)
    follower("elsewhere")
    assert follower.notes == ["MLflow knows no model of bundle elsewhere: its champion stays what it was."]


def test_a_store_that_does_not_answer_is_a_note(monkeypatch, tmp_path):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", NOBODY)
    follower = ChampionFollower(tmp_path)
    follower("any")
    (note,) = follower.notes
    assert note.startswith("MLflow's champion stays what it was: The MLflow store")
