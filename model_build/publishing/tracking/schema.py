"""The version of the tables of a tracking store: asked for at the start, where MLflow would find it out at the end.

MLflow also changes the tables of an older store without asking. They may be shared with programs that cannot read them
any more, so that this is left to whoever keeps the store.
"""

from errno import ENOENT
from pathlib import Path
from typing import Final

import mlflow
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from model_build.errors import PreflightError
from model_build.preflight import require_writable, shown

_DATABASES: Final = {"sqlite", "postgresql", "mysql", "mssql"}
_TIMEOUTS: Final = {"sqlite": {"timeout": 5}, "postgresql": {"connect_timeout": 5}, "mysql": {"connect_timeout": 5}}


def require_schema(uri: str) -> None:
    """Refuse a database whose tables are of another version of MLflow; an empty one or a server is accepted.

    Raises
    ------
    PreflightError
        Its tables are older or newer than those of this MLflow, or it cannot be read or written.
    """
    kind = uri.partition(":")[0].partition("+")[0]
    if kind not in _DATABASES:
        return
    if kind == "sqlite" and not _has_file(uri):
        return
    try:
        version, is_empty = _version(uri, kind)
    except (SQLAlchemyError, ImportError) as error:
        raise PreflightError(
            f"The MLflow store {shown(uri)!r} cannot be read",
            got=type(getattr(error, "orig", None) or error).__name__,
            remedy="check its address and permissions, or move the file away and begin another store",
        ) from None
    if is_empty:
        return
    known = _versions()
    if version == known[0]:
        return
    if version in known or version is None:
        remedy = f"back it up, then run `mlflow db upgrade {shown(uri)}`"
    else:
        remedy = "use the MLflow that wrote it, or another store"
    raise PreflightError(
        f"The tables of the MLflow store {shown(uri)!r} are of another version than MLflow {mlflow.__version__}",
        got=f"schema {version or 'unknown'} instead of {known[0]}",
        remedy=remedy,
    )


def _has_file(uri: str) -> bool:
    """Return whether the file of an SQLite store exists; refuse one that cannot be written to or made.

    MLflow itself would try to open it for minutes.
    """
    path = Path(make_url(uri).database or "")
    try:
        if path.exists():
            with path.open("r+b"):
                return True
        if not path.parent.is_dir():
            raise FileNotFoundError(ENOENT, "its folder does not exist")
    except OSError as error:
        raise PreflightError(
            f"The MLflow store {shown(uri)!r} cannot be written",
            got=error.strerror or type(error).__name__,
            remedy="make its folder, let this user write there, or unset MLFLOW_TRACKING_URI",
        ) from None
    require_writable(path.parent, 0)
    return False


def _version(uri: str, kind: str) -> tuple[str | None, bool]:
    engine = create_engine(uri, connect_args=_TIMEOUTS.get(kind, {}))
    try:
        with engine.connect() as connection:
            is_empty = all(name.startswith("alembic_") for name in inspect(connection).get_table_names())
            return MigrationContext.configure(connection).get_current_revision(), is_empty
    finally:
        engine.dispose()


def _versions() -> list[str]:
    """Return the schema versions of this MLflow, the newest first."""
    config = Config()
    config.set_main_option("script_location", str(Path(mlflow.__file__).parent / "store" / "db_migrations"))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
