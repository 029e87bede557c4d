"""The identity provider: users are redirected to it and return with a proof of identity.

Authlib speaks OpenID Connect (authorization code, PKCE, state, nonce; signature, issuer, audience and times of the ID
token). Here stands what it leaves open: what a provider's description of itself must say, and what may go wrong.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, request, session
from joserfc.errors import JoseError
from requests import RequestException

from dashboard_app.auth.claims import Claims, claim
from dashboard_app.auth.errors import FailedSignInError, ProviderError, SilentProviderError, UnexpectedSignInError
from dashboard_app.settings import OidcSettings
from dashboard_app.site_address import is_safe_address

_NAME: Final = "oidc"
_SECONDS: Final = 5.0
"""How long the provider may take to answer."""
_DESCRIBED_SECONDS: Final = 3600.0
"""How old the provider's description of itself and its keys may be."""
_SILENT_SECONDS: Final = 5.0
"""A provider that did not respond is not called again during this time."""
_LEEWAY: Final = 60
_LONGEST_SUBJECT: Final = 255
_SIGNED_BY_KEY_PAIR: Final = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
"""Signatures that need the provider's private key: neither `none`, nor those made with a secret that others hold."""
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Return:
    """A completed sign-in: the claims, and the path to redirect to."""

    claims: Claims
    target: str | None


class Provider:
    """One provider; its description of itself is read when the first person signs in, and kept for an hour."""

    def __init__(self, server: Flask, settings: OidcSettings) -> None:
        self._settings = settings
        self._silent_until = 0.0
        self._client: Any = OAuth(server).register(
            _NAME,
            client_id=settings.client_id,
            client_secret=settings.client_secret.get_secret_value(),
            server_metadata_url=settings.issuer.rstrip("/") + "/.well-known/openid-configuration",
            client_kwargs={
                "scope": settings.scopes,
                "code_challenge_method": "S256",
                "default_timeout": _SECONDS,
            },
        )

    def send(self, back: str, target: str | None) -> str:
        """Return the address at the provider to send somebody to; from there they come back to ``back``.

        Raises
        ------
        SilentProviderError
            The provider does not answer, or not as one.
        """
        self._describe()
        # One sign-in at a time: what others left would fill the cookie.
        self.forget_authorization()
        with _named(SilentProviderError):
            authorization = self._client.create_authorization_url(back)
        self._client.save_authorize_data(redirect_uri=back, target=target, **authorization)
        return str(authorization["url"])

    def receive(self) -> Return:
        """Return who came back with this request.

        Raises
        ------
        SilentProviderError
            The provider does not answer, or not as one.
        UnexpectedSignInError
            The answer is none to a question of this browser.
        FailedSignInError
            The provider refused, or the ID token proves nothing.
        """
        authorization = self._authorization()
        if authorization is None:
            raise UnexpectedSignInError("The answer belongs to no question of this browser. Begin at the login page.")
        # RFC 9207: providers that say who answers are taken at their word.
        if request.args.get("iss", self._settings.issuer) != self._settings.issuer:
            raise FailedSignInError("The answer is another provider's. Begin at the login page.")
        self._describe()
        expected = {
            "iss": {"essential": True, "value": self._settings.issuer},
            "aud": {"essential": True, "value": self._settings.client_id},
            "sub": {"essential": True},
        }
        with _named(FailedSignInError):
            token = self._client.authorize_access_token(claims_options=expected, leeway=_LEEWAY)
            claims = token.get("userinfo")
            if claims is None or len(claims["sub"]) > _LONGEST_SUBJECT:
                raise FailedSignInError("The provider gave no ID token, or an endless subject. Ask it for its log.")
            return Return({**self._more(token, claims), **claims}, authorization["target"])

    def is_pending(self) -> bool:
        """Return whether a sign-in is pending in this browser."""
        return self._authorization() is not None

    def _authorization(self) -> Any:  # noqa: ANN401 - what Authlib keeps of it
        return self._client.framework.get_state_data(session, request.args.get("state"))

    def forget_authorization(self) -> None:
        """Forget the sign-ins that this browser began and did not end."""
        for key in [key for key in session if key.startswith(f"_state_{_NAME}_")]:
            del session[key]

    def _more(self, token: Claims, claims: Claims) -> Claims:
        """Return the claims that the provider tells only when it is asked for them, if one that we need is missing."""
        needed = (self._settings.role_claim, self._settings.client_claim)
        endpoint = self._client.server_metadata.get("userinfo_endpoint")
        if all(claim(claims, name) is not None for name in needed if name) or not is_safe_address(endpoint):
            return {}
        userinfo: Claims = self._client.userinfo(token=token)
        if userinfo.get("sub") != claims["sub"]:
            raise FailedSignInError("The provider told of somebody else. Ask it for its log.")
        return userinfo

    def _describe(self) -> None:
        """Read what the provider says of itself, unless it is known, and refuse what cannot be trusted."""
        metadata = self._client.server_metadata
        if time.time() < self._silent_until:
            raise SilentProviderError("The provider did not answer a moment ago. Try again in some seconds.")
        if time.time() - metadata.get("_loaded_at", 0.0) > _DESCRIBED_SECONDS:
            # The keys with it: one that the provider took back is believed for an hour at most.
            metadata.pop("_loaded_at", None)
            metadata.pop("jwks", None)
        try:
            with _named(SilentProviderError):
                self._check(self._client.load_server_metadata())
        except SilentProviderError as error:
            # Not by every visitor: each would hold a thread for as long as the silence lasts.
            if isinstance(error.__cause__, RequestException):
                self._silent_until = time.time() + _SILENT_SECONDS
            metadata.pop("_loaded_at", None)
            raise

    def _check(self, described: dict[str, Any]) -> None:
        if described.get("issuer") != self._settings.issuer:
            raise SilentProviderError(
                f"The provider calls itself {described.get('issuer')!r}, and CLAIRSCORE_OIDC_ISSUER is "
                f"{self._settings.issuer!r}. Make the two the same."
            )
        unsafe = [name for name in _ENDPOINTS if not is_safe_address(described.get(name))]
        if unsafe:
            raise SilentProviderError(f"The provider has no safe {', '.join(unsafe)}: they must begin with https://.")
        algorithms = described.get("id_token_signing_alg_values_supported") or ["RS256"]
        described["id_token_signing_alg_values_supported"] = [
            algorithm for algorithm in algorithms if algorithm in _SIGNED_BY_KEY_PAIR
        ]
        ways = described.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if "client_secret_basic" not in ways:
            self._client.client_kwargs["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105 - the name of a way


@contextmanager
def _named(unreadable: type[ProviderError]) -> Iterator[None]:
    """Turn whatever goes wrong between us and the provider into one of our errors."""
    try:
        yield
    except RequestException as error:
        raise SilentProviderError(
            f"The provider does not answer: {type(error).__name__}. Start it, or correct CLAIRSCORE_OIDC_ISSUER."
        ) from error
    except (AuthlibBaseError, JoseError) as error:
        # A part of the address may be in it, which is anybody's: no line of a log begins there.
        reason = repr(str(error.error or type(error).__name__)[:60])
        raise unreadable(f"The provider's answer proves nothing: {reason}. Ask it for its log.") from error
    except (RuntimeError, ValueError, TypeError, KeyError, AttributeError) as error:
        # What it sends is read as it comes: anything may be missing or of another type.
        raise unreadable(
            f"The provider's answer cannot be read: {type(error).__name__}. Ask it for its log."
        ) from error
