"""What was compared, typed; what a bundle does not hold is absent, and nothing of it is for customers."""

from types import SimpleNamespace

import pytest

from dashboard_app.services.errors import NotAllowedError
from dashboard_app.services.model_selection import model_selection
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer
from tests.dashboard_app.services.stored_model_selection import ABLATION, CANDIDATES, TUNING


def active_bundle_with(candidates=None, tuning=None, ablation=None):
    """As much of a portfolio as this service asks for."""
    catalogue = SimpleNamespace(features={"EXT_SOURCE_2": "rating"})
    bundle = SimpleNamespace(candidates=candidates, tuning=tuning, ablation=ablation, catalogue=catalogue)
    return SimpleNamespace(bundle=bundle)


@pytest.mark.parametrize("actor", [ADVISER, ADMIN], ids=["adviser", "admin"])
def test_the_best_kind_stands_first_and_the_one_in_force_is_known(actor):
    found = model_selection(active_bundle_with(CANDIDATES, TUNING, ABLATION), actor)
    assert [one.score.name for one in found.candidates] == ["lightgbm", "logistic", "dummy"]
    assert [one.is_served for one in found.candidates] == [True, False, False]
    assert found.candidates[0].strongest == ("rating",)
    assert found.candidates[2].strongest == ()


def test_the_gain_of_the_search_is_the_mean_over_its_divisions():
    tuning = model_selection(active_bundle_with(tuning=TUNING), ADVISER).tuning
    assert tuning.gain == pytest.approx(0.002)
    assert [trial.state for trial in tuning.trials] == ["complete", "pruned", "complete"]


def test_a_step_says_whether_it_is_in_the_model():
    results = model_selection(active_bundle_with(ablation=ABLATION), ADVISER).ablation
    assert [(step.name, step.is_kept) for step in results] == [("constraints", True), ("protected", False)]


@pytest.mark.parametrize("tuning", [None, TUNING.model_copy(update={"trials": ()})])
def test_what_a_bundle_does_not_hold_is_absent(tuning):
    found = model_selection(active_bundle_with(tuning=tuning), ADVISER)
    assert (found.candidates, found.tuning, found.ablation) == ((), None, ())


def test_no_customer_reads_it():
    with pytest.raises(NotAllowedError):
        model_selection(active_bundle_with(CANDIDATES, TUNING, ABLATION), customer(100_001))
