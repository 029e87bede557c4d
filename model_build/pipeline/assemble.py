"""The third stage: every file of the bundle but the model card and the manifest."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from model_build.pipeline import bundle_tables
from model_build.pipeline.build_options import BuildOptions
from model_build.pipeline.explain import ExplainStage
from model_build.progress import Progress
from model_build.reports.drift.analysis import Columns, DriftSample, analyse
from model_bundle import bundle as files
from model_bundle.arrow_file import write_table
from model_bundle.data_checks import to_table
from model_bundle.golden import write_golden
from model_bundle.integrity import DATA_CHECKS, GOLDEN
from model_bundle.json_file import Frozen, write_model
from model_bundle.reports import DriftReport


@dataclass(frozen=True)
class AssembleStage:
    """A directory that holds all but the model card and the manifest, with what the checks need of it."""

    explained: ExplainStage
    directory: Path
    clients: int
    population: pa.Table
    drift: DriftReport


def assemble(explained: ExplainStage, directory: Path, options: BuildOptions, progress: Progress) -> AssembleStage:
    """Write model, tables and reports into a directory."""
    fit = explained.fit
    prepared, plan = fit.prepared, fit.prepared.plan
    (directory / "model.txt").write_text(fit.fitted_model.model_text, encoding="utf-8")
    (directory / "features.sql").write_text(plan.sql, encoding="utf-8")
    (directory / files.CATALOGUE).write_text(plan.catalogue.to_json(), encoding="utf-8")
    for rows in fit.row_models:
        rows.write(directory)
    clients = bundle_tables.clients_table(
        prepared.decided.application,
        prepared.decided.history,
        prepared.decided.matrix,
        explained.probabilities,
        plan.inputs,
    )
    write_table(clients, directory / "clients.arrow")
    write_table(to_table(prepared.checks), directory / DATA_CHECKS)
    golden = bundle_tables.golden_rows(clients, fit.feature_runner(), fit.scorer, plan.inputs, fit.recipe.seed)
    (directory / GOLDEN).write_text(write_golden(golden), encoding="utf-8")
    population = bundle_tables.population_table(
        prepared.train.application,
        prepared.train.matrix,
        plan.names,
        prepared.target,
        fit.fitted_model.probabilities,
        fit.fitted_model.granted,
    )
    write_table(population, directory / "population.arrow")
    write_table(explained.sample.table, directory / "shap_sample.arrow")
    progress("Comparing the applicants with those who trained the model", 0.0)
    drift = _compare_applicants(explained, directory, options)
    for name, report in _reports(explained, drift).items():
        write_model(directory, name, report)
    return AssembleStage(explained, directory, clients.num_rows, population, drift)


def _reports(explained: ExplainStage, drift: DriftReport) -> dict[str, Frozen]:
    by_file = {
        files.EVALUATION: explained.fit.fitted_model.evaluation,
        files.EXPLANATION: explained.sample.report,
        files.CANDIDATES: explained.candidates,
        files.TUNING: explained.fit.tuning,
        files.ABLATION: explained.ablation,
        files.FAIRNESS: explained.fairness,
        files.DRIFT: drift,
    }
    return {name: report for name, report in by_file.items() if report is not None}


def _compare_applicants(explained: ExplainStage, directory: Path, options: BuildOptions) -> DriftReport:
    fit, probabilities = explained.fit, explained.probabilities
    prepared = fit.prepared
    columns = Columns(
        names=prepared.plan.names,
        categories={
            name: [category.value for category in entry.categories]
            for name, entry in prepared.plan.catalogue.features.items()
            if entry.categories
        },
        importance={feature.name: feature.importance for feature in explained.sample.report.features},
        new_categories=prepared.new_categories,
    )
    page = directory / "drift" / "report.html"
    page.parent.mkdir()
    is_scored = np.isfinite(probabilities)
    return analyse(
        DriftSample(prepared.train.matrix, fit.fitted_model.probabilities),
        DriftSample(prepared.decided.matrix[is_scored], probabilities[is_scored]),
        columns,
        page,
        seed=fit.recipe.seed,
        rule=options.drift_rule,
    )
