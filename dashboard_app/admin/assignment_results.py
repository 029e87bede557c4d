"""What the services of client assignments return."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Adviser:
    """An adviser, and how many clients are assigned to them."""

    name: str
    count: int
    is_closed: bool


@dataclass(frozen=True)
class Matching:
    """How many clients match, and how many of them are not assigned to the adviser yet."""

    clients: int
    new: int


@dataclass(frozen=True)
class AssignmentResult:
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
