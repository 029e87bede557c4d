"""The way between the pages of one section."""

from collections.abc import Sequence

from dashboard_app.components.attributes import aria
from dashboard_app.components.elements import html
from dashboard_app.components.shell import page_link
from dashboard_app.i18n.languages import mark
from dashboard_app.i18n.words import Words

ADMINISTRATION = (
    ("/admin/users", mark("Accounts")),
    ("/admin/portfolios", mark("Client assignments")),
    ("/admin/audit", mark("Audit log")),
)


def sections(words: Words, label: str, pages: Sequence[tuple[str, str]], here: str) -> html.Nav:
    """Return links to the pages of a section; the one that is open is marked."""
    links = [page_link(words.gettext(text), path, is_here=path == here) for path, text in pages]
    return html.Nav(html.Ul([html.Li(link) for link in links]), className="cs-sections", **aria(label=label))
