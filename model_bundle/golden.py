"""The file of golden rows: forms with histories whose scores are known."""

from collections.abc import Sequence

from model_bundle.json_file import Frozen, parse
from model_bundle.manifest import GoldenRow


class _GoldenFile(Frozen):
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
    return parse(_GoldenFile, text, "golden.json", shows_values=False).rows
