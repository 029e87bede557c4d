"""Taking the row-level models into the model: their columns become features like any other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from model_build.features import Computed
from model_build.prepare import Prepared, training_set
from model_build.target_encoding import FittedColumns
from model_build.target_encoding.row_features import row_features
from model_build.target_encoding.row_model import RowEncoder
from model_build.target_encoding.served_rows import ServedRows
from model_build.training.train import Recipe, TrainingSet
from model_bundle.arrow_file import FloatArray


@dataclass(frozen=True)
class Promotion:
    """The data and models of a build after the optional steps."""

    prepared: Prepared
    data: TrainingSet
    rows: tuple[ServedRows, ...]


def row_encoders(prepared: Prepared, recipe: Recipe) -> list[RowEncoder]:
    """Return what learns from the rows of each table that was read."""
    return [
        RowEncoder(rows.train, prepared.target, rows.source.prefix, seed=recipe.seed, threads=recipe.threads)
        for rows in prepared.rows
    ]


def promote_row_models(prepared: Prepared, columns: Sequence[FittedColumns], recipe: Recipe) -> Promotion:
    """Add what row-level models say of each client to the features, and keep it beside the client's history.

    Former applicants get cross-fitted values, pending applications those of models of all rows. ``columns`` are
    the fitted columns of ``row_encoders``, in their order.
    """
    everybody = np.arange(len(prepared.target))
    served = tuple(
        ServedRows(rows.source.table, rows.sql, encoder.model(everybody))
        for rows, encoder in zip(prepared.rows, row_encoders(prepared, recipe), strict=True)
    )
    decided = [
        served_columns.model.summaries(rows.decided, threads=recipe.threads)
        for served_columns, rows in zip(served, prepared.rows, strict=True)
    ]
    plan = prepared.plan.with_fitted(row_features([served_columns.table for served_columns in served]))
    names = [feature.name for feature in plan.fitted]
    extended = replace(
        prepared,
        plan=plan,
        train=_extended(prepared.train, names, np.hstack([fitted.fit(everybody) for fitted in columns])),
        decided=_extended(prepared.decided, names, np.hstack(decided)),
    )
    return Promotion(extended, replace(training_set(extended), fitted=tuple(columns)), served)


def _extended(computed: Computed, names: Sequence[str], values: FloatArray) -> Computed:
    history = computed.history
    for name, column in zip(names, values.T, strict=True):
        # Unknown is null, as in every history.
        history = history.append_column(name, pa.array(column, from_pandas=True))
    return replace(computed, history=history, matrix=np.hstack([computed.matrix, values]))
