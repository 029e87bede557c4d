"""A prediction runs the bundle's own features and model, for staff only."""

import numpy as np
import pytest

from dashboard_app.services.errors import NotAllowedError, UnknownClientError
from dashboard_app.services.explanation import explain
from dashboard_app.services.prediction import predict_client, predict_form
from dashboard_app.services.scoring import score
from model_bundle.decision import decide
from model_bundle.errors import InvalidFormError
from tests.dashboard_app.services.people import ADMIN, ADVISER, SCORED, customer, first, open_file, simulate_file

LEAST = {"AMT_INCOME_TOTAL": 135_000.0, "AMT_CREDIT": 450_000.0, "AMT_ANNUITY": 25_000.0}


@pytest.mark.parametrize("decision", SCORED)
def test_a_stored_client_is_predicted_as_scored_and_explained(active_bundle, decision):
    number = first(active_bundle, decision)
    found = predict_client(simulate_file(active_bundle, ADVISER, number))
    file = open_file(active_bundle, ADVISER, number)
    shown, explained = score(file), explain(file)
    assert found.client_id == number
    assert found.probability == pytest.approx(shown.probability, abs=1e-12)
    assert (found.decision, found.threshold, found.bundle_id) == (decision, shown.threshold, shown.bundle_id)
    assert [part.family for part in found.explanation.families] == [part.family for part in explained.families]


def test_every_golden_row_scores_as_the_bundle_says(active_bundle):
    for row in active_bundle.bundle.golden:
        found = predict_form(active_bundle, ADMIN, row.application, row.history)
        assert found.client_id is None
        assert found.probability == pytest.approx(row.probability, abs=1e-9)
        assert found.decision is decide(found.probability, found.threshold)
        assert found.distance == found.probability - found.threshold.value


def test_contributions_add_up(active_bundle):
    found = predict_form(active_bundle, ADVISER, {**LEAST, "EXT_SOURCE_2": 0.4}, {})
    log_odds = found.explanation.base + sum(part.contribution for part in found.explanation.features)
    assert 1 / (1 + np.exp(-log_odds)) == pytest.approx(found.probability, abs=1e-12)


@pytest.mark.parametrize("number", [5, "x", None, 10**30, True])
def test_a_client_who_is_not_there_is_unknown(active_bundle, number):
    with pytest.raises(UnknownClientError):
        predict_client(simulate_file(active_bundle, ADVISER, number))


@pytest.mark.case(33)
def test_a_form_that_does_not_fit_is_refused(active_bundle):
    with pytest.raises(InvalidFormError, match="AMT_CREDIT must be a number"):
        predict_form(active_bundle, ADVISER, {**LEAST, "AMT_CREDIT": "much"}, {})
    with pytest.raises(InvalidFormError, match="AMT_INCOME_TOTAL is required"):
        predict_form(active_bundle, ADVISER, {}, {})


def test_customers_try_nothing_out(active_bundle):
    own = int(active_bundle.client_ids[0])
    with pytest.raises(NotAllowedError):
        predict_client(simulate_file(active_bundle, customer(own), own))
    with pytest.raises(NotAllowedError, match="Open it for that"):
        predict_client(open_file(active_bundle, customer(own), own))
    with pytest.raises(NotAllowedError):
        predict_form(active_bundle, customer(own), {}, {})
