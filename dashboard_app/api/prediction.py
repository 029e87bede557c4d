"""A score computed anew: for a stored client, or for an application form."""

from dashboard_app.api.bodies import PredictBody, StoredClient
from dashboard_app.api.resources import FamilyContribution, Prediction
from dashboard_app.api.values import Threshold
from dashboard_app.capabilities import Capability
from dashboard_app.context import RequestContext
from dashboard_app.events import Action
from dashboard_app.services.client_file import open_client
from dashboard_app.services.prediction import predict_client, predict_form


def predict(ctx: RequestContext, body: PredictBody) -> Prediction:
    """Return the prediction for what was posted."""
    request_body = body.root
    if isinstance(request_body, StoredClient):
        prediction = predict_client(open_client(ctx, request_body.client_id, Capability.SIMULATE, Action.SIMULATE))
    else:
        prediction = predict_form(ctx.active_bundle, ctx.actor, request_body.application, request_body.history)
    return Prediction(
        client_id=prediction.client_id,
        bundle_id=prediction.bundle_id,
        probability=prediction.probability,
        decision=prediction.decision,
        distance=prediction.distance,
        threshold=Threshold.of(prediction.threshold),
        base=prediction.explanation.base,
        families=[FamilyContribution.of(part) for part in prediction.explanation.families],
    )
