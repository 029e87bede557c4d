"""A build: raw tables in, a bundle in force out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from model_build import contents, provenance
from model_build.candidates.comparison import compare, to_content
from model_build.card import LANGUAGES, CardContent, render
from model_build.drift.analysis import Columns, Side, analyse
from model_build.drift.verdict import Rule
from model_build.explain import GlobalExplanation, explain_globally, reference_of_accepted, typical_values
from model_build.features import FeaturePlan
from model_build.learn import Learned, auc_with_protected, learn
from model_build.prepare import Prepared
from model_build.tracking.record import record
from model_build.tracking.registry import register, set_champion
from model_build.train import Progress, Recipe, TrainingSet
from model_build.tuning.adoption import not_tuned, tune
from model_build.tuning.search import Search
from model_bundle.arrow_file import FloatArray, write_table
from model_bundle.bundle import Bundle
from model_bundle.manifest import CONTRACT, Costs, FeatureSpec, Inputs, Manifest, Reference
from model_bundle.publication import publish, seal, staging
from model_bundle.scorer import Scorer


@dataclass(frozen=True)
class Built:
    """What a build leaves: the bundle in force and its manifest."""

    path: Path
    manifest: Manifest
    run_id: str
    drift: Mapping[str, Any]
    notes: tuple[str, ...] = ()


def build(
    prepared: Prepared,
    recipe: Recipe,
    out: Path,
    progress: Progress,
    *,
    drift_rule: Rule | None = None,
    is_compared: bool = True,
    limits: Search | None = None,
) -> Built:
    """Train on prepared tables, write the bundle aside, check it as a reader would, and put it in force.

    With ``limits`` the recipe is tuned first; unless ``is_compared`` is False, other methods are judged beside it.
    Nothing is left behind by a build that fails; the bundle in force stays what it was.
    """
    plan, costs = prepared.plan, Costs()
    data = _training_set(prepared)
    found = tune(data, recipe, prepared.fingerprint, limits, progress) if limits else not_tuned(recipe)
    recipe = found.recipe
    learned = learn(data, recipe, costs, progress)
    auc_protected = auc_with_protected(data, prepared.protected, recipe, progress)
    progress("Explaining the model", 0.0)
    served = Scorer(learned.model_text, data.names, _no_reference(data.names))
    reference = reference_of_accepted(served, data.matrix, learned.granted, data.names, recipe.seed, recipe.threads)
    family_of = {name: entry.family for name, entry in plan.catalogue.features.items()}
    explanation = explain_globally(served, data.matrix, data.names, family_of, recipe.seed, recipe.threads)
    judged = compare(data, learned, explanation.content["features"], recipe, costs, progress) if is_compared else ()
    explained = {
        **explanation.content,
        "typical": typical_values(data.matrix, learned.granted, data.names, data.categorical),
    }
    probabilities = served.probabilities(prepared.decided.matrix, threads=recipe.threads)
    clients = contents.clients_table(
        prepared.decided.application,
        prepared.decided.history,
        prepared.decided.matrix,
        probabilities,
        plan.inputs,
    )
    with staging(out) as directory:
        _write_model(directory, plan, learned, explained)
        _write_json(directory / "candidates.json", to_content(judged, recipe))
        _write_json(directory / "tuning.json", found.content)
        write_table(clients, directory / "clients.arrow")
        write_table(_population(prepared, learned), directory / "population.arrow")
        write_table(explanation.sample, directory / "shap_sample.arrow")
        progress("Comparing the applicants with those who trained the model", 0.0)
        drift = _write_drift(directory, prepared, learned, probabilities, explanation, recipe.seed, drift_rule)
        manifest = _manifest(prepared, recipe, learned, reference, clients, costs)
        card = CardContent(
            manifest=manifest,
            catalogue=plan.catalogue,
            recipe=recipe,
            constrained=sum(direction != 0 for direction in data.directions),
            evaluation=learned.evaluation.content,
            explanation=explanation.content,
            explained_rows=len(explanation.values),
            drift=drift,
            auc_protected=auc_protected,
            with_age=prepared.with_age,
            demonstration=prepared.demonstration,
        )
        for language in LANGUAGES:
            (directory / f"model_card.{language}.md").write_text(render(card, language), encoding="utf-8")
        progress("Logging the run", 0.0)
        run_id = record(directory, recipe, manifest, learned, explanation, auc_protected, judged)
        progress("Checking the bundle as the dashboard will", 0.0)
        sealed = seal(directory, manifest)
        Bundle.open(directory)
        version = register(run_id, sealed.bundle_id)
        path = publish(directory, sealed, out)
        set_champion(version)
    return Built(path, sealed, run_id, drift, prepared.notes)


def _training_set(prepared: Prepared) -> TrainingSet:
    entries, names = prepared.plan.catalogue.features, prepared.plan.names
    return TrainingSet(
        matrix=prepared.train.matrix,
        target=prepared.target,
        names=names,
        categorical=tuple(name for name in names if entries[name].categories),
        directions=tuple(entries[name].direction for name in names),
    )


def _no_reference(names: tuple[str, ...]) -> Reference:
    return Reference(contributions=dict.fromkeys(names, 0.0))


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
    rule: Rule | None,
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
    found = analyse(
        Side(prepared.train.matrix, learned.probabilities),
        Side(prepared.decided.matrix, probabilities),
        columns,
        directory / "drift" / "report.html",
        seed=seed,
        rule=rule,
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
        libraries=provenance.library_versions(),
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
        golden=contents.golden_rows(clients),
        files={},
    )


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    # NaN is no JSON: a figure that is not a number must fail the build, not the page.
    path.write_text(json.dumps(content, ensure_ascii=False, allow_nan=False), encoding="utf-8")
