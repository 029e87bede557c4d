"""The tables, as the newest migration leaves them; a test compares the two.

Times are seconds since 1970 in UTC: both engines order and compare them alike, and no driver reads a zone into them.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)
# SQLite counts by itself only where a key is called INTEGER.
_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_ROLES = "role in ('adviser', 'customer', 'admin')"

USERS: Final = Table(
    "users",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("name", String(64), nullable=False),
    Column("role", String(16), CheckConstraint(_ROLES, name="role"), nullable=False),
    # Null for who signs in elsewhere (OpenID Connect).
    Column("password_hash", String(256)),
    # Null for staff, and for the demo's customer, whose number comes from the bundle.
    Column("client_id", BigInteger),
    Column("language", String(2)),
    Column("is_disabled", Boolean, nullable=False, server_default=false()),
    Column("must_change_password", Boolean, nullable=False, server_default=false()),
    Column("issuer", String(256)),
    Column("subject", String(256)),
    # Raised by whatever ends every session: another password, another role, a closed account.
    Column("version", Integer, nullable=False, server_default="1"),
    # Raised by every change of an adviser's client assignments.
    Column("portfolio_version", Integer, nullable=False, server_default="1"),
    Column("created_at", Float, nullable=False),
    # Until then every request of this account is turned away: it was refused, or asked, too often.
    Column("waits_until", Float),
    UniqueConstraint("name"),
    UniqueConstraint("issuer", "subject"),
    # The number of an account that is gone is never given to another.
    sqlite_autoincrement=True,
)

SESSIONS: Final = Table(
    "sessions",
    METADATA,
    # The sha256 of the secret in the cookie: who reads the table cannot take a session over.
    Column("id", String(64), primary_key=True),
    Column("user_id", _NUMBER, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("began_at", Float, nullable=False),
    Column("seen_at", Float, nullable=False),
    Column("ended_at", Float),
    Index("ix_sessions_user_id", "user_id"),
)

ATTEMPTS: Final = Table(
    "attempts",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    # What is limited: an account, or the address that a request came from, each for one way of signing in.
    Column("subject", String(128), nullable=False),
    Column("at", Float, nullable=False),
    Index("ix_attempts_subject", "subject", "at"),
)

ASSIGNMENTS: Final = Table(
    "portfolios",
    METADATA,
    Column("user_id", _NUMBER, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("client_id", BigInteger, primary_key=True),
    Index("ix_portfolios_client_id", "client_id"),
)

TOKENS: Final = Table(
    "tokens",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("user_id", _NUMBER, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("scopes", String(256), nullable=False),
    Column("created_at", Float, nullable=False),
    Column("expires_at", Float, nullable=False),
    Column("revoked_at", Float),
    Column("used_at", Float),
    UniqueConstraint("hash"),
    Index("ix_tokens_user_id", "user_id"),
    sqlite_autoincrement=True,
)

AUDIT: Final = Table(
    "audit",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("at", Float, nullable=False),
    Column("user_name", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("action", String(32), nullable=False),
    Column("client_id", BigInteger),
    Column("purpose", String(64), nullable=False),
    Column("bundle_id", String(64)),
    Column("score", Float),
    Column("address", String(64), nullable=False),
    Column("session", String(24), nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    # Null for commands, and for entries of versions that had none.
    Column("request_id", String(64)),
    UniqueConstraint("hash"),
    Index("ix_audit_at", "at"),
    Index("ix_audit_client_id", "client_id"),
    Index("ix_audit_user_name", "user_name", "at"),
    Index("ix_audit_session", "session", "at"),
)

AUDIT_HEAD: Final = Table(
    "audit_head",
    METADATA,
    # One row; what its columns mean stands in `dashboard_app.audit.head`.
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("began_at", Float, nullable=False),
    Column("unnumbered_to", BigInteger, nullable=False),
    Column("unverified_to", BigInteger, nullable=False),
    Column("base_id", BigInteger, nullable=False),
    Column("base_hash", String(64), nullable=False),
    Column("entries", BigInteger, nullable=False),
    Column("last_id", BigInteger, nullable=False),
    Column("last_hash", String(64), nullable=False),
    Column("fingerprint", String(16), nullable=False),
    # Empty until the log is used for the first time.
    Column("signature", String(64), nullable=False),
)

CLIENT_SETS: Final = Table(
    "client_sets",
    METADATA,
    # The sha256 of the numbers: an entry of the audit log names it, and thereby vouches for them.
    Column("id", String(64), primary_key=True),
    Column("numbers", LargeBinary, nullable=False),
)
