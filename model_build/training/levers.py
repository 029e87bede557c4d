"""What is changed in an application to see whether the estimated risk follows the direction that it must.

Every feature is computed anew from the changed form, by the very SQL that serves: a direction holds for a person only
if it holds for everything that is made of the changed value.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from model_bundle.arrow_file import FloatArray, column_floats
from model_bundle.features import FeatureRunner
from model_bundle.home_credit import BIRTH, EMPLOYED

Risk = Callable[[FloatArray], FloatArray]
NOTICEABLE: Final = 0.001
"""A rise of a tenth of a point: less reads the same on the page."""
APPLICANTS: Final = 1_500
_YOUNGEST_AT_WORK: Final = 16 * 365
_LESS: Final = 0.9


@dataclass(frozen=True)
class Lever:
    """A change of the form that must not raise any applicant's risk.

    ``change`` returns the changed columns, each of shape (applicants,); ``reaches`` says whom it concerns, of the same
    shape.
    """

    name: str
    change: Callable[[pa.Table], Mapping[str, FloatArray]]
    reaches: Callable[[pa.Table], npt.NDArray[np.bool_]]


def _double_income(form: pa.Table) -> dict[str, FloatArray]:
    return {"AMT_INCOME_TOTAL": 2 * column_floats(form, "AMT_INCOME_TOTAL")}


def _double_job_time(form: pa.Table) -> dict[str, FloatArray]:
    days, born = column_floats(form, EMPLOYED), column_floats(form, BIRTH)
    # Employment cannot begin long before adulthood.
    longer = np.minimum(days, np.maximum(2 * days, born + _YOUNGEST_AT_WORK))
    return {EMPLOYED: np.where(days < 0, longer, days)}


def _borrow_less(form: pa.Table) -> dict[str, FloatArray]:
    return {name: _LESS * column_floats(form, name) for name in ("AMT_CREDIT", "AMT_ANNUITY")}


def _states_income(form: pa.Table) -> npt.NDArray[np.bool_]:
    return np.asarray(np.isfinite(column_floats(form, "AMT_INCOME_TOTAL")))


def _has_a_job(form: pa.Table) -> npt.NDArray[np.bool_]:
    # What stands for no job is a day in the future.
    return np.asarray(column_floats(form, EMPLOYED) < 0)


def _states_the_credit(form: pa.Table) -> npt.NDArray[np.bool_]:
    return np.asarray(np.isfinite(column_floats(form, "AMT_CREDIT") + column_floats(form, "AMT_ANNUITY")))


LEVERS: Final = (
    Lever("income_doubled", _double_income, _states_income),
    Lever("job_time_doubled", _double_job_time, _has_a_job),
    # The same goods, in as many instalments: a tenth of the credit is paid at once, or extras are left out.
    Lever("credit_lowered", _borrow_less, _states_the_credit),
)


@dataclass(frozen=True)
class Moved:
    """Feature vectors of the applicants whom a lever concerns, before and after; shapes (applicants, features)."""

    before: FloatArray
    after: FloatArray

    def rising(self, risk: Risk) -> float | None:
        """Return the share whose risk rises by more than ``NOTICEABLE``; None if the lever affects no applicant."""
        if not len(self.before):
            return None
        return float(np.mean(risk(self.after) - risk(self.before) > NOTICEABLE))


def move(
    runner: FeatureRunner, application: pa.Table, history: pa.Table, *, seed: int, most: int = APPLICANTS
) -> dict[str, Moved]:
    """Pull each lever for a seeded draw of applicants; return their feature vectors by the lever's name.

    ``application`` and ``history`` are what the runner reads, of the same applicants in the same order.
    """
    picked = np.sort(np.random.default_rng(seed).permutation(application.num_rows)[:most])
    form, past = application.take(pa.array(picked)), history.take(pa.array(picked))
    before, moved = runner.run(form, past), {}
    for lever in LEVERS:
        rows = lever.reaches(form)
        after = runner.run(edited(form, lever.change(form)), past)
        moved[lever.name] = Moved(before[rows], after[rows])
    return moved


def edited(form: pa.Table, changes: Mapping[str, FloatArray]) -> pa.Table:
    """Return the form with columns replaced, in the types that they had; NaN becomes null."""
    for name, values in changes.items():
        field = form.schema.field(name)
        rounded = np.round(values) if pa.types.is_integer(field.type) else values
        column = pa.array(rounded, mask=~np.isfinite(rounded)).cast(field.type)
        form = form.set_column(form.schema.get_field_index(name), field, column)
    return form
