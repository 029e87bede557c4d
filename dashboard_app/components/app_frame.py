"""The frame that Dash draws inside every page: the address, the place of the page, its head and its cards.

Header and footer are not here: they stand in `templates/frame.html`, the same for pages, login and errors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dash import dcc
from dash.development.base_component import Component

from dashboard_app.addresses import address
from dashboard_app.components.elements import aria, data, html
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import FrameIds
from dashboard_app.routes import get_route

Children = Component | str | Sequence[Component | str] | None


@dataclass(frozen=True)
class Crumb:
    """One step of the way to a page; the last one has no address."""

    text: str
    href: str | None = None


def frame() -> html.Div:
    """Return what stays while pages come and go."""
    return html.Div(
        [
            dcc.Location(id=FrameIds.URL, refresh="callback-nav"),
            dcc.Store(id=FrameIds.PLACE),
            dcc.Store(id=FrameIds.ROUTE),
            dcc.Store(id=FrameIds.THEME),
            dcc.Store(id=FrameIds.ARRIVED),
            html.Div(id=FrameIds.PAGE),
        ]
    )


def page_link(
    text: str,
    href: str,
    *,
    class_name: str | None = None,
    is_here: bool = False,
    **attributes: Any,  # noqa: ANN401 - of HTML
) -> html.A:
    """Return a link to the path of a page; `assets/js/frame.js` follows it without loading everything."""
    current = aria(current="page") if is_here else {}
    return html.A(text, href=address(href), className=class_name, **data(page=""), **current, **attributes)


def page_head(
    title: str, crumbs: Sequence[Crumb] = (), actions: Children = None, *, number: int | str | None = None
) -> html.Div:
    """Return the head of a page: the way to it, its one h1, and what can be done with it.

    ``number`` is that of the client in the title, for the script that changes it.
    """
    steps: list[Component | str] = []
    for crumb in crumbs:
        if steps:
            steps.append(html.Span(" / ", **aria(hidden="true")))
        steps.append(page_link(crumb.text, crumb.href) if crumb.href else crumb.text)
    return html.Div(
        [
            html.Div(
                [
                    html.P(steps, className="cs-crumbs") if steps else None,
                    # Focused by script after a change of page, hence the tabindex.
                    html.H1(title, tabIndex=-1, **({} if number is None else data(number=str(number)))),
                ]
            ),
            html.Div(actions, className="cs-actions") if actions else None,
        ],
        className="cs-head",
    )


def card(
    heading_id: str, heading: str, children: Children, *, tools: Children = None, is_wide: bool = False
) -> html.Section:
    """Return a card named by its heading, with tools such as a switch at its right."""
    title = html.H2(heading, id=heading_id)
    head = html.Div([title, html.Div(tools, className="cs-tools")], className="cs-card-head") if tools else title
    body = list(children) if isinstance(children, Sequence) and not isinstance(children, str) else [children]
    return html.Section(
        [head, *body],
        className="cs-card cs-wide" if is_wide else "cs-card",
        **aria(labelledby=heading_id),
    )


ADMINISTRATION = (
    (get_route("accounts").path, gettext_noop("Accounts")),
    (get_route("assignments").path, gettext_noop("Client assignments")),
    (get_route("audit").path, gettext_noop("Audit log")),
)


def sections(translator: Translator, label: str, pages: Sequence[tuple[str, str]], here: str) -> html.Nav:
    """Return links to the pages of a section; the one that is open is marked."""
    links = [page_link(translator.gettext(text), path, is_here=path == here) for path, text in pages]
    return html.Nav(html.Ul([html.Li(link) for link in links]), className="cs-sections", **aria(label=label))


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
