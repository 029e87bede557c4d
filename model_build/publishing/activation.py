"""Activating a bundle that is already there, and going back to the one before."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model_build.errors import BuildError, GateError
from model_build.publishing import gate
from model_build.publishing.card import LANGUAGES, with_forced_note
from model_build.publishing.gate import GateDecision, Outcome
from model_bundle import legacy, rollback
from model_bundle.arrow_file import write_table
from model_bundle.bundle import CATALOGUE, Bundle
from model_bundle.data_checks import to_table
from model_bundle.errors import BundleMissingError
from model_bundle.golden import write_golden
from model_bundle.home_credit import GENDER, KEY
from model_bundle.integrity import DATA_CHECKS, GOLDEN
from model_bundle.journal import JournalAction
from model_bundle.json_file import write_model
from model_bundle.manifest import CONTRACT, CellValue, Manifest
from model_bundle.publication import activate, active_id, publish, resolve, seal, staging
from model_bundle.rollback import OnActivated, ignore_activation

_PERSONAL = (KEY, GENDER)


@dataclass(frozen=True)
class Published:
    """The bundle now active, and what the gate said; no verdict after a rollback."""

    path: Path
    manifest: Manifest
    before: str | None
    verdict: GateDecision | None = None

    @property
    def lines(self) -> dict[str, str]:
        """The message shown in the terminal."""
        return {
            "bundle": self.manifest.bundle_id,
            "folder": str(self.path),
            "before": self.before or "none",
            **({"compared with the one before": str(self.verdict)} if self.verdict else {}),
            **({"forced because": self.manifest.forced_reason} if self.manifest.forced_reason else {}),
        }


def find_bundle(name: str, parent: Path) -> Path:
    """Return the folder of a bundle, given its path, its id among the bundles of ``parent``, or a folder of bundles.

    Raises
    ------
    BundleMissingError
        There is none of that name.
    """
    same = [path for path in parent.iterdir() if path.name.casefold() == name.casefold()] if parent.is_dir() else []
    for path in (Path(name), parent / name, *same):
        if path.is_dir():
            return resolve(path)
    raise BundleMissingError(
        f"There is no bundle {name!r}, neither at that place nor in {str(parent)!r}. Name one of the folders there, or "
        "the folder with --bundles."
    )


def publish_bundle(
    path: Path, *, force: bool = False, reason: str | None = None, on_activated: OnActivated = ignore_activation
) -> Published:
    """Check a bundle as the dashboard does, hold it against the active one, and activate it where it stands.

    A bundle that is worse and forced gets its reason written into its model card and manifest, which makes it another
    bundle: the one that was asked for stays as it was.

    Raises
    ------
    GateError
        It costs more than the active bundle, and activation is not forced.
    BuildError
        It is forced without a reason, or its folder does not bear its id.
    BundleError
        It is not whole, or another bundle became active meanwhile.
    """
    require_reason(force=force, reason=reason)
    bundle = Bundle.open(path)
    manifest, path = bundle.manifest, path.resolve()
    if path.name != manifest.bundle_id:
        raise BuildError(
            "The folder of a bundle bears its id",
            got=f"bundle {manifest.bundle_id!r} in folder {path.name!r}",
            remedy="rename the folder",
        )
    parent, before = path.parent, active_id(path.parent)
    verdict = gate.evaluate_candidate_bundle(bundle.population, parent, manifest.costs)
    if verdict.outcome is Outcome.WORSE:
        if not force or reason is None:
            raise GateError(path, verdict.champion, str(verdict.comparison))
        path, manifest = _forced(path, bundle, verdict, reason)
    else:
        activate(parent, manifest.bundle_id, action=JournalAction.PUBLISH, reason=reason, replacing=before)
    on_activated(manifest.forced_from or manifest.bundle_id)
    return Published(path, manifest, before, verdict)


def roll_back(parent: Path, *, reason: str | None = None, on_activated: OnActivated = ignore_activation) -> Published:
    """Activate the previous bundle according to the journal, after checking it.

    Raises
    ------
    BundleError
        Nothing is active, nothing was before it, or what was before it is not whole any more.
    """
    rolled_back = rollback.roll_back(parent, reason=reason, on_activated=on_activated)
    return Published(rolled_back.path, rolled_back.manifest, rolled_back.before)


def require_reason(*, force: bool, reason: str | None) -> None:
    """Refuse force without a reason.

    Raises
    ------
    BuildError
        There is none, or it is blank.
    """
    if force and not (reason or "").strip():
        raise BuildError(
            "A bundle is not forced without a reason",
            got=f"reason {reason!r}",
            remedy='say why with --reason "..."; it will stand in the model card',
        )


def _forced(path: Path, bundle: Bundle, verdict: GateDecision, reason: str) -> tuple[Path, Manifest]:
    cards = {f"model_card.{language}.md": language for language in LANGUAGES}
    manifest = bundle.manifest
    with staging(path.parent) as directory:
        renewed = _renewed(directory, bundle)
        for name in manifest.files:
            today = legacy.todays_name(manifest.contract, name)
            if today in renewed:
                continue
            target = directory / today
            target.parent.mkdir(parents=True, exist_ok=True)
            if name in cards:
                text = (path / name).read_text(encoding="utf-8")
                target.write_text(with_forced_note(text, reason, verdict, cards[name]), encoding="utf-8")
            else:
                _share(path / name, target)
        changes = {"contract": CONTRACT, "golden": (), "forced_reason": reason, "forced_from": manifest.bundle_id}
        sealed = seal(directory, manifest.model_copy(update=changes))
        Bundle.open(directory)
        placed = publish(
            directory, sealed, path.parent, action=JournalAction.PUBLISH, reason=reason, replacing=verdict.champion
        )
    return placed, sealed


def _renewed(directory: Path, bundle: Bundle) -> set[str]:
    """Write the files that an older bundle lacks, or has in another form; return their names."""
    if bundle.manifest.contract == CONTRACT:
        return set()
    for name, report in bundle.reports.items():
        write_model(directory, name, report)
    (directory / CATALOGUE).write_text(bundle.catalogue.to_json(), encoding="utf-8")
    if GOLDEN not in bundle.manifest.files:
        # They were applicants. Neither number nor gender is a feature.
        rows = [row.model_copy(update={"application": _nobodys(row.application)}) for row in bundle.golden]
        (directory / GOLDEN).write_text(write_golden(rows), encoding="utf-8")
    if DATA_CHECKS not in bundle.manifest.files:
        write_table(to_table(bundle.data_checks), directory / DATA_CHECKS)
    return {CATALOGUE, *bundle.reports}


def _nobodys(form: Mapping[str, CellValue]) -> dict[str, CellValue]:
    return {name: value for name, value in form.items() if name not in _PERSONAL}


def _share(source: Path, target: Path) -> None:
    try:
        # A bundle never changes: its copy may be the same bytes on the disk.
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
