"""Failures are counted for an account and for an address, together over all workers."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from dashboard_app.auth.login_throttle import OF_ACCOUNT, OF_ADDRESS, LoginThrottle, Way
from dashboard_app.database.schema import ATTEMPTS

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def attempts(database):
    return LoginThrottle(database)


@pytest.mark.case(6)
def test_some_failures_are_allowed_and_then_one_waits(attempts):
    for _ in range(OF_ACCOUNT.failures):
        assert attempts.seconds_to_wait("ada", HERE) == 0
        attempts.fail("ada", HERE)
    assert 0 < attempts.seconds_to_wait("ada", HERE) <= OF_ACCOUNT.seconds
    assert attempts.seconds_to_wait("ada", ELSEWHERE) > 0
    assert attempts.seconds_to_wait("ADA", HERE) > 0
    assert attempts.seconds_to_wait("bob", HERE) == 0


@pytest.mark.case(6)
def test_an_address_that_tries_many_accounts_waits_too(attempts):
    for number in range(OF_ADDRESS.failures):
        attempts.fail(f"user{number}", HERE)
    assert attempts.seconds_to_wait("somebody", HERE) > 0
    assert attempts.seconds_to_wait("somebody", ELSEWHERE) == 0


def test_success_forgets_the_account_and_not_the_address(attempts):
    for _ in range(OF_ACCOUNT.failures):
        attempts.fail("ada", HERE)
    attempts.succeed("ada")
    assert attempts.seconds_to_wait("ada", HERE) == 0
    for number in range(OF_ADDRESS.failures - OF_ACCOUNT.failures):
        attempts.fail(f"user{number}", HERE)
    assert attempts.seconds_to_wait("ada", HERE) > 0


@pytest.mark.case(6)
def test_tries_at_the_same_time_are_no_more_than_the_limit_and_lock_once(attempts):
    with ThreadPoolExecutor(8) as pool:
        begun = list(pool.map(lambda _: attempts.begin("ada", HERE), range(4 * OF_ACCOUNT.failures)))
    assert len([one for one in begun if not one.seconds]) == OF_ACCOUNT.failures
    assert len([one for one in begun if one.locks]) == 1


def test_a_try_that_succeeded_counts_for_nobody(attempts, database):
    attempts.fail("bob", HERE)
    attempts.begin("ada", HERE)
    attempts.succeed("ada", begun_at=HERE)
    with database.reading() as connection:
        assert len(connection.execute(select(ATTEMPTS)).all()) == 2


@pytest.mark.case(6)
@pytest.mark.parametrize(
    ("address", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:DB8:1:2:0:0:0:1", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("192.0.2.1:1024", "192.0.2.1:1025", True),
        ("[2001:db8:1:2::1]:1024", "2001:db8:1:2::2", True),
        ("nonsense 1", "nonsense 2", True),
        ("unknown", "unknown", True),
    ],
)
def test_addresses_of_one_network_count_together(attempts, address, other, is_same):
    for number in range(OF_ADDRESS.failures):
        attempts.fail(f"user{number}", address)
    assert (attempts.seconds_to_wait("somebody", other) > 0) is is_same


def test_old_failures_count_no_more_and_are_removed(attempts, database, monkeypatch):
    for _ in range(OF_ACCOUNT.failures):
        attempts.fail("ada", HERE)
    now = time.time() + OF_ACCOUNT.seconds + 1
    monkeypatch.setattr("dashboard_app.auth.login_throttle.time.time", lambda: now)
    assert attempts.seconds_to_wait("ada", HERE) == 0
    attempts.fail("bob", HERE)
    with database.reading() as connection:
        assert len(connection.execute(select(ATTEMPTS)).all()) == 2


def test_neither_names_nor_addresses_are_kept(attempts, database):
    attempts.fail("ada", HERE)
    with database.reading() as connection:
        kept = " ".join(connection.execute(select(ATTEMPTS.c.subject)).scalars())
    assert "ada" not in kept
    assert HERE not in kept


def test_accounts_that_are_locked_are_known(attempts):
    for number in range(OF_ACCOUNT.failures):
        attempts.fail("ada", f"192.0.2.{number}")
    attempts.fail("bob", HERE)
    assert attempts.locked(["ada", "bob", "nobody"]) == {"ada"}
    attempts.succeed("ada")
    assert attempts.locked(["ada"]) == frozenset()
    assert attempts.locked([]) == frozenset()


@pytest.mark.case(6)
@pytest.mark.parametrize("failing", Way)
def test_each_way_of_signing_in_is_counted_by_itself(database, failing):
    ways = {way: LoginThrottle(database, way) for way in Way}
    for number in range(OF_ADDRESS.failures):
        account = f"user{number}" if failing is Way.PASSWORD else None
        assert ways[failing].begin(account, HERE).seconds == 0
    assert {way: attempts.seconds_to_wait(None, HERE) > 0 for way, attempts in ways.items()} == {
        way: way is failing for way in Way
    }


@pytest.mark.case(6)
@pytest.mark.parametrize("ahead", [3_600, 400 * 24 * 3_600])
def test_failures_of_a_wrong_clock_lock_nobody_and_are_removed(attempts, database, monkeypatch, ahead):
    """As it was: five failures under a clock of next year locked an account for a year."""
    now = time.time()
    with monkeypatch.context() as wrong:
        wrong.setattr("dashboard_app.auth.login_throttle.time.time", lambda: now + ahead)
        for _ in range(OF_ACCOUNT.failures):
            attempts.begin("ada", HERE)
        assert 0 < attempts.seconds_to_wait("ada", HERE) <= OF_ACCOUNT.seconds
    assert attempts.seconds_to_wait("ada", HERE) == 0
    assert attempts.locked(["ada"]) == frozenset()
    attempts.fail("bob", HERE)
    with database.reading() as connection:
        assert len(connection.execute(select(ATTEMPTS)).all()) == 2


def test_the_clock_of_another_machine_may_be_a_little_ahead(attempts, monkeypatch):
    now = time.time()
    with monkeypatch.context() as ahead:
        ahead.setattr("dashboard_app.auth.login_throttle.time.time", lambda: now + 30)
        for _ in range(OF_ACCOUNT.failures):
            attempts.begin("ada", HERE)
    assert 0 < attempts.seconds_to_wait("ada", HERE) <= OF_ACCOUNT.seconds


def test_a_try_that_was_withdrawn_counts_for_nobody_and_takes_no_other_with_it(attempts):
    for _ in range(OF_ACCOUNT.failures - 1):
        attempts.begin("ada", HERE)
    for _ in range(3):
        assert attempts.begin("ada", HERE).seconds == 0
        attempts.withdraw("ada", HERE)
    attempts.begin("ada", HERE)
    assert attempts.seconds_to_wait("ada", HERE) > 0
