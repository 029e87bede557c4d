"""The fairness report: what ``fairness.json`` holds."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from model_build.metrics.headline import Figures
from model_build.reports.fairness.groups import Labels
from model_build.reports.fairness.rates import Group, distances
from model_bundle.arrow_file import FloatArray, IntArray

ROWS = (
    "Out-of-fold predictions of the training applicants, each fold calibrated on the others, decided at the threshold "
    "active, which was chosen on all these rows together. AUC and cost with gender and age: the same rows, the same "
    "folds, each fold at a threshold chosen on the others."
)


def fairness(
    labels: Mapping[str, Labels],
    probabilities: FloatArray,
    target: IntArray,
    threshold: float,
    *,
    served: Figures,
    protected: Figures | None,
    seed: int,
) -> dict[str, Any]:
    """Compare the groups of each attribute; ``labels`` and arrays have shape (rows,).

    ``protected`` are the figures with gender and age, None where they were not measured.
    """
    rng = np.random.default_rng(seed)
    attributes = []
    for name, label in labels.items():
        groups = _groups(label, probabilities, target, threshold)
        attributes.append(
            {
                "name": name,
                "unknown": int(sum(value is None for value in label)),
                **distances(groups, rng),
                "groups": [group.to_dict() for group in groups],
            }
        )
    return {
        "rows": ROWS,
        "threshold": threshold,
        "attributes": attributes,
        "auc": served.auc,
        "auc_with_protected": protected.auc if protected else None,
        "cost": served.cost,
        "cost_with_protected": protected.cost if protected else None,
    }


def _groups(label: Labels, probabilities: FloatArray, target: IntArray, threshold: float) -> list[Group]:
    found = []
    for value in sorted({value for value in label if value is not None}):
        rows = np.flatnonzero(label == value)
        # In the order of the scores, so that sums do not depend on the order of the applicants.
        order = rows[np.lexsort((target[rows], probabilities[rows]))]
        found.append(
            Group(
                value,
                target[order].astype(np.float64),
                (probabilities[order] >= threshold).astype(np.float64),
                probabilities[order],
            )
        )
    return found
