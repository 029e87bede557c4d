"""Rolling back to the bundle that was active before."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from model_bundle.bundle import Bundle
from model_bundle.errors import BundleMissingError
from model_bundle.journal import JournalAction, read_journal, stack
from model_bundle.manifest import Manifest
from model_bundle.publication import activate, current_id

OnActivated = Callable[[str], None]
"""Told which bundle became active, by the id that its build gave it; a registry follows."""


@dataclass(frozen=True)
class RolledBack:
    """The bundle that is active now, and the id of the one that was active before."""

    path: Path
    manifest: Manifest
    before: str


def ignore_activation(bundle_id: str) -> None:
    """Do nothing."""


def roll_back(parent: Path, *, reason: str | None = None, on_activated: OnActivated = ignore_activation) -> RolledBack:
    """Check the bundle that was active before this one, as the journal lists it, and activate it.

    Raises
    ------
    BundleError
        Nothing is active, nothing was before it, or what was before it is not whole any more.
    """
    current = current_id(parent)
    earlier = stack(read_journal(parent), current)[:-1]
    if not earlier:
        raise BundleMissingError(
            f"No bundle was active before {current!r} in {str(parent)!r}. Put another active with "
            "`python -m model_build publish`."
        )
    path = parent / earlier[-1]
    manifest = Bundle.open(path).manifest
    activate(parent, manifest.bundle_id, action=JournalAction.ROLLBACK, reason=reason, replacing=current)
    on_activated(manifest.forced_from or manifest.bundle_id)
    return RolledBack(path, manifest, current)
