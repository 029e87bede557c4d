"""The time of scoring is measured wherever it happens, by what is done and not by whom it is done for."""

import pytest
from prometheus_client import REGISTRY

from dashboard_app.services.errors import UnknownClientError
from dashboard_app.services.explanation import explain
from dashboard_app.services.prediction import predict_client, predict_form
from dashboard_app.services.scoring import score
from tests.dashboard_app.services.people import ADVISER


def counted(operation):
    return REGISTRY.get_sample_value("clairscore_scoring_seconds_count", {"operation": operation}) or 0


@pytest.mark.parametrize(
    ("operation", "service"),
    [("score", score), ("explain", explain), ("predict", predict_client)],
)
def test_every_way_of_scoring_is_measured(portfolio, operation, service):
    before = counted(operation)
    service(portfolio, ADVISER, int(portfolio.client_ids[0]))
    with pytest.raises(UnknownClientError):
        service(portfolio, ADVISER, 5)
    assert counted(operation) - before == 2, "a refusal takes its time too"


def test_a_form_is_measured_as_a_prediction(portfolio):
    before = counted("predict")
    form = {"AMT_INCOME_TOTAL": 135_000.0, "AMT_CREDIT": 450_000.0, "AMT_ANNUITY": 25_000.0}
    predict_form(portfolio, ADVISER, form, {})
    assert counted("predict") - before == 1
