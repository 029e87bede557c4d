"""Whoever may write the database and does not have the key is found out, whatever they do to the audit log."""

import time

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from dashboard_app.audit import chain
from dashboard_app.audit.client_sets import ACTIONS, keep_clients, name_clients
from dashboard_app.audit.head import Head, read_row
from dashboard_app.audit.log import AuditLog, operator_line
from dashboard_app.audit.retention import purge
from dashboard_app.audit.verification import ChainFault, verify
from dashboard_app.database import DatabaseError
from dashboard_app.database.schema import AUDIT, AUDIT_HEAD
from dashboard_app.events import Action
from tests.dashboard_app.audit.conftest import KEY
from tests.dashboard_app.audit.tampering import AT_THE_END_OF_A_PAGE, ON_SQLITE, WAYS, Attacker, drop_triggers

TO_THE_BEGINNING = "everything is put to the beginning"


@pytest.fixture
def six(log):
    """A log of six entries."""
    for number in range(6):
        log.append({**operator_line(Action.OPEN, f"entry {number}"), "client_id": number, "score": number / 7})
    return log


def tamper(database, way):
    with database.writing() as connection:
        drop_triggers(connection, database)
        way(Attacker(connection))


def test_there_are_more_than_twenty_ways():
    assert len(WAYS) >= 40


@pytest.mark.case(36)
@pytest.mark.parametrize("way", WAYS)
def test_tampering_without_the_key_is_found(database, six, way):
    assert verify(database, KEY).is_whole
    tamper(database, WAYS[way])
    assert not verify(database, KEY).is_whole
    # What the application log afterwards makes nothing good.
    six.append(operator_line(Action.OPEN, "afterwards"))
    assert not verify(database, KEY).is_whole


@pytest.mark.case(36)
@pytest.mark.parametrize("empty_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("way", sorted(set(WAYS) - {TO_THE_BEGINNING}))
def test_another_start_signs_nothing_that_was_tampered_with(database, six, way):
    tamper(database, WAYS[way])
    restarted = AuditLog(database, KEY)
    restarted.begin()
    for _ in range(7):
        restarted.append(operator_line(Action.OPEN, "afterwards"))
    assert not verify(database, KEY).is_whole


@pytest.mark.case(36)
@pytest.mark.parametrize("empty_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("way", ON_SQLITE)
def test_tampering_past_the_types_of_the_table_is_found(database, six, way):
    tamper(database, ON_SQLITE[way])
    # Other connections see the tables that were made meanwhile.
    database.close()
    assert not verify(database, KEY).is_whole


@pytest.mark.case(36)
@pytest.mark.parametrize("empty_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("way", AT_THE_END_OF_A_PAGE)
def test_an_entry_with_the_number_of_another_is_found_where_a_page_ends(database, log, way):
    with log.appending() as connection:
        for number in range(1_003):
            log.append_with(connection, operator_line(Action.OPEN, f"entry {number}"))
    assert verify(database, KEY).is_whole
    tamper(database, AT_THE_END_OF_A_PAGE[way])
    database.close()
    assert verify(database, KEY).fault is ChainFault.NUMBERS


@pytest.mark.case(36)
@pytest.mark.parametrize("changed", ["DELETE FROM client_sets", "UPDATE client_sets SET numbers = 'x'"])
@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_the_clients_that_an_entry_names_belong_to_the_log(database, six, action, changed):
    with six.appending() as connection:
        keep_clients(connection, [1, 2, 3])
        six.append_with(connection, operator_line(action, name_clients([1, 2, 3])))
    assert verify(database, KEY).is_whole
    tamper(database, lambda attacker: attacker.connection.execute(text(changed)))
    assert verify(database, KEY).fault is ChainFault.CLIENTS


@pytest.mark.case(36)
@pytest.mark.parametrize("empty_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "trigger",
    [
        "BEFORE INSERT ON audit BEGIN SELECT RAISE(IGNORE)",
        "AFTER INSERT ON audit BEGIN DELETE FROM audit WHERE id = NEW.id",
    ],
)
def test_nothing_is_put_on_record_that_a_trigger_takes_away_again(database, six, trigger):
    """Together with a trigger that leaves the head as it was, nothing would show that the entry was ever written."""

    def plant(attacker):
        attacker.connection.execute(text(f"CREATE TRIGGER planted {trigger}; END"))
        attacker.connection.execute(
            text("CREATE TRIGGER planted_too BEFORE UPDATE ON audit_head BEGIN SELECT RAISE(IGNORE); END")
        )

    tamper(database, plant)
    with pytest.raises(DatabaseError, match="takes no entry"):
        six.append(operator_line(Action.OPEN, "by whom nobody knows"))


@pytest.mark.case(36)
def test_a_log_that_began_anew_shows_against_a_hash_noted_before(database, six):
    """It is like that of a new database, and says since when it has been signed."""
    before = verify(database, KEY)
    tamper(database, WAYS[TO_THE_BEGINNING])
    AuditLog(database, KEY).begin()
    after = verify(database, KEY)
    assert after.began_at > before.began_at
    assert not verify(database, KEY, before.newest).is_whole


@pytest.mark.case(36)
def test_a_whole_state_of_another_day_shows_against_a_hash_noted_before(database, six):
    """Entries and head are put back together: that is a restored backup, and only what was noted elsewhere tells."""
    with database.reading() as connection:
        old = dict(read_row(connection)._mapping)
    for _ in range(3):
        six.append(operator_line(Action.OPEN, "later"))
    noted = verify(database, KEY).newest

    def put_back(attacker):
        attacker.remove(-1, -2, -3)
        attacker.connection.execute(update(AUDIT_HEAD).values(old))

    tamper(database, put_back)
    assert verify(database, KEY).is_whole
    found = verify(database, KEY, noted)
    assert (found.is_whole, found.is_known_there, found.last_id) == (False, False, 6)


@pytest.mark.case(36)
def test_a_purge_of_the_application_is_believed_and_no_more_than_it_removed(database, six, monkeypatch):
    later = time.time() + 400 * 24 * 3600
    with monkeypatch.context() as future:
        future.setattr("dashboard_app.audit.log.time.time", lambda: later)
        for _ in range(3):
            six.append(operator_line(Action.OPEN, "young"))
        future.setattr("dashboard_app.audit.retention.time.time", lambda: later)
        with database.writing() as connection:
            drop_triggers(connection, database)
        assert purge(six, 365, is_forced=True) == 6
    found = verify(database, KEY)
    assert (found.is_whole, found.lines, found.first_id, found.last_id) == (True, 4, 7, 10)
    tamper(database, lambda attacker: attacker.remove(0))
    assert verify(database, KEY).broken == 8


STATEMENTS = {
    "update": "UPDATE audit SET detail = ''",
    "delete": "DELETE FROM audit",
    "negative number": "INSERT INTO audit (id, {columns}, hash) SELECT -1, {columns}, 'n' FROM audit WHERE id = 2",
    "number 0": "INSERT INTO audit (id, {columns}, hash) SELECT 0, {columns}, 'n' FROM audit WHERE id = 2",
    "number in between": "INSERT INTO audit (id, {columns}, hash) SELECT 3, {columns}, 'n' FROM audit WHERE id = 2",
    "upsert": "INSERT INTO audit (id, {columns}, hash) SELECT 3, {columns}, 'n' FROM audit WHERE id = 2 "
    "ON CONFLICT (id) DO UPDATE SET detail = 'x'",
    "upsert by hash": "INSERT INTO audit (id, {columns}, hash) SELECT 99, {columns}, hash FROM audit WHERE id = 2 "
    "ON CONFLICT (hash) DO UPDATE SET detail = 'x'",
}
SQLITE = {
    "replace": "INSERT OR REPLACE INTO audit (id, {columns}, hash) SELECT 3, {columns}, 'n' FROM audit WHERE id = 2",
    "replace by hash": "REPLACE INTO audit (id, {columns}, hash) SELECT 99, {columns}, hash FROM audit WHERE id = 2",
    "update or replace": "UPDATE OR REPLACE audit SET id = 3 WHERE id = 2",
    "ignore": "INSERT OR IGNORE INTO audit (id, {columns}, hash) SELECT -1, {columns}, 'n' FROM audit WHERE id = 2",
}
POSTGRESQL = {"truncate": "TRUNCATE audit", "truncate cascade": "TRUNCATE audit CASCADE"}
COLUMNS = ", ".join(column.name for column in AUDIT.columns if column.name not in ("id", "hash"))


@pytest.mark.case(36)
@pytest.mark.parametrize("name", [*STATEMENTS, *SQLITE, *POSTGRESQL])
def test_the_engine_itself_refuses(database, six, name):
    if name in (POSTGRESQL if database.is_sqlite else SQLITE):
        pytest.skip("the other engine knows this statement")
    statement = {**STATEMENTS, **SQLITE, **POSTGRESQL}[name].format(columns=COLUMNS)
    with pytest.raises((DBAPIError, DatabaseError), match="append-only"), database.writing() as connection:
        connection.execute(text(statement))
    found = verify(database, KEY)
    assert (found.is_whole, found.lines) == (True, 6)


def old_format(connection, key, count, previous=chain.FIRST, first=1):
    """Leave entries as the version before wrote them."""
    for number in range(count):
        entry = {**operator_line(Action.OPEN, f"old {number}"), "at": float(number), "request_id": None}
        made = chain.link_without_number(key, previous, [entry[name] for name in chain.FIELDS])
        # Numbers of PostgreSQL may have gaps.
        connection.execute(AUDIT.insert().values(**entry, id=first + 2 * number, previous_hash=previous, hash=made))
        previous = made


def test_a_log_of_the_version_before_is_taken_over_and_goes_on(database):
    with database.writing() as connection:
        old_format(connection, KEY, 4)
    assert verify(database, KEY).fault is ChainFault.UNSIGNED
    log = AuditLog(database, KEY)
    log.begin()
    assert verify(database, KEY).is_whole
    log.append(operator_line(Action.OPEN, "new"))
    found = verify(database, KEY)
    assert (found.is_whole, found.lines, found.last_id) == (True, 5, 8)
    tamper(database, lambda attacker: attacker.remove(1))
    assert verify(database, KEY).broken == 5


@pytest.mark.case(36)
def test_a_log_of_the_version_before_whose_beginning_was_cut_is_taken_over_as_broken(database):
    with database.writing() as connection:
        old_format(connection, KEY, 4)
        drop_triggers(connection, database)
        connection.execute(text("DELETE FROM audit WHERE id = 1"))
    AuditLog(database, KEY).begin()
    assert verify(database, KEY).fault is ChainFault.BEGINNING


@pytest.mark.case(36)
def test_what_is_not_whole_is_not_signed_again_and_the_head_stays_as_it_was(database, six):
    with database.reading() as connection:
        before = Head.of(read_row(connection))
    tamper(database, lambda attacker: attacker.remove(-1))
    six.append(operator_line(Action.OPEN, "afterwards"))
    with database.reading() as connection:
        assert Head.of(read_row(connection)) == before
        assert connection.execute(select(AUDIT.c.detail).order_by(AUDIT.c.id.desc())).scalars().first() == "afterwards"
