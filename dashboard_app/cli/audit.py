"""The audit log, at the command line: verify it, remove old entries, go on where its key is lost."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from dashboard_app.audit.errors import AuditKeyError
from dashboard_app.audit.retention import give_space_back, purge
from dashboard_app.audit.shown import showings
from dashboard_app.audit.verification import ChainFault, VerificationResult
from dashboard_app.cli.installation import installation, note
from dashboard_app.events import Action
from model_bundle.errors import ClairscoreError

app = typer.Typer(no_args_is_help=True, help="The audit log: who opened and changed what.")

_FAULTS = {
    ChainFault.UNSIGNED: "The audit log is not signed: it has had no entry since its database was created or upgraded, "
    "or its signed head was removed. Start the dashboard once; if it ran before, compare with a backup.",
    ChainFault.HEAD: "The audit log is broken: its signed head is missing or was changed. Compare with a backup.",
    ChainFault.BEGINNING: "The audit log is broken: entries before its first one are missing, without a purge. "
    "Compare with a backup.",
    ChainFault.END: "The audit log is broken: entries were removed from its end or added. Compare with a backup.",
    ChainFault.NUMBERS: "The audit log is broken: several entries have the same number. Compare with a backup.",
    ChainFault.CLIENTS: "The audit log is incomplete: the clients of an export or of a changed assignment are "
    "missing or were changed. Compare the table client_sets with a backup.",
    ChainFault.DAMAGE: "The audit log is damaged: no entry was changed, but its table and indexes "
    "do not match, so that pages do not find all entries. Restore a backup, or run REINDEX.",
}


@app.command("verify")
def verify_audit(
    noted: Annotated[str | None, typer.Option(help="A hash that this command printed before.")] = None,
) -> None:
    """Verify the audit log: compute its chain again and compare every entry."""
    with installation() as state:
        verification = state.audit.verify(noted.strip().lower() if noted else None)
    if verification.broken is not None:
        raise AuditError(
            f"The audit log is broken: {verification.lines:,} entries fit, entry {verification.broken} does not. "
            "It was changed, or entries before it are missing; compare with a backup."
        )
    if verification.fault is not None:
        raise AuditError(_FAULTS[verification.fault])
    if not verification.is_known_there:
        raise AuditError(
            f"The audit log was cut off, or this copy is older than the note: the noted hash is in none of the entries "
            f"{_range(verification)}. If the number noted with it is among them, entries were changed; if it is "
            "higher, look when the copy was made (note first, copy second); if it is lower, a purge removed it."
        )
    if verification.unverified_to:
        typer.echo(
            f"Entries up to {verification.unverified_to} were written with a key that is lost: only their order fits."
        )
    typer.echo(
        f"{verification.lines:,} entries, none of them changed. Entries {_range(verification)}, "
        f"signed since {_day(verification.began_at)}. "
        f"Note number and newest hash elsewhere: {verification.last_id} {verification.newest}"
    )


@app.command("purge")
def purge_audit(
    force: Annotated[
        bool, typer.Option("--force", help="Remove them even if the clock looks wrong or no entry would remain.")
    ] = False,
    vacuum: Annotated[bool, typer.Option("--vacuum", help="Let an SQLite file shrink afterwards.")] = False,
) -> None:
    """Remove the entries that are older than CLAIRSCORE_AUDIT_DAYS; the log keeps a note of the range."""
    with installation() as here:
        days = here.settings.audit_days
        count = purge(here.audit, days, is_forced=force)
        if vacuum:
            give_space_back(here.database)
    typer.echo(f"{count:,} entries older than {days} days were removed.")


@app.command("take-over")
def take_over_audit(
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Confirm that the key of the audit log is lost for good.")
    ] = False,
) -> None:
    """Continue the audit log under a new key when its own is lost; earlier entries stay unverified."""
    if not confirm:
        raise typer.BadParameter("earlier entries can then never be verified again; add --confirm if the key is lost")
    with installation(is_key_checked=False) as here:
        try:
            here.audit.check_key()
        except AuditKeyError:
            last = here.audit.take_over()
        else:
            raise AuditError("The key in the settings is the key of the audit log: there is nothing to take over.")
    typer.echo(
        f"The audit log continues under the key in the settings. Entries up to {last} can no longer be verified."
    )


@app.command("shown")
def show_showings(client: Annotated[int, typer.Argument(min=1, help="The number of a client.")]) -> None:
    """List who was shown a client: files, exports that hold it, and lists that may have held it."""
    with installation() as state:
        note(state, Action.AUDIT, f"shown; client {client}")
        for showing in showings(state.database, state.audit, client):
            entry = showing.entry
            at = datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
            typer.echo(
                f"{showing.certainty.value}: {at} {entry.user_name} ({entry.role}) {entry.action} {entry.detail}"
            )


def _range(verification: VerificationResult) -> str:
    return f"{verification.first_id} to {verification.last_id}" if verification.lines else "(there are none)"


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


class AuditError(ClairscoreError):
    """The audit log failed its verification."""
