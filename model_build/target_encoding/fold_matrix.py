"""The matrix of one outer fold: what is fitted with the target is fitted again on what the fold learns from."""

from collections.abc import Sequence

from model_build.target_encoding.cross_fit import FittedColumns, Positions
from model_bundle.arrow_file import FloatArray


def fold_matrix(
    matrix: FloatArray, names: Sequence[str], fitted: Sequence[FittedColumns], training: Positions
) -> FloatArray:
    """Return features of shape (clients, names) of a fold that learns from the clients at ``training``.

    Columns that are named in ``fitted`` are replaced, whatever they held; the others, and the matrix given, stay as
    they are. Without such columns the matrix itself is returned.
    """
    if not fitted:
        return matrix
    replaced = matrix.copy()
    for columns in fitted:
        replaced[:, [names.index(name) for name in columns.names]] = columns.fit(training)
    return replaced
