"""The state of the client list as it stands in an address: what is searched for, filtered by and sorted by.

``/?decision=review&sort=distance`` is the list itself; the file of one of its clients carries the same text in one
value, ``/client/100042?list=decision%3Dreview%26sort%3Ddistance``, so that the way to the next one is the list's.
"""

from enum import StrEnum
from urllib.parse import urlencode

from pydantic import Field

from dashboard_app.list_filters import get_list_filters, with_list_filters
from dashboard_app.services.client_list import ListQuery
from dashboard_app.url_state import PageState, read_state

LIST = "list"
"""The name under which the address of a file carries the list that it was opened from."""
FROM = "from"
"""The name under which the address of the list carries its first visible row, from 0."""


class Direction(StrEnum):
    """In which direction the list is sorted."""

    ASCENDING = "asc"
    DESCENDING = "desc"


@with_list_filters(is_exact=False)
class _Narrowed(PageState):
    """What is searched for, and what is filtered by; `assets/js/list.js` writes the fields in the same order."""

    typed_texts = frozenset({"search"})

    search: str = ""


class ListState(_Narrowed):
    """What the address of the list says; what it leaves out is as it is at first."""

    sort: str = ListQuery.sort
    direction: Direction = Direction.ASCENDING

    def query(self, language: str) -> ListQuery:
        """Return the query that the state stands for."""
        return ListQuery(
            search=self.search.strip(),
            filters=get_list_filters(self),
            sort=self.sort,
            descending=self.direction is Direction.DESCENDING,
            language=language,
        )


class _OpenedFrom(PageState):
    """Of the address of a file, the list that it was opened from."""

    listed: str = Field(default="", validation_alias=LIST)


def read_query(search: str | None, language: str) -> ListQuery:
    """Return the query that the address of the list stands for."""
    return read_state(search, ListState).state.query(language)


def list_text(search: str | None) -> str:
    """Return the state of the list that the address of a file carries, as a query without its question mark."""
    carried = read_state(search, _OpenedFrom).state.listed
    return urlencode(read_state(carried, ListState).state.model_dump(exclude_unset=True))
