"""A build: raw tables in, a bundle out, in force unless it costs more than the one before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from model_build import contents, gate, provenance
from model_build.candidates.comparison import compare, to_content
from model_build.candidates.judge import Judged
from model_build.card import LANGUAGES, CardContent, render
from model_build.choices import Choices
from model_build.drift.analysis import Columns, Side, analyse
from model_build.explain import GlobalExplanation, explain_globally, reference_of_accepted, typical_values
from model_build.features import FeaturePlan
from model_build.gate import Outcome, Verdict
from model_build.judgement import figures_served, judgement
from model_build.learn import Learned, learn
from model_build.levers import move
from model_build.optional_steps import try_steps
from model_build.prepare import Prepared, training_set
from model_build.steps import measure_steps
from model_build.tracking.record import record, register
from model_build.train import Progress, Recipe, TrainingSet
from model_build.tuning.adoption import Tuned, not_tuned, tune
from model_build.tuning.limits import Search
from model_bundle.arrow_file import FloatArray, write_table
from model_bundle.bundle import Bundle
from model_bundle.data_checks import to_table
from model_bundle.features import FeatureRunner
from model_bundle.golden import write_golden
from model_bundle.integrity import DATA_CHECKS, GOLDEN
from model_bundle.manifest import CONTRACT, Costs, FeatureSpec, Inputs, Manifest, Reference
from model_bundle.publication import keep, publish, seal, staging
from model_bundle.rollback import Announce, announce_nothing
from model_bundle.scorer import Scorer


@dataclass(frozen=True)
class Built:
    """What a build leaves: a bundle, its manifest, and what the gate said of it."""

    path: Path
    manifest: Manifest
    run_id: str | None
    drift: Mapping[str, Any]
    verdict: Verdict
    is_in_force: bool
    notes: tuple[str, ...] = ()
    set_aside: int = 0
    """How many applicants to be decided have no score, because their data must be checked first."""


def build(
    prepared: Prepared,
    recipe: Recipe,
    out: Path,
    progress: Progress,
    *,
    choices: Choices | None = None,
    store: Path | None = None,
    announce: Announce = announce_nothing,
) -> Built:
    """Train on prepared tables, write the bundle aside, check it as a reader would, and put it in force.

    A bundle that costs more than the one in force on the same rows is left beside it, unless it is forced. Nothing is
    left behind by a build that fails; the bundle in force stays what it was. ``announce`` is told the id of the bundle
    that came into force; ``store`` is where trials of a search are kept.
    """
    choices = choices or Choices()
    costs = Costs()
    data = training_set(prepared)
    tuned = _tuned(data, recipe, prepared.fingerprint, choices, store, progress)
    recipe = tuned.recipe
    learned = learn(data, recipe, costs, progress)
    tried = try_steps(choices.tried, choices.worth, prepared, data, learned, recipe, costs, progress)
    if tried.adopted is not None:
        prepared, data = tried.adopted.prepared, tried.adopted.data
        learned = learn(data, recipe, costs, progress)
    plan, steps = prepared.plan, dict(tried.steps)
    served = Scorer(learned.model_text, data.names, _no_reference(data.names))
    if choices.with_steps:
        steps |= measure_steps(
            data,
            prepared.protected,
            figures_served(learned),
            recipe,
            costs,
            progress,
            moved=move(_runner(plan), prepared.decided.application, prepared.decided.history, seed=recipe.seed),
            risk=partial(served.probabilities, threads=recipe.threads),
        )
    progress("Explaining the model", 0.0)
    reference = reference_of_accepted(served, data.matrix, learned.granted, data.names, recipe.seed, recipe.threads)
    family_of = {name: entry.family for name, entry in plan.catalogue.features.items()}
    explanation = explain_globally(served, data.matrix, data.names, family_of, recipe.seed, recipe.threads)
    ranking = explanation.content["features"]
    compared: tuple[Judged, ...] = ()
    if choices.is_compared:
        compared = compare(data, learned, ranking, recipe, costs, progress, is_quick=choices.is_quick)
    explained = {
        **explanation.content,
        "typical": typical_values(data.matrix, learned.granted, data.names, data.categorical),
    }
    probabilities = _decided_probabilities(prepared, served, recipe)
    clients = contents.clients_table(
        prepared.decided.application,
        prepared.decided.history,
        prepared.decided.matrix,
        probabilities,
        plan.inputs,
    )
    with staging(out) as directory:
        _write_model(directory, plan, learned, explained)
        for rows in tried.adopted.rows if tried.adopted else ():
            rows.write(directory)
        write_table(clients, directory / "clients.arrow")
        write_table(to_table(prepared.checks), directory / DATA_CHECKS)
        golden = contents.golden_rows(clients, _runner(plan), served, plan.inputs, recipe.seed)
        (directory / GOLDEN).write_text(write_golden(golden), encoding="utf-8")
        population = _population(prepared, learned)
        write_table(population, directory / "population.arrow")
        reports = {
            "candidates": to_content(compared, recipe),
            "tuning": tuned.content,
            **judgement(prepared, learned, steps, recipe),
        }
        for name, found in reports.items():
            if found is not None:
                _write_json(directory / f"{name}.json", found)
        write_table(explanation.sample, directory / "shap_sample.arrow")
        progress("Comparing the applicants with those who trained the model", 0.0)
        drift = _write_drift(directory, prepared, learned, probabilities, explanation, recipe.seed, choices)
        progress("Comparing with the bundle in force", 0.0)
        verdict = gate.judge(population, out, costs)
        is_worse = verdict.outcome is Outcome.WORSE
        manifest = _manifest(prepared, recipe, learned, reference, clients, costs).model_copy(
            update={"forced_reason": choices.reason if is_worse and choices.is_forced else None}
        )
        card = CardContent(
            manifest=manifest,
            catalogue=plan.catalogue,
            recipe=recipe,
            constrained=sum(direction != 0 for direction in data.directions),
            evaluation=learned.evaluation.content,
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
        if not choices.is_quick:
            progress("Logging the run", 0.0)
            auc_protected = steps["protected"].with_it[0].auc if "protected" in steps else None
            run_id = record(directory, recipe, manifest, learned, explanation, auc_protected, compared)
        progress("Checking the bundle as the dashboard will", 0.0)
        sealed = seal(directory, manifest)
        Bundle.open(directory)
        if run_id is not None:
            register(run_id, sealed.bundle_id)
        is_in_force = choices.is_forced or not is_worse
        if is_in_force:
            path = publish(directory, sealed, out, reason=choices.reason, replacing=verdict.champion)
        else:
            path = keep(directory, sealed, out)
    if is_in_force:
        announce(sealed.bundle_id)
    return Built(path, sealed, run_id, drift, verdict, is_in_force, prepared.notes, len(prepared.checks))


def _tuned(
    data: TrainingSet, recipe: Recipe, fingerprint: str, choices: Choices, store: Path | None, progress: Progress
) -> Tuned:
    if not choices.trials or store is None:
        return not_tuned(recipe)
    return tune(data, recipe, fingerprint, Search(choices.trials, choices.minutes, store), progress)


def _no_reference(names: tuple[str, ...]) -> Reference:
    return Reference(contributions=dict.fromkeys(names, 0.0))


def _decided_probabilities(prepared: Prepared, served: Scorer, recipe: Recipe) -> FloatArray:
    """Return the score of each applicant to be decided; NaN for those whose data must be checked first."""
    probabilities = served.probabilities(prepared.decided.matrix, threads=recipe.threads)
    numbers = prepared.decided.application.column(contents.KEY).to_numpy()
    probabilities[np.isin(numbers, list(prepared.checks))] = np.nan
    return probabilities


def _runner(plan: FeaturePlan) -> FeatureRunner:
    return FeatureRunner(plan.sql, plan.inputs, plan.names)


def _write_model(directory: Path, plan: FeaturePlan, learned: Learned, explained: Mapping[str, Any]) -> None:
    (directory / "model.txt").write_text(learned.model_text, encoding="utf-8")
    (directory / "features.sql").write_text(plan.sql, encoding="utf-8")
    _write_json(directory / "catalogue.json", plan.catalogue.to_dict())
    _write_json(directory / "evaluation.json", learned.evaluation.content)
    _write_json(directory / "explanation.json", explained)


def _population(prepared: Prepared, learned: Learned) -> pa.Table:
    return contents.population_table(
        prepared.train.application,
        prepared.train.matrix,
        prepared.plan.names,
        prepared.target,
        learned.probabilities,
        learned.granted,
    )


def _write_drift(
    directory: Path,
    prepared: Prepared,
    learned: Learned,
    probabilities: FloatArray,
    explanation: GlobalExplanation,
    seed: int,
    choices: Choices,
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
        Side(prepared.train.matrix, learned.probabilities),
        Side(prepared.decided.matrix[is_scored], probabilities[is_scored]),
        columns,
        directory / "drift" / "report.html",
        seed=seed,
        rule=choices.drift_rule,
    )
    _write_json(directory / "drift" / "drift.json", found)
    return found


def _manifest(
    prepared: Prepared,
    recipe: Recipe,
    learned: Learned,
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
        threshold=learned.threshold,
        costs=costs,
        calibration=learned.calibration,
        reference=reference,
        metrics=learned.evaluation.headline,
        files={},
    )


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    # NaN is no JSON: a figure that is not a number must fail the build, not the page.
    path.write_text(json.dumps(content, ensure_ascii=False, allow_nan=False), encoding="utf-8")
