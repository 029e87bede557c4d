"""A build: raw tables in, a bundle out, active unless it costs more than the one before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from model_build.experiments.ablation import measure_ablations
from model_build.experiments.candidates.comparison import compare, to_content
from model_build.experiments.candidates.score import CandidateScore
from model_build.experiments.optional import run_experiments
from model_build.experiments.tuning.adoption import Tuned, not_tuned, tune
from model_build.experiments.tuning.limits import Search
from model_build.features import FeaturePlan
from model_build.pipeline import bundle_tables
from model_build.pipeline.build_options import BuildOptions
from model_build.pipeline.supplements import supplements
from model_build.prepare import Prepared, training_set
from model_build.progress import Progress
from model_build.publishing import gate, provenance
from model_build.publishing.card import LANGUAGES, CardContent, render
from model_build.publishing.gate import GateDecision, Outcome
from model_build.publishing.tracking.record import record, register
from model_build.reports.drift.analysis import Columns, Side, analyse
from model_build.reports.explain import GlobalExplanation, explain_globally, reference_of_accepted, typical_values
from model_build.training.fitting import FittedModel, figures_served, fit_model
from model_build.training.levers import move
from model_build.training.train import Recipe, TrainingSet
from model_bundle.arrow_file import FloatArray, write_table
from model_bundle.bundle import Bundle
from model_bundle.data_checks import to_table
from model_bundle.features import FeatureRunner
from model_bundle.golden import write_golden
from model_bundle.home_credit import KEY
from model_bundle.integrity import DATA_CHECKS, GOLDEN
from model_bundle.manifest import CONTRACT, Costs, FeatureSpec, Inputs, Manifest, Reference
from model_bundle.publication import keep, publish, seal, staging
from model_bundle.rollback import OnActivated, ignore_activation
from model_bundle.scorer import Scorer


@dataclass(frozen=True)
class Built:
    """What a build leaves: a bundle, its manifest, and what the gate said of it."""

    path: Path
    manifest: Manifest
    run_id: str | None
    drift: Mapping[str, Any]
    verdict: GateDecision
    is_active: bool
    notes: tuple[str, ...] = ()
    set_aside: int = 0
    """How many pending applications have no score, because their data must be checked first."""


def build(
    prepared: Prepared,
    recipe: Recipe,
    out: Path,
    progress: Progress,
    *,
    options: BuildOptions | None = None,
    store: Path | None = None,
    on_activated: OnActivated = ignore_activation,
) -> Built:
    """Train on prepared tables, write the bundle aside, check it as a reader would, and activate it.

    A bundle that costs more than the active one on the same rows is left beside it, unless it is forced. Nothing is
    left behind by a build that fails; the active bundle stays what it was. ``on_activated`` is told the id of the
    bundle that became active; ``store`` is where trials of a search are kept.
    """
    options = options or BuildOptions()
    costs = Costs()
    data = training_set(prepared)
    tuned = _tuned(data, recipe, prepared.fingerprint, options, store, progress)
    recipe = tuned.recipe
    fitted_model = fit_model(data, recipe, costs, progress)
    tried = run_experiments(
        options.tried, options.adoption_criteria, prepared, data, fitted_model, recipe, costs, progress
    )
    if tried.adopted is not None:
        prepared, data = tried.adopted.prepared, tried.adopted.data
        fitted_model = fit_model(data, recipe, costs, progress)
    plan, steps = prepared.plan, dict(tried.steps)
    served = Scorer(fitted_model.model_text, data.names, _no_reference(data.names))
    if options.with_steps:
        steps |= measure_ablations(
            data,
            prepared.protected,
            figures_served(fitted_model),
            recipe,
            costs,
            progress,
            moved=move(_runner(plan), prepared.decided.application, prepared.decided.history, seed=recipe.seed),
            risk=partial(served.probabilities, threads=recipe.threads),
        )
    progress("Explaining the model", 0.0)
    reference = reference_of_accepted(
        served, data.matrix, fitted_model.granted, data.names, recipe.seed, recipe.threads
    )
    family_of = {name: entry.family for name, entry in plan.catalogue.features.items()}
    explanation = explain_globally(served, data.matrix, data.names, family_of, recipe.seed, recipe.threads)
    ranking = explanation.content["features"]
    compared: tuple[CandidateScore, ...] = ()
    if options.is_compared:
        compared = compare(data, fitted_model, ranking, recipe, costs, progress, is_quick=options.is_quick)
    explained = {
        **explanation.content,
        "typical": typical_values(data.matrix, fitted_model.granted, data.names, data.categorical),
    }
    probabilities = _decided_probabilities(prepared, served, recipe)
    clients = bundle_tables.clients_table(
        prepared.decided.application,
        prepared.decided.history,
        prepared.decided.matrix,
        probabilities,
        plan.inputs,
    )
    with staging(out) as directory:
        _write_model(directory, plan, fitted_model, explained)
        for rows in tried.adopted.rows if tried.adopted else ():
            rows.write(directory)
        write_table(clients, directory / "clients.arrow")
        write_table(to_table(prepared.checks), directory / DATA_CHECKS)
        golden = bundle_tables.golden_rows(clients, _runner(plan), served, plan.inputs, recipe.seed)
        (directory / GOLDEN).write_text(write_golden(golden), encoding="utf-8")
        population = _population(prepared, fitted_model)
        write_table(population, directory / "population.arrow")
        reports = {
            "candidates": to_content(compared, recipe),
            "tuning": tuned.content,
            **supplements(prepared, fitted_model, steps, recipe),
        }
        for name, found in reports.items():
            if found is not None:
                _write_json(directory / f"{name}.json", found)
        write_table(explanation.sample, directory / "shap_sample.arrow")
        progress("Comparing the applicants with those who trained the model", 0.0)
        drift = _write_drift(directory, prepared, fitted_model, probabilities, explanation, recipe.seed, options)
        progress("Comparing with the active bundle", 0.0)
        verdict = gate.evaluate_candidate_bundle(population, out, costs)
        is_worse = verdict.outcome is Outcome.WORSE
        manifest = _manifest(prepared, recipe, fitted_model, reference, clients, costs).model_copy(
            update={"forced_reason": options.reason if is_worse and options.is_forced else None}
        )
        card = CardContent(
            manifest=manifest,
            catalogue=plan.catalogue,
            recipe=recipe,
            constrained=sum(direction != 0 for direction in data.directions),
            evaluation=fitted_model.evaluation.content,
            explanation=explanation.content,
            explained_rows=len(explanation.values),
            drift=drift,
            **reports,
            verdict=verdict,
            with_age=prepared.with_age,
            demonstration=prepared.demonstration,
        )
        for language in LANGUAGES:
            (directory / f"model_card.{language}.md").write_text(render(card, language), encoding="utf-8")
        run_id = None
        if not options.is_quick:
            progress("Logging the run", 0.0)
            auc_protected = steps["protected"].with_it[0].auc if "protected" in steps else None
            run_id = record(directory, recipe, manifest, fitted_model, explanation, auc_protected, compared)
        progress("Checking the bundle as the dashboard will", 0.0)
        sealed = seal(directory, manifest)
        Bundle.open(directory)
        if run_id is not None:
            register(run_id, sealed.bundle_id)
        is_active = options.is_forced or not is_worse
        if is_active:
            path = publish(directory, sealed, out, reason=options.reason, replacing=verdict.champion)
        else:
            path = keep(directory, sealed, out)
    if is_active:
        on_activated(sealed.bundle_id)
    return Built(path, sealed, run_id, drift, verdict, is_active, prepared.notes, len(prepared.checks))


def _tuned(
    data: TrainingSet, recipe: Recipe, fingerprint: str, options: BuildOptions, store: Path | None, progress: Progress
) -> Tuned:
    if not options.trials or store is None:
        return not_tuned(recipe)
    return tune(data, recipe, fingerprint, Search(options.trials, options.minutes, store), progress)


def _no_reference(names: tuple[str, ...]) -> Reference:
    return Reference(contributions=dict.fromkeys(names, 0.0))


def _decided_probabilities(prepared: Prepared, served: Scorer, recipe: Recipe) -> FloatArray:
    """Return the score of each applicant to be decided; NaN for those whose data must be checked first."""
    probabilities = served.probabilities(prepared.decided.matrix, threads=recipe.threads)
    numbers = prepared.decided.application.column(KEY).to_numpy()
    probabilities[np.isin(numbers, list(prepared.checks))] = np.nan
    return probabilities


def _runner(plan: FeaturePlan) -> FeatureRunner:
    return FeatureRunner(plan.sql, plan.inputs, plan.names)


def _write_model(directory: Path, plan: FeaturePlan, fitted_model: FittedModel, explained: Mapping[str, Any]) -> None:
    (directory / "model.txt").write_text(fitted_model.model_text, encoding="utf-8")
    (directory / "features.sql").write_text(plan.sql, encoding="utf-8")
    _write_json(directory / "catalogue.json", plan.catalogue.to_dict())
    _write_json(directory / "evaluation.json", fitted_model.evaluation.content)
    _write_json(directory / "explanation.json", explained)


def _population(prepared: Prepared, fitted_model: FittedModel) -> pa.Table:
    return bundle_tables.population_table(
        prepared.train.application,
        prepared.train.matrix,
        prepared.plan.names,
        prepared.target,
        fitted_model.probabilities,
        fitted_model.granted,
    )


def _write_drift(
    directory: Path,
    prepared: Prepared,
    fitted_model: FittedModel,
    probabilities: FloatArray,
    explanation: GlobalExplanation,
    seed: int,
    options: BuildOptions,
) -> dict[str, Any]:
    entries = prepared.plan.catalogue.features
    columns = Columns(
        names=prepared.plan.names,
        categories={
            name: [category.value for category in entry.categories]
            for name, entry in entries.items()
            if entry.categories
        },
        importance={row["name"]: row["importance"] for row in explanation.content["features"]},
        new_categories=prepared.new_categories,
    )
    (directory / "drift").mkdir()
    is_scored = np.isfinite(probabilities)
    found = analyse(
        Side(prepared.train.matrix, fitted_model.probabilities),
        Side(prepared.decided.matrix[is_scored], probabilities[is_scored]),
        columns,
        directory / "drift" / "report.html",
        seed=seed,
        rule=options.drift_rule,
    )
    _write_json(directory / "drift" / "drift.json", found)
    return found


def _manifest(
    prepared: Prepared,
    recipe: Recipe,
    fitted_model: FittedModel,
    reference: Reference,
    clients: pa.Table,
    costs: Costs,
) -> Manifest:
    entries = prepared.plan.catalogue.features
    return Manifest(
        contract=CONTRACT,
        created_at=provenance.now(),
        git_commit=provenance.git_commit(),
        training_fingerprint=prepared.fingerprint,
        seed=recipe.seed,
        engine=prepared.engine,
        libraries=provenance.library_versions(prepared.engine),
        tables_present=tuple(sorted(prepared.present)),
        tables_missing=tuple(sorted(prepared.missing)),
        clients=clients.num_rows,
        population=len(prepared.target),
        features=tuple(
            FeatureSpec(name=name, categorical=bool(entries[name].categories)) for name in prepared.plan.names
        ),
        inputs=Inputs.model_validate(prepared.plan.inputs),
        threshold=fitted_model.threshold,
        costs=costs,
        calibration=fitted_model.calibration,
        reference=reference,
        metrics=fitted_model.evaluation.headline,
        files={},
    )


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    # NaN is no JSON: a figure that is not a number must fail the build, not the page.
    path.write_text(json.dumps(content, ensure_ascii=False, allow_nan=False), encoding="utf-8")
