"""The second stage: what drives the fitted model, how others compare, whom it treats how, and the pending scores."""

from dataclasses import dataclass

import numpy as np

from model_build.experiments.ablation import ablation_report
from model_build.experiments.ablation_names import PROTECTED
from model_build.experiments.candidates.comparison import candidate_report, compare
from model_build.metrics.headline import Figures
from model_build.pipeline.build_options import BuildOptions
from model_build.pipeline.fit import FitStage
from model_build.progress import Progress
from model_build.reports.explain import ExplainedSample, explain_globally, reference_of_accepted
from model_build.reports.fairness.groups import get_groups
from model_build.reports.fairness.report import fairness
from model_build.training.fitting import figures_served
from model_bundle.arrow_file import FloatArray
from model_bundle.home_credit import KEY
from model_bundle.manifest import Reference
from model_bundle.reports import AblationReport, CandidateReport, CandidateScore, FairnessReport


@dataclass(frozen=True)
class ExplainStage:
    """The explanation of a fitted model.

    ``probabilities`` are those of the pending applications, of shape (rows,), NaN where data must be checked first;
    ``ablation`` is None where no step was measured.
    """

    fit: FitStage
    reference: Reference
    sample: ExplainedSample
    candidates: CandidateReport
    ablation: AblationReport | None
    fairness: FairnessReport
    probabilities: FloatArray


def explain(fit: FitStage, options: BuildOptions, progress: Progress) -> ExplainStage:
    """Explain a fitted model, compare it with others, and score the pending applications."""
    progress("Explaining the model", 0.0)
    data, recipe, granted = fit.data, fit.recipe, fit.fitted_model.granted
    reference = reference_of_accepted(fit.scorer, data.matrix, granted, data.names, recipe.seed, recipe.threads)
    sample = explain_globally(
        fit.scorer,
        data.matrix,
        granted,
        data.names,
        data.categorical,
        {name: entry.family for name, entry in fit.prepared.plan.catalogue.features.items()},
        recipe.seed,
        recipe.threads,
    )
    scores: tuple[CandidateScore, ...] = ()
    if options.is_compared:
        importance = sample.report.features
        scores = compare(data, fit.fitted_model, importance, recipe, fit.costs, progress, is_quick=options.is_quick)
    return ExplainStage(
        fit=fit,
        reference=reference,
        sample=sample,
        candidates=candidate_report(scores, recipe),
        ablation=ablation_report(fit.results, recipe) if fit.results else None,
        fairness=_fairness(fit),
        probabilities=_pending_probabilities(fit),
    )


def _fairness(fit: FitStage) -> FairnessReport:
    protected = fit.results.get(PROTECTED)
    return fairness(
        get_groups(fit.prepared.train.application),
        fit.fitted_model.probabilities,
        fit.prepared.target,
        fit.fitted_model.threshold.value,
        served=figures_served(fit.fitted_model),
        protected=Figures(protected.auc_with, protected.cost_with) if protected else None,
        seed=fit.recipe.seed,
    )


def _pending_probabilities(fit: FitStage) -> FloatArray:
    prepared = fit.prepared
    probabilities = fit.scorer.probabilities(prepared.decided.matrix, threads=fit.recipe.threads)
    numbers = prepared.decided.application.column(KEY).to_numpy()
    probabilities[np.isin(numbers, list(prepared.checks))] = np.nan
    return probabilities
