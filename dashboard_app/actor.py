"""Who asks: low in the layers, so that services and callbacks may know it."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is to the lender."""

    ADVISER = "adviser"
    CUSTOMER = "customer"
    ADMIN = "admin"


EVERYBODY = frozenset(Role)
STAFF = frozenset({Role.ADVISER, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})
CUSTOMERS = frozenset({Role.CUSTOMER})


@dataclass(frozen=True)
class Actor:
    """A signed-in person; a customer's client number comes from here and never from the browser."""

    name: str
    role: Role
    client_id: int | None
    language: str
