"""The model as a whole, as the bundle measured it."""

import numpy as np
import pytest

from dashboard_app.services.errors import NotAllowedError
from dashboard_app.services.overview import (
    BEESWARM_FEATURES,
    SHOWN_FEATURES,
    feature_ranking,
    model_card,
    overview,
)
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer


@pytest.fixture(scope="module")
def found(portfolio):
    return overview(portfolio, ADVISER)


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
    numeric = [part for part in found.features if not part.entry.categories]
    for part, swarm in zip(numeric, found.swarms, strict=False):
        assert swarm.entry == part.entry
        assert len(swarm.values) == len(swarm.contributions)
        assert np.mean(np.abs(swarm.contributions)) == pytest.approx(part.importance)


def test_every_feature_is_ranked_the_most_important_first(portfolio, found):
    ranked = feature_ranking(portfolio, ADVISER)
    assert ranked[:SHOWN_FEATURES] == tuple(part.entry for part in found.features)
    assert sorted(entry.name for entry in ranked) == sorted(portfolio.feature_index)


def test_the_card_speaks_the_language_asked_for(portfolio):
    (english, text), (french, texte) = (model_card(portfolio, ADMIN, language) for language in ("en", "fr"))
    assert portfolio.bundle.model_card("en").startswith(f"# {english}\n")
    assert portfolio.bundle.model_card("fr").startswith(f"# {french}\n")
    assert text != texte


def test_the_headings_of_the_card_are_one_level_lower(portfolio):
    _, text = model_card(portfolio, ADMIN, "en")
    stored = portfolio.bundle.model_card("en")
    assert text.count("\n### ") == stored.count("\n## ") > 3


def test_a_customer_gets_nothing_of_the_model(portfolio):
    actor = customer(int(portfolio.client_ids[0]))
    for ask in (overview, feature_ranking):
        with pytest.raises(NotAllowedError):
            ask(portfolio, actor)
    with pytest.raises(NotAllowedError):
        model_card(portfolio, actor, "fr")
