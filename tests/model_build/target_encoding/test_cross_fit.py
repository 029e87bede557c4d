"""What no outcome may do: reach its own client's value, or that of a client who is judged."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier

from model_build.target_encoding import CrossFitted, FittedColumns
from model_build.target_encoding.neighbours import NeighbourEncoder
from model_build.target_encoding.row_model import RowEncoder
from tests.model_build.target_encoding.hearts import Heart
from tests.model_build.target_encoding.populations import clients_with_points, clients_with_rows

TARGET = np.arange(20) % 2
LEARN = np.array([0, 1, 2, 3, 5, 8, 9, 12, 15, 19])
OTHERS = np.setdiff1d(np.arange(20), LEARN)


def neighbour_columns(target=None, *, told=1.5):
    points, true = clients_with_points(told=told)
    return CrossFitted(NeighbourEncoder(points, true if target is None else target, neighbours=50, threads=1))


def row_columns(target=None, *, told=1.5):
    rows, true = clients_with_rows(told=told)
    return CrossFitted(RowEncoder(rows, true if target is None else target, "R", threads=1))


BOTH = pytest.mark.parametrize("columns", [neighbour_columns, row_columns])


def test_nobody_gets_a_value_from_what_learnt_their_own_outcome():
    assert np.isnan(CrossFitted(Heart(TARGET)).fit(LEARN)[:, 0]).all()


def test_nothing_is_learnt_from_a_client_who_is_judged():
    heart = Heart(TARGET)
    CrossFitted(heart).fit(LEARN)
    assert np.isin(np.concatenate(heart.shown), LEARN).all()


def test_a_judged_client_gets_what_all_learnt_clients_say():
    shown = CrossFitted(Heart(TARGET), folds=5).fit(LEARN)[:, 1]
    assert (shown[LEARN] == 8).all()
    assert (shown[OTHERS] == 10).all()


def test_with_all_clients_learnt_from_nothing_is_learnt_for_others():
    heart = Heart(TARGET)
    CrossFitted(heart, folds=5).fit(np.arange(20))
    assert [len(places) for places in heart.shown] == [16] * 5


def test_the_order_in_which_clients_are_named_changes_nothing():
    columns = neighbour_columns()
    places = np.arange(0, 2_000, 2)
    np.testing.assert_array_equal(columns.fit(places), columns.fit(places[::-1]))


@BOTH
def test_a_clients_own_outcome_does_not_change_their_value(columns):
    """Bit for bit; it does change the values of others, or the test could not fail."""
    fitted: FittedColumns = columns()
    target = fitted.encoder.target
    learn = np.arange(0, len(target), 2)
    before = fitted.fit(learn)
    for client in (2, 404, 1_002):
        flipped = target.copy()
        flipped[client] = 1 - flipped[client]
        after = columns(flipped).fit(learn)
        np.testing.assert_array_equal(after[client], before[client])
        assert not np.array_equal(after[learn], before[learn], equal_nan=True)


@BOTH
def test_outcomes_of_judged_clients_change_nothing_at_all(columns):
    fitted = columns()
    target = fitted.encoder.target
    learn, held = np.arange(0, len(target), 2), np.arange(1, len(target), 2)
    flipped = target.copy()
    flipped[held] = 1 - flipped[held]
    np.testing.assert_array_equal(columns(flipped).fit(learn), fitted.fit(learn))


@BOTH
def test_from_noise_nothing_is_learnt_in_the_fold_or_outside(columns):
    """Outcomes that have nothing to do with the clients; a leak would rank them, one way or the other.

    A model that learns the values by heart is what a leak helps most.
    """
    fitted = columns(told=0)
    target = fitted.encoder.target
    inside, outside = [], []
    for fold in range(4):
        held = np.arange(fold, len(target), 4)
        learn = np.setdiff1d(np.arange(len(target)), held)
        values = np.nan_to_num(fitted.fit(learn), nan=-1.0)
        model = DecisionTreeClassifier(min_samples_leaf=20, random_state=0).fit(values[learn], target[learn])
        inside.append(roc_auc_score(target[learn], values[learn, 0]))
        outside.append(roc_auc_score(target[held], model.predict_proba(values[held])[:, 1]))
    assert np.mean(inside) == pytest.approx(0.5, abs=0.04)
    assert np.mean(outside) == pytest.approx(0.5, abs=0.04)


@BOTH
def test_what_there_is_to_learn_is_found_on_both_sides(columns):
    fitted = columns()
    target = fitted.encoder.target
    learn, held = np.arange(0, len(target), 2), np.arange(1, len(target), 2)
    values = fitted.fit(learn)[:, 0]
    for places in (learn, held):
        known = places[~np.isnan(values[places])]
        assert roc_auc_score(target[known], values[known]) > 0.62


@BOTH
def test_the_same_seed_gives_the_same_values(columns):
    places = np.arange(1_000)
    np.testing.assert_array_equal(columns().fit(places), columns().fit(places))
