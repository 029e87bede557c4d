"""The user of a request. In a low layer, so that services and callbacks can import it."""

from dataclasses import dataclass, field
from enum import StrEnum

from dashboard_app.events import Recorder


class Role(StrEnum):
    """What a person is to the lender."""

    ADVISER = "adviser"
    CUSTOMER = "customer"
    ADMIN = "admin"


@dataclass(frozen=True)
class Actor:
    """A signed-in person; a customer's client number comes from here and never from the browser.

    Attributes
    ----------
    assigned
        Client numbers assigned to an adviser; None if advisers see all clients.
    recorder
        The log that what they do is written in.
    """

    name: str
    role: Role
    client_id: int | None
    language: str
    assigned: frozenset[int] | None
    recorder: Recorder = field(repr=False, compare=False)
