"""Upgrade of a database to the newest schema, once, before it is served from."""

from pathlib import Path
from typing import Final

from sqlalchemy import inspect, text

from dashboard_app.database.connection import Database

_VERSIONS: Final = Path(__file__).parent / "migrations" / "versions"


def upgrade(database: Database) -> None:
    """Run the migrations that this database has not seen; several that start at once take turns.

    Raises
    ------
    DatabaseError
        The database does not answer, or was written by a newer version.
    """
    if _revision(database) == newest_revision():
        return
    from dashboard_app.database.alembic_upgrade import run_migrations

    run_migrations(database)


def newest_revision() -> str:
    """Return the revision that this version brings a database to."""
    return max(path.stem.partition("_")[0] for path in _VERSIONS.glob("[0-9]*.py"))


def _revision(database: Database) -> str | None:
    """Return the revision of a database; None if it is empty."""
    with database.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if revision is None else str(revision)
