"""What drives the model as a whole, and the reference that single explanations are compared with."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from model_bundle.arrow_file import FloatArray
from model_bundle.manifest import Reference
from model_bundle.reports import GlobalExplanation, Importance
from model_bundle.scorer import Scorer, sigmoid

SAMPLE_ROWS = 2_000
REFERENCE_ROWS = 5_000


@dataclass(frozen=True)
class ExplainedSample:
    """Importance of features and families, and the sample of rows that it was measured on.

    ``values`` and ``contributions`` have shape (rows, features); ``table`` holds both as ``shap_sample.arrow`` does.
    """

    report: GlobalExplanation
    table: pa.Table
    values: FloatArray
    contributions: FloatArray


def reference_of_accepted(
    scorer: Scorer,
    matrix: FloatArray,
    granted: npt.NDArray[np.bool_],
    names: tuple[str, ...],
    seed: int,
    threads: int,
) -> Reference:
    """Return the mean contribution of each feature among accepted clients.

    ``matrix`` has shape (rows, features), ``granted`` (rows,). At most ``REFERENCE_ROWS`` accepted rows, drawn by
    seed, are explained.
    """
    rows = _draw(np.flatnonzero(granted), REFERENCE_ROWS, seed)
    raw = scorer.raw_contributions(matrix[rows], threads=threads)
    means = raw[:, :-1].mean(axis=0)
    return Reference(contributions=dict(zip(names, means.tolist(), strict=True)))


def explain_globally(
    scorer: Scorer,
    matrix: FloatArray,
    granted: npt.NDArray[np.bool_],
    names: tuple[str, ...],
    categorical: Collection[str],
    family_of: Mapping[str, str],
    seed: int,
    threads: int,
) -> ExplainedSample:
    """Measure importance as the mean absolute TreeSHAP value, in log-odds, on a seeded sample of rows.

    What is typical is that of all accepted rows.
    """
    rows = _draw(np.arange(len(matrix)), SAMPLE_ROWS, seed)
    values = matrix[rows]
    raw = scorer.raw_contributions(values, threads=threads)
    contributions = raw[:, :-1]
    columns: dict[str, pa.Array] = {"probability": pa.array(sigmoid(raw.sum(axis=1)))}
    for index, name in enumerate(names):
        columns[f"value.{name}"] = pa.array(values[:, index], from_pandas=True)
        columns[f"contribution.{name}"] = pa.array(contributions[:, index])
    report = GlobalExplanation(
        rows=f"{len(rows)} training applicants drawn by seed, explained by the served model.",
        features=feature_importance(contributions, names),
        families=family_importance(contributions, names, family_of),
        typical=typical_values(matrix, granted, names, categorical),
    )
    return ExplainedSample(report, pa.table(columns), values, contributions)


def typical_values(
    matrix: FloatArray, granted: npt.NDArray[np.bool_], names: tuple[str, ...], categorical: Collection[str]
) -> dict[str, float | None]:
    """Return what is typical of accepted clients: median or most frequent category; None where most have none."""
    accepted = matrix[granted]
    typical: dict[str, float | None] = {}
    for index, name in enumerate(names):
        known = accepted[~np.isnan(accepted[:, index]), index]
        if len(known) * 2 < len(accepted) or not len(known):
            typical[name] = None
        elif name in categorical:
            typical[name] = float(np.bincount(known.astype(np.int64)).argmax())
        else:
            typical[name] = float(np.median(known))
    return typical


def feature_importance(contributions: FloatArray, names: Sequence[str]) -> tuple[Importance, ...]:
    """Return features from the most to the least important; ties in the order of the vector."""
    importance = np.abs(contributions).mean(axis=0)
    order = np.argsort(-importance, kind="stable")
    return tuple(Importance(name=names[index], importance=float(importance[index])) for index in order)


def family_importance(
    contributions: FloatArray, names: tuple[str, ...], family_of: Mapping[str, str]
) -> tuple[Importance, ...]:
    """Return families by the mean absolute value of their summed contributions."""
    families = list(dict.fromkeys(family_of[name] for name in names))
    member = np.array([[family_of[name] == family for family in families] for name in names], dtype=np.float64)
    return feature_importance(contributions @ member, families)


def _draw(rows: npt.NDArray[np.intp], most: int, seed: int) -> npt.NDArray[np.intp]:
    if len(rows) <= most:
        return rows
    return np.sort(np.random.default_rng(seed).choice(rows, most, replace=False))
