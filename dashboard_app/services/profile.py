"""Who the client is and what they ask for: the application form, as it was filled in."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from dashboard_app.actor import Actor, Role
from dashboard_app.capabilities import Capability
from dashboard_app.events import Action
from dashboard_app.services.access import client_row, event_of, find_row
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import Entry
from model_bundle.home_credit import BIRTH, DAYS_PER_YEAR, EMPLOYED, FAMILY_STATUS, GENDER, NO_DATE, UNKNOWN_CATEGORIES

_FORM, _HISTORY = "application.", "history."
_HIDDEN_FROM_STAFF = frozenset({GENDER})


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

    entry: Entry
    value: str | float | int | None
    is_used: bool = True


def profile(active_bundle: ActiveBundle, actor: Actor, client_id: object) -> Profile:
    """Return the first facts of a client that this person may see.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see.
    """
    row = client_row(active_bundle, actor, client_id, Capability.READ_FILE)

    def cell(column: str) -> str | float | int | None:
        return _known(active_bundle.client_cell(row, _FORM + column))

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
        client_id=int(active_bundle.client_ids[row]),
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


def form(active_bundle: ActiveBundle, actor: Actor, client_id: object) -> tuple[FormCell, ...]:
    """Return every field of the form of a client that this person may see, in the order of the form.

    Gender is shown to the person it belongs to and to nobody else.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see.
    """
    row = client_row(active_bundle, actor, client_id, Capability.READ_FILE)
    hidden = _hidden_from(actor)
    return tuple(cell for cell in _cells(active_bundle, row, _FORM) if cell.entry.name not in hidden)


def read_by_model(active_bundle: ActiveBundle, actor: Actor, client_id: object) -> tuple[FormCell, ...]:
    """Return the fields of the form that the model reads, of a client that this person may see.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see.
    """
    row = client_row(active_bundle, actor, client_id, Capability.READ_FILE)
    hidden, catalogue = _hidden_from(actor), active_bundle.bundle.catalogue
    return tuple(
        FormCell(catalogue.columns[column], _known(active_bundle.client_cell(row, name)))
        for column in catalogue.features
        if (name := _FORM + column) in active_bundle.cell_columns and column not in hidden
    )


def recorded(active_bundle: ActiveBundle, actor: Actor, client_id: object) -> tuple[FormCell, ...]:
    """Return every figure that is kept of the histories of a client that this person may see.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see.
    """
    return _cells(active_bundle, client_row(active_bundle, actor, client_id, Capability.READ_FILE), _HISTORY)


def own_copy(active_bundle: ActiveBundle, actor: Actor) -> tuple[FormCell, ...]:
    """Return form and histories of the person who asks, to take away; that they are taken is logged.

    Raises
    ------
    NotAllowedError
        The person is no customer.
    UnknownClientError
        Their application is not among those being decided.
    RecordError
        The export cannot be logged.
    """
    row = find_row(active_bundle, actor, actor.client_id, Capability.READ_OWN_FILE)
    actor.recorder.log(event_of(active_bundle, row, Action.EXPORT, "own form"))
    return (*form(active_bundle, actor, actor.client_id), *recorded(active_bundle, actor, actor.client_id))


def _cells(active_bundle: ActiveBundle, row: int, table: str) -> tuple[FormCell, ...]:
    catalogue = active_bundle.bundle.catalogue
    return tuple(
        FormCell(catalogue.columns[column := name.removeprefix(table)], _known(value), column in catalogue.features)
        for name, value in active_bundle.client_cells(row, table).items()
    )


def _hidden_from(actor: Actor) -> frozenset[str]:
    """Return the fields of a form that this person does not see: gender, but for the person it belongs to."""
    return frozenset() if actor.role is Role.CUSTOMER else _HIDDEN_FROM_STAFF


def _known(value: object) -> str | float | int | None:
    if (isinstance(value, float) and math.isnan(value)) or (isinstance(value, str) and value in UNKNOWN_CATEGORIES):
        return None
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"A form holds text and numbers, got {value!r}.")
