"""The file of users: private, whole, changed by one process at a time."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard_app.actor import Role
from dashboard_app.auth.errors import UserError
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.users_file import User, UsersFile


@pytest.fixture
def users(tmp_path):
    return UsersFile(tmp_path / "users.json")


def test_there_are_no_users_at_first(users):
    assert users.all() == {}


def test_a_user_is_found_again(users, tmp_path):
    users.add(User("ada", Role.CUSTOMER, "hash", client_id=7, language="fr"))

    assert UsersFile(tmp_path / "users.json").all() == {"ada": User("ada", Role.CUSTOMER, "hash", 7, "fr")}


def test_the_file_is_private(users, tmp_path):
    users.add(User("ada", Role.ADVISER, "hash"))

    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {
        "users.json": 0o600,
        "users.lock": 0o600,
    }


def test_a_change_by_another_process_is_seen(users, tmp_path):
    users.add(User("ada", Role.ADVISER, "hash"))
    UsersFile(tmp_path / "users.json").disable("ada")

    assert users.all()["ada"].is_disabled


def test_many_additions_at_once_all_stay(tmp_path):
    def add(number):
        UsersFile(tmp_path / "users.json").add(User(f"user{number}", Role.ADVISER, "hash"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))

    assert len(UsersFile(tmp_path / "users.json").all()) == 24


@pytest.mark.parametrize("name", ["", "Ada", "a b", "../x", "é", "-x", "x" * 65])
def test_a_strange_name_is_refused(users, name):
    with pytest.raises(UserError, match="Choose another name"):
        users.add(User(name, Role.ADVISER, "hash"))


def test_nobody_is_disabled_by_a_wrong_name(users):
    with pytest.raises(UserError, match="no user 'bob'"):
        users.disable("bob")


@pytest.mark.parametrize("text", ["", "{}", "[{}]", '[{"name": "a", "role": "king", "password_hash": "x"}]'])
def test_a_broken_file_is_named(users, tmp_path, text):
    (tmp_path / "users.json").write_text(text)

    with pytest.raises(UserError, match=r"users\.json is not a file of users"):
        users.all()


@pytest.mark.parametrize(
    "changed",
    [User("a", Role.ADMIN, "h"), User("a", Role.ADVISER, "i"), User("a", Role.ADVISER, "h", is_disabled=True)],
)
def test_the_fingerprint_changes_with_what_a_session_depends_on(changed):
    assert User("a", Role.ADVISER, "h").fingerprint != changed.fingerprint


def test_the_hash_does_not_show():
    assert "hash" not in repr(User("ada", Role.ADVISER, "hash"))


def test_passwords_are_argon2id_and_checked():
    passwords = Passwords()
    user = User("ada", Role.ADVISER, passwords.hash("correct horse"))

    assert user.password_hash.startswith("$argon2id$")
    assert passwords.is_right(user, "correct horse")
    assert not passwords.is_right(user, "wrong horse")
    assert not passwords.is_right(None, "correct horse")
    assert not passwords.is_right(User("ada", Role.ADVISER, user.password_hash, is_disabled=True), "correct horse")
    assert not passwords.is_right(User("ada", Role.ADVISER, "not a hash"), "correct horse")


def test_a_short_password_is_refused():
    with pytest.raises(UserError, match="at least 8 characters"):
        Passwords().hash("short")
