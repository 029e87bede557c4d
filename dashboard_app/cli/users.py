"""Accounts, at the command line: add, list, disable, enable, reset."""

import sys
from typing import Annotated

import typer

from dashboard_app.actor import Role
from dashboard_app.auth.passwords import Passwords, check_new
from dashboard_app.auth.users import NewUser, name_taken_error
from dashboard_app.cli.installation import installation, note
from dashboard_app.events import Action
from dashboard_app.i18n.languages import LANGUAGES

app = typer.Typer(no_args_is_help=True, help="Who may sign in, outside demo mode.")


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Letters a-z, digits, dots, dashes.")],
    role: Annotated[Role, typer.Option(help="What this person may open.")],
    client: Annotated[int | None, typer.Option(min=0, help="The client number of a customer.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of this person: en or fr.")] = None,
    must_change: Annotated[bool, typer.Option("--must-change", help="Ask for another password at first.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="End the account of this name, its sessions, tokens and clients.")
    ] = False,
) -> None:
    """Add a user; the password is asked, or read from standard input."""
    if (role is Role.CUSTOMER) != (client is not None):
        raise typer.BadParameter("a customer has a client number, and nobody else has one: --client N")
    if language not in (None, *LANGUAGES):
        raise typer.BadParameter(f"choose en or fr, got {language!r}")
    password = _prompt_password(name)
    new = NewUser(name, role, Passwords().hash(password), client, language, must_change_password=must_change)
    with installation() as here:
        if replace:
            note(here, Action.USER, f"replace {name}, as {role.value}")
            here.users.replace(new)
        else:
            if here.users.is_taken(name):
                raise name_taken_error(name)
            note(here, Action.USER, f"add {name} as {role.value}")
            here.users.add(new)
    typer.echo(f"{name} can sign in as {role.value}.")


@app.command("list")
def list_users() -> None:
    """List the users."""
    with installation() as here:
        for user in here.users.all():
            client = "" if user.client_id is None else f" client {user.client_id}"
            typer.echo(f"{user.name}: {user.role.value}{client}{' (disabled)' if user.is_disabled else ''}")


@app.command()
def disable(name: Annotated[str, typer.Argument(help="Whose account to close.")]) -> None:
    """Close an account; its sessions and tokens end at once, its clients are assigned to it no more."""
    with installation() as here:
        note(here, Action.USER, f"disable {name}")
        here.users.disable(name)
    typer.echo(f"{name} can no longer sign in.")


@app.command()
def enable(name: Annotated[str, typer.Argument(help="Whose closed account to open again.")]) -> None:
    """Open a closed account again, with its password and role; tokens and assigned clients stay gone."""
    with installation() as here:
        note(here, Action.USER, f"enable {name}")
        here.users.enable(name)
    typer.echo(f"{name} can sign in again.")


@app.command()
def reset(name: Annotated[str, typer.Argument(help="Whose password to replace.")]) -> None:
    """Give an account a password that its owner must change when signing in; open it again if it was closed."""
    password = _prompt_password(name)
    with installation() as here:
        note(here, Action.USER, f"reset {name}")
        here.users.set_password(name, Passwords().hash(password), must_change=True)
    typer.echo(f"{name} can sign in, and chooses another password then.")


def _prompt_password(name: str) -> str:
    if sys.stdin.isatty():
        password = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    else:
        password = sys.stdin.readline().rstrip("\n")
    check_new(password, name)
    return password
