"""The score that is shown is the one in the bundle, on the side of the threshold that it says."""

import numpy as np
import pytest

from dashboard_app.services.disclosure import SMALLEST_GROUP, lower_risks
from dashboard_app.services.scoring import score
from model_bundle.decision import Decision, decide
from tests.dashboard_app.services.people import ADVISER, SCORED, customer, open_file


@pytest.fixture(scope="module")
def scores(active_bundle):
    return [score(open_file(active_bundle, ADVISER, number)) for number in active_bundle.client_ids.tolist()]


def test_every_score_is_that_of_the_bundle(active_bundle, scores):
    shown = np.array([found.probability for found in scores])
    np.testing.assert_allclose(shown, active_bundle.probabilities, rtol=0, atol=1e-9)
    assert [found.client_id for found in scores] == active_bundle.client_ids.tolist()


def test_the_decision_is_on_the_side_of_the_threshold_that_the_score_is(scores):
    assert {found.decision for found in scores} == set(SCORED)
    for found in scores:
        limits = found.threshold
        assert found.is_above is (found.distance >= 0)
        if found.decision is Decision.GRANTED:
            assert found.probability < limits.review_low
        elif found.decision is Decision.REFUSED:
            assert found.probability >= limits.review_high
        else:
            assert limits.review_low <= found.probability < limits.review_high


def test_the_threshold_itself_is_to_be_reviewed_and_the_ends_of_the_band_are_its_neighbours(scores):
    limits = scores[0].threshold
    assert decide(limits.value, limits) is Decision.REVIEW
    assert decide(limits.review_low, limits) is Decision.REVIEW
    assert decide(np.nextafter(limits.review_low, 0), limits) is Decision.GRANTED
    assert decide(limits.review_high, limits) is Decision.REFUSED


def test_the_shares_of_safer_clients_are_counted_on_the_population(active_bundle, scores):
    population = active_bundle.bundle.population
    risks, granted = np.array(population["probability"]), np.array(population["granted"])
    for found in scores[::7]:
        for told, former in ((found.risk_percentile_all, risks), (found.risk_percentile_accepted, risks[granted])):
            true = np.mean(former < found.probability)
            if told is None:
                assert min(true, 1 - true) * len(former) < SMALLEST_GROUP + 40
            else:
                # Half a step, a tenth of a point of risk and noise.
                assert told == pytest.approx(true, abs=0.06)
                assert told * 20 == pytest.approx(round(told * 20))


@pytest.mark.case(17)
def test_the_exact_risk_that_is_asked_for_cuts_nowhere(active_bundle):
    told = [lower_risks(active_bundle, 0.05 + step * 1e-5) for step in range(100)]
    assert len(set(told)) == 1
    shares = [lower_risks(active_bundle, risk).all for risk in np.linspace(0, 1, 2_001)]
    known = [share for share in shares if share is not None]
    assert known == sorted(known)
    assert len(set(known)) <= 21


def test_a_customer_gets_the_score_that_the_adviser_gets(active_bundle, scores):
    own = scores[5].client_id
    assert score(open_file(active_bundle, customer(own), own)) == scores[5]
