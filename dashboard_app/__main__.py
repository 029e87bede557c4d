"""The commands of the dashboard: ``python -m dashboard_app --help``."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from dashboard_app.actor import Role
from dashboard_app.audit.log import AuditLog
from dashboard_app.audit.retention import purge
from dashboard_app.audit.verification import verify
from dashboard_app.auth.instance import DEMO_NAMES, audit_key, demo_password, open_database, prepare
from dashboard_app.auth.passwords import Passwords, check_new
from dashboard_app.auth.tokens import LONGEST_DAYS, Tokens
from dashboard_app.auth.users import NewUser, Users
from dashboard_app.capabilities import Capability
from dashboard_app.database import Database
from dashboard_app.fetching import fetch_bundle
from dashboard_app.settings import Settings
from model_bundle.errors import ClairscoreError
from model_bundle.integrity import check_files, read_manifest
from model_bundle.publication import current_id

ROOT = Path(__file__).resolve().parents[1]

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Serve the dashboard, manage its users, verify its record."
)
users = typer.Typer(no_args_is_help=True, help="Who may sign in, outside demonstration mode.")
audit = typer.Typer(no_args_is_help=True, help="The record of who opened what.")
tokens = typer.Typer(no_args_is_help=True, help="Tokens of the API, for programs.")
app.add_typer(users, name="users")
app.add_typer(audit, name="audit")
app.add_typer(tokens, name="tokens")


@app.command()
def serve() -> None:
    """Prepare this installation, say where to go, and serve with gunicorn."""
    settings = Settings()
    _refuse_taken_port(settings)
    # Before there are workers: the sentence would otherwise stand in the middle of their tracebacks.
    fetch_bundle(settings)
    bundle = settings.bundles / current_id(settings.bundles)
    check_files(bundle, read_manifest(bundle))
    prepare(settings).database.close()
    typer.echo(f"Clairscore: http://{settings.host}:{settings.port}")
    if settings.demo:
        typer.echo(f"Accounts: {', '.join(DEMO_NAMES)}; password: {demo_password(settings)}")
    typer.echo("Loading the bundle; stop with Ctrl+C.")
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"])  # noqa: S606


@users.command()
def add(
    name: Annotated[str, typer.Argument(help="Letters a-z, digits, dots, dashes.")],
    role: Annotated[Role, typer.Option(help="What this person may open.")],
    client: Annotated[int | None, typer.Option(min=0, help="The client number of a customer.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of this person: en or fr.")] = None,
    must_change: Annotated[bool, typer.Option("--must-change", help="Ask for another password at first.")] = False,
) -> None:
    """Add a user, or replace the one of this name; the password is asked, or read from standard input."""
    if (role is Role.CUSTOMER) != (client is not None):
        raise typer.BadParameter("a customer has a client number, and nobody else has one: --client N")
    if language not in (None, "en", "fr"):
        raise typer.BadParameter(f"choose en or fr, got {language!r}")
    password = _asked_password(name)
    with _users() as found:
        found.add(NewUser(name, role, Passwords().hash(password), client, language, must_change_password=must_change))
    typer.echo(f"{name} can sign in as {role.value}.")


@users.command("list")
def list_users() -> None:
    """List the users."""
    with _users() as found:
        for user in found.all():
            client = "" if user.client_id is None else f" client {user.client_id}"
            typer.echo(f"{user.name}: {user.role.value}{client}{' (disabled)' if user.is_disabled else ''}")


@users.command()
def disable(name: Annotated[str, typer.Argument(help="Whose account to close.")]) -> None:
    """Close an account; its sessions end at once."""
    with _users() as found:
        found.disable(name)
    typer.echo(f"{name} can no longer sign in.")


@users.command()
def enable(name: Annotated[str, typer.Argument(help="Whose closed account to open again.")]) -> None:
    """Open a closed account again, as it was."""
    with _users() as found:
        found.enable(name)
    typer.echo(f"{name} can sign in again.")


@users.command()
def reset(name: Annotated[str, typer.Argument(help="Whose password to replace.")]) -> None:
    """Give an account a password that its owner must change when signing in; open it again if it was closed."""
    password = _asked_password(name)
    with _users() as found:
        found.set_password(name, Passwords().hash(password), must_change=True)
    typer.echo(f"{name} can sign in, and chooses another password then.")


@audit.command("verify")
def verify_audit(
    noted: Annotated[str | None, typer.Option(help="A hash that this command printed before.")] = None,
) -> None:
    """Compute the chain of the audit log again, and say whether every line is as it was written."""
    with _database() as (settings, database):
        found = verify(database, audit_key(settings), noted)
    if found.broken is not None:
        raise AuditError(
            f"The audit log is broken: {found.lines:,} lines fit, line {found.broken} does not. "
            "It was changed, or lines before it are missing; compare with a backup."
        )
    if not found.is_known_there:
        raise AuditError("The audit log was cut off: the hash noted before is not in it. Compare with a backup.")
    typer.echo(f"{found.lines:,} lines, each as it was written. Note the newest hash elsewhere: {found.newest}")


@audit.command("purge")
def purge_audit() -> None:
    """Take away the lines that are older than CLAIRSCORE_AUDIT_DAYS; the log says up to which."""
    with _database() as (settings, database):
        count = purge(database, AuditLog(database, audit_key(settings)), settings.audit_days)
    typer.echo(f"{count:,} lines older than {settings.audit_days} days are gone.")


@tokens.command("add")
def add_token(
    name: Annotated[str, typer.Argument(help="The account that the token speaks for.")],
    scope: Annotated[list[Capability], typer.Option(help="What it may be used for; may be given several times.")],
    days: Annotated[int, typer.Option(min=1, max=LONGEST_DAYS, help="For how long it is good.")],
    label: Annotated[str, typer.Option(help="What it is for; stands in the list.")] = "",
) -> None:
    """Make a token and print it; it cannot be read again."""
    with _tokens() as found:
        typer.echo(found.add(name, label, scope, days))
    typer.echo(f"Speaks for {name}, {days} days long. Keep it now: it is not shown again.", err=True)


@tokens.command("list")
def list_tokens() -> None:
    """List the tokens, without their secrets."""
    with _tokens() as found:
        for token in found.all():
            until = "revoked" if token.revoked_at else f"until {_day(token.expires_at)}"
            used = f"used {_day(token.used_at)}" if token.used_at else "never used"
            label = f" ({token.label})" if token.label else ""
            typer.echo(f"{token.id}: {token.owner}{label}: {', '.join(sorted(token.scopes))}; {until}, {used}")


@tokens.command("revoke")
def revoke_token(number: Annotated[int, typer.Argument(help="The number in the list.")]) -> None:
    """Let a token open nothing any more."""
    with _tokens() as found:
        found.revoke(number)
    typer.echo(f"Token {number} opens nothing any more.")


@contextmanager
def _tokens() -> Iterator[Tokens]:
    with _database() as (settings, database):
        yield Tokens(database, Users(database, is_demo=settings.demo))


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


@contextmanager
def _database() -> Iterator[tuple[Settings, Database]]:
    settings = Settings()
    database = open_database(settings)
    try:
        yield settings, database
    finally:
        database.close()


@contextmanager
def _users() -> Iterator[Users]:
    with _database() as (settings, database):
        yield Users(database, is_demo=settings.demo)


def _asked_password(name: str) -> str:
    if sys.stdin.isatty():
        password = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    else:
        password = sys.stdin.readline().rstrip("\n")
    check_new(password, name)
    return password


def main() -> None:
    """Run a command; what a person can act on is one sentence and the exit code 1."""
    try:
        app()
    except ClairscoreError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(1)
    except ValidationError as error:
        for problem in error.errors():
            name = ".".join(str(part) for part in problem["loc"])
            typer.echo(f"Error: setting {name or 'combination'}: {problem['msg']}", err=True)
        sys.exit(1)


def _refuse_taken_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise PortError(
                f"Port {settings.port} of {settings.host} cannot be used: {error.strerror}. "
                "Stop what listens there, or choose another: CLAIRSCORE_PORT=8051"
            ) from None


class AuditError(ClairscoreError):
    """The audit log is not as it was written."""


class PortError(ClairscoreError):
    """The address to serve on is taken."""


if __name__ == "__main__":
    main()
