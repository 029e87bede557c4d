"""What sign-in and instance state refuse.

AuthError
├── UserError          an account cannot be read, added or changed
├── TokenError         a token cannot be made or revoked
├── InstanceError      the state of this installation is missing or not private
├── BusyError          too many passwords are being checked
└── ProviderError      sign-in with the identity provider failed
    ├── SilentProviderError    it does not answer, or not as a provider does
    ├── FailedSignInError      the user returned without a valid proof of identity
    │   └── UnexpectedSignInError     no sign-in was pending in this browser
    └── NoAccessError          the user is identified and has no access
"""

from model_bundle.errors import ClairscoreError


class AuthError(ClairscoreError):
    """Sign-in cannot work as things are."""


class UserError(AuthError):
    """An account cannot be read, added or changed."""


class TokenError(AuthError):
    """A token cannot be made or revoked."""


class InstanceError(AuthError):
    """The state of this installation is missing or not private."""


class BusyError(AuthError):
    """Too many passwords are being checked at the moment; ``seconds`` says when to try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many people sign in at this moment. Try again in {seconds} seconds.")
        self.seconds = seconds


class ProviderError(AuthError):
    """Sign-in with the identity provider failed."""


class SilentProviderError(ProviderError):
    """The provider does not answer, or not as a provider does."""


class FailedSignInError(ProviderError):
    """The user returned from the provider without a valid proof of identity."""


class UnexpectedSignInError(FailedSignInError):
    """A response of the provider arrived without a pending sign-in in this browser."""


class NoAccessError(ProviderError):
    """The provider identified the user, who has no access here."""
