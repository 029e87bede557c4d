"""What of a build is logged."""

from functools import partial
from pathlib import Path

from model_build.explain import GlobalExplanation
from model_build.learn import Learned
from model_build.tracking import charts
from model_build.tracking.run import RunContent, log
from model_build.train import Recipe
from model_bundle.manifest import Manifest


def record(
    directory: Path,
    recipe: Recipe,
    manifest: Manifest,
    learned: Learned,
    explanation: GlobalExplanation,
    auc_protected: float | None,
) -> str:
    """Log a build as one run of the connected store; return the run's id."""
    headline, matrix = manifest.metrics, learned.evaluation.confusion
    content = learned.evaluation.content
    names = manifest.feature_names
    return log(
        RunContent(
            name=f"{manifest.created_at:%Y-%m-%d %H:%M:%S}",
            parameters={
                **recipe.parameters,
                "trees": recipe.trees,
                "folds": recipe.folds,
                "seed": recipe.seed,
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
                "accuracy": matrix.accuracy,
                "calibration_error": content["calibration_error"],
                **({} if auc_protected is None else {"auc_with_gender_and_age": auc_protected}),
            },
            charts={
                "roc.png": partial(charts.roc, content),
                "precision_recall.png": partial(charts.precision_recall, content),
                "confusion_matrix.png": partial(charts.confusion_matrix, matrix, manifest.threshold.value),
                "shap_summary.png": partial(charts.shap_summary, explanation.contributions, explanation.values, names),
            },
            model_text=learned.model_text,
            example=explanation.values,
            feature_names=names,
            files=(
                directory / "model_card.en.md",
                directory / "evaluation.json",
                directory / "drift" / "drift.json",
            ),
        )
    )
