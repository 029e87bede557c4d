"""The ``score`` command: the applicants of a folder, scored with a bundle."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from model_build.features import compute, plan
from model_build.portfolio import Scores, check_destination, score_matrix, write_scores
from model_build.prepare import DECIDED
from model_build.sources import open_tables
from model_build.tables import HISTORY_TABLES
from model_build.train import Progress, available_threads
from model_bundle.bundle import Bundle
from model_bundle.publication import resolve


def run_score(bundle_path: Path, data: Path, out: Path, *, progress: Progress) -> Scores:
    """Score the application_test of a folder and write the scores.

    A history that the bundle was trained with and the folder lacks counts as empty: its features are null.
    """
    check_destination(out)
    progress("Checking the bundle", 0.0)
    bundle = Bundle.open(resolve(bundle_path))
    progress("Reading and checking the tables", 0.0)
    with open_tables(data, required=(DECIDED,)) as tables:
        trained_with = frozenset(bundle.manifest.tables_present)
        histories = tables.present & frozenset(HISTORY_TABLES) & trained_with
        categories = {
            name: tuple(category.value for category in entry.categories)
            for name, entry in (*bundle.catalogue.columns.items(), *bundle.catalogue.features.items())
            if entry.categories
        }
        progress("Computing the features", 0.0)
        computed = compute(tables.connection, plan(histories, categories), (DECIDED,))[DECIDED]
    progress("Scoring", 0.0)
    history = _with_nulls(computed.history, bundle.manifest.inputs.history)
    matrix = bundle.runner.run(computed.application, history)
    scores = score_matrix(
        bundle, computed.application.column("SK_ID_CURR").to_pylist(), matrix, threads=available_threads()
    )
    write_scores(scores, out)
    return scores


def _with_nulls(history: pa.Table, columns: Mapping[str, str]) -> pa.Table:
    for name in columns:
        if name not in history.column_names:
            history = history.append_column(name, pa.nulls(history.num_rows, pa.float64()))
    return history
