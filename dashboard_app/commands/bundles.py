"""The bundles of this installation: which there are, and back to the one before."""

from typing import Annotated

import typer

from dashboard_app.settings import read_settings
from model_bundle.journal import read_journal
from model_bundle.publication import in_force
from model_bundle.rollback import roll_back

app = typer.Typer(no_args_is_help=True, help="Look at the bundles that were in force, and go back to an earlier one.")


@app.command()
def folder() -> None:
    """Print the folder of bundles that the settings name; `make run` builds into it."""
    typer.echo(str(read_settings().bundles))


@app.command()
def history() -> None:
    """List when which bundle came into force, by what and why; the one in force now is marked."""
    bundles = read_settings().bundles
    current = in_force(bundles)
    for entry in read_journal(bundles):
        mark = "*" if entry.bundle == current else " "
        typer.echo(f"{mark} {entry.at}  {entry.bundle}  {entry.action}  {entry.reason or ''}".rstrip())


@app.command()
def rollback(
    reason: Annotated[str | None, typer.Option("--reason", help="Why; noted in the journal.")] = None,
) -> None:
    """Put the bundle in force that was before the present one; workers take it up with their next request."""
    found = roll_back(read_settings().bundles, reason=reason)
    typer.echo(f"In force: {found.manifest.bundle_id}, instead of {found.before}")
