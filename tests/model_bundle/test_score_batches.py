import math
import pickle

import numpy as np
import pyarrow as pa
import pytest

from model_bundle.decision import decide_all, threshold_with_band
from model_bundle.manifest import Reference
from model_bundle.score_batches import ScoreBatches
from model_bundle.scorer import Scorer
from tests.model_bundle.test_scorer import MATRIX, NAMES, train

REFERENCE = Reference(contributions={"a": 0.25, "b": -0.5, "c": 0.0, "d": 0.125})
THRESHOLD = threshold_with_band(0.5)
NUMBERS = list(range(100_000, 100_000 + len(MATRIX)))


@pytest.fixture(scope="module")
def model():
    return train(5).model_to_string()


def batches_of(*, with_contributions: bool) -> ScoreBatches:
    return ScoreBatches(NAMES, REFERENCE, THRESHOLD, with_contributions)


def test_without_contributions_there_are_four_columns(model):
    scorer = Scorer(model, NAMES, REFERENCE)
    batch = batches_of(with_contributions=False).score(scorer, NUMBERS, MATRIX)

    assert batch.schema.names == ["SK_ID_CURR", "probability", "decision", "threshold"]
    assert [str(kind) for kind in batch.schema.types] == ["int64", "double", "string", "double"]
    probabilities = scorer.probabilities(MATRIX)
    np.testing.assert_array_equal(batch.column("probability").to_numpy(), probabilities)
    assert batch.column("decision").to_pylist() == decide_all(probabilities, THRESHOLD)
    assert set(batch.column("threshold").to_pylist()) == {0.5}


def test_contributions_and_base_add_up_to_the_log_odds_of_each_row(model):
    batch = batches_of(with_contributions=True).score(Scorer(model, NAMES, REFERENCE), NUMBERS, MATRIX)

    assert batch.schema.names[4:] == ["base", *(f"contribution.{name}" for name in NAMES)]
    for row in batch.to_pylist():
        total = row["base"] + sum(row[f"contribution.{name}"] for name in NAMES)
        assert total == pytest.approx(math.log(row["probability"] / (1 - row["probability"])), abs=1e-9)


def test_contributions_are_relative_to_the_average_accepted_client(model):
    scorer = Scorer(model, NAMES, REFERENCE)
    batch = batches_of(with_contributions=True).score(scorer, NUMBERS, MATRIX)

    shown = scorer.explain(MATRIX[7])
    assert [batch.column(f"contribution.{name}")[7].as_py() for name in NAMES] == shown.values.tolist()
    assert batch.column("base")[7].as_py() == shown.base


def test_rows_of_features_are_scored_batch_after_batch_elsewhere(model):
    """As a worker of a cluster does it: with what was sent to it, null where nothing is known, and an empty batch."""
    matrix = MATRIX[:30].copy()
    matrix[3, 1] = np.nan
    columns = {"SK_ID_CURR": NUMBERS[:30]} | {
        name: [None if np.isnan(value) else value for value in matrix[:, place]] for place, name in enumerate(NAMES)
    }
    rows = pa.record_batch(columns)
    sent = pickle.loads(pickle.dumps(batches_of(with_contributions=True)))  # noqa: S301

    found = list(sent.score_rows(model, [rows.slice(0, 12), rows.slice(0, 0), rows.slice(12)]))

    expected = batches_of(with_contributions=True).score(Scorer(model, NAMES, REFERENCE), NUMBERS[:30], matrix)
    assert [batch.num_rows for batch in found] == [12, 18]
    assert pa.Table.from_batches(found).combine_chunks().equals(pa.Table.from_batches([expected]))
