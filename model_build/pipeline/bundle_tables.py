"""The data files of a bundle: pending applications, former applicants, golden rows."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from model_bundle.arrow_file import FloatArray, IntArray, column_floats, pack_matrix
from model_bundle.features import FeatureRunner
from model_bundle.form_limits import broken_relations
from model_bundle.home_credit import BIRTH, FAMILY_STATUS, GENDER, KEY
from model_bundle.manifest import GoldenRow
from model_bundle.scorer import Scorer

GOLDEN_ROWS = 20
SAMPLED_ROWS = 200
"""Rows that the golden ones are chosen from, for scores low and high."""
POPULATION_COLUMNS = (
    BIRTH,
    FAMILY_STATUS,
    "NAME_INCOME_TYPE",
    "NAME_EDUCATION_TYPE",
    "AMT_CREDIT",
)
"""The columns of the form that the population of a bundle holds, for the filters of the comparison."""
_ARROW_TYPES: Mapping[str, pa.DataType] = {
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "VARCHAR": pa.string(),
}


def clients_table(
    application: pa.Table,
    history: pa.Table,
    matrix: FloatArray,
    probabilities: FloatArray,
    inputs: Mapping[str, Mapping[str, str]],
) -> pa.Table:
    """Return ``clients.arrow``: form, stored aggregates, features and score of each applicant, ordered by number.

    A probability that is NaN is stored as null: the data of that applicant must be checked.
    """
    columns: dict[str, pa.Array | pa.ChunkedArray] = {
        KEY: application.column(KEY).cast(pa.int64()),
        "probability": pa.array(probabilities, mask=np.isnan(probabilities)),
    }
    for table, prefix in ((application, "application"), (history, "history")):
        for name, sql_type in inputs[prefix].items():
            if name != KEY:
                columns[f"{prefix}.{name}"] = table.column(name).cast(_ARROW_TYPES[sql_type])
    columns["features"] = pack_matrix(matrix)
    return pa.table(columns).sort_by(KEY)


def population_table(
    application: pa.Table,
    matrix: FloatArray,
    names: Sequence[str],
    target: IntArray,
    probabilities: FloatArray,
    granted: npt.NDArray[np.bool_],
) -> pa.Table:
    """Return ``population.arrow``: features, outcome, out-of-fold score and decision of each former applicant."""
    columns: dict[str, pa.Array | pa.ChunkedArray] = {
        KEY: application.column(KEY).cast(pa.int64()),
        "target": pa.array(target.astype(np.int8)),
        "probability": pa.array(probabilities),
        "granted": pa.array(granted),
    }
    for name in POPULATION_COLUMNS:
        columns[f"application.{name}"] = application.column(name)
    for index, name in enumerate(names):
        columns[f"feature.{name}"] = pa.array(np.ascontiguousarray(matrix[:, index]))
    return pa.table(columns).sort_by(KEY)


def golden_rows(
    clients: pa.Table, runner: FeatureRunner, scorer: Scorer, inputs: Mapping[str, Mapping[str, str]], seed: int
) -> tuple[GoldenRow, ...]:
    """Return synthetic forms with histories, spread evenly from the lowest to the highest score.

    Each column of a row comes from another applicant, drawn at random among those with a score; there is no client
    number and no gender.
    """
    rng = np.random.default_rng(seed)
    decided = np.flatnonzero(np.isfinite(column_floats(clients, "probability")))
    sampled = {
        prefix: pa.table(
            {name: _sample_column(clients, prefix, name, kind, decided, rng) for name, kind in inputs[prefix].items()}
        )
        for prefix in ("application", "history")
    }
    probabilities = scorer.probabilities(runner.run(sampled["application"], sampled["history"]))
    forms, histories = (sampled[prefix].drop_columns([KEY]).to_pylist() for prefix in ("application", "history"))
    # Columns of different applicants may contradict each other; the application would refuse such a form.
    possible = np.array([not any(broken_relations(form)) for form in forms])
    order = np.flatnonzero(possible)[np.argsort(probabilities[possible], kind="stable")]
    picks = order[np.unique(np.linspace(0, len(order) - 1, GOLDEN_ROWS).astype(np.int64))]
    return tuple(GoldenRow(application=forms[k], history=histories[k], probability=probabilities[k]) for k in picks)


def _sample_column(
    clients: pa.Table,
    prefix: str,
    name: str,
    sql_type: str,
    decided: npt.NDArray[np.int64],
    rng: np.random.Generator,
) -> pa.Array | pa.ChunkedArray:
    if name == KEY:
        return pa.array(np.arange(SAMPLED_ROWS))
    if name == GENDER:
        return pa.nulls(SAMPLED_ROWS, _ARROW_TYPES[sql_type])
    picked = clients.column(f"{prefix}.{name}").take(pa.array(rng.choice(decided, SAMPLED_ROWS)))
    # Some tables say NaN where a form may hold nothing.
    return pc.if_else(pc.is_nan(picked), None, picked) if sql_type == "DOUBLE" else picked
