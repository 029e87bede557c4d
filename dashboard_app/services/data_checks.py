"""Applicants whose data must be checked before there is a score: which of their values cannot be."""

from dashboard_app.services.client_file import ClientFile
from dashboard_app.services.errors import ServiceError
from model_bundle.data_checks import DataCheck

_NAMED = 10


class DataCheckError(ServiceError):
    """There is no score: impossible values of this client must be checked first; ``checks`` lists them."""

    def __init__(self, checks: tuple[DataCheck, ...]) -> None:
        named = "; ".join(map(str, checks[:_NAMED])) or "no value is named"
        super().__init__(
            f"There is no score before the data of this client have been checked: {named}. "
            "Have the values corrected at their source, and the applicants scored anew."
        )
        self.checks = checks


def require_score(file: ClientFile) -> None:
    """Refuse to score a client whose data must be checked first.

    Raises
    ------
    DataCheckError
        Values of this client cannot be.
    """
    if file.needs_data_check:
        raise DataCheckError(file.data_checks)
