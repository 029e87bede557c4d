import pytest

from model_build.experiments.ablation import ablation_result
from model_build.experiments.adoption_criteria import AdoptionCriteria
from model_build.metrics.headline import Figures


def step(gain, cost, error=0.001):
    before, after = Figures(0.75, 0.53), Figures(0.75 + gain, 0.53 + cost)
    return ablation_result("row_models", before, after, is_kept=False, standard_error=error)


@pytest.mark.parametrize(
    ("gain", "cost", "stays"),
    [
        (0.0021, -0.001, True),
        (0.0021, 0.0, True),
        (0.0019, -0.001, False),
        (0.0021, 0.0001, False),
        (-0.01, -0.001, False),
    ],
)
def test_a_step_stays_for_a_gain_above_two_standard_errors_that_makes_nothing_dearer(gain, cost, stays):
    assert AdoptionCriteria().accepts(step(gain, cost)) is stays


def test_a_gain_whose_luck_was_not_measured_earns_nothing():
    assert not AdoptionCriteria(errors=-9.0, cost_increase=9.0).accepts(step(0.1, -0.1, error=None))


def test_another_rule_may_ask_for_less():
    assert AdoptionCriteria(errors=0.0, cost_increase=0.01).accepts(step(0.0001, 0.005))


def test_means_over_seeds_decide():
    two = step(0.001, -0.005).model_copy(update={"gain_by_seed": (0.001, 0.005)})
    assert not AdoptionCriteria().accepts(step(0.001, -0.005))
    assert AdoptionCriteria().accepts(two)
