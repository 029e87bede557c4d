"""The application form of a client, as it was filled in."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability, is_allowed
from dashboard_app.services.client_file import ClientFile
from model_bundle.catalogue import CatalogueEntry
from model_bundle.home_credit import BIRTH, DAYS_PER_YEAR, EMPLOYED, FAMILY_STATUS, GENDER, NO_DATE, UNKNOWN_CATEGORIES

_FORM, _HISTORY = "application.", "history."
_GENDER = frozenset({GENDER})


@dataclass(frozen=True)
class Profile:
    """The facts that a person wants first; None is missing. Categories are raw values of the form."""

    client_id: int
    age: float | None
    family_status: str | None
    children: int | None
    occupation: str | None
    income_type: str | None
    employed_years: float | None
    income: float | None
    housing: str | None
    education: str | None
    contract: str | None
    amount: float | None
    annuity: float | None
    goods_price: float | None
    weekday: str | None
    hour: int | None

    @property
    def instalments(self) -> float | None:
        """Credit / instalment: at least so many instalments, as interest comes on top."""
        return self.amount / self.annuity if self.amount and self.annuity else None


class FormCell(NamedTuple):
    """One field of the form, or one figure of a history, with what the catalogue says of it.

    ``value`` is None where it is missing; ``is_used`` says whether the model reads it.
    """

    entry: CatalogueEntry
    value: str | float | int | None
    is_used: bool = True


def profile(file: ClientFile) -> Profile:
    """Return the first facts of a client."""

    def cell(column: str) -> str | float | int | None:
        return _known(file.cell(_FORM + column))

    def text(column: str) -> str | None:
        value = cell(column)
        return None if value is None else str(value)

    def number(column: str) -> float | None:
        value = cell(column)
        return float(value) if isinstance(value, int | float) else None

    def whole(column: str) -> int | None:
        value = number(column)
        return None if value is None or not math.isfinite(value) else int(value)

    born, hired = number(BIRTH), number(EMPLOYED)
    return Profile(
        client_id=file.client_id,
        age=None if born is None else born / -DAYS_PER_YEAR,
        family_status=text(FAMILY_STATUS),
        children=whole("CNT_CHILDREN"),
        occupation=text("OCCUPATION_TYPE"),
        income_type=text("NAME_INCOME_TYPE"),
        employed_years=None if hired is None or hired == NO_DATE else hired / -DAYS_PER_YEAR,
        income=number("AMT_INCOME_TOTAL"),
        housing=text("NAME_HOUSING_TYPE"),
        education=text("NAME_EDUCATION_TYPE"),
        contract=text("NAME_CONTRACT_TYPE"),
        amount=number("AMT_CREDIT"),
        annuity=number("AMT_ANNUITY"),
        goods_price=number("AMT_GOODS_PRICE"),
        weekday=text("WEEKDAY_APPR_PROCESS_START"),
        hour=whole("HOUR_APPR_PROCESS_START"),
    )


def form(file: ClientFile) -> tuple[FormCell, ...]:
    """Return every field of the form of a client, in the order of the form.

    Gender is shown only to the customer it belongs to.
    """
    hidden = _hidden_from(file.actor)
    return tuple(cell for cell in _cells(file, _FORM) if cell.entry.name not in hidden)


def read_by_model(file: ClientFile) -> tuple[FormCell, ...]:
    """Return the fields of the form that the model reads."""
    hidden, catalogue, cells = _hidden_from(file.actor), file.active_bundle.bundle.catalogue, file.cells(_FORM)
    return tuple(
        FormCell(catalogue.columns[column], _known(cells[name]))
        for column in catalogue.features
        if (name := _FORM + column) in cells and column not in hidden
    )


def recorded(file: ClientFile) -> tuple[FormCell, ...]:
    """Return every figure that is kept of the histories of a client."""
    return _cells(file, _HISTORY)


def own_copy(file: ClientFile) -> tuple[FormCell, ...]:
    """Return form and histories of the current user, for the download.

    Raises
    ------
    NotAllowedError
        The file was not opened as their own.
    """
    file.require(Capability.READ_OWN_FILE)
    return (*form(file), *recorded(file))


def _cells(file: ClientFile, table: str) -> tuple[FormCell, ...]:
    catalogue = file.active_bundle.bundle.catalogue
    return tuple(
        FormCell(catalogue.columns[column := name.removeprefix(table)], _known(value), column in catalogue.features)
        for name, value in file.cells(table).items()
    )


def _hidden_from(actor: Actor) -> frozenset[str]:
    """Return the fields of a form that this person does not see: gender, but for the person it belongs to."""
    return frozenset() if is_allowed(actor.role, Capability.READ_OWN_GENDER) else _GENDER


def _known(value: object) -> str | float | int | None:
    if (isinstance(value, float) and math.isnan(value)) or (isinstance(value, str) and value in UNKNOWN_CATEGORIES):
        return None
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"A form holds text and numbers, got {value!r}.")
