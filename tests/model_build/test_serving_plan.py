from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from model_build.cli.score import score_with
from model_build.engines.embedded import Embedded
from model_build.errors import EngineError
from model_build.serving_plan import load_plan, require_same_expressions, serves
from model_bundle.bundle import Bundle
from model_bundle.publication import seal
from tests.bundle_copies import copied
from tests.model_build.training_sets import silent


@pytest.fixture(scope="module")
def bundle(built):
    return Bundle.open(built.path)


def test_the_plan_of_a_bundle_is_the_one_it_was_built_with(bundle):
    found = load_plan(bundle)

    assert found.names == bundle.manifest.feature_names
    assert found.inputs == bundle.manifest.inputs.model_dump()
    assert found.sql == (bundle.path / "features.sql").read_text(encoding="utf-8")
    require_same_expressions(found, bundle)


def test_other_expressions_than_the_bundles_are_refused(bundle):
    found = load_plan(bundle)
    shorter = replace(found, features=found.features[1:])
    with pytest.raises(EngineError, match="score with --engine duckdb"):
        require_same_expressions(shorter, bundle)


def test_a_feature_that_is_no_longer_computed_is_left_to_the_bundles_own_sql(bundle):
    older = replace(bundle, manifest=with_feature(bundle.manifest, "FORMERLY_COMPUTED"))
    assert load_plan(older).names == bundle.manifest.feature_names


def with_feature(manifest, name):
    return manifest.model_copy(
        update={"features": (*manifest.features, manifest.features[0].model_copy(update={"name": name}))}
    )


def test_an_older_bundle_is_scored_with_its_own_sql(built, tmp_path):
    """Built before a feature was written otherwise: its model knows the old one."""
    changed = copied(built.path, tmp_path)
    sql = (changed / "features.sql").read_text(encoding="utf-8")
    (changed / "features.sql").write_text(f"FROM ({sql})", encoding="utf-8")
    seal(changed, built.manifest)
    older, data = Bundle.open(changed), built.path.parent.parent / "demo"
    assert not serves(load_plan(older), older)

    score_with(Embedded(), older, data, tmp_path / "s.parquet", with_contributions=False, progress=silent)

    found = pq.read_table(tmp_path / "s.parquet").column("probability").to_pylist()
    assert found == pytest.approx(older.clients.column("probability").to_pylist(), rel=0, abs=1e-12)


def test_a_bundle_that_reads_what_is_no_longer_computed_is_refused(built, tmp_path):
    inputs = built.manifest.inputs
    history = inputs.model_copy(update={"history": {**inputs.history, "FORMERLY_COMPUTED": "DOUBLE"}})
    older = Bundle.open(copied(built.path, tmp_path))
    (older.path / "features.sql").write_text("SELECT 1")
    older = replace(older, manifest=older.manifest.model_copy(update={"inputs": history}))
    out, data = tmp_path / "s.csv", built.path.parent.parent / "demo"

    with pytest.raises(EngineError, match="got FORMERLY_COMPUTED; score with the version that built it"):
        score_with(Embedded(), older, data, out, with_contributions=False, progress=silent)
    assert not out.exists()
