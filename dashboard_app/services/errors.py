"""What a service refuses.

ServiceError
├── UnknownClientError     no such client, or not one that this person may see: the two must look alike
├── NotAllowedError        this person's role may not ask this at all
├── NotYourChangeError     this person wants to undo a change that is not their own, or none at all
├── TooManyComparisonsError  this person has asked for too many different comparisons of former clients
└── InvalidRequestError    an argument is not one that the page offers
"""

from model_bundle.errors import ClairscoreError


class ServiceError(ClairscoreError):
    """A service refuses to answer."""


class UnknownClientError(ServiceError):
    """The client does not exist or is not visible to the user; the error never shows which."""


class NotAllowedError(ServiceError):
    """The role of this person may not ask this."""


class NotYourChangeError(ServiceError):
    """A change that this person has not made, and so cannot undo."""


class InvalidRequestError(ServiceError):
    """An argument is not one that the page offers."""


class TooManyComparisonsError(ServiceError):
    """Too many different comparisons; ``seconds`` is the time until the next one is allowed."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many different comparisons within an hour. Wait {seconds} seconds.")
        self.seconds = seconds
