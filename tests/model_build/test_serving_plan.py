from dataclasses import replace

import pytest

from model_build.errors import EngineError
from model_build.serving_plan import plan_of, require_same_expressions
from model_bundle.bundle import Bundle


@pytest.fixture(scope="module")
def bundle(built):
    return Bundle.open(built.path)


def test_the_plan_of_a_bundle_is_the_one_it_was_built_with(bundle):
    found = plan_of(bundle)

    assert found.names == bundle.manifest.feature_names
    assert found.inputs == bundle.manifest.inputs.model_dump()
    assert found.sql == (bundle.path / "features.sql").read_text(encoding="utf-8")
    require_same_expressions(found, bundle)


def test_other_expressions_than_the_bundles_are_refused(bundle):
    found = plan_of(bundle)
    shorter = replace(found, features=found.features[1:])
    with pytest.raises(EngineError, match="score with --engine duckdb"):
        require_same_expressions(shorter, bundle)


def test_a_feature_that_is_no_longer_computed_is_left_to_the_bundles_own_sql(bundle):
    older = replace(bundle, manifest=with_feature(bundle.manifest, "FORMERLY_COMPUTED"))
    assert plan_of(older).names == bundle.manifest.feature_names


def with_feature(manifest, name):
    return manifest.model_copy(
        update={"features": (*manifest.features, manifest.features[0].model_copy(update={"name": name}))}
    )
