"""A database comes to the newest schema, whichever engine holds it, and one of a newer version is refused."""

import threading
import time

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from dashboard_app.database import DatabaseError
from dashboard_app.database.alembic_upgrade import current
from dashboard_app.database.schema import AUDIT, METADATA, USERS
from dashboard_app.database.upgrade import newest_revision, upgrade

LINE = {
    "at": time.time(),
    "user_name": "ada",
    "role": "adviser",
    "action": "open",
    "purpose": "",
    "address": "",
    "session": "",
    "detail": "{}",
    "previous_hash": "",
    "hash": "a",
}


def test_the_migrations_make_the_schema(database):
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert set(inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}


def test_a_second_upgrade_changes_nothing(database):
    with database.writing() as connection:
        connection.execute(USERS.insert().values(name="ada", role="adviser", created_at=1.0))
    upgrade(database)
    with database.reading() as connection:
        assert connection.execute(USERS.select()).one().name == "ada"


def test_several_that_start_at_once_take_turns(empty_database):
    failed = []

    def start():
        try:
            upgrade(empty_database)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with empty_database.reading() as connection:
        assert current(connection) is not None


def test_a_database_of_a_newer_version_is_refused(database):
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="newer version: got revision '9999'"):
        upgrade(database)


@pytest.mark.case(36)
@pytest.mark.parametrize("change", ["UPDATE audit SET action = 'none'", "DELETE FROM audit"])
def test_the_engine_itself_keeps_the_audit_log(database, change):
    with database.writing() as connection:
        connection.execute(AUDIT.insert().values(LINE))
    with pytest.raises((DBAPIError, DatabaseError), match="append-only"), database.writing() as connection:
        connection.execute(text(change))
    with database.reading() as connection:
        assert connection.execute(AUDIT.select()).one().action == "open"


@pytest.mark.parametrize("role", ["", "root", "Admin"])
def test_the_engine_itself_refuses_a_role_that_is_none(database, role):
    with pytest.raises(DBAPIError), database.writing() as connection:
        connection.execute(USERS.insert().values(name="eve", role=role, created_at=1.0))


def test_the_newest_revision_is_the_one_of_the_migrations(database):
    """It is read off their names, so that a start needs no Alembic where there is nothing to run."""
    with database.reading() as connection:
        assert newest_revision() == current(connection)
