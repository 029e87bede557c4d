"""Running the migrations; imported only where there are some to run, for Alembic takes its time to import."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from dashboard_app.database.connection import Database
from dashboard_app.database.errors import DatabaseError

SCRIPTS: Final = Path(__file__).parent / "migrations"
_UPGRADE = 7_240_310
"""The advisory lock of an upgrade on PostgreSQL."""


def run_migrations(database: Database) -> None:
    """Run the migrations that this database has not seen; several that start at once take turns.

    Raises
    ------
    DatabaseError
        The database does not answer, or was written by a newer version.
    """
    with database.writing(is_long=True) as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE})
        config = _config(connection)
        revision, scripts = current(connection), ScriptDirectory.from_config(config)
        try:
            if revision is not None:
                scripts.get_revision(revision)
        except CommandError:
            raise DatabaseError(
                f"The database is of a newer version: got revision {revision!r}, this version knows "
                f"{scripts.get_current_head()!r}. Serve with the version that wrote it, or restore a backup."
            ) from None
        command.upgrade(config, "head")


def current(connection: Connection) -> str | None:
    """Return the revision of a database, None if it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
