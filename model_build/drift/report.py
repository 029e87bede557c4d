"""Evidently's drift report: the distances, and the page an expert reads."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

from model_build.drift.verdict import Rule

# Distances, not tests: with tens of thousands of rows every p-value is tiny, and Evidently's default changes its
# method with the number of rows, so that two reports could not be compared.
NUMERIC_METHOD = "wasserstein"
CATEGORY_METHOD = "jensenshannon"


@dataclass(frozen=True)
class Distance:
    """How far one column moved, by which method."""

    method: str
    value: float
    threshold: float

    @property
    def is_drifted(self) -> bool:
        """Say whether the distance reaches the threshold."""
        return self.value >= self.threshold


def compare(
    reference: pd.DataFrame, current: pd.DataFrame, categorical: Sequence[str], html: Path, rule: Rule
) -> dict[str, Distance]:
    """Compare two frames of the same columns and write Evidently's page; return the distance of each column.

    Columns that are empty on one side cannot be compared and must be left out by the caller.
    """
    definition = DataDefinition(
        numerical_columns=[name for name in reference.columns if name not in set(categorical)],
        categorical_columns=list(categorical),
    )
    preset = DataDriftPreset(
        # Its headline should not contradict our verdict beside it; by default it wants half of the columns to move.
        drift_share=rule.largest_share,
        num_method=NUMERIC_METHOD,
        cat_method=CATEGORY_METHOD,
        num_threshold=rule.threshold,
        cat_threshold=rule.threshold,
    )
    with warnings.catch_warnings():
        # Correlations and kernel densities of constant columns divide by zero inside Evidently.
        warnings.simplefilter("ignore")
        snapshot = Report([preset]).run(
            Dataset.from_pandas(current, data_definition=definition),
            Dataset.from_pandas(reference, data_definition=definition),
        )
        snapshot.save_html(str(html))
        metrics = snapshot.dict()["metrics"]
    return {
        metric["config"]["column"]: Distance(metric["config"]["method"], float(metric["value"]), rule.threshold)
        for metric in metrics
        if metric["config"]["type"].endswith(":ValueDrift")
    }
