"""A real bundle, small: demo tables through the whole build, once per test session."""

import os
from pathlib import Path

# Before LightGBM loads OpenMP: tests share their cores with browsers.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from model_build.pipeline.build import Built, build
from model_build.prepare import prepare
from model_build.publishing.tracking.champion import ChampionFollower
from model_build.publishing.tracking.run import connect
from model_build.synthetic import write_demo
from model_build.training.train import Recipe

APPLICANTS, DECIDED, TREES, SEED = 2_000, 400, 60, 3


def silent(label: str, share: float) -> None:
    """Take progress and say nothing."""


def write_small_bundle(root: Path) -> Built:
    """Write demo tables to ``root/demo`` and activate a bundle in ``root/bundles``."""
    write_demo(root / "demo", applicants=APPLICANTS, decided=DECIDED, seed=SEED)
    connect(root / "mlflow")
    prepared = prepare(root / "demo", engine="duckdb", with_age=False, progress=silent)
    recipe = Recipe(trees=TREES, seed=SEED, threads=2)
    return build(prepared, recipe, root / "bundles", silent, on_activated=ChampionFollower(root / "mlflow"))
