"""What of a build is logged. MLflow and Matplotlib are loaded when something is: not every build is logged."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from model_build.reports.explain import ExplainedSample, typical_values
from model_build.training.fitting import FittedModel
from model_build.training.train import Recipe
from model_bundle.arrow_file import FloatArray
from model_bundle.manifest import Manifest
from model_bundle.reports import CandidateScore

if TYPE_CHECKING:
    from model_build.publishing.tracking.run import Results


def record(
    directory: Path,
    recipe: Recipe,
    manifest: Manifest,
    fitted_model: FittedModel,
    sample: ExplainedSample,
    auc_protected: float | None,
    candidates: Sequence[CandidateScore] = (),
) -> str:
    """Log a build as one run of the connected store, and each candidate as a child run; return the run's id."""
    from model_build.publishing.tracking import charts
    from model_build.publishing.tracking.run import RunContent, log

    headline, evaluation = manifest.metrics, fitted_model.evaluation
    names = manifest.feature_names
    return log(
        RunContent(
            name=f"{manifest.created_at:%Y-%m-%d %H:%M:%S}",
            parameters={
                **recipe.parameters,
                "trees": recipe.trees,
                "folds": recipe.folds,
                "seed": recipe.seed,
                "seeds": recipe.seeds,
                "features": len(names),
                "applicants": headline.applicants,
                "threshold": manifest.threshold.value,
                "training_fingerprint": manifest.training_fingerprint,
                "git_commit": manifest.git_commit,
            },
            metrics={
                "auc": headline.auc,
                "average_precision": headline.average_precision,
                "brier": headline.brier,
                "cost": headline.cost,
                "accuracy": evaluation.confusion.accuracy,
                "calibration_error": evaluation.calibration_error,
                **({} if auc_protected is None else {"auc_with_gender_and_age": auc_protected}),
            },
            charts={
                "roc.png": partial(charts.roc, evaluation),
                "precision_recall.png": partial(charts.precision_recall, evaluation),
                "confusion_matrix.png": partial(
                    charts.confusion_matrix, evaluation.confusion, manifest.threshold.value
                ),
                "shap_summary.png": partial(charts.shap_summary, sample.contributions, sample.values, names),
            },
            model_text=fitted_model.model_text,
            example=_typical_row(sample, manifest),
            feature_names=names,
            files=(
                directory / "model_card.en.md",
                directory / "evaluation.json",
                directory / "drift" / "drift.json",
                directory / "candidates.json",
                directory / "tuning.json",
            ),
            nested=tuple(_results(candidate) for candidate in candidates),
        )
    )


def register(run_id: str, bundle_id: str) -> str:
    """Register the model that a run logged; see `model_build.publishing.tracking.registry.register`."""
    from model_build.publishing.tracking import registry

    return registry.register(run_id, bundle_id)


def _typical_row(sample: ExplainedSample, manifest: Manifest) -> FloatArray:
    """Return one row of what is typical: an example of the input need not be a person."""
    categorical = {feature.name for feature in manifest.features if feature.categorical}
    everybody = np.ones(len(sample.values), dtype=np.bool_)
    typical = typical_values(sample.values, everybody, manifest.feature_names, categorical)
    return np.array([[np.nan if value is None else value for value in typical.values()]])


def _results(candidate: CandidateScore) -> "Results":
    from model_build.publishing.tracking import charts
    from model_build.publishing.tracking.run import Results

    figures = {}
    if candidate.confusion:
        figures["confusion_matrix.png"] = partial(charts.confusion_matrix, candidate.confusion, candidate.threshold)
    if candidate.importance:
        figures["shap_importance.png"] = partial(charts.importance, candidate.importance, candidate.name)
    return Results(
        name=candidate.name,
        parameters={**candidate.parameters, "threshold": candidate.threshold},
        metrics={
            "auc": candidate.auc,
            "average_precision": candidate.average_precision,
            "brier": candidate.brier,
            "cost": candidate.cost,
            "calibration_error": candidate.calibration_error,
            "seconds": candidate.seconds,
        },
        charts=figures,
    )
