"""The audit log, for administrators: the shell of the page."""

from dash import dcc, html

from dashboard_app.addresses import address
from dashboard_app.components.actions import ACTION_LABELS
from dashboard_app.components.app_frame import ADMINISTRATION, card, page_head, sections
from dashboard_app.components.controls import ALL, button, choice, client_field, field, pager
from dashboard_app.components.elements import data
from dashboard_app.components.states import loading
from dashboard_app.components.view import View
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import AuditIds
from dashboard_app.routes import get_route

PATH = get_route("audit").path
FILE = get_route("audit_csv").path


def layout(translator: Translator, **_variables: str) -> html.Div:
    """Return the shell of the page; the lines are asked for page by page."""
    _ = translator.gettext
    return html.Div(
        [
            page_head(_("Audit log")),
            sections(translator, _("Administration"), ADMINISTRATION, PATH),
            html.P(id=AuditIds.NOTE, className="cs-told", role="status"),
            html.Div([_entries(translator), _verification(translator)], className="cs-grid"),
            dcc.Store(id=AuditIds.ASKED),
        ]
    )


def _entries(translator: Translator) -> html.Section:
    _ = translator.gettext
    anything = {"label": _("All"), "value": ALL}
    actions = [{"label": _(label), "value": action.value} for action, label in ACTION_LABELS.items()]
    export = html.A(
        _("Download these entries (CSV)"),
        id=AuditIds.EXPORT,
        href=address(FILE),
        className="cs-button",
        **data(file=""),
    )
    return card(
        "lines-title",
        _("Who did what"),
        [
            html.Div(
                [
                    field(AuditIds.USER, _("User name"), maxlength=64),
                    choice(AuditIds.ACTION, _("Action"), [anything, *actions]),
                    client_field(AuditIds.CLIENT, _("Client number")),
                    field(AuditIds.SINCE, _("From (UTC)"), type="date", debounce=False),
                    field(AuditIds.UNTIL, _("Until (UTC)"), type="date", debounce=False),
                ],
                className="cs-filters",
            ),
            loading(translator, View(AuditIds.LINES), lines=10),
            pager(translator, shown=AuditIds.SHOWN, previous=AuditIds.PREVIOUS, following=AuditIds.NEXT),
        ],
        tools=export,
        is_wide=True,
    )


def _verification(translator: Translator) -> html.Section:
    _ = translator.gettext
    return card(
        "verify-title",
        _("Verify integrity"),
        [
            html.P(
                _(
                    "Each entry carries a checksum of itself and of the entry before it, so that a "
                    "changed, removed or inserted entry is found. Entries cut off at the end are "
                    "found with an earlier checksum, noted outside this server."
                ),
                className="cs-intro",
            ),
            html.Div(
                [
                    field(AuditIds.NOTED, _("Earlier checksum (optional)"), maxlength=64),
                    button(AuditIds.VERIFY, _("Verify the log"), is_primary=True),
                ],
                className="cs-filters cs-noted",
            ),
            loading(translator, View(AuditIds.VERDICT), is_asked_for=True),
        ],
        is_wide=True,
    )
