"""`docs/operations.md` under test: each block of commands that can run on one machine is run, word by word."""

import os
import re
import secrets
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard_app.database import Database
from tests.bundle_copies import active_id, variant
from tests.postgres import programs

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
_BLOCK = re.compile(
    r"^ *<!-- (?P<kind>run|by hand): (?P<name>.+?) -->\n(?P<block> *```sh\n.*?^ *```)$", re.MULTILINE | re.DOTALL
)
_FENCE = re.compile(r"^ *```sh$", re.MULTILINE)
# A block starts the interpreter up to eight times, on machines that do other things too.
SECONDS = 600


def blocks(kind):
    """Return the blocks of a kind: name to commands."""
    found = {}
    for match in _BLOCK.finditer(PAGE):
        if match["kind"] == kind:
            lines = textwrap.dedent(match["block"]).splitlines()[1:-1]
            assert match["name"] not in found or kind == "by hand", match["name"]
            found[match["name"]] = "\n".join(lines)
    return found


RUN = blocks("run")


@pytest.fixture
def site(tmp_path):
    """The project's folder as an operator has it: its code, no data, settings in the environment."""
    for name in ("dashboard_app", "model_bundle", "assets", "gunicorn.conf.py"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tmp_path / ".venv" / "bin" / "python").chmod(0o755)
    return Site(tmp_path)


class Site:
    """A folder with commands to run in it."""

    def __init__(self, folder):
        self.folder = folder
        known = {name: value for name, value in os.environ.items() if not name.startswith(("CLAIRSCORE_", "DATABASE_"))}
        servers = programs()
        self.environment = known | {
            "PATH": os.pathsep.join([*([str(servers)] if servers else []), known["PATH"]]),
            "CLAIRSCORE_SECRET_KEY": secrets.token_hex(32),
            "CLAIRSCORE_AUDIT_KEY": secrets.token_hex(32),
        }

    def run(self, name, **changes):
        """Run a block of the page, and return what it printed."""
        return self.type(RUN[name], **changes)

    def type(self, commands, **changes):
        """Run commands as `bash -e` does, and return what they printed."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands],
            cwd=self.folder,
            env=self.environment | changes,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"
        return done.stdout


def add_user(site, name):
    """Put something on the audit log."""
    site.type(f".venv/bin/python -m dashboard_app users add {name} --role admin <<<'a long enough password'")


def users(site):
    """Return who has an account."""
    return site.type(".venv/bin/python -m dashboard_app users list")


def test_every_block_of_commands_is_run_or_says_why_not():
    assert len(_FENCE.findall(PAGE)) == len(list(_BLOCK.finditer(PAGE)))


def test_every_block_that_is_run_stands_in_a_test_of_this_file():
    asked = set(re.findall(r"\.run\(\"([a-z-]+)\"", Path(__file__).read_text(encoding="utf-8")))
    assert asked == set(RUN)


@pytest.mark.long
def test_accounts_tokens_and_the_audit_log(site):
    printed = site.run("accounts")
    assert "ada: adviser" in printed
    assert "marie: customer client 100042" in printed
    assert "ada" in users(site)
    printed = site.run("audit")
    assert re.search(r"[1-9]\d* entries, none of them changed", printed)
    assert "0 entries older than" in printed


@pytest.mark.long
@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="there is no sqlite3 here: apt-get install sqlite3")
def test_a_backup_of_sqlite_holds_the_noted_entry_and_comes_back(site):
    add_user(site, "ada")
    site.run("backup-sqlite")
    assert (site.folder / "backups" / "clairscore.db").stat().st_mode & 0o077 == 0
    add_user(site, "later")
    site.run("check-sqlite")
    site.run("restore-sqlite")
    assert (site.folder / "data" / "instance" / "clairscore.db").stat().st_mode & 0o077 == 0
    site.run("restore-verify")
    assert "ada" in users(site)
    assert "later" not in users(site)


@pytest.mark.long
def test_a_backup_without_the_program_of_sqlite(site):
    add_user(site, "ada")
    site.run("backup-python")
    add_user(site, "later")
    site.run("check-sqlite")
    site.run("backup-python")
    site.run("check-sqlite")


@pytest.mark.long
def test_a_noted_entry_is_missed_in_an_older_copy(site):
    """The drill as it once stood, copy first and note second: verification must not pass."""
    add_user(site, "ada")
    site.run("backup-python")
    older = (site.folder / "backups" / "clairscore.db").read_bytes()
    add_user(site, "later")
    site.run("backup-python")
    (site.folder / "backups" / "clairscore.db").write_bytes(older)
    with pytest.raises(AssertionError, match="cut off"):
        site.run("check-sqlite")


@pytest.mark.long
def test_a_backup_of_postgresql_comes_back_into_an_empty_database(site, postgres):
    urls = [new_database(postgres) for _ in range(2)]
    site.environment["DATABASE_URL"] = urls[0]
    add_user(site, "ada")
    site.run("backup-postgresql")
    add_user(site, "later")
    site.environment["DATABASE_URL"] = urls[1]
    site.run("restore-postgresql")
    site.run("restore-verify")
    assert "ada" in users(site)
    assert "later" not in users(site)


def new_database(server_url):
    """Make an empty database on the server of the tests, and return its address."""
    name = f"drill_{secrets.token_hex(8)}"
    server = Database(server_url)
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.close()
    return server_url.replace("/postgres", f"/{name}")


@pytest.mark.long
def test_the_audit_log_goes_on_under_another_key(site):
    add_user(site, "ada")
    printed = site.run("take-over")
    assert "cannot be verified any more" in printed
    assert "none of them changed" in printed


def test_the_bundle_before_becomes_active_again(site, built):
    bundles = site.folder / "data" / "bundles"
    bundles.mkdir(parents=True)
    active_id(built.path, bundles)
    first = (bundles / "current").read_text().strip()
    second = variant(built.path, bundles, seed=5)
    in_force_now(bundles, second.name)
    printed = site.run("rollback")
    assert second.name in printed
    assert (bundles / "current").read_text().strip() == first
    printed = site.run("archive")
    assert re.search(r"^[0-9a-f]{64}  bundle\.tar\.gz$", printed, re.MULTILINE)


def in_force_now(bundles, name):
    """Put a bundle that lies there active."""
    from model_bundle.publication import activate

    activate(bundles, name)
