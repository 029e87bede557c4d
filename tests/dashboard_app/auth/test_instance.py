"""Instance state: private, made once, and refused where nobody could sign in."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard_app.actor import Role
from dashboard_app.auth.errors import InstanceError
from dashboard_app.auth.instance import demo_password, prepare, users_file
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.users_file import User
from dashboard_app.settings import Settings


def make(directory, **values):
    return Settings(_env_file=None, instance=directory / "instance", **values)


def test_the_state_is_private(tmp_path):
    prepare(make(tmp_path, demo=True))

    instance = tmp_path / "instance"
    assert instance.stat().st_mode & 0o777 == 0o700
    for path in instance.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_second_start_finds_everything_there(tmp_path):
    settings = make(tmp_path, demo=True)
    first = prepare(settings)
    written = {path: path.read_bytes() for path in settings.instance.iterdir() if path.is_file()}
    second = prepare(settings)

    assert second.secret_key == first.secret_key
    assert len(first.secret_key) >= 40
    assert {path: path.read_bytes() for path in settings.instance.iterdir() if path.is_file()} == written


def test_workers_that_start_together_have_one_key(tmp_path):
    settings = make(tmp_path, demo=True)
    with ThreadPoolExecutor(4) as pool:
        keys = {instance.secret_key for instance in pool.map(prepare, [settings] * 4)}

    assert len(keys) == 1


def test_the_key_of_the_setting_is_used(tmp_path):
    settings = make(tmp_path, demo=True, secret_key="0123456789abcdef" * 3)
    assert prepare(settings).secret_key == "0123456789abcdef" * 3
    assert not (settings.instance / "secret_key").exists()


def test_without_users_the_start_is_refused_with_a_remedy(tmp_path):
    with pytest.raises(InstanceError, match="python -m dashboard_app users add"):
        prepare(make(tmp_path))


def test_demonstration_accounts_exist_in_demonstration_mode_only(tmp_path):
    users_of_demo = prepare(make(tmp_path, demo=True))
    users_file(make(tmp_path)).add(User("ada", Role.ADVISER, "hash"))
    users_of_lender = prepare(make(tmp_path))

    for name in ("adviser", "customer", "admin"):
        assert users_of_demo.find_user(name).role == name
        assert users_of_lender.find_user(name) is None
    assert users_of_lender.find_user("ada").role is Role.ADVISER


def test_a_new_demonstration_password_replaces_the_old_one(tmp_path):
    prepare(make(tmp_path, demo=True, demo_password="first password"))
    user = prepare(make(tmp_path, demo=True, demo_password="second password")).find_user("adviser")

    assert Passwords().is_right(user, "second password")
    assert not Passwords().is_right(user, "first password")


def test_a_made_password_is_kept(tmp_path):
    settings = make(tmp_path, demo=True)
    user = prepare(settings).find_user("admin")

    assert demo_password(settings) == demo_password(settings)
    assert Passwords().is_right(user, demo_password(settings))


def test_a_directory_open_to_others_is_refused(tmp_path):
    (tmp_path / "instance").mkdir(mode=0o755)
    (tmp_path / "instance").chmod(0o755)

    with pytest.raises(InstanceError, match="chmod 700"):
        prepare(make(tmp_path, demo=True))


def test_a_directory_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "instance").write_text("a file")

    with pytest.raises(InstanceError, match="CLAIRSCORE_INSTANCE"):
        prepare(make(tmp_path, demo=True))


def test_ended_sessions_are_forgotten_when_they_would_have_ended_anyway(tmp_path):
    settings = make(tmp_path, demo=True, session_hours=1)
    instance = prepare(settings)
    instance.end_session("old")
    instance.end_session("new")
    two_hours_ago = time.time() - 7200
    os.utime(settings.instance / "ended" / "old", (two_hours_ago, two_hours_ago))

    instance = prepare(settings)

    assert not instance.is_ended("old")
    assert instance.is_ended("new")
