"""Scores of applicants whose data must be checked: none, and why."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from model_build.validation.data_checks import Checks
from model_bundle.data_checks import DataCheck
from model_bundle.decision import Decision
from model_bundle.home_credit import KEY

COLUMN: Final = "data_check"
_AFTER: Final = "threshold"
_USED_COLUMNS: Final = (KEY, _AFTER)
_MOST_SHOWN: Final = 5


def with_column(schema: pa.Schema) -> pa.Schema:
    """Return the columns of a file of scores, with the column of data checks."""
    return schema.insert(schema.get_field_index(_AFTER) + 1, pa.field(COLUMN, pa.string()))


def with_checks(parts: Iterable[pa.RecordBatch], checks: Checks) -> Iterator[pa.RecordBatch]:
    """Yield parts of a file of scores in which those who are in ``checks`` have no score, with the reason."""
    for part in parts:
        yield _with_checks(part, checks)


def describe(checks: Sequence[DataCheck]) -> str:
    """Return what must be checked of one applicant in one line: column, value and limits of five checks at most."""
    more = len(checks) - _MOST_SHOWN
    return "; ".join(str(check) for check in checks[:_MOST_SHOWN]) + (f"; and {more} more" if more > 0 else "")


def _with_checks(part: pa.RecordBatch, checks: Checks) -> pa.RecordBatch:
    schema = with_column(part.schema)
    reasons = [describe(checks[number]) if number in checks else None for number in part.column(KEY).to_pylist()]
    reason = pa.array(reasons, pa.string())
    columns = {name: part.column(name) for name in part.schema.names} | {COLUMN: reason}
    if reason.null_count < len(reason):
        is_scored = pc.is_null(reason)
        # Neither a score nor what it is made of: both come from a form that is not true.
        for name in part.schema.names:
            if name not in _USED_COLUMNS:
                other = Decision.DATA_CHECK.value if name == "decision" else None
                columns[name] = pc.if_else(is_scored, columns[name], pa.scalar(other, columns[name].type))
    return pa.record_batch([columns[name] for name in schema.names], schema=schema)
