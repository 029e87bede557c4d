"""The bundles of this installation: which were active when, and back to the previous one."""

from typing import Annotated

import typer

from dashboard_app.settings import read_settings
from model_bundle.journal import read_journal
from model_bundle.publication import active_id
from model_bundle.rollback import roll_back

app = typer.Typer(no_args_is_help=True, help="List the bundles that were active, and roll back to the previous one.")


@app.command()
def folder() -> None:
    """Print the folder of bundles that the settings name; `make run` builds into it."""
    typer.echo(str(read_settings().bundles))


@app.command()
def history() -> None:
    """List when each bundle was activated, by what and why; the active one is marked."""
    bundles = read_settings().bundles
    current = active_id(bundles)
    for entry in read_journal(bundles):
        gettext_noop = "*" if entry.bundle == current else " "
        typer.echo(f"{gettext_noop} {entry.at}  {entry.bundle}  {entry.action}  {entry.reason or ''}".rstrip())


@app.command()
def rollback(
    reason: Annotated[str | None, typer.Option("--reason", help="Why; noted in the journal.")] = None,
) -> None:
    """Activate the previous bundle; workers open it with their next request."""
    activation = roll_back(read_settings().bundles, reason=reason)
    typer.echo(f"Active bundle: {activation.manifest.bundle_id} (before: {activation.before})")
