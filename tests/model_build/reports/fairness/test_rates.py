import numpy as np
import pytest

from model_build.metrics.intervals import wilson
from model_build.reports.fairness.rates import ScoredGroup, distances
from model_bundle.reports import Estimate


def group(value, *, granted=(0, 0), refused=(0, 0), predicted=0.1):
    """Return a group of so many granted and refused, each (repaid, defaulted)."""
    bad = np.repeat([0.0, 1.0, 0.0, 1.0], [*granted, *refused])
    decided = np.repeat([0.0, 0.0, 1.0, 1.0], [*granted, *refused])
    return ScoredGroup(value, bad, decided, np.full(len(bad), predicted))


# 800 granted of 1,000, refused 60 of 100 defaults and 140 of 900 good ones; 300 of 600, 30 of 60, 270 of 540.
WOMEN = group("F", granted=(760, 40), refused=(140, 60), predicted=0.08)
MEN = group("M", granted=(270, 30), refused=(270, 30), predicted=0.11)


def drawn(*groups, seed=0):
    return distances(groups, np.random.default_rng(seed))


def test_rates_of_a_group_are_those_of_its_counts():
    found = WOMEN.report()
    assert (found.value, found.applicants, found.defaults) == ("F", 1_000, 100)
    for name, hits, trials in (
        ("selection_rate", 800, 1_000),
        ("true_positive_rate", 60, 100),
        ("false_positive_rate", 140, 900),
        ("observed", 100, 1_000),
    ):
        interval = wilson(hits, trials)
        assert getattr(found, name) == Estimate(value=hits / trials, low=interval.low, high=interval.high)
    assert found.predicted == pytest.approx(0.08)


def test_distances_are_those_between_the_two_groups_furthest_apart():
    found = drawn(WOMEN, MEN)
    assert found["selection_rate_ratio"].value == pytest.approx(0.5 / 0.8)
    assert found["true_positive_rate_gap"].value == pytest.approx(0.6 - 0.5)
    assert found["false_positive_rate_gap"].value == pytest.approx(0.5 - 140 / 900)
    # Women: 10 % observed, 8 % predicted; men: 10 % and 11 %.
    assert found["calibration_gap"].value == pytest.approx(0.02 + 0.01)
    assert (found["selection_rate_ratio"].lowest, found["selection_rate_ratio"].highest) == ("M", "F")
    assert (found["false_positive_rate_gap"].lowest, found["false_positive_rate_gap"].highest) == ("F", "M")
    for name in found:
        assert found[name].low < found[name].value < found[name].high


def test_an_interval_is_as_wide_as_two_binomials_make_it():
    gap = drawn(WOMEN, MEN)["false_positive_rate_gap"]
    error = np.sqrt(0.5 * 0.5 / 540 + (140 / 900) * (760 / 900) / 900)
    assert gap.high - gap.low == pytest.approx(2 * 1.96 * error, rel=0.08)


def test_groups_that_are_treated_alike_have_an_interval_that_holds_no_distance():
    found = drawn(WOMEN, group("M", granted=(380, 20), refused=(70, 30), predicted=0.08))
    assert found["selection_rate_ratio"].low < 1 < found["selection_rate_ratio"].high
    assert found["true_positive_rate_gap"].low < 0 < found["true_positive_rate_gap"].high
    assert found["calibration_gap"].low < 0 < found["calibration_gap"].high


@pytest.mark.parametrize(
    "small",
    [
        group("XNA", granted=(40, 10), refused=(39, 10)),
        group("XNA", granted=(500, 4), refused=(100, 5)),
        group("XNA", granted=(4, 500), refused=(5, 100)),
    ],
    ids=["few applicants", "few defaults", "few who repaid"],
)
def test_a_small_group_has_its_size_and_no_figure_and_moves_no_distance(small):
    found = small.report()
    assert found.applicants == small.applicants
    assert found.defaults == small.defaults
    assert found.predicted is None
    assert (found.selection_rate, found.true_positive_rate, found.false_positive_rate, found.observed) == (None,) * 4
    assert drawn(WOMEN, MEN, small) == drawn(WOMEN, MEN)


@pytest.mark.parametrize("groups", [(), (WOMEN,)])
def test_one_group_alone_is_at_no_distance(groups):
    assert set(drawn(*groups).values()) == {None}


def test_where_nobody_is_granted_there_is_no_ratio():
    nobody = [group(value, refused=(200, 20)) for value in "AB"]
    found = drawn(*nobody)
    assert found["selection_rate_ratio"] is None
    assert found["true_positive_rate_gap"].value == 0.0


def test_the_same_seed_draws_the_same():
    assert drawn(WOMEN, MEN, seed=1) == drawn(WOMEN, MEN, seed=1)
    assert drawn(WOMEN, MEN, seed=1) != drawn(WOMEN, MEN, seed=2)
