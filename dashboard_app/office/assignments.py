"""Which adviser follows whom, as administrators see and change it."""

import re
from dataclasses import dataclass, replace

from dashboard_app.actor import Actor, Role
from dashboard_app.audit.client_sets import id_of
from dashboard_app.auth.users import User, is_name
from dashboard_app.capabilities import Capability
from dashboard_app.client_number import parse_client_number
from dashboard_app.events import Action, Event
from dashboard_app.office.assignment_log import UNDONE, event_of, find_change, find_earlier, read_numbers
from dashboard_app.office.errors import ChangeRefusedError, Reason
from dashboard_app.office.office import Office
from dashboard_app.services import directory
from dashboard_app.services.access import require
from dashboard_app.services.directory import Query
from dashboard_app.services.errors import InvalidRequestError, NotYourChangeError
from dashboard_app.store import Portfolio

PAGE = 100
LONGEST_LIST = 50_000
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Adviser:
    """An adviser, and how many clients they follow."""

    name: str
    count: int
    is_closed: bool


@dataclass(frozen=True)
class Matching:
    """How many clients fulfil what is asked for, and how many of them would be new to an adviser."""

    clients: int
    new: int


@dataclass(frozen=True)
class Done:
    """What a change did: how many clients it changed, how many it left as they were, what it could not read.

    ``clients`` names the set of the changed ones, which the audit log keeps: with it the change can be undone. Where
    nothing was left to change, it may name those of the same administrator's change before, ``earlier`` in number: the
    answer to that one was perhaps lost.
    """

    changed: int
    unchanged: int = 0
    unknown: tuple[str, ...] = ()
    clients: str | None = None
    earlier: int = 0


def advisers(office: Office, actor: Actor) -> tuple[Adviser, ...]:
    """Return every adviser in the order of names.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    """
    require(actor, Capability.MANAGE_PORTFOLIOS)
    counts = office.portfolios.counts()
    return tuple(
        Adviser(user.name, counts.get(user.id, 0), user.is_disabled) for user in office.users.with_role(Role.ADVISER)
    )


def followed(office: Office, actor: Actor, name: object, start: object = 0) -> tuple[tuple[int, ...], int]:
    """Return a page of the numbers of the clients that an adviser follows, and how many there are in all.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    InvalidRequestError
        There is no such adviser, or the place is not one that the page offers.
    """
    if not isinstance(start, int) or isinstance(start, bool) or start < 0:
        raise InvalidRequestError(f"A page begins at a whole number, got {str(start)[:40]!r}. Reload the page.")
    numbers = sorted(office.portfolios.of(_adviser(office, actor, name)))
    return tuple(numbers[start : start + PAGE]), len(numbers)


def count_matching(
    office: Office, portfolio: Portfolio, actor: Actor, name: object, query: Query, *, only_free: bool
) -> Matching:
    """Return how many clients a filter leaves, and how many of them an adviser does not follow yet.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    InvalidRequestError
        There is no such adviser, or the filter is not one that the page offers.
    """
    user = _adviser(office, actor, name)
    numbers = _matching(office, portfolio, query, only_free=only_free)
    return Matching(len(numbers), len(numbers - office.portfolios.of(user)))


def assign_matching(
    office: Office, portfolio: Portfolio, actor: Actor, name: object, query: Query, *, only_free: bool
) -> Done:
    """Let an adviser follow every client that a filter leaves.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    InvalidRequestError
        There is no such adviser, or the filter is not one that the page offers.
    RecordError
        It cannot be put on record, and nobody is assigned.
    """
    user = _adviser(office, actor, name)
    numbers = _matching(office, portfolio, query, only_free=only_free)
    how = f"{directory.said(query)}{'; followed by nobody' if only_free else ''}"
    done = _assign(office, actor, user, numbers, how)
    asked = _matching(office, portfolio, query, only_free=False) if only_free else numbers
    return _or_earlier(office, actor, user, done, asked, is_removal=False)


def assign_listed(office: Office, portfolio: Portfolio, actor: Actor, name: object, text: object) -> Done:
    """Let an adviser follow the clients whose numbers stand in a text; what is no number of a client is returned.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    InvalidRequestError
        There is no such adviser.
    ChangeRefusedError
        The text is empty or too long.
    RecordError
        It cannot be put on record, and nobody is assigned.
    """
    user = _adviser(office, actor, name)
    numbers, unknown = _read(text, frozenset(portfolio.client_ids.tolist()))
    done = _assign(office, actor, user, numbers, "by number")
    return replace(_or_earlier(office, actor, user, done, numbers, is_removal=False), unknown=unknown)


def remove_listed(office: Office, actor: Actor, name: object, text: object) -> Done:
    """Let an adviser follow the clients whose numbers stand in a text no more; what they do not follow is returned.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    InvalidRequestError
        There is no such adviser.
    ChangeRefusedError
        The text is empty or too long.
    RecordError
        It cannot be put on record, and nobody is removed.
    """
    user = _adviser(office, actor, name)
    numbers, unknown = _read(text, office.portfolios.of(user))
    done = _remove(office, actor, user, numbers, "by number")
    asked = numbers | {number for number in map(parse_client_number, unknown) if number is not None}
    return replace(_or_earlier(office, actor, user, done, asked, is_removal=True), unknown=unknown)


def count_listed(
    office: Office, portfolio: Portfolio, actor: Actor, name: object, text: object, *, is_removal: bool
) -> int:
    """Return how many clients `assign_listed` or `remove_listed` would change.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    InvalidRequestError
        There is no such adviser.
    ChangeRefusedError
        The text is empty or too long.
    """
    there = office.portfolios.of(_adviser(office, actor, name))
    if is_removal:
        return len(_read(text, there)[0])
    return len(_read(text, frozenset(portfolio.client_ids.tolist()))[0] - there)


def undo(office: Office, actor: Actor, name: object, clients: object) -> tuple[Done, bool]:
    """Take back a change of an adviser's clients: exactly those that it changed, as far as they are still so.

    What was changed, and whether clients were removed by it, is read from the administrator's own entry in the audit
    log. Returned is what this changed, and whether the change before was a removal.

    Parameters
    ----------
    clients
        The name of the set of clients, as `Done.clients` gave it.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    InvalidRequestError
        There is no such adviser.
    NotYourChangeError
        This administrator has made no such change of late.
    ChangeRefusedError
        The set of clients is not there.
    RecordError
        It cannot be put on record, and nothing is changed.
    """
    user = _adviser(office, actor, name)
    change = find_change(office, actor, user, clients) if isinstance(clients, str) else None
    if change is None:
        actor.recorder.refused(Event(Action.REFUSED, detail=Capability.MANAGE_PORTFOLIOS.value))
        raise NotYourChangeError("There is no such change by this administrator. Make the opposite one.")
    numbers = read_numbers(office, change)
    if numbers is None:
        raise ChangeRefusedError(Reason.NOT_UNDONE)
    turn_back = _assign if change.is_removal else _remove
    return turn_back(office, actor, user, numbers, UNDONE), change.is_removal


def remove_all(office: Office, actor: Actor, name: object) -> Done:
    """Let an adviser follow nobody.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    InvalidRequestError
        There is no such adviser.
    RecordError
        It cannot be put on record, and nobody is removed.
    """
    user = _adviser(office, actor, name)
    done = _remove(office, actor, user, None, "all of them")
    return _or_earlier(office, actor, user, done, None, is_removal=True)


def _adviser(office: Office, actor: Actor, name: object) -> User:
    require(actor, Capability.MANAGE_PORTFOLIOS)
    user = office.users.find(name) if isinstance(name, str) and is_name(name) else None
    if user is None or user.role is not Role.ADVISER:
        raise InvalidRequestError(f"There is no adviser {str(name)[:40]!r}. Choose one that the page offers.")
    return user


def _matching(office: Office, portfolio: Portfolio, query: Query, *, only_free: bool) -> frozenset[int]:
    directory.check(portfolio, query)
    rows, _ = directory.find(portfolio, None, query)
    numbers = frozenset(portfolio.client_ids[rows].tolist())
    return numbers - office.portfolios.followed_by_anybody() if only_free else numbers


def _assign(office: Office, actor: Actor, user: User, wanted: frozenset[int], how: str) -> Done:
    new = wanted - office.portfolios.of(user)
    if not new:
        return Done(0, len(wanted))
    actor.recorder.record(event_of(user, new, how, is_removal=False))
    with office.database.writing() as connection:
        changed = office.portfolios.add(user, new, connection)
    return Done(changed, len(wanted) - changed, clients=id_of(list(new)))


def _remove(office: Office, actor: Actor, user: User, numbers: frozenset[int] | None, how: str) -> Done:
    there = office.portfolios.of(user)
    gone = there if numbers is None else there & numbers
    if not gone:
        return Done(0)
    actor.recorder.record(event_of(user, gone, how, is_removal=True))
    with office.database.writing() as connection:
        return Done(office.portfolios.remove(user, numbers, connection), clients=id_of(list(gone)))


def _or_earlier(
    office: Office, actor: Actor, user: User, done: Done, asked: frozenset[int] | None, *, is_removal: bool
) -> Done:
    """Return what was done; of nothing, what the same command has done before, so that it can still be undone."""
    found = None if done.changed else find_earlier(office, actor, user, asked, is_removal=is_removal)
    return done if found is None else replace(done, clients=found.clients, earlier=found.count)


def _read(text: object, known: frozenset[int]) -> tuple[frozenset[int], tuple[str, ...]]:
    """Return the known numbers in a text, and everything else in it, as it was written."""
    if not isinstance(text, str):
        raise ChangeRefusedError(Reason.EMPTY)
    words = list(dict.fromkeys(filter(None, _BETWEEN.split(text))))
    if not words:
        raise ChangeRefusedError(Reason.EMPTY)
    if len(words) > LONGEST_LIST:
        raise ChangeRefusedError(Reason.TOO_LONG)
    numbers = {word: parse_client_number(word) for word in words}
    found = frozenset(number for number in numbers.values() if number is not None and number in known)
    return found, tuple(word for word, number in numbers.items() if number not in found)
