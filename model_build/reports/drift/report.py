"""Evidently's drift report: the page that an expert reads."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from model_build.reports.drift.distances import CATEGORY_METHOD, NUMERIC_METHOD
from model_bundle.reports import DriftRule


@dataclass(frozen=True)
class ReportSize:
    """What the page shows at most: columns, and rows of either side. Evidently analyses and draws column by column."""

    columns: int
    rows: int

    def bounded(
        self, reference: pd.DataFrame, current: pd.DataFrame, ranking: Sequence[str], seed: int
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return both frames with the first columns of a ranking and rows drawn by seed."""
        names = list(ranking[: self.columns])
        left, right = (
            side[names].sample(min(len(side), self.rows), random_state=seed).sort_index()
            for side in (reference, current)
        )
        return left, right


REPORT_SIZE: Final = ReportSize(columns=30, rows=5_000)
"""Evidently's time grows with the columns, by about 0.2 s for each, and a page of all of them is hard to read."""


def draw(
    reference: pd.DataFrame, current: pd.DataFrame, categorical: Sequence[str], html: Path, rule: DriftRule
) -> dict[str, Any]:
    """Let Evidently compare two frames of the same columns and write its page; return what it found.

    Columns that are empty on one side cannot be compared and must be left out by the caller.
    """
    # Its import takes seconds: a build that fails before its report does not wait for it.
    from evidently import DataDefinition, Dataset, Report
    from evidently.presets import DataDriftPreset

    definition = DataDefinition(
        numerical_columns=[name for name in reference.columns if name not in set(categorical)],
        categorical_columns=[name for name in categorical if name in reference.columns],
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
        report: dict[str, Any] = snapshot.dict()
    return report
