"""Drift of the data: the shell of its page."""

from dash import dcc, html

from dashboard_app.addresses import address
from dashboard_app.components.app_frame import card, collapsible, page_head
from dashboard_app.components.controls import search_choice
from dashboard_app.components.states import loading
from dashboard_app.components.view import View
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import DriftIds
from dashboard_app.routes import get_route

REPORT = get_route("drift_report").path


def layout(translator: Translator, **_variables: str) -> html.Div:
    """Return the shell of the page; Evidently's report, a heavy page of its own, comes when it is asked for."""
    _ = translator.gettext
    download = html.A(_("Download"), href=address(REPORT), download="drift-report.html", className="cs-button")
    return html.Div(
        [
            page_head(_("Data drift")),
            html.Div(
                [
                    card(
                        "verdict-title",
                        _("Verdict"),
                        loading(translator, View(DriftIds.VERDICT), lines=6),
                        is_wide=True,
                    ),
                    card(
                        "shift-title",
                        _("Training and current"),
                        [
                            html.Div(
                                search_choice(DriftIds.FEATURE, _("Variable"), translator=translator),
                                className="cs-filters cs-beside",
                            ),
                            html.P(id=DriftIds.NOTE, className="cs-told", role="status"),
                            loading(translator, View(DriftIds.SHIFT), lines=6),
                            dcc.Store(id=DriftIds.ADDRESS),
                        ],
                        is_wide=True,
                    ),
                    card(
                        "features-title",
                        _("Variables"),
                        loading(translator, View(DriftIds.TABLE), lines=8),
                        is_wide=True,
                    ),
                    card(
                        "report-title",
                        _("Evidently’s report"),
                        [
                            html.P(
                                _(
                                    "Evidently’s own report on the same comparison, for experts. It is large, and is "
                                    "shown in an isolated frame that cannot reach this site."
                                )
                            ),
                            collapsible(
                                _("Open the report here"), View(DriftIds.REPORT), summary_id=DriftIds.REPORT_SUMMARY
                            ),
                        ],
                        tools=download,
                        is_wide=True,
                    ),
                ],
                className="cs-grid",
            ),
        ]
    )
