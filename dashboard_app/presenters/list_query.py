"""The state of the client list as it stands in an address: what is searched for, filtered by and sorted by.

``/?decision=review&sort=distance`` is the list itself; the file of one of its clients carries the same text in one
value, ``/client/100042?list=decision%3Dreview%26sort%3Ddistance``, so that the way to the next one is the list's.
"""

from urllib.parse import urlencode

from dashboard_app.services.client_list import Query
from dashboard_app.url_state import asked_for

LIST = "list"
"""The name under which the address of a file carries the list that it was opened from."""
FROM = "from"
"""The name under which the address of the list carries its first visible row, from 0."""
_FILTERS = ("search", "decision", "occupation", "amount")


def read_query(search: object, language: str) -> Query:
    """Return the query that the address of the list stands for; what it leaves out is as it is at first."""
    given = {name: asked_for(search, name) for name in (*_FILTERS, "sort", "direction")}
    return Query(
        search=(given["search"] or "").strip(),
        decision=given["decision"],
        occupation=given["occupation"],
        amount=given["amount"],
        sort=given["sort"] or Query.sort,
        descending=given["direction"] == "desc",
        language=language,
    )


def list_text(search: object) -> str:
    """Return the state of the list that the address of a file carries, as a query without its question mark."""
    carried = asked_for(search, LIST)
    given = {name: asked_for(carried, name) for name in (*_FILTERS, "sort", "direction")}
    return urlencode({name: value for name, value in given.items() if value})
