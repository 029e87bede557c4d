"""An SQLite file that is removed, replaced, full, read-only, locked or damaged: refused, named, and usable again."""

import sqlite3
import threading
import time

import pytest
from sqlalchemy import func, select

from dashboard_app.database import Database, DatabaseError, Fault
from dashboard_app.database.readiness import Readiness
from dashboard_app.database.schema import ATTEMPTS
from dashboard_app.database.sqlite import BUSY_SECONDS
from dashboard_app.database.upgrade import upgrade


@pytest.fixture
def path(tmp_path):
    return tmp_path / "test.db"


@pytest.fixture
def database(path):
    found = Database(f"sqlite:///{path}")
    upgrade(found)
    yield found
    found.close()


def count(database):
    with database.reading() as connection:
        return connection.execute(select(func.count()).select_from(ATTEMPTS)).scalar_one()


def write(database, subject="somebody"):
    with database.writing() as connection:
        connection.execute(ATTEMPTS.insert().values(subject=subject, at=1.0))


def fault_of(function, *arguments):
    with pytest.raises(DatabaseError) as refused:
        function(*arguments)
    return refused.value.fault


@pytest.mark.parametrize("names", [[""], ["", "-wal", "-shm"]], ids=["the file", "all three"])
def test_a_removed_file_is_used_no_more_until_it_is_back(database, path, names):
    write(database)
    ready = Readiness(database)
    assert ready.check()
    for name in names:
        path.with_name(path.name + name).rename(path.with_name("away" + name))
    assert {fault_of(function, database) for function in (count, write)} == {Fault.FILE_REPLACED}
    assert not ready.check()
    assert not path.exists()
    for name in names:
        path.with_name("away" + name).rename(path.with_name(path.name + name))
    write(database)
    assert (count(database), ready.check()) == (2, True)


def test_another_file_in_its_place_is_not_used(database, path):
    path.rename(path.with_name("before.db"))
    other = Database(f"sqlite:///{path}")
    upgrade(other)
    other.close()
    assert {fault_of(function, database) for function in (count, write)} == {Fault.FILE_REPLACED}


def test_a_file_that_goes_while_it_is_written_counts_as_not_written(database, path):
    with pytest.raises(DatabaseError) as refused, database.writing() as connection:
        connection.execute(ATTEMPTS.insert().values(subject="somebody", at=1.0))
        path.unlink()
    assert refused.value.fault is Fault.FILE_REPLACED


def test_a_worker_that_starts_later_makes_no_file_of_its_own(database, path):
    count(database)
    path.unlink()
    later = Database(f"sqlite:///{path}", database.file_identity)
    assert fault_of(count, later) is Fault.FILE_REPLACED
    assert not path.exists()


def test_a_full_disk_refuses_writes_and_ends_by_itself(database):
    write(database)
    # The pool has one connection: what is said to it stays said.
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def fill():
        for _ in range(1_000):
            write(database, "x" * 100)

    ready = Readiness(database)
    assert fault_of(fill) is Fault.DISK_FULL
    written = count(database)
    assert not ready.check()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert ready.check()
    write(database)
    assert count(database) == written + 1


def test_a_disk_that_is_nearly_full_is_not_ready(database, monkeypatch):
    monkeypatch.setattr("dashboard_app.database.readiness._LEAST_FREE_BYTES", 1 << 62)
    assert not Readiness(database).check()


def test_a_read_only_database_is_not_ready(database):
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    assert fault_of(write, database) is Fault.READ_ONLY
    assert not Readiness(database).check()
    assert count(database) == 0


def test_a_lock_that_another_program_holds_makes_nobody_wait_for_long(database, path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    faults, threads = [], []
    began = time.monotonic()
    for _ in range(4):
        threads.append(threading.Thread(target=lambda: faults.append(fault_of(write, database))))
        threads[-1].start()
    # Readers go on meanwhile.
    assert count(database) == 0
    assert time.monotonic() - began < 1
    for thread in threads:
        thread.join()
    assert faults == [Fault.LOCKED] * 4
    assert time.monotonic() - began < 2 * BUSY_SECONDS + 1
    began = time.monotonic()
    assert fault_of(write, database) is Fault.LOCKED
    assert time.monotonic() - began < 0.5
    other.execute("ROLLBACK")
    other.close()
    time.sleep(1.1)
    write(database)


@pytest.mark.parametrize("content", [b"not a database" * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_damaged_file_is_named(path, content):
    path.write_bytes(content)
    assert fault_of(count, Database(f"sqlite:///{path}")) is Fault.DAMAGED
