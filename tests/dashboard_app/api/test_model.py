"""The model and its features, as the bundle has them."""

import math

import pytest

from tests.dashboard_app.api.asking import assert_problem, get


def test_the_model_is_that_of_the_manifest(adviser, active_bundle):
    manifest = active_bundle.bundle.manifest
    found = get(adviser, "/model").get_json()
    assert found["bundle_id"] == manifest.bundle_id
    assert found["threshold"] == manifest.threshold.model_dump()
    assert found["metrics"] == manifest.metrics.model_dump()
    assert found["costs"] == manifest.costs.model_dump()
    assert (found["features"], found["clients"]) == (len(manifest.features), len(active_bundle.client_ids))
    assert found["trees"] == active_bundle.bundle.scorer.trees
    weights = [part["importance"] for part in found["families"]]
    assert weights == sorted(weights, reverse=True)


def test_every_feature_has_its_definition_in_every_language(adviser, active_bundle):
    found = get(adviser, "/features").get_json()
    assert [feature["name"] for feature in found["items"]] == list(active_bundle.feature_index)
    families = {family["name"] for family in found["families"]}
    for feature in found["items"]:
        assert feature["family"] in families
        assert all(feature[part][language] for part in ("label", "definition") for language in ("en", "fr"))
        assert feature["importance"] >= 0
        assert math.isfinite(feature["importance"])


def test_the_categories_of_a_feature_stand_in_the_order_of_their_codes(adviser, active_bundle):
    found = get(adviser, "/features").get_json()["items"]
    for feature in found:
        entry = active_bundle.bundle.catalogue.features[feature["name"]]
        assert feature["protected"] is (entry.phrasing.ground is not None)
        assert [category["value"] for category in feature["categories"]] == [part.value for part in entry.categories]
    assert any(feature["categories"] for feature in found)


def test_the_features_of_one_family(adviser):
    everything = get(adviser, "/features").get_json()["items"]
    family = everything[0]["family"]
    found = get(adviser, f"/features?family={family}").get_json()["items"]
    assert found == [feature for feature in everything if feature["family"] == family]
    assert 0 < len(found) < len(everything)


@pytest.mark.parametrize("query", ["?family=nothing", "?name=EXT_SOURCE_2", "?family="])
def test_a_family_that_is_not_there_is_refused(adviser, query):
    assert_problem(get(adviser, f"/features{query}"), 422)
