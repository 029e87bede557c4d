"""Client assignments, as administrators see and change them."""

import re
from dataclasses import replace

from dashboard_app.actor import Actor, Role
from dashboard_app.admin.assignment_log import UNDONE, build_event, find_change, find_earlier, read_numbers
from dashboard_app.admin.assignment_results import Adviser, AssignmentResult, Matching
from dashboard_app.admin.errors import ChangeRefusedError, RefusalReason
from dashboard_app.admin.services import AdminServices
from dashboard_app.audit.client_sets import get_id
from dashboard_app.auth.users import User, is_name
from dashboard_app.capabilities import Capability
from dashboard_app.client_number import parse_client_number
from dashboard_app.events import Action, Event
from dashboard_app.services import client_list
from dashboard_app.services.access import require
from dashboard_app.services.client_list import ListQuery
from dashboard_app.services.errors import InvalidRequestError, NotYourChangeError
from dashboard_app.store import ActiveBundle

PAGE = 100
LONGEST_LIST = 50_000
_BETWEEN = re.compile(r"[\s,;]+")


def advisers(admin: AdminServices, actor: Actor) -> tuple[Adviser, ...]:
    """Return every adviser in the order of names.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    """
    require(actor, Capability.MANAGE_ASSIGNMENTS)
    counts = admin.assignments.counts()
    return tuple(
        Adviser(user.name, counts.get(user.id, 0), user.is_disabled) for user in admin.users.with_role(Role.ADVISER)
    )


def assigned(admin: AdminServices, actor: Actor, name: str, start: int = 0) -> tuple[tuple[int, ...], int]:
    """Return a page of the numbers of the clients assigned to an adviser, and how many there are in all.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    InvalidRequestError
        The adviser does not exist.
    """
    numbers = sorted(admin.assignments.of(_adviser(admin, actor, name)))
    return tuple(numbers[start : start + PAGE]), len(numbers)


def count_matching(
    admin: AdminServices, active_bundle: ActiveBundle, actor: Actor, name: str, query: ListQuery, *, only_free: bool
) -> Matching:
    """Return how many clients a filter leaves, and how many of them are not assigned to an adviser yet.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    InvalidRequestError
        The adviser does not exist, or the filter is not one that the page offers.
    """
    user = _adviser(admin, actor, name)
    numbers = _matching(admin, active_bundle, query, only_free=only_free)
    return Matching(len(numbers), len(numbers - admin.assignments.of(user)))


def assign_matching(
    admin: AdminServices, active_bundle: ActiveBundle, actor: Actor, name: str, query: ListQuery, *, only_free: bool
) -> AssignmentResult:
    """Assign every client that a filter leaves to an adviser.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    InvalidRequestError
        The adviser does not exist, or the filter is not one that the page offers.
    RecordError
        The event cannot be logged, so no client is assigned.
    """
    user = _adviser(admin, actor, name)
    numbers = _matching(admin, active_bundle, query, only_free=only_free)
    how = f"{client_list.describe_query(query)}{'; followed by nobody' if only_free else ''}"
    done = _assign(admin, actor, user, numbers, how)
    requested = _matching(admin, active_bundle, query, only_free=False) if only_free else numbers
    return _or_earlier(admin, actor, user, done, requested, is_removal=False)


def assign_listed(
    admin: AdminServices, active_bundle: ActiveBundle, actor: Actor, name: str, text: str
) -> AssignmentResult:
    """Assign the clients whose numbers are in a text; return the parts that are not client numbers.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    InvalidRequestError
        The adviser does not exist.
    ChangeRefusedError
        The text is empty or too long.
    RecordError
        The event cannot be logged, so no client is assigned.
    """
    user = _adviser(admin, actor, name)
    numbers, unknown = _read(text, frozenset(active_bundle.client_ids.tolist()))
    done = _assign(admin, actor, user, numbers, "by number")
    return replace(_or_earlier(admin, actor, user, done, numbers, is_removal=False), unknown=unknown)


def remove_listed(admin: AdminServices, actor: Actor, name: str, text: str) -> AssignmentResult:
    """Unassign the clients whose numbers are in a text; return the parts that were not assigned.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    InvalidRequestError
        The adviser does not exist.
    ChangeRefusedError
        The text is empty or too long.
    RecordError
        The event cannot be logged, so no client is removed.
    """
    user = _adviser(admin, actor, name)
    numbers, unknown = _read(text, admin.assignments.of(user))
    done = _remove(admin, actor, user, numbers, "by number")
    requested = numbers | {number for number in map(parse_client_number, unknown) if number is not None}
    return replace(_or_earlier(admin, actor, user, done, requested, is_removal=True), unknown=unknown)


def count_listed(
    admin: AdminServices, active_bundle: ActiveBundle, actor: Actor, name: str, text: str, *, is_removal: bool
) -> int:
    """Return how many clients `assign_listed` or `remove_listed` would change.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    InvalidRequestError
        The adviser does not exist.
    ChangeRefusedError
        The text is empty or too long.
    """
    there = admin.assignments.of(_adviser(admin, actor, name))
    if is_removal:
        return len(_read(text, there)[0])
    return len(_read(text, frozenset(active_bundle.client_ids.tolist()))[0] - there)


def undo(admin: AdminServices, actor: Actor, name: str, clients: str) -> tuple[AssignmentResult, bool]:
    """Take back a change of an adviser's clients: exactly those that it changed, as far as they are still so.

    What was changed, and whether clients were removed by it, is read from the administrator's own entry in the audit
    log. Returned is what this changed, and whether the change before was a removal.

    Parameters
    ----------
    clients
        The name of the set of clients, from `AssignmentResult.clients`.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    InvalidRequestError
        The adviser does not exist.
    NotYourChangeError
        This administrator has made no such change of late.
    ChangeRefusedError
        The set of clients is not there.
    RecordError
        It cannot be logged, and nothing is changed.
    """
    user = _adviser(admin, actor, name)
    change = find_change(admin, actor, user, clients)
    if change is None:
        actor.recorder.log_refusal(Event(Action.REFUSED, detail=Capability.MANAGE_ASSIGNMENTS.value))
        raise NotYourChangeError("There is no such change by this administrator. Make the opposite one.")
    numbers = read_numbers(admin, change)
    if numbers is None:
        raise ChangeRefusedError(RefusalReason.NOT_UNDONE)
    turn_back = _assign if change.is_removal else _remove
    return turn_back(admin, actor, user, numbers, UNDONE), change.is_removal


def remove_all(admin: AdminServices, actor: Actor, name: str) -> AssignmentResult:
    """Unassign all clients of an adviser.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    InvalidRequestError
        The adviser does not exist.
    RecordError
        The event cannot be logged, so no client is removed.
    """
    user = _adviser(admin, actor, name)
    done = _remove(admin, actor, user, None, "all of them")
    return _or_earlier(admin, actor, user, done, None, is_removal=True)


def _adviser(admin: AdminServices, actor: Actor, name: str) -> User:
    require(actor, Capability.MANAGE_ASSIGNMENTS)
    user = admin.users.find(name) if is_name(name) else None
    if user is None or user.role is not Role.ADVISER:
        raise InvalidRequestError(f"There is no adviser {name[:40]!r}. Choose one that the page offers.")
    return user


def _matching(
    admin: AdminServices, active_bundle: ActiveBundle, query: ListQuery, *, only_free: bool
) -> frozenset[int]:
    client_list.check(active_bundle, query)
    rows, _ = client_list.find(active_bundle, None, query)
    numbers = frozenset(active_bundle.client_ids[rows].tolist())
    return numbers - admin.assignments.assigned_to_anybody() if only_free else numbers


def _assign(admin: AdminServices, actor: Actor, user: User, client_ids: frozenset[int], how: str) -> AssignmentResult:
    new = client_ids - admin.assignments.of(user)
    if not new:
        return AssignmentResult(0, len(client_ids))
    actor.recorder.log(build_event(user, new, how, is_removal=False))
    with admin.database.writing() as connection:
        changed = admin.assignments.add(user, new, connection)
    return AssignmentResult(changed, len(client_ids) - changed, clients=get_id(list(new)))


def _remove(
    admin: AdminServices, actor: Actor, user: User, numbers: frozenset[int] | None, how: str
) -> AssignmentResult:
    there = admin.assignments.of(user)
    gone = there if numbers is None else there & numbers
    if not gone:
        return AssignmentResult(0)
    actor.recorder.log(build_event(user, gone, how, is_removal=True))
    with admin.database.writing() as connection:
        return AssignmentResult(admin.assignments.remove(user, numbers, connection), clients=get_id(list(gone)))


def _or_earlier(
    admin: AdminServices,
    actor: Actor,
    user: User,
    done: AssignmentResult,
    requested: frozenset[int] | None,
    *,
    is_removal: bool,
) -> AssignmentResult:
    """Return what was done; of nothing, what the same command has done before, so that it can still be undone."""
    earlier = None if done.changed else find_earlier(admin, actor, user, requested, is_removal=is_removal)
    return done if earlier is None else replace(done, clients=earlier.clients, earlier=earlier.count)


def _read(text: str, known: frozenset[int]) -> tuple[frozenset[int], tuple[str, ...]]:
    """Return the known numbers in a text, and everything else in it, as it was written."""
    entries = list(dict.fromkeys(filter(None, _BETWEEN.split(text))))
    if not entries:
        raise ChangeRefusedError(RefusalReason.EMPTY)
    if len(entries) > LONGEST_LIST:
        raise ChangeRefusedError(RefusalReason.TOO_LONG)
    numbers = {word: parse_client_number(word) for word in entries}
    matches = frozenset(number for number in numbers.values() if number is not None and number in known)
    return matches, tuple(word for word, number in numbers.items() if number not in matches)
