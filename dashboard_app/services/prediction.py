"""A score computed anew from an application form: that of a client, or of nobody yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.events import Action, Event
from dashboard_app.instrumentation import SCORING_SECONDS
from dashboard_app.services.access import require
from dashboard_app.services.client_file import ClientFile
from dashboard_app.services.data_checks import require_score
from dashboard_app.services.explanation import Explanation, explain_vector
from dashboard_app.store import ActiveBundle
from model_bundle.arrow_file import FloatArray
from model_bundle.decision import Decision, decide
from model_bundle.form_limits import check_new
from model_bundle.manifest import CellValue, Threshold

_FORM, _HISTORY = "application.", "history."


@dataclass(frozen=True)
class Prediction:
    """A probability of default with the decision it leads to and what it is made of; no number where nobody has one."""

    client_id: int | None
    probability: float
    decision: Decision
    threshold: Threshold
    explanation: Explanation
    bundle_id: str

    @property
    def distance(self) -> float:
        """Probability minus threshold: negative where the credit can be granted."""
        return self.probability - self.threshold.value


@SCORING_SECONDS.labels("predict").time()
def predict_client(file: ClientFile) -> Prediction:
    """Return the prediction for a client, from the form and the history that are stored, for staff.

    Raises
    ------
    NotAllowedError
        The file was not opened for it.
    DataCheckError
        Values of this client cannot be, and must be checked first.
    """
    file.require(Capability.SIMULATE)
    require_score(file)
    cells = file.cells()
    history = cast(dict[str, float | None], _select_cells(cells, _HISTORY))
    vector = file.active_bundle.bundle.runner.run_one(_select_cells(cells, _FORM), history)
    return _predict(file.active_bundle, vector, file.client_id)


@SCORING_SECONDS.labels("predict").time()
def predict_form(
    active_bundle: ActiveBundle,
    actor: Actor,
    application: Mapping[str, CellValue],
    history: Mapping[str, float | None],
) -> Prediction:
    """Return the prediction for an application form with the aggregates of a history, for staff.

    A column that is absent is not known, but for the amounts without which there is nothing to decide; without any
    history, the applicant has none.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    InvalidFormError
        A column is unknown, an amount is missing, or a value is impossible.
    """
    require(actor, Capability.SIMULATE)
    check_new(application, active_bundle.bundle.catalogue.columns, active_bundle.texts_on_file)
    prediction = _predict(active_bundle, active_bundle.bundle.runner.run_one(application, history), None)
    actor.recorder.log(Event(Action.SIMULATE, None, prediction.bundle_id, prediction.probability))
    return prediction


def _predict(active_bundle: ActiveBundle, vector: FloatArray, client_id: int | None) -> Prediction:
    manifest = active_bundle.bundle.manifest
    probability = float(active_bundle.bundle.scorer.probabilities(vector.reshape(1, -1))[0])
    return Prediction(
        client_id=client_id,
        probability=probability,
        decision=decide(probability, manifest.threshold),
        threshold=manifest.threshold,
        explanation=explain_vector(active_bundle, vector),
        bundle_id=manifest.bundle_id,
    )


def _select_cells(cells: Mapping[str, object], table: str) -> dict[str, object]:
    """Return the cells of one table by column; NaN, which a form may not hold, as None."""
    return {
        name.removeprefix(table): None if isinstance(value, float) and np.isnan(value) else value
        for name, value in cells.items()
        if name.startswith(table)
    }
