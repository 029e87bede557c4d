"""Sign the head of the audit log, never give the number of an account away twice, let accounts wait."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FIRST = "0" * 64


def upgrade() -> None:
    """Bring a database of revision 0001 to this one; whatever it holds stays."""
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("users", sa.Column("waits_until", sa.Float()))
        _guard_insertions_of_postgresql()
    else:
        _rebuild_accounts(is_numbered_once=True)
        _guard_insertions_of_sqlite()
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("began_at", sa.Float(), nullable=False),
        sa.Column("unnumbered_to", sa.BigInteger(), nullable=False),
        sa.Column("unverified_to", sa.BigInteger(), nullable=False),
        sa.Column("base_id", sa.BigInteger(), nullable=False),
        sa.Column("base_hash", sa.String(64), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("last_hash", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(16), nullable=False),
        sa.Column("signature", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    # Without a signature: who has the key signs what is there when the log is used for the first time.
    op.execute(f"INSERT INTO audit_head VALUES (1, 0, 0, 0, 0, '{_FIRST}', 0, 0, '{_FIRST}', '', '')")  # noqa: S608 - names of this file
    op.create_table(
        "client_sets",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_sets")),
    )
    _end_access_of_closed_accounts()


def downgrade() -> None:
    """Take this revision back."""
    op.drop_table("client_sets")
    op.drop_table("audit_head")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_grows_at_its_end ON audit")
        op.execute("DROP FUNCTION audit_refuses_insertion()")
        op.drop_column("users", "waits_until")
        return
    for name in ("audit_refuses_replacement", "audit_refuses_number"):
        op.execute(f"DROP TRIGGER {name}")
    _rebuild_accounts(is_numbered_once=False)


def _end_access_of_closed_accounts() -> None:
    """Revoke what accounts hold that were closed by an earlier version, as closing them does now."""
    closed = "(SELECT id FROM users WHERE is_disabled)"
    now = "extract(epoch FROM now())" if op.get_bind().dialect.name == "postgresql" else "strftime('%s', 'now')"
    op.execute(f"UPDATE tokens SET revoked_at = {now} WHERE revoked_at IS NULL AND user_id IN {closed}")  # noqa: S608 - names of this file
    op.execute(f"DELETE FROM sessions WHERE user_id IN {closed}")  # noqa: S608 - names of this file
    op.execute(f"DELETE FROM portfolios WHERE user_id IN {closed}")  # noqa: S608 - names of this file


def _guard_insertions_of_postgresql() -> None:
    """Let the engine itself refuse an entry that is not put at the end of the audit log."""
    op.execute(
        "CREATE FUNCTION audit_refuses_insertion() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NEW.id <= 0 OR NEW.id <= (SELECT max(id) FROM audit) THEN "
        "RAISE EXCEPTION 'the audit log is append-only'; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuses_insertion()"
    )


def _guard_insertions_of_sqlite() -> None:
    """Let the engine itself refuse an entry that is not put at the end of the audit log.

    ``INSERT OR REPLACE`` removes the row that is there without a trigger of its own, so that it is looked for before.
    """
    op.execute(
        "CREATE TRIGGER audit_refuses_replacement BEFORE INSERT ON audit "
        "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id OR hash = NEW.hash) "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER audit_refuses_number AFTER INSERT ON audit "
        "WHEN NEW.id <= 0 OR NEW.id < (SELECT max(id) FROM audit) "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    )


def _rebuild_accounts(*, is_numbered_once: bool) -> None:
    """Make the tables of accounts anew, on SQLite, which cannot change how a table is numbered.

    Children go first: to drop the table of accounts would otherwise remove what refers to it.
    """
    children = ("sessions", "portfolios", "tokens")
    for table in (*children, "users"):
        op.execute(f"CREATE TEMPORARY TABLE copy_of_{table} AS SELECT * FROM {table}")  # noqa: S608 - names of this file
    for table in (*children, "users"):
        op.drop_table(table)
    _create_accounts(is_numbered_once=is_numbered_once)
    for table in ("users", *children):
        columns = ", ".join(column["name"] for column in sa.inspect(op.get_bind()).get_columns(table))
        known = columns.replace(", waits_until", "")
        op.execute(f"INSERT INTO {table} ({known}) SELECT {known} FROM copy_of_{table}")  # noqa: S608 - names of this file
        op.execute(f"DROP TABLE copy_of_{table}")


def _create_accounts(*, is_numbered_once: bool) -> None:
    op.create_table(
        "users",
        sa.Column("id", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.String(256)),
        sa.Column("client_id", sa.BigInteger()),
        sa.Column("language", sa.String(2)),
        sa.Column("is_disabled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("issuer", sa.String(256)),
        sa.Column("subject", sa.String(256)),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("portfolio_version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        *((sa.Column("waits_until", sa.Float()),) if is_numbered_once else ()),
        sa.CheckConstraint("role in ('adviser', 'customer', 'admin')", name=op.f("ck_users_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_users_issuer")),
        sqlite_autoincrement=is_numbered_once,
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("user_id", _NUMBER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.Float(), nullable=False),
        sa.Column("seen_at", sa.Float(), nullable=False),
        sa.Column("ended_at", sa.Float()),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])
    op.create_table(
        "portfolios",
        sa.Column("user_id", _NUMBER, nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_portfolios_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "client_id", name=op.f("pk_portfolios")),
    )
    op.create_index("ix_portfolios_client_id", "portfolios", ["client_id"])
    _create_tokens(is_numbered_once=is_numbered_once)


def _create_tokens(*, is_numbered_once: bool) -> None:
    op.create_table(
        "tokens",
        sa.Column("id", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("user_id", _NUMBER, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("scopes", sa.String(256), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("expires_at", sa.Float(), nullable=False),
        sa.Column("revoked_at", sa.Float()),
        sa.Column("used_at", sa.Float()),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tokens_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("hash", name=op.f("uq_tokens_hash")),
        sqlite_autoincrement=is_numbered_once,
    )
    op.create_index("ix_tokens_user_id", "tokens", ["user_id"])
