"""The table of what each role may do: read by the guard, the services, the tests and the matrix in `SECURITY.md`.

What has no row is not allowed.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from dashboard_app.actor import Role


class Scope(StrEnum):
    """Whose data a capability reaches."""

    NONE = "none"
    """Not allowed."""
    OWN = "own"
    """The person's own data."""
    ASSIGNED = "assigned"
    """The clients assigned to an adviser; all clients where the setting says so."""
    ALL = "all"
    """Data of all clients, or data of no client."""


class Capability(StrEnum):
    """One thing that a user may do."""

    LIST_CLIENTS = "list_clients"
    EXPORT_CLIENTS = "export_clients"
    READ_FILE = "read_file"
    WORK_ON_FILE = "work_on_file"
    READ_OWN_FILE = "read_own_file"
    READ_OWN_GENDER = "read_own_gender"
    COUNT_POPULATION = "count_population"
    SIMULATE = "simulate"
    READ_MODEL = "read_model"
    READ_FAIRNESS = "read_fairness"
    READ_DRIFT = "read_drift"
    READ_HELP = "read_help"
    USE_PAGES = "use_pages"
    USE_API = "use_api"
    FIND_API = "find_api"
    OWN_ACCOUNT = "own_account"
    MANAGE_USERS = "manage_users"
    MANAGE_ASSIGNMENTS = "manage_assignments"
    READ_AUDIT = "read_audit"


_NONE, _OWN, _ASSIGNED, _ALL = Scope.NONE, Scope.OWN, Scope.ASSIGNED, Scope.ALL


def _row(adviser: Scope, customer: Scope, admin: Scope) -> Mapping[Role, Scope]:
    return MappingProxyType({Role.ADVISER: adviser, Role.CUSTOMER: customer, Role.ADMIN: admin})


_C = Capability
MATRIX: Final[Mapping[Capability, Mapping[Role, Scope]]] = MappingProxyType(
    {
        _C.LIST_CLIENTS: _row(_ASSIGNED, _NONE, _ALL),
        _C.EXPORT_CLIENTS: _row(_ASSIGNED, _NONE, _ALL),
        # Score, reasons and form of one client; the two below are what is done with them.
        _C.READ_FILE: _row(_ASSIGNED, _OWN, _ALL),
        _C.WORK_ON_FILE: _row(_ASSIGNED, _NONE, _ALL),
        _C.READ_OWN_FILE: _row(_NONE, _OWN, _NONE),
        _C.READ_OWN_GENDER: _row(_NONE, _OWN, _NONE),
        _C.COUNT_POPULATION: _row(_ALL, _NONE, _ALL),
        _C.SIMULATE: _row(_ASSIGNED, _NONE, _ALL),
        _C.READ_MODEL: _row(_ALL, _NONE, _ALL),
        _C.READ_FAIRNESS: _row(_NONE, _NONE, _ALL),
        _C.READ_DRIFT: _row(_NONE, _NONE, _ALL),
        _C.READ_HELP: _row(_ALL, _ALL, _ALL),
        _C.USE_PAGES: _row(_ALL, _ALL, _ALL),
        _C.USE_API: _row(_ALL, _ALL, _ALL),
        _C.FIND_API: _row(_ALL, _NONE, _ALL),
        _C.OWN_ACCOUNT: _row(_OWN, _OWN, _OWN),
        _C.MANAGE_USERS: _row(_NONE, _NONE, _ALL),
        _C.MANAGE_ASSIGNMENTS: _row(_NONE, _NONE, _ALL),
        _C.READ_AUDIT: _row(_NONE, _NONE, _ALL),
    }
)
"""Capability by capability, whose data each role reaches by it."""


def get_scope(role: Role, capability: Capability) -> Scope:
    """Return whose data a role reaches by a capability."""
    return MATRIX[capability][role]


def get_scopes(role: Role) -> frozenset[Scope]:
    """Return every scope that a role has by some capability."""
    return frozenset(scopes[role] for scopes in MATRIX.values())


def is_allowed(role: Role, capability: Capability) -> bool:
    """Return whether a role has a capability, in any scope."""
    return get_scope(role, capability) is not Scope.NONE


def get_roles(capability: Capability) -> frozenset[Role]:
    """Return the roles that a capability is given to."""
    return frozenset(role for role in Role if is_allowed(role, capability))
