"""The data files of a bundle: applicants to be decided, former applicants, golden rows."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from model_build.train import IntArray
from model_bundle.arrow_file import FloatArray, pack_matrix
from model_bundle.manifest import GoldenRow

KEY = "SK_ID_CURR"
GOLDEN_ROWS = 20
POPULATION_COLUMNS = (
    "DAYS_BIRTH",
    "NAME_FAMILY_STATUS",
    "NAME_INCOME_TYPE",
    "NAME_EDUCATION_TYPE",
    "AMT_CREDIT",
)
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
    """Return ``clients.arrow``: form, stored aggregates, features and score of each applicant, ordered by number."""
    columns: dict[str, pa.Array | pa.ChunkedArray] = {
        KEY: application.column(KEY).cast(pa.int64()),
        "probability": pa.array(probabilities),
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


def golden_rows(clients: pa.Table) -> tuple[GoldenRow, ...]:
    """Return applicants spread evenly from the lowest to the highest score, with form, history and score."""
    order = np.argsort(clients.column("probability").to_numpy(), kind="stable")
    picks = order[np.unique(np.linspace(0, len(order) - 1, GOLDEN_ROWS).astype(np.int64))]
    # Taking rows of the wide table would copy its features too.
    wanted = [name for name in clients.column_names if name != "features"]
    return tuple(_golden(row) for row in clients.select(wanted).take(pa.array(picks)).to_pylist())


def _golden(row: Mapping[str, Any]) -> GoldenRow:
    key = row[KEY]
    form = {name.partition(".")[2]: _clean(value) for name, value in row.items() if name.startswith("application.")}
    history = {name.partition(".")[2]: _clean(value) for name, value in row.items() if name.startswith("history.")}
    return GoldenRow(application={KEY: key, **form}, history={KEY: key, **history}, probability=row["probability"])


def _clean(value: Any) -> Any:  # noqa: ANN401 - cells of any column
    return None if isinstance(value, float) and np.isnan(value) else value
