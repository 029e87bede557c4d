"""What sign-in and instance state refuse.

AuthError
├── UserError        an account cannot be read, added or changed
└── InstanceError    the state of this installation is missing or not private
"""

from model_bundle.errors import ClairscoreError


class AuthError(ClairscoreError):
    """Sign-in cannot work as things are."""


class UserError(AuthError):
    """An account cannot be read, added or changed."""


class InstanceError(AuthError):
    """The state of this installation is missing or not private."""
