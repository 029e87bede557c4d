"""Instance state: private, made once, and refused where nobody could sign in."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard_app.actor import Role
from dashboard_app.audit.errors import AuditKeyError
from dashboard_app.audit.log import operator_line
from dashboard_app.auth.app_state import DATABASE, audit_key, demo_password, open_database, prepare
from dashboard_app.auth.errors import InstanceError
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.users import NewUser, Users
from dashboard_app.events import Action
from dashboard_app.settings import Settings
from tests.conftest import SECRET


def make(directory, **values):
    return Settings(_env_file=None, instance=directory / "instance", **values)


@pytest.mark.case(24)
def test_the_state_is_private(tmp_path):
    prepare(make(tmp_path, demo=True))

    instance = tmp_path / "instance"
    assert instance.stat().st_mode & 0o777 == 0o700
    for path in instance.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_second_start_finds_everything_there(tmp_path):
    settings = make(tmp_path, demo=True)
    first = prepare(settings)
    hashes = [user.password_hash for user in first.users.all()]
    second = prepare(settings)

    assert second.secret_key == first.secret_key
    assert len(first.secret_key) >= 40
    assert [user.password_hash for user in second.users.all()] == hashes


@pytest.mark.case(9)
def test_workers_that_start_together_have_one_key(tmp_path):
    settings = make(tmp_path, demo=True)
    with ThreadPoolExecutor(4) as pool:
        keys = {instance.secret_key for instance in pool.map(prepare, [settings] * 4)}

    assert len(keys) == 1


def test_the_key_of_the_setting_is_used(tmp_path):
    settings = make(tmp_path, demo=True, secret_key=SECRET)
    assert prepare(settings).secret_key == SECRET
    assert not (settings.instance / "secret_key").exists()


def test_without_users_the_start_is_refused_with_a_remedy(tmp_path):
    with pytest.raises(InstanceError, match="python -m dashboard_app users add"):
        prepare(make(tmp_path, secret_key=SECRET))


@pytest.mark.case(9)
def test_without_a_secret_the_start_is_refused_with_a_remedy_and_nothing_is_made(tmp_path):
    """Case 9, outside a demo."""
    with pytest.raises(InstanceError, match="CLAIRSCORE_SECRET_KEY is not set"):
        prepare(make(tmp_path))
    assert not (tmp_path / "instance").exists()


def test_demo_accounts_exist_in_demo_mode_only(tmp_path):
    users_of_demo = prepare(make(tmp_path, demo=True))
    Users(open_database(make(tmp_path)), is_demo=False).add(NewUser("ada", Role.ADVISER, "hash"))
    users_of_lender = prepare(make(tmp_path, secret_key=SECRET)).users

    for name in ("adviser", "customer", "admin"):
        assert users_of_demo.users.find(name).role == name
        assert users_of_lender.find(name) is None
    assert [user.name for user in users_of_lender.all()] == ["ada"]


def test_a_new_demo_password_replaces_the_old_one(tmp_path):
    prepare(make(tmp_path, demo=True, demo_password="first password"))
    user = prepare(make(tmp_path, demo=True, demo_password="second password")).users.find("adviser")

    assert Passwords().is_right(user, "second password")
    assert not Passwords().is_right(user, "first password")


def test_a_made_password_is_kept(tmp_path):
    settings = make(tmp_path, demo=True)
    user = prepare(settings).users.find("admin")

    assert demo_password(settings) == demo_password(settings)
    assert Passwords().is_right(user, demo_password(settings))


@pytest.mark.case(24)
def test_a_directory_open_to_others_is_refused(tmp_path):
    (tmp_path / "instance").mkdir(mode=0o755)
    (tmp_path / "instance").chmod(0o755)

    with pytest.raises(InstanceError, match="chmod 700"):
        prepare(make(tmp_path, demo=True))


def test_a_directory_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "instance").write_text("a file")

    with pytest.raises(InstanceError, match="CLAIRSCORE_INSTANCE"):
        prepare(make(tmp_path, demo=True))


def test_the_database_is_where_the_setting_says(tmp_path):
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    prepare(make(tmp_path, demo=True, database_url=url))
    assert (tmp_path / "elsewhere.db").exists()
    assert not (tmp_path / "instance" / DATABASE).exists()


@pytest.mark.case(36)
def test_no_key_of_the_audit_log_is_made_where_the_database_is_elsewhere(tmp_path):
    """Where there is no disk, it would be another one after every start."""
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    settings = make(tmp_path, secret_key=SECRET, database_url=url)
    with pytest.raises(InstanceError, match=r"_DATABASE_URL is set, and CLAIRSCORE_AUDIT_KEY is not\. Make one"):
        prepare(settings)
    with pytest.raises(InstanceError, match="CLAIRSCORE_AUDIT_KEY"):
        audit_key(settings)
    assert not (tmp_path / "instance" / "audit_key").exists()


@pytest.mark.case(36)
def test_another_key_of_the_audit_log_is_refused_at_the_start(tmp_path):
    first, other = "0123456789abcdef" * 2, "fedcba9876543210" * 2
    prepare(make(tmp_path, demo=True, audit_key=first)).database.close()
    with pytest.raises(AuditKeyError, match=r"another key.*CLAIRSCORE_AUDIT_KEY.*take-over") as refused:
        prepare(make(tmp_path, demo=True, audit_key=other))
    assert first not in str(refused.value)
    assert other not in str(refused.value)
    prepare(make(tmp_path, demo=True, audit_key=first)).database.close()


@pytest.mark.case(36)
def test_a_start_under_a_wrong_clock_removes_nothing(tmp_path, monkeypatch):
    settings = make(tmp_path, demo=True)
    log = prepare(settings).audit
    for number in range(3):
        log.append(operator_line(Action.OPEN, f"entry {number}"))
    later = time.time() + 4_000 * 24 * 3600
    monkeypatch.setattr("time.time", lambda: later)
    assert prepare(settings).audit.verify().lines == 3
