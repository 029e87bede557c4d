"""Who asks: low in the layers, so that services and callbacks may know it."""

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
        The clients that an adviser follows; None where advisers follow everybody.
    recorder
        The log that what they do is written in.
    """

    name: str
    role: Role
    client_id: int | None
    language: str
    assigned: frozenset[int] | None
    recorder: Recorder = field(repr=False, compare=False)
