"""The pages of model and drift work on a bundle of every earlier contract."""

import pytest

from dashboard_app.i18n import get_translator
from dashboard_app.presenters import drift_tables, drift_view
from dashboard_app.presenters.drivers_view import drivers_view
from dashboard_app.presenters.fairness_view import fairness_view
from dashboard_app.presenters.model_selection_view import model_selection_view
from dashboard_app.presenters.quality_view import quality_view
from dashboard_app.services.drift import drift, get_feature_drift
from dashboard_app.services.fairness import fairness
from dashboard_app.services.model_facts import feature_facts, model_facts
from dashboard_app.services.model_selection import model_selection
from dashboard_app.services.overview import overview
from dashboard_app.services.quality import quality
from dashboard_app.store import Store
from dashboard_app.theme import LIGHT
from model_bundle import legacy
from tests.dashboard_app.callbacks.asking import figures_in, text_of
from tests.dashboard_app.services.people import ADMIN
from tests.model_bundle.old_bundles import unpacked

EN = get_translator("en")


@pytest.fixture(scope="module", params=legacy.CONTRACTS)
def old(request, tmp_path_factory):
    """The active bundle of an installation that has not built since."""
    return Store(unpacked(request.param, tmp_path_factory.mktemp("old")).parent).current()


def test_the_model_is_evaluated_and_explained(old):
    found = quality(old, ADMIN)
    assert found.headline == old.bundle.manifest.metrics
    assert len(figures_in(quality_view(found, EN, LIGHT))) == 6
    assert len(figures_in(drivers_view(overview(old, ADMIN), EN, LIGHT))) == 3
    assert model_facts(old, ADMIN).families[0].importance > 0
    assert len(feature_facts(old, ADMIN)) == len(old.bundle.manifest.features)


def test_what_was_compared_is_shown_and_what_was_not_is_said(old):
    has_experiments = old.bundle.manifest.contract > 1
    found = model_selection(old, ADMIN)
    assert bool(found.candidates) is bool(found.ablation) is has_experiments
    assert ("Nothing was compared" in text_of(model_selection_view(found, EN, LIGHT))) is not has_experiments
    groups = fairness(old, ADMIN)
    assert (groups is None) is not has_experiments
    assert ("Nothing was measured" in text_of(fairness_view(groups, EN, LIGHT))) is not has_experiments


def test_every_variable_of_the_drift_page_is_drawn(old):
    found = drift(old, ADMIN)
    assert len(figures_in(drift_view.verdict_content(found, EN, LIGHT))) == 1
    assert drift_tables.tables(found, EN)
    for feature in found.features:
        one = get_feature_drift(old, ADMIN, feature.entry.name)
        assert one == feature
        assert bool(figures_in(drift_view.feature_content(one, found, EN, LIGHT))) is bool(one.bins.reference)
