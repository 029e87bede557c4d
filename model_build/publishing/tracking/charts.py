"""Charts of a run, drawn for MLflow with Matplotlib, away from any display."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import matplotlib as mpl
import numpy as np

mpl.use("Agg")

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from model_bundle.arrow_file import FloatArray
from model_bundle.reports import ConfusionMatrix, EvaluationReport, Importance

SHOWN_FEATURES = 20


def roc(evaluation: EvaluationReport) -> Figure:
    """Draw the ROC curve of an evaluation."""
    with _chart("False positive rate", "True positive rate", f"ROC, AUC {evaluation.headline.auc:.4f}") as (
        figure,
        axes,
    ):
        points = evaluation.roc
        axes.plot(
            [point.false_positive_rate for point in points],
            [point.true_positive_rate for point in points],
        )
        axes.plot([0, 1], [0, 1], linestyle=":", color="grey")
    return figure


def precision_recall(evaluation: EvaluationReport) -> Figure:
    """Draw the precision-recall curve of an evaluation."""
    average = evaluation.headline.average_precision
    with _chart("Recall", "Precision", f"Precision and recall, average precision {average:.4f}") as (
        figure,
        axes,
    ):
        points = evaluation.precision_recall
        axes.plot([point.recall for point in points], [point.precision for point in points])
        axes.axhline(evaluation.headline.default_rate, linestyle=":", color="grey")
    return figure


def confusion_matrix(matrix: ConfusionMatrix, threshold: float) -> Figure:
    """Draw the confusion matrix at the current threshold, as counts."""
    counts = np.array([[matrix.true_negative, matrix.false_positive], [matrix.false_negative, matrix.true_positive]])
    with _chart("Decision", "Outcome", f"Confusion matrix at threshold {threshold:.4f}") as (figure, axes):
        axes.imshow(counts, cmap="Blues")
        axes.set_xticks([0, 1], ["granted", "refused"])
        axes.set_yticks([0, 1], ["repaid", "defaulted"])
        for (row, column), count in np.ndenumerate(counts):
            dark = count > counts.max() / 2
            axes.text(column, row, f"{count:,}", ha="center", va="center", color="white" if dark else "black")
    return figure


def importance(rows: Sequence[Importance], title: str) -> Figure:
    """Draw the mean absolute SHAP value of features, the most important one on top."""
    with _chart("Mean absolute SHAP value, in log-odds", "", f"SHAP importance, {title}") as (figure, axes):
        names = [row.name for row in reversed(rows)]
        axes.barh(names, [row.importance for row in reversed(rows)])
    return figure


def shap_summary(contributions: FloatArray, values: FloatArray, names: tuple[str, ...]) -> Figure:
    """Draw shap's beeswarm of the most important features."""
    # shap pulls in numba and llvmlite: three seconds that only a build which draws it should pay.
    import matplotlib.pyplot as plt
    import shap

    plt.figure()
    # shap draws missing values in grey, and says so for constant columns in a warning of NumPy's.
    with np.errstate(invalid="ignore"):
        shap.summary_plot(
            contributions,
            values,
            feature_names=list(names),
            max_display=SHOWN_FEATURES,
            show=False,
            rng=np.random.default_rng(0),
        )
    figure = plt.gcf()
    plt.close(figure)
    return figure


@contextmanager
def _chart(across: str, up: str, title: str) -> Iterator[tuple[Figure, Axes]]:
    figure = Figure(figsize=(6, 5), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlabel=across, ylabel=up, title=title)
    yield figure, axes
