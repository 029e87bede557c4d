"""A section that can be expanded."""

from enum import StrEnum
from typing import Any

from dashboard_app.components.elements import html


def collapsible(
    summary: str,
    content: Any,  # noqa: ANN401 - Dash children
    *,
    is_open: bool = False,
    summary_id: StrEnum | None = None,
) -> html.Details:
    """Return a summary that opens to its content; ``summary_id`` lets a callback hear of the first opening."""
    head = html.Summary(summary) if summary_id is None else html.Summary(summary, id=summary_id)
    return html.Details([head, html.Div(content, className="disclosed")], open=is_open)
