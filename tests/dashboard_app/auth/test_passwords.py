"""Hashes of passwords are computed a few at a time: each needs 64 MiB."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import argon2
import pytest

from dashboard_app.auth import passwords as module
from dashboard_app.auth.errors import BusyError
from dashboard_app.auth.passwords import HASHES_AT_ONCE, Passwords
from tests.conftest import PASSWORD, post_login


class Watched(argon2.PasswordHasher):
    """The real hasher, which remembers how many ran at the same time."""

    lock, running, most = threading.Lock(), 0, 0

    def __init__(self):
        super().__init__(time_cost=1, memory_cost=64, parallelism=1)

    def _watch(self, work, *values):
        with Watched.lock:
            Watched.running += 1
            Watched.most = max(Watched.most, Watched.running)
        try:
            time.sleep(0.02)
            return work(*values)
        finally:
            with Watched.lock:
                Watched.running -= 1

    def hash(self, *values):
        return self._watch(super().hash, *values)

    def verify(self, *values):
        return self._watch(super().verify, *values)


@pytest.fixture
def watched(monkeypatch):
    monkeypatch.setattr(module, "PasswordHasher", Watched)
    Watched.most = 0
    return Watched


@pytest.mark.case(6)
def test_eight_who_sign_in_at_once_are_checked_one_after_the_other(watched, app):
    """As it was: eight sign-ins with names that nobody has killed a container of 512 MB."""
    browsers = [app.server.test_client() for _ in range(8)]
    names = ["adviser", "customer", *(f"nobody{number}" for number in range(6))]
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda pair: post_login(*pair, PASSWORD).status_code, zip(browsers, names, strict=True))
        )
    assert answers == [302, 302, *[401] * 6]
    assert watched.most == HASHES_AT_ONCE


def test_all_that_hash_share_one_bound(watched):
    many = [Passwords() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: one.hash("a password"), many))
    assert watched.most == HASHES_AT_ONCE


@pytest.mark.case(6)
def test_who_waits_too_long_is_told_when_to_come_again_and_has_failed_nothing(app, sign_in, monkeypatch):
    browser = app.server.test_client()
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.05)
    for _ in range(HASHES_AT_ONCE):
        module._turns.acquire()
    try:
        answers = [post_login(browser, "adviser", PASSWORD) for _ in range(7)]
        with pytest.raises(BusyError):
            Passwords().hash("a password")
    finally:
        for _ in range(HASHES_AT_ONCE):
            module._turns.release()
    assert {answer.status_code for answer in answers} == {503}
    assert all("Retry-After" in answer.headers for answer in answers)
    sign_in("adviser")
