"""A score computed anew: for a stored client, or for an application form."""

from dashboard_app.api.bodies import PredictBody, StoredClient
from dashboard_app.api.resources import Prediction
from dashboard_app.api.values import Threshold
from dashboard_app.api.weights import family_contributions
from dashboard_app.capabilities import Capability
from dashboard_app.context import RequestContext
from dashboard_app.events import Action
from dashboard_app.services.client_file import open_client
from dashboard_app.services.prediction import predict_client, predict_form


def predict(ctx: RequestContext, body: PredictBody) -> Prediction:
    """Return the prediction for what was posted."""
    wanted = body.root
    if isinstance(wanted, StoredClient):
        found = predict_client(open_client(ctx, wanted.client_id, Capability.SIMULATE, Action.SIMULATE))
    else:
        found = predict_form(ctx.active_bundle, ctx.actor, wanted.application, wanted.history)
    return Prediction(
        client_id=found.client_id,
        bundle_id=found.bundle_id,
        probability=found.probability,
        decision=found.decision,
        distance=found.distance,
        threshold=Threshold.of(found.threshold),
        base=found.explanation.base,
        families=family_contributions(found.explanation),
    )
