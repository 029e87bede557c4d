"""A bundle that serves with row-level models, whatever they are worth."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from model_build.experiments.adoption_criteria import AdoptionCriteria
from model_build.pipeline import build as building
from model_build.pipeline.build_options import BuildOptions
from model_build.prepare import prepare
from model_build.tables import TEST, TRAIN
from model_build.target_encoding.past_rows import NEEDED
from model_build.training.train import Recipe
from tests.model_build.training_sets import silent

FORCED = AdoptionCriteria(errors=-1e9, cost_increase=1e9)


@pytest.fixture(scope="session", autouse=True)
def few_drawings():
    """Let intervals rest on few drawings: what they are is tested beside them, with all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("model_build.metrics.bootstrap.DRAWINGS", 100)
        yield


@pytest.fixture(scope="session")
def adopted(built, tmp_path_factory):
    """A build of those tables of the small bundle that row-level models read; they stay in the model."""
    data = tmp_path_factory.mktemp("rows")
    for name in (TRAIN, TEST, *NEEDED):
        shutil.copy(built.path.parent.parent / "demo" / f"{name}.parquet", data)
    prepared = prepare(data, engine="duckdb", with_age=False, progress=silent, with_rows=True)
    recipe = Recipe(trees=40, seed=3, threads=2)
    choices = BuildOptions(
        with_steps=False, is_compared=False, tried=("row_models", "neighbours"), adoption_criteria=FORCED
    )

    def compared(*sides, **_options):
        Path(str(sides[3])).write_text("<html></html>")
        return built.drift

    with pytest.MonkeyPatch.context() as patch:
        # Evidently's page and MLflow take half a minute and change no other file.
        patch.setattr("model_build.pipeline.assemble.analyse", compared)
        patch.setattr("model_build.pipeline.check.record", lambda *_: "a run")
        patch.setattr("model_build.pipeline.check.register", lambda *_: "1")
        made = building.build(prepared, recipe, tmp_path_factory.mktemp("adopted"), silent, options=choices)
    return SimpleNamespace(path=made.path, prepared=prepared, recipe=recipe, data=data)
