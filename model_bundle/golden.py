"""The file of golden rows: forms with histories whose scores are known."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, ValidationError

from model_bundle.errors import BundleCorruptError
from model_bundle.manifest import GoldenRow


class _GoldenFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: tuple[GoldenRow, ...]


def write_golden(rows: Sequence[GoldenRow]) -> str:
    """Return the text of ``golden.json``."""
    return _GoldenFile(rows=tuple(rows)).model_dump_json()


def read_golden(text: str) -> tuple[GoldenRow, ...]:
    """Read the text of ``golden.json``.

    Raises
    ------
    BundleCorruptError
        The text holds no golden rows.
    """
    rows = _rows(text)
    if rows is None:
        raise BundleCorruptError("golden.json holds no golden rows. Build the bundle again.")
    return rows


def _rows(text: str) -> tuple[GoldenRow, ...] | None:
    # The error itself goes no further: pydantic's holds on to what it read.
    try:
        return _GoldenFile.model_validate_json(text).rows
    except ValidationError:
        return None
