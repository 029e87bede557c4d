"""The way through a long table, page by page."""

from enum import StrEnum

from dashboard_app.components.buttons import button
from dashboard_app.components.elements import html
from dashboard_app.i18n.translator import Translator


def pager(translator: Translator, *, shown: StrEnum, previous: StrEnum, following: StrEnum) -> html.Div:
    """Return which lines are shown, and buttons to those before and after them."""
    return html.Div(
        [
            html.P(id=shown, className="cs-shown", role="status"),
            button(previous, translator.gettext("Previous"), is_disabled=True),
            button(following, translator.gettext("Next"), is_disabled=True),
        ],
        className="cs-pager",
    )
