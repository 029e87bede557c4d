"""What a new application must say, and which values an application form can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from model_bundle.catalogue import Entry
from model_bundle.errors import InvalidFormError

REQUIRED: Final = ("AMT_INCOME_TOTAL", "AMT_CREDIT", "AMT_ANNUITY")
"""Without them there is no credit to decide on."""
UNKNOWN: Final = ("XNA", "Unknown")
"""The tables' own words for a category that is not known."""
_LARGEST_AMOUNT: Final = 1e12
_LONGEST_AGO: Final = -50_000
_NOT_EMPLOYED: Final = 365_243


@dataclass(frozen=True)
class Limits:
    """The lowest and the highest value of a column, both allowed unless the lowest is ``excluded``."""

    lowest: float
    highest: float
    excluded: bool = False

    def hold(self, value: float) -> bool:
        """Whether a value lies inside."""
        return self.lowest <= value <= self.highest and not (self.excluded and value == self.lowest)

    def __str__(self) -> str:
        first = "above" if self.excluded else "at least"
        return f"{first} {self.lowest:,.15g} and at most {self.highest:,.15g}"


_AMOUNT: Final = Limits(0, _LARGEST_AMOUNT, excluded=True)
_COUNT: Final = Limits(0, 1_000)
_BY_NAME: Final[Mapping[str, Limits]] = {
    "DAYS_EMPLOYED": Limits(_LONGEST_AGO, _NOT_EMPLOYED),
    "HOUR_APPR_PROCESS_START": Limits(0, 23),
    "OWN_CAR_AGE": Limits(0, 200),
}
_BY_BEGINNING: Final[Mapping[str, Limits]] = {
    # Numbers of enquiries, though they are called amounts.
    "AMT_REQ_": _COUNT,
    "AMT_": _AMOUNT,
    "CNT_": _COUNT,
    "OBS_": _COUNT,
    "DEF_": _COUNT,
    "DAYS_": Limits(_LONGEST_AGO, 0),
    "EXT_SOURCE_": Limits(0, 1),
}


def limits_of(column: str) -> Limits | None:
    """Return the limits of a column of the application form, None if any number will do."""
    beginnings = (limits for beginning, limits in _BY_BEGINNING.items() if column.startswith(beginning))
    return _BY_NAME.get(column) or next(beginnings, None)


def known_texts(entry: Entry) -> Sequence[str] | None:
    """Return the texts that a categorical column can hold, None if it holds no categories."""
    return [*(category.value for category in entry.categories), *UNKNOWN] if entry.categories else None


def check_new(application: Mapping[str, object], columns: Mapping[str, Entry]) -> None:
    """Check a form that nobody has checked yet: what is required is there, each value is possible.

    Raises
    ------
    InvalidFormError
        Something required is missing, a number is impossible, or a category is none of those listed.
    """
    for name in REQUIRED:
        if application.get(name) is None:
            raise InvalidFormError(f"{name} is required: got nothing. Give an amount above zero.")
    for name, value in application.items():
        limits, texts = limits_of(name), known_texts(columns[name]) if name in columns else None
        # A value of the wrong type is refused where types are checked.
        if limits and isinstance(value, int | float) and not limits.hold(value):
            raise InvalidFormError(f"{name} must be {limits}: got {value!r}. Correct the value, or leave it out.")
        if texts and isinstance(value, str) and value not in texts:
            raise InvalidFormError(
                f"{name} must be one of its categories: got {value[:60]!r}. Take one of {', '.join(texts)}, or null."
            )
