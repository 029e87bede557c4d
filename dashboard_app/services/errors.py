"""What a service refuses.

ServiceError
├── UnknownClientError     no such client, or not one that this person may see: the two must look alike
├── NotAllowedError        this person's role may not ask this at all
└── InvalidRequestError    an argument is not one that the page offers
"""

from model_bundle.errors import ClairscoreError


class ServiceError(ClairscoreError):
    """A service refuses to answer."""


class UnknownClientError(ServiceError):
    """There is no such client, or this person may not see them; the two are told apart nowhere."""


class NotAllowedError(ServiceError):
    """The role of this person may not ask this."""


class InvalidRequestError(ServiceError):
    """An argument is not one that the page offers."""
