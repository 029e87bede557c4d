"""The record, at the command line: verify it, take old lines away."""

from typing import Annotated

import typer

from dashboard_app.audit.retention import purge
from dashboard_app.commands.installation import installation
from model_bundle.errors import ClairscoreError

app = typer.Typer(no_args_is_help=True, help="The record of who opened what.")


@app.command("verify")
def verify_audit(
    noted: Annotated[str | None, typer.Option(help="A hash that this command printed before.")] = None,
) -> None:
    """Compute the chain of the audit log again, and say whether every line is as it was written."""
    with installation() as here:
        found = here.log.verify(noted)
    if found.broken is not None:
        raise AuditError(
            f"The audit log is broken: {found.lines:,} lines fit, line {found.broken} does not. "
            "It was changed, or lines before it are missing; compare with a backup."
        )
    if not found.is_known_there:
        raise AuditError("The audit log was cut off: the hash noted before is not in it. Compare with a backup.")
    typer.echo(f"{found.lines:,} lines, each as it was written. Note the newest hash elsewhere: {found.newest}")


@app.command("purge")
def purge_audit() -> None:
    """Take away the lines that are older than CLAIRSCORE_AUDIT_DAYS; the log says up to which."""
    with installation() as here:
        days = here.settings.audit_days
        count = purge(here.database, here.log, days)
    typer.echo(f"{count:,} lines older than {days} days are gone.")


class AuditError(ClairscoreError):
    """The audit log is not as it was written."""
