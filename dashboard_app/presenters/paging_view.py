"""Paging of long tables: the requested page and its description."""

from typing import Any

from dashboard_app.i18n import Translator
from dashboard_app.services.errors import InvalidRequestError

_LAST_PAGE = 10_000_000


def parse_page_request(request: object) -> dict[str, Any]:
    """Return what the script of a page asks for: ``page`` and the fields of its filters.

    Raises
    ------
    InvalidRequestError
        It is nothing that the script sends.
    """
    if request is None:
        return {"page": 0}
    page = request.get("page") if isinstance(request, dict) else None
    if (
        not isinstance(request, dict)
        or not isinstance(page, int)
        or isinstance(page, bool)
        or not 0 <= page < _LAST_PAGE
    ):
        raise InvalidRequestError(f"A page is a whole number, got {str(page)[:40]!r}. Reload the page.")
    return request


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
