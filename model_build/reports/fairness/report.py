"""The fairness report."""

from collections.abc import Mapping

import numpy as np

from model_build.metrics.headline import Figures
from model_build.reports.fairness.groups import Labels
from model_build.reports.fairness.rates import ScoredGroup, distances
from model_bundle.arrow_file import FloatArray, IntArray
from model_bundle.reports import AttributeFairness, FairnessReport

ROWS = (
    "Out-of-fold predictions of the training applicants, each fold calibrated on the others, decided at the active "
    "threshold, which was chosen on all these rows together. AUC and cost with gender and age: the same rows, the same "
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
) -> FairnessReport:
    """Compare the groups of each attribute; ``labels`` and arrays have shape (rows,).

    ``protected`` are the figures with gender and age, None where they were not measured.
    """
    rng = np.random.default_rng(seed)
    attributes = []
    for name, label in labels.items():
        groups = _groups(label, probabilities, target, threshold)
        attributes.append(
            AttributeFairness(
                name=name,
                unknown=sum(value is None for value in label),
                **distances(groups, rng),
                groups=tuple(group.report() for group in groups),
            )
        )
    return FairnessReport(
        rows=ROWS,
        threshold=threshold,
        attributes=tuple(attributes),
        auc=served.auc,
        auc_with_protected=protected.auc if protected else None,
        cost=served.cost,
        cost_with_protected=protected.cost if protected else None,
    )


def _groups(label: Labels, probabilities: FloatArray, target: IntArray, threshold: float) -> list[ScoredGroup]:
    groups = []
    for value in sorted({value for value in label if value is not None}):
        rows = np.flatnonzero(label == value)
        # In the order of the scores, so that sums do not depend on the order of the applicants.
        order = rows[np.lexsort((target[rows], probabilities[rows]))]
        groups.append(
            ScoredGroup(
                value,
                target[order].astype(np.float64),
                (probabilities[order] >= threshold).astype(np.float64),
                probabilities[order],
            )
        )
    return groups
