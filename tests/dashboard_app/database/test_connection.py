"""Connections: changes are whole, writers take turns, and what cannot be reached is said without its password."""

import threading

import pytest
from sqlalchemy import func, select

from dashboard_app.database import Database, DatabaseError
from dashboard_app.database.schema import ATTEMPTS


def count(database):
    with database.reading() as connection:
        return connection.execute(select(func.count()).select_from(ATTEMPTS)).scalar_one()


def test_a_change_that_fails_leaves_nothing(database):
    with pytest.raises(RuntimeError), database.writing() as connection:
        connection.execute(ATTEMPTS.insert().values(subject="a", at=1.0))
        raise RuntimeError("no")
    assert count(database) == 0


def test_writers_at_once_lose_nothing(database):
    """Each reads how many there are and writes that number: taking turns, no two read the same."""

    def write():
        for _ in range(5):
            with database.writing() as connection:
                database.lock_chain(connection)
                there = connection.execute(select(func.count()).select_from(ATTEMPTS)).scalar_one()
                connection.execute(ATTEMPTS.insert().values(subject=str(there), at=1.0))

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        subjects = [int(row.subject) for row in connection.execute(ATTEMPTS.select())]
    assert sorted(subjects) == list(range(40))


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://u:hunter2@h/d", "redis://:hunter2@h", "sqlite"])
def test_an_address_that_names_no_database_is_refused_without_its_password(url):
    with pytest.raises(DatabaseError, match="DATABASE_URL") as refused:
        Database(url)
    assert "hunter2" not in str(refused.value)


def test_a_server_that_does_not_answer_is_named(unused_port):
    database = Database(f"postgresql://u:hunter2@127.0.0.1:{unused_port}/d?connect_timeout=2")
    with pytest.raises(DatabaseError, match="does not answer") as refused, database.reading():
        pass
    assert "hunter2" not in str(refused.value)


def test_a_directory_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DatabaseError, match="does not answer"), Database(f"sqlite:///{tmp_path}/no/x.db").reading():
        pass
