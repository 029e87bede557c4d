"""The list of applicants to be decided: searched, sorted and cut into blocks on the server."""

from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from dashboard_app.actor import STAFF, Actor
from dashboard_app.services.access import require_role
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.store import Portfolio
from model_bundle.decision import Decision, decide

LARGEST_BLOCK = 500
LARGEST_SEARCH = 20


@dataclass(frozen=True)
class Listed:
    """One line of the list; NaN and None are missing values."""

    client_id: int
    amount: float
    annuity: float
    age: float
    occupation: str | None
    probability: float
    distance: float
    decision: Decision


@dataclass(frozen=True)
class Block:
    """Some lines of the list, and how many there are in all."""

    rows: tuple[Listed, ...]
    total: int


@dataclass(frozen=True)
class Query:
    """Which lines are wanted: digits to search for, column and direction to sort by, and the block."""

    search: str = ""
    sort: str = "client_id"
    descending: bool = False
    start: int = 0
    end: int = 100


def list_clients(portfolio: Portfolio, actor: Actor, query: Query) -> Block:
    """Return a block of the list, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    InvalidRequestError
        The sort column, the search or the block is not one that the page offers.
    """
    require_role(actor, STAFF)
    _check(portfolio, query)
    order = portfolio.list_order(query.sort, descending=query.descending)
    search = query.search.strip()
    if search:
        found = pc.match_substring(portfolio.client_numbers, search).to_numpy(zero_copy_only=False)
        order = order[found[order]]
    rows = order[query.start : query.end]
    return Block(tuple(_line(portfolio, int(row)) for row in rows), len(order))


def _check(portfolio: Portfolio, query: Query) -> None:
    search = query.search.strip()
    if search and not (search.isascii() and search.isdigit() and len(search) <= LARGEST_SEARCH):
        raise InvalidRequestError(f"A client number holds digits only, got {search[:40]!r}. Type some of its digits.")
    if query.sort not in portfolio.list_columns:
        raise InvalidRequestError(f"The list cannot be sorted by {str(query.sort)[:40]!r}. Choose another column.")
    if not 0 <= query.start < query.end <= query.start + LARGEST_BLOCK:
        raise InvalidRequestError(
            f"A block holds 1 to {LARGEST_BLOCK} lines, got {query.start} to {query.end}. Ask for a smaller one."
        )


def _line(portfolio: Portfolio, row: int) -> Listed:
    columns, threshold = portfolio.list_columns, portfolio.bundle.manifest.threshold
    probability = float(columns["probability"][row])
    return Listed(
        client_id=int(portfolio.client_ids[row]),
        amount=float(columns["amount"][row]),
        annuity=float(columns["annuity"][row]),
        age=float(columns["age"][row]),
        occupation=portfolio.client_column("application.OCCUPATION_TYPE")[row].as_py(),
        probability=probability,
        distance=probability - threshold.value,
        decision=decide(probability, threshold),
    )


def neighbours(portfolio: Portfolio, actor: Actor, client_id: int) -> tuple[int | None, int | None]:
    """Return the numbers before and after a client's in the list, for staff; None at its ends."""
    require_role(actor, STAFF)
    ids = portfolio.client_ids
    place = int(np.searchsorted(ids, client_id))
    before = int(ids[place - 1]) if place > 0 else None
    after = int(ids[place + 1]) if place + 1 < len(ids) else None
    return before, after
