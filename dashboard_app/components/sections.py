"""The way between the pages of one section."""

from collections.abc import Sequence

from dashboard_app.components.app_frame import page_link
from dashboard_app.components.attributes import aria
from dashboard_app.components.elements import html
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.i18n.translator import Translator
from dashboard_app.routes import get_route

ADMINISTRATION = (
    (get_route("accounts").path, gettext_noop("Accounts")),
    (get_route("assignments").path, gettext_noop("Client assignments")),
    (get_route("audit").path, gettext_noop("Audit log")),
)


def sections(translator: Translator, label: str, pages: Sequence[tuple[str, str]], here: str) -> html.Nav:
    """Return links to the pages of a section; the one that is open is marked."""
    links = [page_link(translator.gettext(text), path, is_here=path == here) for path, text in pages]
    return html.Nav(html.Ul([html.Li(link) for link in links]), className="cs-sections", **aria(label=label))
