"""The evaluation of the bundle, typed; its parts agree with one another."""

import numpy as np
import pytest

from dashboard_app.services.disclosure import ROUNDED_TO
from dashboard_app.services.errors import NotAllowedError
from dashboard_app.services.quality import Outcomes, quality
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer


@pytest.fixture(scope="module")
def found(active_bundle):
    return quality(active_bundle, ADVISER)


def test_every_former_applicant_is_judged_once(active_bundle, found):
    assert active_bundle.bundle.population.num_rows == found.headline.applicants
    # Each of the four counts is rounded by itself.
    assert abs(found.outcomes.applicants - found.headline.applicants) <= 2 * ROUNDED_TO
    granted = np.array(active_bundle.bundle.population["granted"]).sum()
    assert abs(found.outcomes.granted_repaid + found.outcomes.granted_defaulted - granted) <= ROUNDED_TO
    assert sum(group.applicants for group in found.calibration) == found.headline.applicants


def test_the_limit_is_the_one_in_force(active_bundle, found):
    assert found.threshold == active_bundle.bundle.manifest.threshold.value
    wrong = found.costs.false_negative * found.outcomes.granted_defaulted + found.outcomes.refused_repaid
    # The counts are rounded.
    assert found.cost_at_threshold == pytest.approx(wrong / found.outcomes.applicants, abs=0.02)


def test_shares_are_of_the_right_whole():
    outcomes = Outcomes(granted_repaid=60, granted_defaulted=3, refused_repaid=20, refused_defaulted=9)
    assert outcomes.refused_of_repaid == 20 / 80
    assert outcomes.refused_of_defaulted == 9 / 12
    assert outcomes.defaulted_of_refused == 9 / 29


def test_the_curves_run_from_end_to_end(found):
    assert (found.roc[0], found.roc[-1]) == ((0, 0), (1, 1))
    recalls = [recall for recall, _ in found.precision]
    assert (max(recalls), min(recalls)) == (1, 0)
    limits = [point.threshold for point in found.cost_curve]
    assert limits == sorted(limits)
    assert found.cost_curve[0].refused == 1


def test_scores_of_both_groups_are_shares(found):
    assert sum(found.scores.repaid) == pytest.approx(1)
    assert sum(found.scores.defaulted) == pytest.approx(1)
    assert len(found.scores.edges) == len(found.scores.repaid) + 1


def test_staff_only(active_bundle):
    assert quality(active_bundle, ADMIN) == quality(active_bundle, ADVISER)
    with pytest.raises(NotAllowedError):
        quality(active_bundle, customer(int(active_bundle.client_ids[0])))
