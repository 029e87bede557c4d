import numpy as np

from model_build.target_encoding.fold_matrix import fold_matrix

MATRIX = np.arange(12.0).reshape(3, 4)
NAMES = ("A", "B", "C", "D")


class Told:
    """Gives back whom it was told to learn from, as its values."""

    names = ("D", "B")

    def fit(self, learn):
        return np.full((3, 2), [len(learn), -len(learn)], dtype=np.float64)


def test_fitted_columns_are_replaced_by_name_and_the_others_stay():
    given = MATRIX.copy()

    found = fold_matrix(given, NAMES, [Told()], np.array([0, 1]))

    np.testing.assert_array_equal(found[:, [0, 2]], MATRIX[:, [0, 2]])
    np.testing.assert_array_equal(found[:, 3], [2, 2, 2])
    np.testing.assert_array_equal(found[:, 1], [-2, -2, -2])
    np.testing.assert_array_equal(given, MATRIX)


def test_without_such_columns_nothing_is_copied():
    assert fold_matrix(MATRIX, NAMES, (), np.array([0])) is MATRIX
