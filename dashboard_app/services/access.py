"""Who may ask what: every service that returns client data begins here."""

from dashboard_app.actor import STAFF, Actor, Role
from dashboard_app.services.errors import NotAllowedError, UnknownClientError
from dashboard_app.store import Portfolio

_LARGEST_ID = 2**63 - 1


def require_role(actor: Actor, allowed: frozenset[Role]) -> None:
    """Refuse a person whose role is not allowed.

    Raises
    ------
    NotAllowedError
        The role is another one.
    """
    if actor.role not in allowed:
        raise NotAllowedError(f"The role {actor.role.value!r} may not ask this. Sign in with another account.")


def client_row(portfolio: Portfolio, actor: Actor, client_id: object) -> int:
    """Return the row of a client that this person may see.

    ``client_id`` may be anything: callback arguments come from the browser. A customer sees nobody but themselves.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see; the message is the same.
    """
    number = parse_client_id(client_id)
    row = None
    if number is not None and (actor.role in STAFF or number == actor.client_id):
        row = portfolio.row_of(number)
    if row is None:
        raise UnknownClientError("There is no client with this number. Check the number.")
    return row


def parse_client_id(value: object) -> int | None:
    """Return a client number from what a browser sent, or None where it is none.

    Only whole numbers count, given as int or as ASCII digits; no float, no sign, no other digits.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        text = value.strip()
        # Some characters that are digits to Python are not 0 to 9.
        value = int(text) if len(text) < 20 and text.isascii() and text.isdigit() else None
    if isinstance(value, int) and 0 <= value <= _LARGEST_ID:
        return value
    return None
