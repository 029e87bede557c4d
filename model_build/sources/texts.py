"""Reading texts: blanks and case repaired where the value meant is known, words for nothing made null."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb

from model_build.errors import ValueTypeError
from model_build.reading_report import Finding, FindingKind, example
from model_build.sources.nulls import bare, is_null_word
from model_build.sources.numbers import SMALL_INTEGERS, is_text_type
from model_build.sources.quoting import identifier, text

_MOST_VALUES: Final = 5_000
_MANY_ROWS: Final = 10
# A program that knows truth values may have written them for these words.
_TRUE: Final = frozenset({"true", "yes", "y", "t", "1", "1.0"})
_FALSE: Final = frozenset({"false", "no", "n", "f", "0", "0.0"})
_TRUTH: Final = {frozenset({"y", "n"}): ("Y", "N"), frozenset({"yes", "no"}): ("Yes", "No")}


@dataclass(frozen=True)
class TextColumn:
    """One column of texts of a file, and the SQL that reads it.

    ``replaced`` maps a text of the file to the one that is meant, None for an absent value; all others stay.
    """

    column: str
    source: str
    duckdb_type: str
    replaced: Mapping[str, str | None]
    values: frozenset[str]
    """What the column holds after reading."""

    @property
    def value(self) -> str:
        """The value with the type of the schema."""
        raw = identifier(self.source)
        if self.duckdb_type == '"NULL"':
            return "CAST(NULL AS VARCHAR)"
        plain = raw if self.duckdb_type == "VARCHAR" else f"CAST({raw} AS VARCHAR)"
        if not self.replaced:
            return plain
        cases = " ".join(
            f"WHEN {text(raw_value)} THEN {'NULL' if meaning is None else text(meaning)}"
            for raw_value, meaning in self.replaced.items()
        )
        return f"CASE {plain} {cases} ELSE {plain} END"


def read_text_column(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    column: str,
    source: str,
    duckdb_type: str,
    *,
    known: Sequence[str] | None,
    table: str,
    name: str,
    is_learnt: bool = False,
) -> tuple[TextColumn, list[Finding]]:
    """Return how a column of texts is read, and what was found in it.

    Parameters
    ----------
    rows
        A relation for SQL.
    known
        The values that the column may hold; None where any text will do.
    is_learnt
        Whether values that are not known are learnt by the model, as those of former applicants are.

    Raises
    ------
    ValueTypeError
        The column holds something else than texts, or more different ones than categories can be.
    """
    is_digits = duckdb_type in SMALL_INTEGERS and known is not None and any(value.isdigit() for value in known)
    if not is_text_type(duckdb_type) and duckdb_type not in ('"NULL"', "BOOLEAN") and not is_digits:
        _require_empty(connection, rows, column, source, name)
        return TextColumn(column, source, '"NULL"', {}, frozenset()), []
    raw = identifier(source)
    counted: dict[str, int] = dict(
        connection.execute(
            f"SELECT CAST({raw} AS VARCHAR), count(*) FROM {rows} WHERE {raw} IS NOT NULL GROUP BY 1 "  # noqa: S608 - quoted names
            f"LIMIT {_MOST_VALUES + 1}"
        ).fetchall()
    )
    if len(counted) > _MOST_VALUES:
        raise ValueTypeError(
            f"{name} holds more different texts in column {column!r} than a category can have",
            got=f"more than {_MOST_VALUES:,}",
            remedy="check that the values stand under the right column names",
        )
    meanings = {raw_value: _meant(raw_value, known) for raw_value in counted}
    replaced = {raw_value: value for raw_value, value in meanings.items() if value != raw_value}
    values = frozenset(value for value in meanings.values() if value is not None)
    if known is not None and not is_learnt:
        _require_known(counted, meanings, known, column, name)
    findings = _findings(counted, meanings, known, table, column, is_learnt=is_learnt)
    return TextColumn(column, source, duckdb_type, replaced, values), findings


def _require_known(
    counted: Mapping[str, int], meanings: Mapping[str, str | None], known: Sequence[str], column: str, name: str
) -> None:
    """Refuse a column of many rows without one category that is known: another column's values, or another language."""
    present = [value for value in counted if meanings[value] is not None]
    rows = sum(counted[value] for value in present)
    if rows >= _MANY_ROWS and not any(meanings[value] in known for value in present):
        raise ValueTypeError(
            f"{name} holds no known category in column {column!r}",
            got=f"{', '.join(repr(example(value)) for value in sorted(present)[:3])} in {rows:,} rows",
            remedy="check that the values stand under the right column name, and write the categories as Kaggle does",
        )


def _meant(raw_value: str, known: Sequence[str] | None) -> str | None:
    if known is not None and raw_value in known:
        return raw_value
    if is_null_word(raw_value):
        return None
    plain = " ".join(bare(raw_value).split())
    if known is None:
        return plain
    folded = {value for value in known if fold(value) == fold(raw_value)}
    if len(folded) == 1:
        return folded.pop()
    truth = _TRUTH.get(frozenset(fold(value) for value in known if fold(value) in ("y", "n", "yes", "no")))
    if truth is not None and fold(raw_value) in _TRUE | _FALSE:
        return truth[0] if fold(raw_value) in _TRUE else truth[1]
    # A program that takes a column for numbers writes the category 1 as 1.0.
    integer_text = re.sub(r"\.0+$", "", plain)
    return integer_text if integer_text.isdigit() and integer_text in known else plain


def fold(value: str) -> str:
    """Return a text without what two spellings of one value differ in: blanks, case, composed letters."""
    return " ".join(bare(unicodedata.normalize("NFKC", value)).split()).casefold()


def _findings(
    counted: Mapping[str, int],
    meanings: Mapping[str, str | None],
    known: Sequence[str] | None,
    table: str,
    column: str,
    *,
    is_learnt: bool,
) -> list[Finding]:
    null_texts = [raw_value for raw_value, value in meanings.items() if value is None and raw_value]
    repaired = [raw_value for raw_value, value in meanings.items() if value is not None and value != raw_value]
    unknown = [
        raw_value
        for raw_value, value in meanings.items()
        if known is not None and value is not None and value not in known
    ]

    def finding(kind: FindingKind, code: str, message: str, raw_value: list[str]) -> Finding:
        first = sorted(raw_value, key=lambda value: (-counted[value], value))
        examples = tuple(repr(example(value)) for value in first[:10])
        return Finding(
            kind, code, message, table, column, rows=sum(counted[value] for value in raw_value), examples=examples
        )

    findings = []
    if null_texts:
        findings.append(
            finding(FindingKind.REPAIRED, "textual_null", "Texts that mean an absent value count as empty:", null_texts)
        )
    if repaired:
        findings.append(
            finding(
                FindingKind.REPAIRED, "category_spelling", "Blanks and case of categories were corrected:", repaired
            )
        )
    if unknown:
        message = (
            "Categories that have no label are learnt as they are:"
            if is_learnt
            else "Categories that are not known count as not known:"
        )
        code = "unlabelled_category" if is_learnt else "unknown_category"
        findings.append(finding(FindingKind.NOTED, code, message, unknown))
    return findings


def _require_empty(connection: duckdb.DuckDBPyConnection, rows: str, column: str, source: str, name: str) -> None:
    raw = identifier(source)
    first = connection.execute(
        f"SELECT {raw}, file_row_number + 1 FROM {rows} WHERE {raw} IS NOT NULL LIMIT 1"  # noqa: S608 - quoted names
    ).fetchone()
    if first is not None:
        raise ValueTypeError(
            f"{name} holds a value in column {column!r} that is not a text",
            got=f"{example(first[0])} in row {first[1]}",
            remedy="write the column as texts, as in Kaggle's file",
        )
