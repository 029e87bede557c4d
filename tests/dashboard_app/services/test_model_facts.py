"""What is said of the model is what the bundle holds, to staff."""

import pytest

from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from dashboard_app.services.model_facts import feature_facts, model_facts
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer


def test_families_weigh_what_the_bundle_says(active_bundle):
    found = model_facts(active_bundle, ADVISER)
    stored = active_bundle.bundle.explanation.families
    assert [(one.family.name, one.importance) for one in found.families] == [
        (one.name, one.importance) for one in stored
    ]
    assert found.manifest is active_bundle.bundle.manifest
    assert found.trees == active_bundle.bundle.scorer.trees


def test_every_feature_has_its_weight(active_bundle):
    stored = {one.name: one.importance for one in active_bundle.bundle.explanation.features}
    found = feature_facts(active_bundle, ADMIN)
    assert {facts.entry.name: facts.importance for facts in found} == stored
    assert [facts.entry.name for facts in found] == list(active_bundle.feature_index)


def test_families_part_the_features(active_bundle):
    parts = [feature_facts(active_bundle, ADVISER, family) for family in active_bundle.bundle.catalogue.families]
    names = sorted(facts.entry.name for part in parts for facts in part)
    assert names == sorted(active_bundle.feature_index)


@pytest.mark.parametrize("family", ["", "nothing", "External ratings"])
def test_a_family_that_is_not_there_is_refused(active_bundle, family):
    with pytest.raises(InvalidRequestError):
        feature_facts(active_bundle, ADVISER, family)


@pytest.mark.parametrize("service", [model_facts, feature_facts])
def test_customers_are_refused(active_bundle, service):
    with pytest.raises(NotAllowedError):
        service(active_bundle, customer(int(active_bundle.client_ids[0])))
