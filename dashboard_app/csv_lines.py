"""Files of comma-separated values: whole in any table program, and a formula in none."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

BEGINNING = "\ufeff"
"""The mark of UTF-8, without which table programs guess another encoding."""
MEDIA_TYPE = "text/csv; charset=utf-8"
# Also after what another setting of the program takes for the end of a cell, which is a semicolon in French; also the
# full-width signs, which some programs compute.
_FORMULA = re.compile(r"(^|[;\t\r\n][ \t]*)(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Return the lines of a file, one after the other; None is an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BEGINNING)
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def safe_cell(value: object) -> str:
    """Return a cell as text; what a table program would compute gets an apostrophe before it."""
    return _FORMULA.sub(r"\1'", "" if value is None else str(value))
