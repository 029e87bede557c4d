"""Tokens, whichever engine keeps them: found by their secret alone; they end by time, by hand, with their owner."""

import re
import time

import pytest
from sqlalchemy import select

from dashboard_app.actor import Role
from dashboard_app.auth.errors import TokenError
from dashboard_app.auth.tokens import LONGEST_DAYS, SCOPES, Tokens
from dashboard_app.auth.users import DEMO, NewUser, Users
from dashboard_app.capabilities import Capability
from dashboard_app.database.schema import TOKENS

FILE, MODEL = Capability.READ_FILE, Capability.READ_MODEL


@pytest.fixture
def users(database):
    found = Users(database, is_demo=False)
    found.add(NewUser("ada", Role.ADVISER, "hash"))
    found.add(NewUser("carl", Role.CUSTOMER, "hash", client_id=7))
    return found


@pytest.fixture
def tokens(database, users):
    return Tokens(database, users)


def later(monkeypatch, seconds, _now=time.time):
    """Let the clock of tokens be so much later than it is."""
    now = _now() + seconds
    monkeypatch.setattr("dashboard_app.auth.tokens.time.time", lambda: now)


def rows(database):
    with database.reading() as connection:
        return connection.execute(select(TOKENS)).all()


def test_a_token_grants_its_scopes_in_the_name_of_its_owner(tokens):
    grant = tokens.find(tokens.add("ada", "nightly", [FILE, MODEL, FILE], 30))
    assert (grant.owner.name, grant.scopes) == ("ada", {FILE, MODEL})


def test_what_is_kept_opens_nothing(tokens, database):
    secret = tokens.add("ada", "", [FILE], 30)
    assert re.fullmatch(r"cs_[A-Za-z0-9_-]{43}", secret)
    (row,) = rows(database)
    assert secret not in str(row)
    assert tokens.find(row.hash) is None
    assert tokens.find(f"cs_{row.hash[:43]}") is None


@pytest.mark.parametrize("wrong", ["", "cs_", "cs_" + "a" * 43, "a" * 46, "cs_" + "é" * 43, "x" * 10_000])
def test_a_wrong_token_is_nobodys(tokens, wrong):
    secret = tokens.add("ada", "", [FILE], 30)
    for one in (wrong, secret[:-1], secret + "a", secret.upper(), secret[3:]):
        assert tokens.find(one) is None


def test_a_token_ends_by_itself(tokens, monkeypatch):
    secret = tokens.add("ada", "", [FILE], 2)
    later(monkeypatch, 2 * 24 * 3600 - 5)
    assert tokens.find(secret) is not None
    later(monkeypatch, 2 * 24 * 3600 + 5)
    assert tokens.find(secret) is None


def test_a_revoked_token_is_over_and_others_go_on(tokens):
    one, other = (tokens.add("ada", "", [FILE], 30) for _ in range(2))
    tokens.revoke(tokens.all()[0].id)
    assert tokens.find(one) is None
    assert tokens.find(other) is not None
    with pytest.raises(TokenError, match="There is no token 99"):
        tokens.revoke(99)


def test_a_token_of_a_closed_account_is_nobodys_for_good(tokens, users):
    secret = tokens.add("ada", "", [FILE], 30)
    users.disable("ada")
    assert tokens.find(secret) is None
    users.enable("ada")
    assert tokens.find(secret) is None


def test_a_token_made_under_a_wrong_clock_does_not_last_longer_than_any(tokens, monkeypatch):
    with monkeypatch.context() as wrong:
        later(wrong, 400 * 24 * 3600)
        secret = tokens.add("ada", "", [FILE], 366)
        assert tokens.find(secret) is not None
    assert tokens.find(secret) is None


def test_a_token_of_the_demo_is_nobodys_outside_of_it(database, tokens):
    demo = Users(database, is_demo=True)
    demo.add(NewUser("adviser", Role.ADVISER, "hash", issuer=DEMO, subject="adviser"))
    secret = Tokens(database, demo).add("adviser", "", [FILE], 30)
    assert Tokens(database, demo).find(secret) is not None
    assert tokens.find(secret) is None


@pytest.mark.parametrize(
    ("owner", "scopes", "days", "label", "said"),
    [
        ("nobody", [FILE], 30, "", "There is no open account 'nobody'"),
        ("ada", [], 30, "", "got: none"),
        ("ada", [Capability.MANAGE_USERS], 30, "", "got: manage_users"),
        ("ada", [Capability.READ_AUDIT, FILE], 30, "", "got: read_audit"),
        ("carl", [Capability.LIST_CLIENTS], 30, "", "Choose among read_file, use_api"),
        ("ada", [FILE], 0, "", "1 to 366 days, got 0"),
        ("ada", [FILE], LONGEST_DAYS + 1, "", "1 to 366 days, got 367"),
        ("ada", [FILE], 30, "x" * 65, "Shorten it"),
        ("ada", [FILE], 30, "two\nlines", "a line"),
    ],
)
def test_a_token_that_would_reach_too_far_is_not_made(tokens, database, owner, scopes, days, label, said):
    with pytest.raises(TokenError, match=re.escape(said)):
        tokens.add(owner, label, scopes, days)
    assert rows(database) == []


def test_a_scope_that_is_none_grants_nothing(tokens, database):
    secret = tokens.add("ada", "", [FILE], 30)
    with database.writing() as connection:
        connection.execute(TOKENS.update().values(scopes="read_everything read_fileX manage_users"))
    assert tokens.find(secret).scopes == frozenset()


def test_all_scopes_fit_their_column(tokens):
    assert len(" ".join(SCOPES)) <= TOKENS.c.scopes.type.length


def test_the_last_use_is_written_once_a_minute(tokens, database, monkeypatch):
    secret = tokens.add("ada", "", [FILE], 30)
    assert tokens.all()[0].used_at is None
    seen = []
    for seconds in (0, 30, 59, 61, 90):
        later(monkeypatch, seconds)
        tokens.find(secret)
        seen.append(rows(database)[0].used_at)
    assert seen[0] == seen[1] == seen[2] < seen[3] == seen[4]


def test_a_password_that_somebody_else_replaced_ends_the_tokens_of_its_account_alone(tokens, users):
    of_ada, of_carl = (tokens.add(name, "", [FILE], 30) for name in ("ada", "carl"))
    users.set_password("ada", "another hash", must_change=True)
    assert tokens.find(of_ada) is None
    assert tokens.find(of_carl) is not None
