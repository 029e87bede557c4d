"""Paging of long tables: the requested page and its description."""

from typing import TypeVar

from pydantic import Field

from dashboard_app.i18n import Translator
from dashboard_app.url_state import PageState, parse_choices

_LAST_PAGE = 10_000_000


class PageRequest(PageState):
    """Which page of a table its pager asks for, from 0; the fields of the filters go with it."""

    page: int = Field(strict=True, ge=0, lt=_LAST_PAGE)


Request = TypeVar("Request", bound=PageRequest)


def parse_page_request(sent: object, schema: type[Request]) -> Request:
    """Return the page that the pager of a table asks for; the first one before it was used.

    Raises
    ------
    InvalidRequestError
        It is nothing that the pager sends.
    """
    return parse_choices({"page": 0} if sent is None else sent, schema)


def describe_page(start: int, count: int, total: int, translator: Translator) -> tuple[str, bool, bool]:
    """Return which lines are shown, in words, and whether there are none before and none after them."""
    if not count:
        return "", start == 0, True
    sentence = translator.gettext(
        "%(first)s to %(last)s of %(total)s",
        first=translator.number(start + 1),
        last=translator.number(start + count),
        total=translator.number(total),
    )
    return sentence, start == 0, start + count >= total
