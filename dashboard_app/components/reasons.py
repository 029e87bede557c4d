"""The reasons of a score in words, in two sides: what lowers the risk and what raises it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard_app.components.elements import aria, html
from dashboard_app.components.variables import choosing_link
from dashboard_app.i18n import Translator


@dataclass(frozen=True)
class ReasonRow:
    """One family of features: its name, the sentence about it, how much it weighs, and where its data come from.

    ``width`` is the length of the bar, from 0 to 1; ``strength`` is the word for it. ``feature`` is what the name of
    the reason draws in the comparison, by the field with the id ``chooses``.
    """

    label: str
    detail: str
    strength: str
    width: float
    source: str | None = None
    feature: str | None = None
    chooses: str | None = None


def reason_columns(lowering: Sequence[ReasonRow], raising: Sequence[ReasonRow], *, translator: Translator) -> html.Div:
    """Return both sides, strongest first; an empty side shows a message."""
    _ = translator.gettext
    return html.Div(
        [
            _side("lowers", "▼", _("Lowers the risk"), lowering, _("Nothing weighs clearly in the client’s favour.")),
            _side("raises", "▲", _("Raises the risk"), raising, _("Nothing weighs clearly against the client.")),
        ],
        className="two-columns reasons",
    )


def reason_list(tone: str, reasons: Sequence[ReasonRow]) -> html.Ul:
    """Return reasons of one side as a list."""
    return html.Ul([_line(tone, reason) for reason in reasons], className="reason-list")


def _side(tone: str, arrow: str, title: str, reasons: Sequence[ReasonRow], nothing: str) -> html.Div:
    heading = html.H3([html.Span(arrow, **aria(hidden="true")), " ", title], className=f"side side-{tone}")
    return html.Div([heading, reason_list(tone, reasons) if reasons else html.P(nothing, className="quiet")])


def _line(tone: str, reason: ReasonRow) -> html.Li:
    sign = "−" if tone == "lowers" else "+"
    bar = html.Span(className=f"reason-bar bar-{tone}", style={"width": f"{max(2.0, reason.width * 100):.0f}%"})
    source = [] if reason.source is None else [html.Small(reason.source, className="quiet")]
    label = reason.label
    named = choosing_link(label, reason.feature, reason.chooses) if reason.feature and reason.chooses else label
    return html.Li(
        [
            html.Div([html.Strong(named), html.Span(reason.detail), *source], className="reason-text"),
            html.Div(
                [bar, html.Span(f"{sign} {reason.strength}", className="reason-strength")], className="reason-weight"
            ),
        ]
    )
