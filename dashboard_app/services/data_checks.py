"""Applicants whose data must be checked before there is a score: which of their values cannot be."""

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import client_row
from dashboard_app.services.errors import ServiceError
from dashboard_app.store import ActiveBundle
from model_bundle.data_checks import DataCheck

_NAMED = 10


class DataCheckError(ServiceError):
    """There is no score: values of this client cannot be, and must be checked first; ``checks`` names them."""

    def __init__(self, checks: tuple[DataCheck, ...]) -> None:
        named = "; ".join(map(str, checks[:_NAMED])) or "no value is named"
        super().__init__(
            f"There is no score before the data of this client have been checked: {named}. "
            "Have the values corrected at their source, and the applicants scored anew."
        )
        self.checks = checks


def data_checks(active_bundle: ActiveBundle, actor: Actor, client_id: object) -> tuple[DataCheck, ...]:
    """Return what of a client that this person may see must be checked; nothing where there is a score.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see.
    """
    return active_bundle.data_checks(client_row(active_bundle, actor, client_id, Capability.READ_FILE))


def require_score(active_bundle: ActiveBundle, row: int) -> None:
    """Refuse to score a client whose data must be checked first.

    Raises
    ------
    DataCheckError
        Values of this client cannot be.
    """
    if active_bundle.needs_data_check[row]:
        raise DataCheckError(active_bundle.data_checks(row))
