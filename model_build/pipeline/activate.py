"""The last stage: a checked bundle in its place, active unless it costs more than the one before."""

from dataclasses import dataclass
from pathlib import Path

from model_build.pipeline.build_options import BuildOptions
from model_build.pipeline.check import CheckStage
from model_build.publishing.gate import GateDecision
from model_bundle.manifest import Manifest
from model_bundle.publication import keep, publish
from model_bundle.reports import DriftReport


@dataclass(frozen=True)
class Built:
    """What a build leaves: a bundle, its manifest, and what the gate said of it."""

    path: Path
    manifest: Manifest
    run_id: str | None
    drift: DriftReport
    verdict: GateDecision
    is_active: bool
    notes: tuple[str, ...] = ()
    set_aside: int = 0
    """How many pending applications have no score, because their data must be checked first."""


def activate(checked: CheckStage, out: Path, options: BuildOptions) -> Built:
    """Move a checked bundle to its place under ``out``, and activate it unless it is worse and not forced."""
    is_active = options.is_forced or not checked.is_worse
    directory, manifest = checked.assembled.directory, checked.manifest
    if is_active:
        path = publish(directory, manifest, out, reason=options.reason, replacing=checked.verdict.champion)
    else:
        path = keep(directory, manifest, out)
    prepared = checked.assembled.explained.fit.prepared
    return Built(
        path=path,
        manifest=manifest,
        run_id=checked.run_id,
        drift=checked.assembled.drift,
        verdict=checked.verdict,
        is_active=is_active,
        notes=prepared.notes,
        set_aside=len(prepared.checks),
    )
