"""A score computed anew: for a stored client, or for an application form."""

from dashboard_app.api.bodies import PredictBody, StoredClient
from dashboard_app.api.resources import Prediction
from dashboard_app.api.values import Limits
from dashboard_app.api.weights import family_contributions
from dashboard_app.callbacks.registration import Ask
from dashboard_app.services.prediction import predict_client, predict_form


def predict(ask: Ask, body: PredictBody) -> Prediction:
    """Return the prediction for what was posted."""
    wanted = body.root
    if isinstance(wanted, StoredClient):
        found = predict_client(ask.portfolio, ask.actor, wanted.client_id)
    else:
        found = predict_form(ask.portfolio, ask.actor, wanted.application, wanted.history)
    return Prediction(
        client_id=found.client_id,
        bundle_id=found.bundle_id,
        probability=found.probability,
        decision=found.decision,
        distance=found.distance,
        threshold=Limits.of(found.threshold),
        base=found.explanation.base,
        families=family_contributions(found.explanation),
    )
