"""Drift of the data: verdict in words, and the table of variables."""

from typing import Any

from dash import Input, Output, html

from dashboard_app.actor import ADMINS
from dashboard_app.callbacks.registration import Ask, Callbacks
from dashboard_app.components.table import Table
from dashboard_app.components.verdict import Tone, Verdict, verdict_view
from dashboard_app.figures.chart import ChartTable
from dashboard_app.i18n.values import label_of
from dashboard_app.i18n.words import Words
from dashboard_app.ids import Drift
from dashboard_app.services import drift as service


def show_drift(ask: Ask, _page: object) -> tuple[Any, Any]:
    """Return the verdict and the table."""
    found, words = service.drift(ask.portfolio, ask.actor), ask.words
    table = ChartTable(
        (
            words.gettext("Variable"),
            words.gettext("Moved"),
            words.gettext("Distance"),
            words.gettext("Importance"),
            words.gettext("Missing then"),
            words.gettext("Missing now"),
            words.gettext("New values"),
        ),
        tuple(_line(feature, words) for feature in found.features),
    )
    caption = words.gettext("Every variable: those that moved first, by distance weighted with importance")
    return _verdict(found, words), Table(table, caption)


def register(callbacks: Callbacks) -> None:
    """Register the callback of the page."""
    callbacks.add(
        show_drift,
        Output(Drift.VERDICT, "content"),
        Output(Drift.TABLE, "content"),
        Input(Drift.VERDICT, "id"),
        roles=ADMINS,
    )


def _line(feature: service.DriftedFeature, words: Words) -> tuple[str, ...]:
    _ = words.gettext
    return (
        label_of(words, feature.entry),
        _("▲ yes") if feature.drifted else _("no"),
        words.fixed(feature.distance, 3),
        words.fixed(feature.importance, 3),
        words.percent(feature.missing_reference),
        words.percent(feature.missing_current),
        ", ".join(feature.new_categories) or "–",
    )


def _verdict(found: service.Drift, words: Words) -> list[Any]:
    _ = words.gettext
    sentence = _(
        "%(drifted)s of %(all)s variables moved (%(share)s; the rule allows %(allowed)s). "
        "The score moved by %(distance)s; the rule allows less than %(threshold)s.",
        drifted=words.number(found.drifted),
        all=words.number(len(found.features)),
        share=words.percent(found.share_drifted),
        allowed=words.percent(found.largest_share, 0),
        distance=words.fixed(found.score_distance, 3),
        threshold=words.fixed(found.threshold, 1),
    )
    verdict = (
        Verdict(
            Tone.RAISES,
            _("The data have moved"),
            sentence,
            _("Look at the variables below before trusting new scores; a new training may be due."),
        )
        if found.is_drifted
        else Verdict(Tone.LOWERS, _("The data have not moved"), sentence)
    )
    top = [label_of(words, entry) for entry in found.top_drifted]
    named = (
        html.P(
            _(
                "Among the %(count)s most important variables these moved: %(names)s.",
                count=words.number(found.top_features),
                names=", ".join(top),
            )
        )
        if top
        else html.P(_("None of the %(count)s most important variables moved.", count=words.number(found.top_features)))
    )
    rows = html.P(
        _(
            "%(current)s applicants to be decided, compared with %(reference)s who trained the model.",
            current=words.number(found.current_rows),
            reference=words.number(found.reference_rows),
        ),
        className="cs-note",
    )
    return [verdict_view(verdict), html.Div([named, rows], className="verdict")]
