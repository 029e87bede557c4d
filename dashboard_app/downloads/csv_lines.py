"""Files of separated values: whole in any table program, numbers as numbers, and a formula in none."""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dashboard_app.i18n.texts import encodable
from dashboard_app.i18n.translator import LARGEST, can_write

BEGINNING = "\ufeff"
"""The mark of UTF-8, without which table programs guess another encoding."""
MEDIA_TYPE = "text/csv; charset=utf-8"
# Also after what another setting of the program takes for the end of a cell, which is a semicolon in French; also the
# full-width signs, which some programs compute.
_FORMULA = re.compile(r"(^|[;\t\r\n][ \t]*)(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")
_TO_BE_QUOTED = re.compile(r'[,;"\r\n]')


@dataclass(frozen=True)
class CsvDialect:
    """How a file is written for the table programs of a language: what ends a cell, and the decimal mark."""

    separator: str
    mark: str
    not_valid: str

    def number(self, value: float | None, digits: int | None = None) -> str:
        """Return a number as table programs read it, with so many decimals or as many as it has; unknown is empty."""
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return ""
        if not can_write(value):
            return self.not_valid
        if digits is None:
            text = str(value) if isinstance(value, int) or "e" not in repr(value) else f"{value:.17f}"
        else:
            text = f"{value:.{digits}f}"
        return text if self.mark == "." else text.replace(".", self.mark)

    def numbers(self, values: Iterable[float], digits: int) -> list[str]:
        """Return many numbers with so many decimals, each as `number` writes it."""
        written = [f"{value:.{digits}f}" if abs(value) < LARGEST else self.number(value) for value in values]
        return written if self.mark == "." else [text.replace(".", self.mark) for text in written]

    def cell(self, value: object) -> str:
        """Return a cell as text; what a table program would compute gets an apostrophe before it."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.number(value)
        return safe_cell(value)

    def text(self, value: str) -> str:
        """Return a text as it stands in a line that is joined by `lines`: safe, and quoted where it must be."""
        safe = safe_cell(value)
        return '"' + safe.replace('"', '""') + '"' if _TO_BE_QUOTED.search(safe) else safe

    def lines(self, columns: Sequence[Sequence[str]]) -> str:
        """Return the lines of columns whose cells are ready: numbers of `number`, texts of `text`."""
        return "".join([f"{self.separator.join(row)}\r\n" for row in zip(*columns, strict=True)])


DIALECTS = {
    "en": CsvDialect(",", ".", "not valid"),
    # A French table program takes a comma for the decimal mark, and the semicolon for the end of a cell.
    "fr": CsvDialect(";", ",", "non valide"),
}


def csv_lines(rows: Iterable[Iterable[object]], dialect: CsvDialect = DIALECTS["en"]) -> Iterator[str]:
    """Return the lines of a file, one after the other; None is an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=dialect.separator)
    buffer.write(BEGINNING)
    for row in rows:
        writer.writerow([dialect.cell(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def safe_cell(value: object) -> str:
    """Return a cell as text; what a table program would compute gets an apostrophe before it."""
    return _FORMULA.sub(r"\1'", "" if value is None else encodable(str(value)))
