"""Bringing a database to the newest schema, once, before anybody serves from it."""

from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from dashboard_app.database.connection import Database
from dashboard_app.database.errors import DatabaseError

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
    """Return the revision of a database; None where it cannot be read, which running the migrations then explains."""
    try:
        with database.reading() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    except (SQLAlchemyError, DatabaseError):
        return None
    return None if found is None else str(found)
