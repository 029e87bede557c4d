"""Tokens of the API, at the command line: add, list, revoke."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from dashboard_app.auth.tokens import LONGEST_DAYS
from dashboard_app.capabilities import Capability
from dashboard_app.cli.installation import installation, note
from dashboard_app.events import Action

app = typer.Typer(no_args_is_help=True, help="What programs sign in with.")


@app.command("add")
def add_token(
    name: Annotated[str, typer.Argument(help="The account that the token speaks for.")],
    scope: Annotated[list[Capability], typer.Option(help="What it may be used for; may be given several times.")],
    days: Annotated[int, typer.Option(min=1, max=LONGEST_DAYS, help="For how long it is good.")],
    label: Annotated[str, typer.Option(help="What it is for; stands in the list.")] = "",
) -> None:
    """Make a token and print it; it cannot be read again."""
    with installation() as here:
        note(here, Action.TOKEN, f"add for {name}: {', '.join(sorted(scope))}")
        typer.echo(here.tokens.add(name, label, scope, days))
    typer.echo(f"Speaks for {name}, {days} days long. Keep it now: it is not shown again.", err=True)


@app.command("list")
def list_tokens() -> None:
    """List the tokens, without their secrets."""
    with installation() as here:
        for token in here.tokens.all():
            until = "revoked" if token.revoked_at else f"until {_day(token.expires_at)}"
            used = f"used {_day(token.used_at)}" if token.used_at else "never used"
            label = f" ({token.label})" if token.label else ""
            typer.echo(f"{token.id}: {token.owner}{label}: {', '.join(sorted(token.scopes))}; {until}, {used}")


@app.command("revoke")
def revoke_token(number: Annotated[int, typer.Argument(help="The number in the list.")]) -> None:
    """Let a token open nothing any more."""
    with installation() as here:
        note(here, Action.TOKEN, f"revoke {number}")
        here.tokens.revoke(number)
    typer.echo(f"Token {number} opens nothing any more.")


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
