"""The list of applicants to be decided: searched, filtered, sorted and cut into blocks on the server."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from dashboard_app.actor import STAFF, Actor
from dashboard_app.services.access import require_role
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.store import Portfolio
from model_bundle.decision import Decision, decide

LARGEST_BLOCK = 500
LARGEST_SEARCH = 20
_OCCUPATION = "application.OCCUPATION_TYPE"


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
    """Which lines are wanted: digits to search for, filters, column and direction to sort by, and the block.

    ``between`` holds the lowest and the highest value of a column of numbers; what is not known lies between nothing.
    """

    search: str = ""
    decision: Decision | None = None
    occupation: str | None = None
    between: Mapping[str, tuple[float, float]] = field(default_factory=dict)
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
        The sort column, the search, a filter or the block is not one that the page offers.
    """
    require_role(actor, STAFF)
    _check(portfolio, query)
    order = portfolio.list_order(query.sort, descending=query.descending)
    for found in _conditions(portfolio, query):
        order = order[found[order]]
    rows = order[query.start : query.end]
    return Block(tuple(_line(portfolio, int(row)) for row in rows), len(order))


def occupations(portfolio: Portfolio) -> tuple[str, ...]:
    """Return the occupations that the list can be filtered by, as the tables write them."""
    entry = portfolio.bundle.catalogue.columns[_OCCUPATION.removeprefix("application.")]
    return tuple(category.value for category in entry.categories)


def _check(portfolio: Portfolio, query: Query) -> None:
    search = query.search.strip()
    if search and not (search.isascii() and search.isdigit() and len(search) <= LARGEST_SEARCH):
        raise InvalidRequestError(f"A client number holds digits only, got {search[:40]!r}. Type some of its digits.")
    if query.sort not in portfolio.list_columns:
        raise InvalidRequestError(f"The list cannot be sorted by {str(query.sort)[:40]!r}. Choose another column.")
    for column in query.between:
        if column not in portfolio.list_columns:
            raise InvalidRequestError(f"The list cannot be filtered by {column[:40]!r}. Choose another column.")
    if query.occupation is not None and query.occupation not in occupations(portfolio):
        raise InvalidRequestError(f"There is no occupation {query.occupation[:40]!r}. Choose one of the catalogue.")
    if not 0 <= query.start < query.end <= query.start + LARGEST_BLOCK:
        raise InvalidRequestError(
            f"A block holds 1 to {LARGEST_BLOCK} lines, got {query.start} to {query.end}. Ask for a smaller one."
        )


def _conditions(portfolio: Portfolio, query: Query) -> Iterator[npt.NDArray[np.bool_]]:
    """Yield who of the applicants meets each condition, of shape (clients,)."""
    search = query.search.strip()
    if search:
        yield pc.match_substring(portfolio.client_numbers, search).to_numpy(zero_copy_only=False)
    if query.decision is not None:
        yield _decided(portfolio, query.decision)
    if query.occupation is not None:
        is_in = pc.equal(portfolio.client_column(_OCCUPATION), query.occupation)
        yield pc.fill_null(is_in, False).to_numpy()
    for column, (lowest, highest) in query.between.items():
        values = portfolio.list_columns[column]
        yield (values >= lowest) & (values <= highest)


def _decided(portfolio: Portfolio, decision: Decision) -> npt.NDArray[np.bool_]:
    threshold, risks = portfolio.bundle.manifest.threshold, portfolio.probabilities
    found: npt.NDArray[np.bool_]
    match decision:
        case Decision.GRANTED:
            found = risks < threshold.review_low
        case Decision.REVIEW:
            found = (risks >= threshold.review_low) & (risks < threshold.review_high)
        case Decision.REFUSED:
            found = risks >= threshold.review_high
    return found


def _line(portfolio: Portfolio, row: int) -> Listed:
    columns, threshold = portfolio.list_columns, portfolio.bundle.manifest.threshold
    probability = float(columns["probability"][row])
    return Listed(
        client_id=int(portfolio.client_ids[row]),
        amount=float(columns["amount"][row]),
        annuity=float(columns["annuity"][row]),
        age=float(columns["age"][row]),
        occupation=portfolio.client_column(_OCCUPATION)[row].as_py(),
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
