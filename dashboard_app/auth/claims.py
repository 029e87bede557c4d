"""What the claims of an identity provider mean here: which role, whose client number, which language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard_app.actor import Role
from dashboard_app.auth.errors import NoAccessError
from dashboard_app.i18n.languages import LANGUAGES
from dashboard_app.settings import OidcSettings

Claims = Mapping[str, Any]
_LARGEST_NUMBER = 10**18 - 1


@dataclass(frozen=True)
class ExternalIdentity:
    """A person as a provider describes them; issuer and subject together are theirs for ever."""

    issuer: str
    subject: str
    role: Role
    client_id: int | None
    language: str | None
    wished_name: str | None


def parse_identity(claims: Claims, settings: OidcSettings) -> ExternalIdentity:
    """Return who the claims describe.

    Raises
    ------
    NoAccessError
        They give no role, or a customer no client number.
    """
    role = _role(claim(claims, settings.role_claim), settings.roles)
    client_id = None
    if role is Role.CUSTOMER:
        client_id = _client_number(claim(claims, settings.client_claim or ""))
        if client_id is None:
            raise NoAccessError(
                f"A customer has no client number: claim {settings.client_claim!r} holds none. "
                "Fill it in at the provider, or correct CLAIRSCORE_OIDC_CLIENT_CLAIM."
            )
    name, locale = claims.get("preferred_username"), claims.get("locale")
    language = locale.replace("_", "-").split("-")[0].lower() if isinstance(locale, str) else None
    return ExternalIdentity(
        issuer=settings.issuer,
        subject=claims["sub"],
        role=role,
        client_id=client_id,
        language=language if language in LANGUAGES else None,
        wished_name=name.lower() if isinstance(name, str) else None,
    )


def claim(claims: Claims, path: str) -> object:
    """Return the claim of this name, or the one that dots lead to: ``realm_access.roles``; None if there is none."""
    if path in claims:
        # A name may hold dots itself: https://example.org/roles.
        return claims[path]
    node: object = claims
    for part in path.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    return node


def _role(value: object, roles: Mapping[str, str]) -> Role:
    names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    role = next((role for name, role in roles.items() if name in names), None)
    if role is None:
        # Roles from elsewhere do not belong in this log.
        raise NoAccessError(
            f"None of the {len(names)} values of the role's claim is in CLAIRSCORE_OIDC_ROLES. "
            "Give the person one of them at the provider, or add theirs."
        )
    return Role(role)


def _client_number(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(_LARGEST_NUMBER)):
        return int(value)
    is_number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST_NUMBER
    return value if is_number and isinstance(value, int) else None
