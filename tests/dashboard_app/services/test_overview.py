"""The model as a whole, as the bundle measured it."""

import numpy as np
import pytest

from dashboard_app.services.disclosure import PEOPLE_PER_DOT
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
def found(active_bundle):
    return overview(active_bundle, ADVISER)


def test_the_most_important_features_come_first(found):
    sizes = [part.importance for part in found.features]
    assert len(sizes) == SHOWN_FEATURES
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] > 0


def test_every_family_of_the_model_is_named_once(active_bundle, found):
    families = {entry.family for entry in active_bundle.bundle.catalogue.features.values()}
    assert sorted(part.family.name for part in found.families) == sorted(families)
    sizes = [part.importance for part in found.families]
    assert sizes == sorted(sizes, reverse=True)


def test_the_swarm_is_of_the_strongest_numbers(found):
    assert len(found.beeswarms) == BEESWARM_FEATURES
    numeric = [part for part in found.features if not part.entry.categories]
    for part, swarm in zip(numeric, found.beeswarms, strict=False):
        assert swarm.entry == part.entry
        places = np.repeat([dots.effect for dots in swarm.summary.dots], [dots.count for dots in swarm.summary.dots])
        assert np.mean(np.abs(places)) == pytest.approx(part.importance, rel=0.4, abs=0.02)


@pytest.mark.case(17)
def test_the_swarm_stands_on_a_coarse_grid_and_shows_nobody_alone(active_bundle, found):
    for swarm in found.beeswarms:
        stored = active_bundle.bundle.shap_sample[f"contribution.{swarm.entry.name}"].to_numpy()
        places = sorted({dots.effect for dots in swarm.summary.dots})
        step = min(np.diff(places), default=1.0)
        assert len(places) <= 40
        for dots in swarm.summary.dots:
            assert dots.count >= 1
        for place in places:
            alike = sum(dots.count for dots in swarm.summary.dots if dots.effect == place)
            is_end = place in (places[0], places[-1])
            inside = (np.abs(stored - place) <= step / 2 + 1e-9).sum()
            assert is_end or inside >= PEOPLE_PER_DOT * alike


def test_every_feature_is_ranked_the_most_important_first(active_bundle, found):
    ranked = feature_ranking(active_bundle, ADVISER)
    assert ranked[:SHOWN_FEATURES] == tuple(part.entry for part in found.features)
    assert sorted(entry.name for entry in ranked) == sorted(active_bundle.feature_index)


def test_the_card_speaks_the_language_asked_for(active_bundle):
    (english, text), (french, texte) = (model_card(active_bundle, ADMIN, language) for language in ("en", "fr"))
    assert active_bundle.bundle.model_card("en").startswith(f"# {english}\n")
    assert active_bundle.bundle.model_card("fr").startswith(f"# {french}\n")
    assert text != texte


def test_the_headings_of_the_card_are_one_level_lower(active_bundle):
    _, text = model_card(active_bundle, ADMIN, "en")
    stored = active_bundle.bundle.model_card("en")
    assert text.count("\n### ") == stored.count("\n## ") > 3


def test_a_customer_gets_nothing_of_the_model(active_bundle):
    actor = customer(int(active_bundle.client_ids[0]))
    for ask in (overview, feature_ranking):
        with pytest.raises(NotAllowedError):
            ask(active_bundle, actor)
    with pytest.raises(NotAllowedError):
        model_card(active_bundle, actor, "fr")
