"""Lines of the list of pending applications, column by column."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard_app.store import ActiveBundle
from model_bundle.arrow_file import FloatArray
from model_bundle.decision import Decision

OCCUPATION = "OCCUPATION_TYPE"
DECISIONS = tuple(Decision)


@dataclass(frozen=True)
class ClientRow:
    """One line of the list; NaN and None are missing values."""

    client_id: int
    amount: float
    annuity: float
    age: float
    occupation: str | None
    probability: float
    distance: float
    decision: Decision


@dataclass(frozen=True)
class Lines:
    """Lines of the list, column by column: arrays of shape (lines,), NaN where a value is missing.

    ``occupations`` are places in ``occupation_values``, -1 where it is missing; ``decisions`` are places in
    `DECISIONS`.
    """

    client_ids: npt.NDArray[np.int64]
    amounts: FloatArray
    annuities: FloatArray
    ages: FloatArray
    occupations: npt.NDArray[np.int16]
    occupation_values: tuple[str, ...]
    probabilities: FloatArray
    distances: FloatArray
    decisions: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.client_ids)

    def __iter__(self) -> Iterator[ClientRow]:
        columns = (
            self.client_ids.tolist(),
            self.amounts.tolist(),
            self.annuities.tolist(),
            self.ages.tolist(),
            [None if code < 0 else self.occupation_values[code] for code in self.occupations.tolist()],
            self.probabilities.tolist(),
            self.distances.tolist(),
            [DECISIONS[place] for place in self.decisions.tolist()],
        )
        return (ClientRow(*line) for line in zip(*columns, strict=True))


def lines_of(active_bundle: ActiveBundle, rows: npt.NDArray[np.int64]) -> Lines:
    """Return the lines of some clients, column by column: one cell at a time would cost a hundred times as much."""
    columns = active_bundle.list_columns
    coded = active_bundle.clients_coded(f"application.{OCCUPATION}")
    probabilities = columns["probability"][rows]
    return Lines(
        client_ids=active_bundle.client_ids[rows],
        amounts=columns["amount"][rows],
        annuities=columns["annuity"][rows],
        ages=columns["age"][rows],
        occupations=coded.codes[rows],
        occupation_values=coded.values,
        probabilities=probabilities,
        distances=probabilities - active_bundle.bundle.manifest.threshold.value,
        decisions=decisions_of(active_bundle)[rows],
    )


def decisions_of(active_bundle: ActiveBundle) -> npt.NDArray[np.int8]:
    """Return the place of each applicant's decision in ``Decision``, of shape (clients,)."""

    def decide_all() -> npt.NDArray[np.int8]:
        scores, threshold = active_bundle.probabilities, active_bundle.bundle.manifest.threshold
        places = np.where(
            scores < threshold.value, DECISIONS.index(Decision.GRANTED), DECISIONS.index(Decision.REFUSED)
        )
        places = np.where(np.isnan(scores), DECISIONS.index(Decision.DATA_CHECK), places)
        in_band = (scores >= threshold.review_low) & (scores < threshold.review_high)
        return np.where(in_band, DECISIONS.index(Decision.REVIEW), places).astype(np.int8)

    return active_bundle.kept(("decisions",), decide_all)
