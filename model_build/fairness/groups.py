"""The groups that are compared: gender, age band, family status."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from model_bundle.arrow_file import column_floats

DAYS_PER_YEAR = 365.25
Labels = npt.NDArray[np.object_]


def groups_of(application: pa.Table) -> Mapping[str, Labels]:
    """Return the group of each applicant by attribute, of shape (rows,); None where the form does not tell."""
    return {
        "gender": _texts(application, "CODE_GENDER"),
        "age": age_bands(application),
        "family_status": _texts(application, "NAME_FAMILY_STATUS"),
    }


def age_bands(application: pa.Table) -> Labels:
    """Return the decade of each applicant's age at the application, such as ``20-29``."""
    days = column_floats(application, "DAYS_BIRTH")
    decades = np.floor(-days / DAYS_PER_YEAR / 10)
    return np.array(
        [None if np.isnan(decade) else f"{10 * decade:.0f}-{10 * decade + 9:.0f}" for decade in decades], dtype=object
    )


def _texts(application: pa.Table, column: str) -> Labels:
    return np.array(application.column(column).to_pylist(), dtype=object)
