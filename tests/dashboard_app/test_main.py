"""The commands: users, and what `serve` says before it serves."""

import io
import re
import socket
import sqlite3
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from dashboard_app import __main__ as command
from dashboard_app.audit.entries import AuditFilter
from dashboard_app.audit.log import AuditLog, operator_line
from dashboard_app.auth.app_state import audit_key, open_database
from dashboard_app.auth.users import Users
from dashboard_app.events import Action
from dashboard_app.settings import Settings
from tests.conftest import SECRET
from tests.sealed_bundle import write_sealed_bundle


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIRSCORE_INSTANCE", str(tmp_path / "instance"))
    for name in ("CLAIRSCORE_DEMO", "CLAIRSCORE_DEMO_PASSWORD", "PORT"):
        monkeypatch.delenv(name, raising=False)


def run(*translator):
    return CliRunner().invoke(command.app, translator, input="a long password\n")


def accounts():
    """The accounts of this installation by name."""
    database = open_database(Settings())
    found = {user.name: user for user in Users(database, is_demo=False).all()}
    database.close()
    return found


def main(monkeypatch, *translator):
    """Run as from a shell; return the exit code."""
    monkeypatch.setattr(sys, "argv", ["dashboard_app", *translator])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return ended.value.code


def test_users_are_added_listed_and_disabled():
    assert run("users", "add", "ada", "--role", "adviser").exit_code == 0
    assert run("users", "add", "bob", "--role", "customer", "--client", "100001", "--language", "fr").exit_code == 0
    assert run("users", "disable", "ada").exit_code == 0

    assert run("users", "list").stdout == "ada: adviser (disabled)\nbob: customer client 100001\n"
    assert accounts()["bob"].password_hash.startswith("$argon2id$")


def test_a_reset_opens_the_account_and_asks_for_another_password():
    run("users", "add", "ada", "--role", "adviser")
    run("users", "disable", "ada")
    before = accounts()["ada"]
    assert run("users", "reset", "ada").exit_code == 0
    after = accounts()["ada"]
    assert (before.must_change_password, after.must_change_password) == (False, True)
    assert not after.is_disabled
    assert after.version > before.version


def test_a_closed_account_is_opened_again_as_it_was():
    run("users", "add", "ada", "--role", "adviser")
    before = accounts()["ada"]
    run("users", "disable", "ada")
    assert run("users", "enable", "ada").exit_code == 0
    after = accounts()["ada"]
    assert not after.is_disabled
    assert (after.password_hash, after.must_change_password) == (before.password_hash, False)


def test_a_token_is_shown_once_listed_and_revoked():
    run("users", "add", "ada", "--role", "adviser")
    scopes = ("--scope", "read_model", "--scope", "read_file")
    made = run("tokens", "add", "ada", *scopes, "--days", "30", "--label", "nightly")
    assert made.exit_code == 0
    assert re.fullmatch(r"cs_[A-Za-z0-9_-]{43}\n", made.stdout)
    (line,) = run("tokens", "list").stdout.splitlines()
    day = r"\d{4}-\d\d-\d\d"
    assert re.fullmatch(rf"1: ada \(nightly\): read_file, read_model; until {day}, never used", line)
    assert made.stdout.strip() not in line
    assert run("tokens", "revoke", "1").exit_code == 0
    assert "revoked" in run("tokens", "list").stdout


@pytest.mark.parametrize(
    "options",
    [
        ["--days", "30"],
        ["--scope", "read_file"],
        ["--scope", "everything", "--days", "30"],
        ["--scope", "read_file", "--days", "0"],
        ["--scope", "read_file", "--days", "367"],
    ],
)
def test_a_token_without_end_or_scope_is_not_made(options):
    run("users", "add", "ada", "--role", "adviser")
    assert run("tokens", "add", "ada", *options).exit_code == 2
    assert run("tokens", "list").stdout == ""


def test_a_token_of_nobody_is_one_sentence(monkeypatch, capsys):
    assert main(monkeypatch, "tokens", "add", "nobody", "--scope", "read_file", "--days", "30") == 1
    assert capsys.readouterr().err.startswith("Error: There is no open account 'nobody'.")


@pytest.mark.parametrize("password", ["short", "password1234", "ada ada ada ada", "x" * 300])
def test_a_password_that_is_guessed_early_is_refused(monkeypatch, capsys, password):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    assert main(monkeypatch, "users", "add", "ada", "--role", "adviser") == 1
    assert "Choose another one" in capsys.readouterr().err
    assert accounts() == {}


@pytest.mark.parametrize(
    "options",
    [
        ["--role", "customer"],
        ["--role", "adviser", "--client", "1"],
        ["--role", "king"],
        ["--role", "admin", "--language", "de"],
        ["--role", "customer", "--client", "-1"],
    ],
)
def test_a_wrong_account_is_refused(options):
    assert run("users", "add", "ada", *options).exit_code == 2
    assert accounts() == {}


def test_what_a_person_can_act_on_is_one_sentence(monkeypatch, capsys):
    assert main(monkeypatch, "users", "disable", "nobody") == 1
    assert capsys.readouterr().err == "Error: There is no user 'nobody'. See: python -m dashboard_app users list\n"


def test_a_wrong_setting_is_named(monkeypatch, capsys):
    monkeypatch.setenv("CLAIRSCORE_WORKERS", "none")
    assert main(monkeypatch, "users", "list") == 1
    assert "Error: setting workers: Input should be a valid integer" in capsys.readouterr().err


@pytest.fixture
def bundle(monkeypatch, tmp_path):
    """A directory with an active bundle whose files are what its manifest says; nothing in them is opened."""
    parent = tmp_path / "bundles"
    path = write_sealed_bundle(parent)
    monkeypatch.setenv("CLAIRSCORE_BUNDLES", str(parent))
    return path


def test_serving_without_a_bundle_is_refused(monkeypatch, capsys, free_port):
    monkeypatch.setenv("CLAIRSCORE_DEMO", "1")
    monkeypatch.setenv("CLAIRSCORE_BUNDLES", "no/such/directory")
    assert main(monkeypatch, "serve") == 1
    assert "no/such/directory" in capsys.readouterr().err


def test_serving_for_nobody_is_refused_with_a_remedy(monkeypatch, capsys, free_port, bundle):
    monkeypatch.setenv("CLAIRSCORE_SECRET_KEY", SECRET)
    assert main(monkeypatch, "serve") == 1
    assert "python -m dashboard_app users add" in capsys.readouterr().err


def test_serving_without_a_secret_is_refused_with_a_remedy(monkeypatch, capsys, free_port, bundle):
    assert main(monkeypatch, "serve") == 1
    assert "CLAIRSCORE_SECRET_KEY is not set" in capsys.readouterr().err


@pytest.fixture
def free_port(monkeypatch):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("CLAIRSCORE_PORT", str(port))
    return port


@pytest.mark.case(31)
def test_a_damaged_bundle_is_named_before_there_are_workers(monkeypatch, capsys, free_port, bundle):
    monkeypatch.setenv("CLAIRSCORE_DEMO", "1")
    (bundle / "model.txt").write_text("MODEL.TXT")
    assert main(monkeypatch, "serve") == 1
    said = capsys.readouterr().err
    assert "'model.txt' was changed" in said
    assert said.count("\n") == 1


def test_a_taken_port_is_named(monkeypatch, capsys, free_port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port))
        taken.listen()
        assert main(monkeypatch, "serve") == 1
    assert f"Port {free_port} of 127.0.0.1 cannot be used" in capsys.readouterr().err


def test_serve_says_where_to_go_and_hands_over(monkeypatch, free_port, bundle):
    monkeypatch.setenv("CLAIRSCORE_DEMO", "1")
    handed = []
    monkeypatch.setattr(command.os, "execv", lambda program, translator: handed.append(translator))
    monkeypatch.setenv("CLAIRSCORE_DEMO_PASSWORD", "eight characters")
    said = run("serve").stdout

    assert f"http://127.0.0.1:{free_port}" in said
    assert "Accounts: adviser, customer, admin; password: eight characters" in said
    assert handed[0][1:4] == ["-m", "gunicorn", "-c"]
    assert Path(handed[0][4]).read_text(encoding="utf-8").startswith('"""How gunicorn serves the dashboard')


def add_entries(count):
    """Log some entries."""
    settings = Settings()
    database = open_database(settings)
    log = AuditLog(database, audit_key(settings))
    for number in range(count):
        log.append(operator_line(Action.OPEN, f"line {number}"))
    database.close()


def test_a_log_that_is_whole_is_said_to_be_and_its_newest_hash_is_printed(monkeypatch, capsys):
    add_entries(3)
    found = run("audit", "verify")
    assert found.exit_code == 0
    assert found.stdout.startswith("3 entries, none of them changed.")
    noted = found.stdout.split()[-1]
    add_entries(1)
    assert run("audit", "verify", "--noted", noted).exit_code == 0
    assert main(monkeypatch, "audit", "verify", "--noted", "0" * 63 + "1") == 1
    assert "was cut off" in capsys.readouterr().err


@pytest.mark.case(36)
def test_a_log_that_was_changed_is_said_to_be_and_where(monkeypatch, capsys):
    add_entries(3)
    database = open_database(Settings())
    with database.writing() as connection:
        connection.execute(text("DROP TRIGGER audit_refuses_update"))
        connection.execute(text("UPDATE audit SET client_id = 5 WHERE id = 2"))
    database.close()
    assert main(monkeypatch, "audit", "verify") == 1
    assert "1 entries fit, entry 2 does not" in capsys.readouterr().err


@pytest.mark.case(36)
def test_nothing_young_is_purged():
    add_entries(2)
    assert run("audit", "purge").stdout == "0 entries older than 365 days were removed.\n"


def test_what_commands_change_is_on_record():
    run("users", "add", "ada", "--role", "adviser")
    run("users", "disable", "ada")
    run("users", "enable", "ada")
    run("users", "reset", "ada")
    run("users", "list")
    run("tokens", "add", "ada", "--scope", "read_model", "--days", "5")
    run("tokens", "revoke", "1")
    settings = Settings()
    database = open_database(settings)
    lines = list(AuditLog(database, audit_key(settings)).every(AuditFilter()))
    database.close()
    assert [(line.role, line.action, line.detail) for line in lines] == [
        ("operator", "user", "add ada as adviser"),
        ("operator", "user", "disable ada"),
        ("operator", "user", "enable ada"),
        ("operator", "user", "reset ada"),
        ("operator", "token", "add for ada: read_model"),
        ("operator", "token", "revoke 1"),
    ]


@pytest.mark.case(18)
def test_a_name_that_is_taken_is_refused_unless_it_is_replaced(monkeypatch, capsys):
    """As it was: the closed adviser's token spoke as an administrator."""
    run("users", "add", "ada", "--role", "adviser")
    made = run("tokens", "add", "ada", "--scope", "read_file", "--days", "30")
    before = accounts()["ada"]
    monkeypatch.setattr("sys.stdin", io.StringIO("another password\n"))
    assert main(monkeypatch, "users", "add", "ada", "--role", "admin") == 1
    assert "--replace" in capsys.readouterr().err
    assert accounts()["ada"] == before
    assert run("users", "add", "ada", "--role", "admin", "--replace").exit_code == 0
    after = accounts()["ada"]
    assert (after.role, after.id > before.id) == ("admin", True)
    assert made.exit_code == 0
    assert run("tokens", "list").stdout == ""


@pytest.mark.case(36)
def test_a_log_of_another_key_is_one_sentence_and_goes_on_where_that_is_confirmed(monkeypatch, capsys):
    add_entries(2)
    (Settings().instance / "audit_key").write_text("another key, as where the first one is lost")
    assert main(monkeypatch, "audit", "verify") == 1
    assert "another key" in capsys.readouterr().err
    assert run("users", "list").exit_code == 1
    assert run("audit", "take-over").exit_code == 2
    assert run("audit", "take-over", "--confirm").exit_code == 0
    found = run("audit", "verify")
    assert "Entries up to 2 were written with a key that is lost" in found.stdout
    assert "3 entries, none of them changed." in found.stdout
    assert main(monkeypatch, "audit", "take-over", "--confirm") == 1


@pytest.mark.case(36)
def test_a_purge_is_refused_under_a_clock_that_looks_wrong(monkeypatch, capsys):
    """A year and more without an entry: the clock, or an installation that nobody used."""
    add_entries(2)
    later = time.time() + 400 * 24 * 3600
    monkeypatch.setattr("time.time", lambda: later)
    assert main(monkeypatch, "audit", "purge") == 1
    assert "Look whether the clock is right" in capsys.readouterr().err


@pytest.mark.case(35)
def test_who_was_shown_a_client_is_listed():
    settings = Settings()
    database = open_database(settings)
    log = AuditLog(database, audit_key(settings))
    for client in (100_001, 100_002):
        log.append({**operator_line(Action.OPEN, "page"), "user_name": "ada", "client_id": client})
    database.close()
    found = run("audit", "shown", "100001")
    assert re.fullmatch(
        r"shown: \S+Z ada \(operator\) open page\n(shown: \S+Z - \(operator\) audit .*\n)?", found.stdout
    )


@pytest.mark.case(36)
def test_the_drill_of_a_backup_notes_first_and_copies_second(monkeypatch, capsys, tmp_path):
    add_entries(2)
    early = copy_of_the_database(tmp_path / "early.db")
    add_entries(1)
    noted = run("audit", "verify").stdout.split()[-1]
    add_entries(2)
    late = copy_of_the_database(tmp_path / "late.db")
    key = (Settings().instance / "audit_key").read_text()
    monkeypatch.setenv("CLAIRSCORE_AUDIT_KEY", key)
    monkeypatch.setenv("CLAIRSCORE_DATABASE_URL", f"sqlite:///{late}")
    assert run("audit", "verify", "--noted", noted).exit_code == 0
    monkeypatch.setenv("CLAIRSCORE_DATABASE_URL", f"sqlite:///{early}")
    assert run("audit", "verify").exit_code == 0
    assert main(monkeypatch, "audit", "verify", "--noted", noted) == 1
    assert "this copy is older than the note" in capsys.readouterr().err


def copy_of_the_database(path):
    """Copy the database of this installation as a backup does."""
    with sqlite3.connect(Settings().instance / "clairscore.db") as connection:
        connection.execute("VACUUM INTO ?", [str(path)])
    connection.close()
    return path
