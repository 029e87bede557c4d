"""The groups that are compared: gender, age band, marital status, number of children, rating of the region."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from model_bundle.arrow_file import FloatArray, column_floats
from model_bundle.home_credit import BIRTH, DAYS_PER_YEAR, FAMILY_STATUS, GENDER

MANY_CHILDREN = 3
FEWEST_RATING = 1
Labels = npt.NDArray[np.object_]


def get_groups(application: pa.Table) -> Mapping[str, Labels]:
    """Return the group of each applicant by attribute, of shape (rows,); None if the form has no value."""
    return {
        "gender": _texts(application, GENDER),
        "age": age_bands(application),
        "family_status": _texts(application, FAMILY_STATUS),
        "children": children_bands(application),
        "region_rating": _integer_labels(column_floats(application, "REGION_RATING_CLIENT"), FEWEST_RATING),
    }


def age_bands(application: pa.Table) -> Labels:
    """Return the decade of each applicant's age at the application, such as ``20-29``."""
    days = column_floats(application, BIRTH)
    decades = np.floor(-days / DAYS_PER_YEAR / 10)
    return np.array(
        [None if np.isnan(decade) else f"{10 * decade:.0f}-{10 * decade + 9:.0f}" for decade in decades], dtype=object
    )


def children_bands(application: pa.Table) -> Labels:
    """Return the number of children of each applicant, as ``0``, ``1``, ``2`` or ``3+``."""
    labels = _integer_labels(column_floats(application, "CNT_CHILDREN"), 0)
    counts = column_floats(application, "CNT_CHILDREN")
    labels[counts >= MANY_CHILDREN] = f"{MANY_CHILDREN}+"
    return labels


def _integer_labels(numbers: FloatArray, least: int) -> Labels:
    # The tables use -1 for a region without a rating.
    return np.array([f"{number:.0f}" if number >= least else None for number in numbers], dtype=object)


def _texts(application: pa.Table, column: str) -> Labels:
    return np.array(application.column(column).to_pylist(), dtype=object)
