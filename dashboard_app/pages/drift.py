"""Drift of the data: the shell of its page."""

from dash import html

from dashboard_app.components.shell import card, page_head
from dashboard_app.components.states import loading
from dashboard_app.components.view import View
from dashboard_app.i18n.words import Words
from dashboard_app.ids import Drift

REPORT = "/drift/report"


def layout(words: Words, **_variables: str) -> html.Div:
    """Return the shell of the page; Evidently's report stands in a frame that can reach nothing of this site."""
    _ = words.gettext
    return html.Div(
        [
            page_head(_("Drift of the data")),
            html.Div(
                [
                    card("verdict-title", _("Verdict"), loading(words, View(Drift.VERDICT)), is_wide=True),
                    card(
                        "features-title",
                        _("Variables"),
                        loading(words, View(Drift.TABLE), lines=8),
                        is_wide=True,
                    ),
                    card(
                        "report-title",
                        _("Evidently’s full report"),
                        html.Iframe(
                            src=REPORT,
                            sandbox="allow-scripts",
                            title=_("Evidently’s full report"),
                            className="cs-report",
                        ),
                        tools=html.A(_("Download"), href=REPORT, download="drift-report.html", className="cs-button"),
                        is_wide=True,
                    ),
                ],
                className="cs-grid",
            ),
        ]
    )
