"""What administration refuses to change.

ServiceError
└── InvalidRequestError
    └── ChangeRefusedError    a change that an administrator asked for in good faith; the page says why
"""

from enum import StrEnum

from dashboard_app.services.errors import InvalidRequestError


class RefusalReason(StrEnum):
    """Why a change is refused; the pages have a sentence for each."""

    NAME = "name"
    TAKEN = "taken"
    NUMBER = "number"
    UNKNOWN = "unknown"
    SELF = "self"
    LAST_ADMIN = "last_admin"
    DEMO = "demo"
    PROVIDER = "provider"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    NOT_UNDONE = "not_undone"


class ChangeRefusedError(InvalidRequestError):
    """A change is refused, for a reason that the person can do something about."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(f"This change is refused: {reason.value}. Correct what was asked for.")
        self.reason = reason
