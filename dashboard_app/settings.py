"""Every setting of the dashboard: one typed class, read from the environment and from `.env`, passed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    AliasChoices,
    BeforeValidator,
    Field,
    Json,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableError

from dashboard_app.currency import parse_currency
from dashboard_app.protected_grounds import parse_grounds
from dashboard_app.routes import first_parts
from dashboard_app.site_address import (
    LOOPBACK,
    is_download_address,
    is_safe_address,
    is_wildcard,
    parse_hash,
    parse_hosts,
    parse_prefix,
    write_host,
)
from dashboard_app.suppliers import parse_suppliers
from model_bundle.errors import ClairscoreError
from model_bundle.naming import ALL_GROUNDS, Ground

PREFIX = "CLAIRSCORE_"
_SHORTEST_SECRET = 32
_FEWEST_DIFFERENT = 8
"""32 random digits hold fewer different ones in one case of a million, and what a tired hand typed nearly always."""
_PLACEHOLDERS = ("change", "placeholder", "example", "secret")

RoleName = Literal["adviser", "customer", "admin"]


@dataclass(frozen=True)
class OidcSettings:
    """Who vouches for accounts by OpenID Connect, and what its claims mean here.

    Attributes
    ----------
    roles
        Values of the role's claim, each with the role it gives; where somebody has several, the first one counts.
    client_claim
        The claim with a customer's client number; None where no value makes a customer.
    label
        The provider's name on the button of the login page.
    """

    issuer: str
    client_id: str
    client_secret: SecretStr
    scopes: str
    role_claim: str
    roles: Mapping[str, RoleName]
    client_claim: str | None
    label: str


class Settings(BaseSettings):
    """Settings of one process. Each is explained in `.env.example`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        # With or without the mark that some editors put first.
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        # A value may be a secret, or hold one.
        hide_input_in_errors=True,
    )

    host: str = "127.0.0.1"
    port: int = Field(default=8050, ge=1, le=65535, validation_alias=AliasChoices("CLAIRSCORE_PORT", "PORT", "port"))
    url_prefix: str = ""
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] | None = None
    workers: int = Field(default=2, ge=1, le=64)
    threads: int = Field(default=4, ge=1, le=64)
    bundles: Path = Path("data/bundles")
    instance: Path = Path("data/instance")
    database_url: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("CLAIRSCORE_DATABASE_URL", "DATABASE_URL", "database_url")
    )
    bundle_url: SecretStr | None = None
    bundle_sha256: Annotated[str | None, BeforeValidator(parse_hash)] = Field(default=None, pattern="^[0-9a-f]{64}$")
    demo: bool = False
    demo_password: SecretStr | None = None
    secret_key: SecretStr | None = None
    secure_cookies: bool | None = None
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    trusted_proxies: int = Field(default=0, ge=0, le=10)
    language: Literal["en", "fr"] = "en"
    currency: Annotated[str, AfterValidator(parse_currency)] | None = None
    advisers_see_all: bool | None = None
    protected: Annotated[frozenset[Ground], NoDecode, BeforeValidator(parse_grounds)] = ALL_GROUNDS
    score_suppliers: Annotated[tuple[str, ...], NoDecode, BeforeValidator(parse_suppliers)] = ()
    credit_bureau: str | None = Field(default=None, max_length=120)
    data_contact: str | None = Field(default=None, max_length=200)
    audit_key: SecretStr | None = None
    refusals: int = Field(default=30, ge=1)
    audit_entries_per_minute: int = Field(default=600, ge=10)
    audit_days: int = Field(default=365, ge=183, le=36_500)
    session_idle_minutes: int = Field(default=30, ge=1, le=24 * 60)
    session_hours: int = Field(default=10, ge=1, le=7 * 24)
    metrics_token: SecretStr | None = None
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_scopes: str = Field(default="openid profile", pattern=r"^(.* )?openid( .*)?$")
    oidc_role_claim: str | None = None
    oidc_roles: Json[dict[str, RoleName]] | None = None
    oidc_client_claim: str | None = None
    oidc_label: str = Field(default="OpenID Connect", max_length=40)

    @property
    def oidc(self) -> OidcSettings | None:
        """The identity provider, if there is one; its settings are all there or none is."""
        if (
            self.oidc_issuer is None
            or self.oidc_client_id is None
            or self.oidc_client_secret is None
            or self.oidc_role_claim is None
            or self.oidc_roles is None
        ):
            return None
        return OidcSettings(
            issuer=self.oidc_issuer,
            client_id=self.oidc_client_id,
            client_secret=self.oidc_client_secret,
            scopes=self.oidc_scopes,
            role_claim=self.oidc_role_claim,
            roles=self.oidc_roles,
            client_claim=self.oidc_client_claim,
            label=self.oidc_label,
        )

    @property
    def trusted_hosts(self) -> tuple[str, ...] | None:
        """The names under which this site may be asked for; None: any, in a demo that names none."""
        if self.allowed_hosts is not None:
            return self.allowed_hosts
        if self.demo:
            return None
        own = () if is_wildcard(self.host) else (write_host(self.host),)
        return tuple(dict.fromkeys((*(write_host(name) for name in LOOPBACK), *own)))

    @property
    def is_local(self) -> bool:
        """Whether nobody beyond this machine can reach the server."""
        return self.host in LOOPBACK

    @property
    def are_cookies_secure(self) -> bool:
        """Whether cookies travel over TLS only: yes, unless this is a demo or the setting says no."""
        return not self.demo if self.secure_cookies is None else self.secure_cookies

    @property
    def do_advisers_see_all(self) -> bool:
        """Whether advisers see every client, or those assigned to them: in a demo all, unless the setting is given."""
        return self.demo if self.advisers_see_all is None else self.advisers_see_all

    @field_validator("url_prefix")
    @classmethod
    def _is_prefix(cls, value: str) -> str:
        return parse_prefix(value, first_parts())

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _are_hosts(cls, value: object) -> object:
        return parse_hosts(value) if isinstance(value, str) else value

    @field_validator("secret_key", "audit_key", "metrics_token")
    @classmethod
    def _is_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        text = value.get_secret_value()
        is_monotonous = len(set(text)) < _FEWEST_DIFFERENT
        if len(text) < _SHORTEST_SECRET or is_monotonous or any(word in text.lower() for word in _PLACEHOLDERS):
            raise ValueError(
                f"must be at least {_SHORTEST_SECRET} random characters, and none that stand in an example; run: "
                'python -c "import secrets; print(secrets.token_hex(32))"'
            )
        return value

    @field_validator("demo_password")
    @classmethod
    def _is_long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 8:
            raise ValueError("must have at least 8 characters; leave it out and one is made")
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def _is_issuer(cls, value: str | None) -> str | None:
        if value is not None and not is_safe_address(value):
            raise ValueError("must begin with https://, or http:// on this machine's loopback")
        return value

    @field_validator("oidc_roles")
    @classmethod
    def _names_a_role(cls, value: dict[str, RoleName] | None) -> dict[str, RoleName] | None:
        if value is not None and not value:
            raise ValueError('is empty: nobody could sign in; give for example {"credit-advisers": "adviser"}')
        return value

    @model_validator(mode="after")
    def _hold_oidc_together(self) -> Self:
        needed = {
            name: getattr(self, name)
            for name in ("oidc_issuer", "oidc_client_id", "oidc_client_secret", "oidc_role_claim", "oidc_roles")
        }
        missing = [f"{PREFIX}{name.upper()}" for name, value in needed.items() if value is None]
        is_begun = len(missing) < len(needed) or self.oidc_client_claim is not None
        if is_begun and missing:
            raise ValueError(f"OpenID Connect is set by half, without {', '.join(missing)}; set all of them or none")
        if self.oidc is not None and "customer" in self.oidc.roles.values() and self.oidc.client_claim is None:
            raise ValueError(
                "CLAIRSCORE_OIDC_ROLES makes customers; set CLAIRSCORE_OIDC_CLIENT_CLAIM too: "
                "it names the claim with their client number"
            )
        return self

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        if (self.bundle_url is None) != (self.bundle_sha256 is None):
            raise ValueError("CLAIRSCORE_BUNDLE_URL and CLAIRSCORE_BUNDLE_SHA256 go together; set both or neither")
        if self.bundle_url is not None and not is_download_address(self.bundle_url.get_secret_value()):
            raise ValueError("CLAIRSCORE_BUNDLE_URL must be an address that begins with https://, http:// or file://")
        if self.session_idle_minutes > self.session_hours * 60:
            raise ValueError(
                "CLAIRSCORE_SESSION_IDLE_MINUTES is longer than CLAIRSCORE_SESSION_HOURS; "
                "lower the first or raise the second"
            )
        return self


class SettingsError(ClairscoreError):
    """Settings cannot be read, or do not fit together; the message holds a line for each and no value."""


def read_settings() -> Settings:
    """Return the settings of the environment and of `.env`.

    Raises
    ------
    SettingsError
        One of them is wrong, or `.env` cannot be read.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(describe(error))) from None
    except UnicodeDecodeError:
        raise SettingsError(
            "The file .env cannot be read: it is not UTF-8 text, perhaps UTF-16. Save it again as UTF-8."
        ) from None
    except OSError as error:
        raise SettingsError(
            f"The file .env cannot be read: {error.strerror}. Let this user read it, or take it away."
        ) from None
    except UnreadableError:
        # Its message names the source and may quote the value.
        raise SettingsError("A setting cannot be read. Compare .env and the environment with .env.example.") from None


def describe(error: ValidationError) -> list[str]:
    """Return one sentence for each setting that is wrong: its name and what it must be, never its value."""
    return [
        f"setting {problem['loc'][0] if problem['loc'] else 'combination'}: "
        f"{problem['msg'].removeprefix('Value error, ')}"
        for problem in error.errors(include_input=False, include_url=False, include_context=False)
    ]
