"""What a new application must say, and which values an application form can hold."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeGuard

from model_bundle.catalogue import CatalogueEntry
from model_bundle.column_limits import COLUMN_LIMITS, FORM, RELATIONS, ColumnLimits, Relation
from model_bundle.errors import InvalidFormError
from model_bundle.home_credit import KEY, UNKNOWN_CATEGORIES

REQUIRED: Final = ("AMT_INCOME_TOTAL", "AMT_CREDIT", "AMT_ANNUITY")
"""Without them there is no credit to decide on."""


def get_limits(column: str) -> ColumnLimits | None:
    """Return the limits of a column of the application form, None if it holds text."""
    return COLUMN_LIMITS[FORM].get(column)


def known_texts(entry: CatalogueEntry) -> Sequence[str] | None:
    """Return the texts that a categorical column can hold, None if it holds no categories."""
    return [*(category.value for category in entry.categories), *UNKNOWN_CATEGORIES] if entry.categories else None


def check_new(
    application: Mapping[str, object],
    columns: Mapping[str, CatalogueEntry],
    on_file: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> None:
    """Check a form that nobody has checked yet: what is required is there, each value is possible.

    A form that names every number of the table is one that was on file. It may lack what is required: it was decided
    on as it is. ``on_file`` are texts, by column, that such forms hold although training never saw them.

    Raises
    ------
    InvalidFormError
        Something required is missing, a number is impossible, or a category is none of those listed.
    """
    is_new = any(name not in application for name in COLUMN_LIMITS[FORM] if name != KEY)
    for name in REQUIRED if is_new else ():
        if application.get(name) is None:
            raise InvalidFormError(f"{name} is required: got nothing. Give an amount above zero.")
    for name, value in application.items():
        limits, texts = get_limits(name), known_texts(columns[name]) if name in columns else None
        # A value of the wrong type is refused where types are checked.
        if limits and _is_number(value) and not limits.hold(value):
            raise InvalidFormError(f"{name} must be {limits}: got {_shown(value)}. Correct the value, or leave it out.")
        if texts and isinstance(value, str) and value not in texts and value not in on_file.get(name, ()):
            raise InvalidFormError(
                f"{name} must be one of its categories: got {value[:60]!r}. Take one of {', '.join(texts)}, or null."
            )
    for relation, value, other in broken_relations(application):
        raise InvalidFormError(
            f"{relation.column} must be at most {relation.bound}: got {_shown(value)} beside {_shown(other)}. "
            "Correct one of the two, or leave it out."
        )


def broken_relations(application: Mapping[str, object]) -> Iterator[tuple[Relation, float, float]]:
    """Yield what must hold between two values of a form and does not, with the two values."""
    for relation in RELATIONS[FORM]:
        value, other = application.get(relation.column), application.get(relation.other)
        if _is_number(value) and _is_number(other) and other != 0 and value > relation.times * other:
            yield relation, value, other


def _is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number; a truth value is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: float) -> str:
    try:
        return f"{float(value):,.15g}"
    except OverflowError:
        return "a number that is too large"
