"""The model as a whole, as the bundle measured it."""

import numpy as np
import pytest

from dashboard_app.services.errors import NotAllowedError
from dashboard_app.services.overview import BEESWARM_FEATURES, SHOWN_FEATURES, evaluation, overview
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer


@pytest.fixture(scope="module")
def found(portfolio):
    return overview(portfolio, ADVISER, "en")


def test_the_most_important_features_come_first(found):
    sizes = [part.importance for part in found.features]
    assert len(sizes) == SHOWN_FEATURES
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] > 0


def test_every_family_of_the_model_is_named_once(portfolio, found):
    families = {entry.family for entry in portfolio.bundle.catalogue.features.values()}
    assert sorted(part.family.name for part in found.families) == sorted(families)
    sizes = [part.importance for part in found.families]
    assert sizes == sorted(sizes, reverse=True)


def test_importance_is_the_mean_size_of_the_contributions_in_the_swarm(found):
    assert len(found.swarms) == BEESWARM_FEATURES
    for part, swarm in zip(found.features, found.swarms, strict=False):
        assert swarm.entry == part.entry
        assert len(swarm.values) == len(swarm.contributions)
        assert np.mean(np.abs(swarm.contributions)) == pytest.approx(part.importance)


def test_the_card_speaks_the_language_asked_for(portfolio, found):
    french = overview(portfolio, ADMIN, "fr").card
    assert found.card.startswith("#")
    assert french.startswith("#")
    assert found.card != french


def test_the_headline_is_that_of_the_manifest(portfolio, found):
    assert found.headline == portfolio.bundle.manifest.metrics
    assert evaluation(portfolio, ADVISER)["headline"]["auc"] == found.headline.auc


def test_a_customer_gets_nothing_of_the_model(portfolio):
    actor = customer(int(portfolio.client_ids[0]))
    with pytest.raises(NotAllowedError):
        overview(portfolio, actor, "fr")
    with pytest.raises(NotAllowedError):
        evaluation(portfolio, actor)
