"""What is said of the model is what the bundle holds, to staff."""

import pytest

from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from dashboard_app.services.model_facts import feature_facts, model_facts
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer


def test_families_weigh_what_the_bundle_says(portfolio):
    found = model_facts(portfolio, ADVISER)
    stored = portfolio.bundle.explanation["families"]
    assert [(family.name, weight) for family, weight in found.families] == [
        (row["name"], row["importance"]) for row in stored
    ]
    assert found.manifest is portfolio.bundle.manifest
    assert found.trees == portfolio.bundle.scorer.trees


def test_every_feature_has_its_weight(portfolio):
    stored = {row["name"]: row["importance"] for row in portfolio.bundle.explanation["features"]}
    found = feature_facts(portfolio, ADMIN)
    assert {facts.entry.name: facts.importance for facts in found} == stored
    assert [facts.entry.name for facts in found] == list(portfolio.feature_index)


def test_families_part_the_features(portfolio):
    parts = [feature_facts(portfolio, ADVISER, family) for family in portfolio.bundle.catalogue.families]
    names = sorted(facts.entry.name for part in parts for facts in part)
    assert names == sorted(portfolio.feature_index)


@pytest.mark.parametrize("family", ["", "nothing", "External ratings"])
def test_a_family_that_is_not_there_is_refused(portfolio, family):
    with pytest.raises(InvalidRequestError):
        feature_facts(portfolio, ADVISER, family)


@pytest.mark.parametrize("service", [model_facts, feature_facts])
def test_customers_are_refused(portfolio, service):
    with pytest.raises(NotAllowedError):
        service(portfolio, customer(int(portfolio.client_ids[0])))
