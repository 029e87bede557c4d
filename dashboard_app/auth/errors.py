"""What sign-in and instance state refuse.

AuthError
├── UserError          an account cannot be read, added or changed
├── TokenError         a token cannot be made or revoked
├── InstanceError      the state of this installation is missing or not private
├── BusyError          too many passwords are being checked
└── ProviderError      the identity provider brings nobody in
    ├── SilentProviderError    it does not answer, or not as a provider does
    ├── FailedSignInError      somebody came back from it without what proves who they are
    │   └── UnaskedSignInError     nobody was sent to it by this browser
    └── NoAccessError          it says who they are, and that is nobody who may come in
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
    """The identity provider brings nobody in."""


class SilentProviderError(ProviderError):
    """The provider does not answer, or not as a provider does."""


class FailedSignInError(ProviderError):
    """Somebody came back from the provider without what proves who they are."""


class UnaskedSignInError(FailedSignInError):
    """Somebody came with an answer of the provider that this browser asked for nothing."""


class NoAccessError(ProviderError):
    """The provider says who somebody is, and that is nobody who may come in."""
