"""The fairness report, typed, for administrators alone."""

from types import SimpleNamespace

import pytest

from dashboard_app.services.errors import NotAllowedError
from dashboard_app.services.fairness import fairness
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer
from tests.dashboard_app.services.stored_fairness import FAIRNESS


def active_bundle_with(report, *, protected=False):
    """As much of a portfolio as this service asks for."""
    gender = SimpleNamespace(categories=(SimpleNamespace(value="F"), SimpleNamespace(value="M")))
    catalogue = SimpleNamespace(columns={"CODE_GENDER": gender}, features={"AGE": SimpleNamespace(protected=protected)})
    return SimpleNamespace(bundle=SimpleNamespace(fairness=report, catalogue=catalogue))


def test_every_group_is_there_and_called_as_the_catalogue_does():
    found = fairness(active_bundle_with(FAIRNESS), ADMIN)
    assert [attribute.name for attribute in found.attributes] == ["gender", "age", "family_status"]
    women, men = found.attributes[0].groups
    assert (women.category.value, men.category.value) == ("F", "M")
    assert found.attributes[1].groups[0].category is None
    assert (men.selection_rate.value, men.selection_rate.low) == (0.6, pytest.approx(0.58))


@pytest.mark.case(17)
@pytest.mark.case(34)
def test_a_group_that_is_too_small_has_neither_size_nor_rates():
    *_, oldest = fairness(active_bundle_with(FAIRNESS), ADMIN).attributes[1].groups
    assert oldest.applicants is None
    assert (oldest.selection_rate, oldest.false_positive_rate, oldest.true_positive_rate) == (None,) * 3
    assert (oldest.predicted, oldest.observed) == (None, None)


@pytest.mark.parametrize("protected", [True, False])
def test_it_says_whether_the_model_uses_age(protected):
    assert fairness(active_bundle_with(FAIRNESS, protected=protected), ADMIN).uses_age is protected


def test_a_bundle_without_a_report_has_none():
    assert fairness(active_bundle_with(None), ADMIN) is None


@pytest.mark.case(18)
@pytest.mark.case(34)
@pytest.mark.parametrize("actor", [ADVISER, customer(100_001)], ids=["adviser", "customer"])
def test_only_administrators_read_it(actor):
    with pytest.raises(NotAllowedError):
        fairness(active_bundle_with(FAIRNESS), actor)
