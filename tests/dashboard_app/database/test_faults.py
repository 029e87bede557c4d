"""A PostgreSQL that is stopped, frozen, read-only or slow: named, within a bounded time, without data, and back."""

import logging
import threading
import time

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from dashboard_app.database import Database, DatabaseError, Fault
from dashboard_app.database import postgresql as limits
from dashboard_app.database.availability import RETRY_SECONDS
from dashboard_app.database.readiness import Readiness
from dashboard_app.database.schema import ATTEMPTS
from dashboard_app.database.upgrade import upgrade
from tests.postgres import programs, running_server

LONGEST = limits.PING_SECONDS + limits.RESPONSE_SECONDS + limits.CONNECT_SECONDS + 1


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL of this module's own."""
    if programs() is None:
        pytest.skip("there is no PostgreSQL here: apt-get install postgresql")
    with running_server() as started:
        yield started


@pytest.fixture
def database(server):
    """Its database, with the newest schema."""
    found = Database(server.url)
    upgrade(found)
    yield found
    found.close()


def use(database):
    with database.reading() as connection:
        return connection.execute(text("SELECT 1")).scalar_one()


def write(database, subject="somebody"):
    with database.writing() as connection:
        connection.execute(ATTEMPTS.insert().values(subject=subject, at=1.0))


def fault_of(function, *arguments):
    with pytest.raises(DatabaseError) as refused:
        function(*arguments)
    return refused.value.fault


def wait_until_back(function, *arguments):
    """Call until it works, as browsers do: nobody touches anything in between."""
    end = time.monotonic() + 10
    while True:
        try:
            return function(*arguments)
        except DatabaseError:
            assert time.monotonic() < end
            time.sleep(0.2)


def test_a_stopped_server_is_named_at_once_and_comes_back_by_itself(server, database, caplog):
    ready = Readiness(database)
    assert ready.check()
    server.stop()
    try:
        with caplog.at_level(logging.INFO, "dashboard_app.database"):
            began = time.monotonic()
            faults = {fault_of(use, database) for _ in range(20)}
            assert time.monotonic() - began < 2
            assert faults == {Fault.UNREACHABLE}
            assert fault_of(write, database) is Fault.UNREACHABLE
            assert not ready.check()
    finally:
        server.start()
    with caplog.at_level(logging.INFO, "dashboard_app.database"):
        assert wait_until_back(use, database) == 1
    assert ready.check()
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("dashboard_app")]
    assert len(lines) == 2
    assert lines[0].startswith("Database lost (unreachable). The database does not answer")
    assert lines[1].startswith("Database back after")


def test_a_frozen_server_holds_one_request_and_not_the_others(server, database):
    """It accepts connections, acknowledges packets and answers nothing: no timeout of its own ends that."""
    assert use(database) == 1
    server.freeze()
    try:
        began = time.monotonic()
        assert fault_of(use, database) is Fault.SILENT
        assert time.monotonic() - began < LONGEST
        time.sleep(RETRY_SECONDS)
        # One request tries again ...
        tried = threading.Thread(target=fault_of, args=(use, database))
        tried.start()
        time.sleep(0.3)
        assert tried.is_alive()
        # ... and the others do not wait for it.
        began = time.monotonic()
        assert {fault_of(function, database) for function in (use, write)} == {Fault.SILENT}
        assert not Readiness(database).check()
        assert time.monotonic() - began < 0.5
        tried.join(LONGEST)
        assert not tried.is_alive()
    finally:
        server.thaw()
    assert wait_until_back(use, database) == 1
    wait_until_back(write, database)


def test_a_server_that_freezes_in_the_middle_of_a_change_keeps_nothing_of_it(server, database):
    with database.writing() as connection:
        connection.execute(text("DELETE FROM attempts"))
    try:
        with pytest.raises(DatabaseError) as refused, database.writing() as connection:
            connection.execute(ATTEMPTS.insert().values(subject="half", at=1.0))
            server.freeze()
            connection.execute(ATTEMPTS.insert().values(subject="other half", at=1.0))
    finally:
        server.thaw()
    assert refused.value.fault is Fault.SILENT
    with database.engine.connect() as connection:
        assert wait_until_back(use, database) == 1
        assert connection.execute(select(ATTEMPTS)).all() == []


def test_a_read_only_server_refuses_what_is_written_and_is_not_ready(server, database):
    set_read_only(database, "on")
    try:
        ready = Readiness(database)
        assert use(database) == 1
        assert not ready.check()
        assert fault_of(write, database, "client 100005 scored 0.3121") is Fault.READ_ONLY
        assert not ready.check()
    finally:
        set_read_only(database, "off")
    wait_until_back(write, database)
    assert ready.check()


def set_read_only(database, value):
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET default_transaction_read_only = off"))
        connection.execute(text(f"ALTER DATABASE postgres SET default_transaction_read_only = {value}"))
    # Those that are open keep what they began with.
    database.engine.dispose()


def test_a_lock_that_is_held_elsewhere_ends_the_wait(database):
    other = Database(str(database.engine.url))
    try:
        with other.writing() as holder:
            other.lock_chain(holder)
            began = time.monotonic()

            def wait_for_chain():
                with database.writing() as connection:
                    database.lock_chain(connection)

            assert fault_of(wait_for_chain) is Fault.LOCKED
            assert time.monotonic() - began < LONGEST
            # Whoever only reads is not kept waiting by it.
            assert use(database) == 1
    finally:
        other.close()


def test_a_statement_that_takes_too_long_is_ended_unless_it_may(database):
    with pytest.raises(DatabaseError) as refused, database.reading() as connection:
        connection.execute(text("SELECT pg_sleep(60)"))
    assert refused.value.fault is Fault.SLOW
    with database.writing(is_long=True) as connection:
        assert connection.connection.driver_connection.response_seconds is None
        assert connection.execute(text("SHOW statement_timeout")).scalar_one() == "0"
        assert connection.execute(text("SHOW lock_timeout")).scalar_one() == "0"
    with database.reading() as connection:
        assert connection.connection.driver_connection.response_seconds == limits.RESPONSE_SECONDS
        assert connection.execute(text("SHOW statement_timeout")).scalar_one() == f"{limits.STATEMENT_SECONDS}s"


def test_no_error_holds_what_was_to_be_written(database):
    """Whatever an engine says of a row stays in it: parameters are hidden, and its own text is not repeated."""
    secret = "client 100005 scored 0.3121"
    with pytest.raises(DatabaseError) as refused, database.writing() as connection:
        connection.execute(text("INSERT INTO nothing_of_this_name VALUES (:value)"), {"value": secret})
    assert refused.value.fault is Fault.WRONG_SCHEMA
    assert secret not in str(refused.value)
    with pytest.raises(DBAPIError) as wrong, database.writing() as connection:
        connection.execute(text("SELECT CAST(:value AS text), 1 / 0"), {"value": secret})
    assert secret not in str(wrong.value)
