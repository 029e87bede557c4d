"""The fourth stage: compared with the active bundle, described by its card, logged, and opened as a reader will."""

from dataclasses import dataclass
from pathlib import Path

from model_build.experiments.ablation_names import PROTECTED
from model_build.pipeline.assemble import AssembleStage
from model_build.pipeline.build_options import BuildOptions
from model_build.progress import Progress
from model_build.publishing import gate, provenance
from model_build.publishing.card import LANGUAGES, CardContent, render
from model_build.publishing.gate import GateDecision, Outcome
from model_build.publishing.tracking.record import record, register
from model_bundle.bundle import Bundle
from model_bundle.manifest import CONTRACT, FeatureSpec, Inputs, Manifest
from model_bundle.publication import seal


@dataclass(frozen=True)
class CheckStage:
    """A sealed bundle that a reader can open, and what the gate said of it; ``run_id`` is None without a run."""

    assembled: AssembleStage
    manifest: Manifest
    verdict: GateDecision
    run_id: str | None

    @property
    def is_worse(self) -> bool:
        """Whether it costs more than the active bundle."""
        return self.verdict.outcome is Outcome.WORSE


def check(assembled: AssembleStage, out: Path, options: BuildOptions, progress: Progress) -> CheckStage:
    """Compare with the active bundle among those of ``out``, write card and manifest, and open the result."""
    progress("Comparing with the active bundle", 0.0)
    fit, directory = assembled.explained.fit, assembled.directory
    verdict = gate.evaluate_candidate_bundle(assembled.population, out, fit.costs)
    is_forced = verdict.outcome is Outcome.WORSE and options.is_forced
    manifest = _manifest(assembled, forced_reason=options.reason if is_forced else None)
    card = _card(assembled, manifest, verdict)
    for language in LANGUAGES:
        (directory / f"model_card.{language}.md").write_text(render(card, language), encoding="utf-8")
    run_id = None
    if not options.is_quick:
        progress("Logging the run", 0.0)
        protected = fit.results.get(PROTECTED)
        run_id = record(
            directory,
            fit.recipe,
            manifest,
            fit.fitted_model,
            assembled.explained.sample,
            protected.auc_with if protected else None,
            assembled.explained.candidates.candidates,
        )
    progress("Checking the bundle as the dashboard will", 0.0)
    sealed = seal(directory, manifest)
    Bundle.open(directory)
    if run_id is not None:
        register(run_id, sealed.bundle_id)
    return CheckStage(assembled, sealed, verdict, run_id)


def _manifest(assembled: AssembleStage, *, forced_reason: str | None) -> Manifest:
    fit = assembled.explained.fit
    prepared, fitted_model = fit.prepared, fit.fitted_model
    entries = prepared.plan.catalogue.features
    return Manifest(
        contract=CONTRACT,
        created_at=provenance.now(),
        git_commit=provenance.git_commit(),
        training_fingerprint=prepared.fingerprint,
        seed=fit.recipe.seed,
        engine=prepared.engine,
        libraries=provenance.library_versions(prepared.engine),
        tables_present=tuple(sorted(prepared.present)),
        tables_missing=tuple(sorted(prepared.missing)),
        clients=assembled.clients,
        population=len(prepared.target),
        features=tuple(
            FeatureSpec(name=name, categorical=bool(entries[name].categories)) for name in prepared.plan.names
        ),
        inputs=Inputs.model_validate(prepared.plan.inputs),
        threshold=fitted_model.threshold,
        costs=fit.costs,
        calibration=fitted_model.calibration,
        reference=assembled.explained.reference,
        metrics=fitted_model.evaluation.headline,
        files={},
        forced_reason=forced_reason,
    )


def _card(assembled: AssembleStage, manifest: Manifest, verdict: GateDecision) -> CardContent:
    explained = assembled.explained
    fit = explained.fit
    return CardContent(
        manifest=manifest,
        catalogue=fit.prepared.plan.catalogue,
        recipe=fit.recipe,
        constrained=sum(direction != 0 for direction in fit.data.directions),
        evaluation=fit.fitted_model.evaluation,
        explanation=explained.sample.report,
        explained_rows=len(explained.sample.values),
        drift=assembled.drift,
        candidates=explained.candidates,
        tuning=fit.tuning,
        ablation=explained.ablation,
        fairness=explained.fairness,
        verdict=verdict,
        with_age=fit.prepared.with_age,
        is_demo=fit.prepared.is_demo,
    )
