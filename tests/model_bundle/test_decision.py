import numpy as np
import pytest

from model_bundle.decision import Decision, decide, decide_all, is_granted, threshold_with_band

THRESHOLD = threshold_with_band(0.09)


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        (0.01, Decision.GRANTED),
        (0.0809, Decision.GRANTED),
        (0.0811, Decision.REVIEW),
        (0.09, Decision.REVIEW),
        (0.0989, Decision.REVIEW),
        (0.0991, Decision.REFUSED),
        (0.9, Decision.REFUSED),
    ],
)
def test_decision_by_probability(probability, expected):
    assert decide(probability, THRESHOLD) is expected


def test_the_safest_clients_are_granted():
    """An inverted decision refuses the safest: it was seen in running software."""
    probabilities = np.linspace(0.001, 0.5, 200)
    decisions = decide_all(probabilities, THRESHOLD)
    assert decisions[0] is Decision.GRANTED
    assert decisions[-1] is Decision.REFUSED
    order = [Decision.GRANTED, Decision.REVIEW, Decision.REFUSED]
    assert [order.index(decision) for decision in decisions] == sorted(order.index(d) for d in decisions)


def test_the_threshold_itself_is_refused_when_costs_are_computed():
    assert not is_granted(0.09, THRESHOLD)
    assert is_granted(np.nextafter(0.09, 0), THRESHOLD)


def test_the_band_never_reaches_certainty():
    assert threshold_with_band(0.99).review_high < 1
