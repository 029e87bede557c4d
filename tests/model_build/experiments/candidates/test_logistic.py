from dataclasses import replace

import numpy as np
import pytest

from model_build.experiments.candidates.logistic import logistic
from model_build.training.train import TrainingSet
from tests.model_build.experiments.candidates.judging import DATA, LEARN, UNSEEN, auc_of, gap_from_additive


@pytest.fixture(scope="module")
def fitted():
    return logistic().fit(DATA, LEARN)


def test_what_can_be_learned_is_found(fitted):
    assert auc_of(fitted) > 0.7


def test_contributions_of_a_linear_model_add_up(fitted):
    assert gap_from_additive(fitted) < 1e-12


def test_a_contribution_is_the_weight_times_the_distance_from_the_mean(fitted):
    """Worked out from two rows that differ in one column: no other column may move."""
    rows = np.array([[0.5, 2.0, 0.1], [1.5, 2.0, 0.1]])
    parts, margins = fitted.contributions(rows), fitted.margins(rows)
    assert parts[1, 0] - parts[0, 0] == pytest.approx(margins[1] - margins[0], abs=1e-12)
    np.testing.assert_allclose(parts[0, 1:], parts[1, 1:], rtol=0, atol=1e-12)
    assert np.abs(fitted.contributions(DATA.matrix[LEARN]).mean(axis=0)).max() < 1e-12


def test_the_columns_of_one_category_are_one_feature(fitted):
    kinds = np.array([[0.0, kind, 0.0] for kind in (0.0, 1.0, 2.0, np.nan)])
    parts = fitted.contributions(kinds)
    assert parts[2, 1] == max(parts[:, 1])
    assert np.ptp(parts[:, 1]) > 0.1
    assert np.ptp(parts[:, [0, 2]], axis=0) == pytest.approx([0, 0], abs=1e-12)


def test_everything_is_fitted_on_the_rows_learned_from_and_on_no_other(fitted):
    changed = DATA.matrix.copy()
    changed[UNSEEN] = 1e6
    again = logistic().fit(
        replace(DATA, matrix=changed, target=np.where(np.arange(1_200) < 900, DATA.target, 1)), LEARN
    )
    np.testing.assert_array_equal(again.margins(DATA.matrix), fitted.margins(DATA.matrix))


def test_missing_values_unseen_categories_and_empty_columns_have_a_margin():
    matrix = np.column_stack([DATA.matrix, np.full(len(DATA.matrix), np.nan), np.ones(len(DATA.matrix))])
    data = TrainingSet(matrix, DATA.target, (*DATA.names, "EMPTY", "CONSTANT"), DATA.categorical, (0,) * 5)

    found = logistic().fit(data, LEARN)

    strange = np.array([[np.nan, 77.0, np.nan, np.nan, np.nan], [0.0, 0.0, 0.0, 3.0, 9.0]])
    assert np.isfinite(found.margins(strange)).all()
    assert found.contributions(strange).shape == (2, 5)


@pytest.mark.parametrize("categorical", [(), ("RATING", "KIND", "NOISE")])
def test_features_may_all_be_of_one_sort(categorical):
    codes = np.nan_to_num(np.round(DATA.matrix)) if categorical else DATA.matrix
    found = logistic().fit(TrainingSet(codes, DATA.target, DATA.names, categorical, (0, 0, 0)), LEARN)
    assert np.isfinite(found.contributions(codes)).all()
