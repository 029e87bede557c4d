"""The list of pending applications: searched, filtered, sorted and cut into blocks on the server."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.client_number import digits_in, parse_client_number
from dashboard_app.events import Action, Event, say_range
from dashboard_app.list_columns import COLUMNS, Column
from dashboard_app.list_filters import LIST_FILTERS, ListFilter
from dashboard_app.services.access import require, rows_reached
from dashboard_app.services.client_lines import (
    DECISIONS,
    ClientRow,
    Lines,
    build_lines,
    get_decisions,
    get_entry,
    get_numbers,
    sort_key,
)
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.store import ActiveBundle
from model_bundle.decision import Decision

LARGEST_BLOCK = 500
LARGEST_SEARCH = 20
SORTS: Mapping[str, Column] = {column.name: column for column in COLUMNS}
"""What the list can be sorted by."""
AROUND = 12
"""Clients before and after one whose numbers its place in the list names."""
EXPORTED = 4_000
"""Lines that are exported at a time: between them, the server answers others."""


@dataclass(frozen=True)
class ListPage:
    """Some lines of the list, how many there are in all, and how many of each decision the other filters leave."""

    rows: tuple[ClientRow, ...]
    total: int
    counts: Mapping[Decision, int]


@dataclass(frozen=True)
class ListPosition:
    """Where a client stands in a list: the place, from 0, how many there are, and who is around.

    ``numbers`` are those of at most `AROUND` clients before, of the client, and of as many after; the first of them has
    the place ``first``.
    """

    index: int
    total: int
    first: int
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class ListQuery:
    """Which lines are wanted: digits to search for, filters, column and direction to sort by, and the block.

    ``filters`` holds values by the names of `LIST_FILTERS`. ``language`` is the one whose alphabet occupations are
    sorted by.
    """

    search: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = "client_id"
    descending: bool = False
    start: int = 0
    end: int = 100
    language: str = "en"


def list_clients(active_bundle: ActiveBundle, actor: Actor, query: ListQuery) -> ListPage:
    """Return a block of the list of those clients whom a person reaches; the search is logged.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    InvalidRequestError
        The sort column, the search or the block is not one that the page offers.
    RecordError
        The search cannot be logged.
    """
    scope = require(actor, Capability.LIST_CLIENTS)
    check(active_bundle, query)
    rows, counts = find(active_bundle, rows_reached(active_bundle, actor, scope), query)
    detail = f"{describe_query(query)}; {say_range(active_bundle.client_ids[rows])}"
    actor.recorder.log_once(Event(Action.SEARCH, bundle_id=active_bundle.bundle.manifest.bundle_id, detail=detail))
    return ListPage(
        tuple(build_lines(active_bundle, rows[query.start : query.end])),
        len(rows),
        dict(zip(DECISIONS, counts.tolist(), strict=True)),
    )


def export_clients(active_bundle: ActiveBundle, actor: Actor, query: ListQuery) -> Iterator[Lines]:
    """Return all lines of the list that a person reaches and a query leaves, some thousands at a time.

    The export is logged before the first one.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    InvalidRequestError
        The sort column, the search or a filter is not one that the page offers.
    RecordError
        The export cannot be logged.
    """
    scope = require(actor, Capability.EXPORT_CLIENTS)
    check(active_bundle, query)
    matches = _find_matches(active_bundle, rows_reached(active_bundle, actor, scope), query)
    rows = _sort_matches(active_bundle, matches, query)
    detail = f"{describe_query(query)}; {len(rows)} lines"
    clients = active_bundle.client_ids[rows].tolist()
    bundle_id = active_bundle.bundle.manifest.bundle_id
    actor.recorder.log(Event(Action.EXPORT, bundle_id=bundle_id, detail=detail, clients=clients))
    return (build_lines(active_bundle, rows[start : start + EXPORTED]) for start in range(0, len(rows), EXPORTED))


def find(
    active_bundle: ActiveBundle, reached: npt.NDArray[np.bool_] | None, query: ListQuery
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the rows of the clients wanted, in order, and how many of each decision the other filters leave."""
    decisions = get_decisions(active_bundle)
    is_match = _find_matches(active_bundle, reached, query)
    counts = np.bincount(decisions if is_match is None else decisions[is_match], minlength=len(DECISIONS))
    return _sort_matches(active_bundle, is_match, query), counts


def _sort_matches(
    active_bundle: ActiveBundle, is_match: npt.NDArray[np.bool_] | None, query: ListQuery
) -> npt.NDArray[np.int64]:
    """Return the rows of the decision wanted among those that the other filters leave (None: all), in order."""
    key = sort_key(active_bundle, SORTS[query.sort], query.language)
    order = active_bundle.list_order(key, descending=query.descending)
    for list_filter in LIST_FILTERS:
        if list_filter.is_decision and list_filter.name in query.filters:
            has_decision = get_decisions(active_bundle) == DECISIONS.index(Decision(query.filters[list_filter.name]))
            is_match = has_decision if is_match is None else is_match & has_decision
    return order if is_match is None else order[is_match[order]]


def describe_query(query: ListQuery) -> str:
    """Return the words for a search in the log: the digits, and by what was filtered, but no value of anybody."""
    filters = [one.name for one in LIST_FILTERS if one.name in query.filters]
    digits = digits_in(query.search)
    parts = [f"number {digits}"] if digits else []
    return "; ".join([*parts, *([f"by {', '.join(filters)}"] if filters else [])]) or "all"


def is_search(text: str) -> bool:
    """Return whether a text is a client number or a part of one, in any of the ways in which numbers are written."""
    digits = digits_in(text)
    return digits is not None and len(digits) <= LARGEST_SEARCH


def filter_values(active_bundle: ActiveBundle, list_filter: ListFilter) -> tuple[str, ...]:
    """Return the values of a filter: decisions, bands, or the texts of the applicants in the catalogue's order."""
    if list_filter.is_decision:
        return tuple(DECISIONS)
    if list_filter.bands:
        return tuple(band.name for band in list_filter.bands)
    there = set(active_bundle.clients_coded(list_filter.column.source).values)
    categories = get_entry(active_bundle, list_filter.column).categories
    return tuple(category.value for category in categories if category.value in there)


def check(active_bundle: ActiveBundle, query: ListQuery) -> None:
    """Refuse a query that is not one of the page's.

    Raises
    ------
    InvalidRequestError
        The sort column, the search, a filter or the block is not one that the page offers.
    """
    search = query.search.strip()
    if search and not is_search(search):
        raise InvalidRequestError(f"A client number holds digits only, got {search[:40]!r}. Type some of its digits.")
    if query.sort not in SORTS:
        raise InvalidRequestError(f"The list cannot be sorted by {str(query.sort)[:40]!r}. Choose another column.")
    filters = {one.name: one for one in LIST_FILTERS}
    for name, value in query.filters.items():
        if name not in filters:
            raise InvalidRequestError(f"The list has no filter {name[:40]!r}. Choose one that the page offers.")
        if value not in filter_values(active_bundle, filters[name]):
            raise InvalidRequestError(
                f"The filter {name!r} has no value {str(value)[:40]!r}. Choose one that the page offers."
            )
    if not 0 <= query.start < query.end <= query.start + LARGEST_BLOCK:
        raise InvalidRequestError(
            f"A block holds 1 to {LARGEST_BLOCK} lines, got {query.start} to {query.end}. Ask for a smaller one."
        )


def _find_matches(
    active_bundle: ActiveBundle, reached: npt.NDArray[np.bool_] | None, query: ListQuery
) -> npt.NDArray[np.bool_] | None:
    """Return whom search and filters leave, the decision aside, of shape (clients,); None where all are left."""
    parts: list[npt.NDArray[np.bool_]] = [] if reached is None else [reached]
    digits = digits_in(query.search)
    if digits:
        holds = pc.match_substring(active_bundle.client_numbers, digits).to_numpy(zero_copy_only=False)
        # A whole number with zeros before it holds more digits than the number itself.
        client_id = parse_client_number(digits)
        parts.append(holds if client_id is None else holds | (active_bundle.client_ids == client_id))
    parts += [
        _matches(active_bundle, one, query.filters[one.name])
        for one in LIST_FILTERS
        if one.name in query.filters and not one.is_decision
    ]
    return np.logical_and.reduce(parts) if parts else None


def _matches(active_bundle: ActiveBundle, list_filter: ListFilter, value: str) -> npt.NDArray[np.bool_]:
    if list_filter.bands:
        [band] = (band for band in list_filter.bands if band.name == value)
        return band.holds(get_numbers(active_bundle, list_filter.column))
    coded = active_bundle.clients_coded(list_filter.column.source)
    matches: npt.NDArray[np.bool_] = coded.codes == coded.values.index(value)
    return matches


def get_list_position(
    active_bundle: ActiveBundle, actor: Actor, client_id: int, query: ListQuery
) -> ListPosition | None:
    """Return the position of a client in a filtered list; None if it is not in it.

    A query that is not one of the page's leaves nobody: an address may hold anything.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    """
    reached = rows_reached(active_bundle, actor, require(actor, Capability.LIST_CLIENTS))
    try:
        check(active_bundle, query)
    except InvalidRequestError:
        return None
    rows = _sort_matches(active_bundle, _find_matches(active_bundle, reached, query), query)
    positions = np.flatnonzero(rows == active_bundle.get_row(client_id))
    if not len(positions):
        return None
    position = int(positions[0])
    first = max(0, position - AROUND)
    numbers = active_bundle.client_ids[rows[first : position + AROUND + 1]].tolist()
    return ListPosition(position, len(rows), first, tuple(numbers))
