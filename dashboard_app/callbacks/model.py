"""How the model decides: figures, importance, beeswarm, card."""

from typing import Any

from dash import Input, Output, html

from dashboard_app.actor import STAFF
from dashboard_app.callbacks.registration import Ask, Callbacks
from dashboard_app.components.chart import chart_view
from dashboard_app.components.facts import Fact, fact_list
from dashboard_app.figures.importance import Importance, SwarmRow, draw_beeswarm, draw_importance
from dashboard_app.i18n.values import label_of, text_in
from dashboard_app.i18n.words import Words
from dashboard_app.ids import Model, Shell
from dashboard_app.services.overview import Overview, overview


def show_model(ask: Ask, _page: object, _theme: object = None) -> tuple[Any, ...]:
    """Return the content of the whole page."""
    found, words, palette = overview(ask.portfolio, ask.actor, ask.words.language), ask.words, ask.palette
    families = [Importance(text_in(words, part.family.label), part.importance) for part in found.families]
    features = [Importance(label_of(words, part.entry), part.importance) for part in found.features]
    swarms = [SwarmRow(label_of(words, part.entry), part.values, part.contributions) for part in found.swarms]
    return (
        _figures(found, words),
        html.Div(
            [
                html.Div(
                    [
                        html.H3(title),
                        chart_view(draw_importance(rows, of=title, words=words, palette=palette), words=words),
                    ]
                )
                for title, rows in ((words.gettext("Families"), families), (words.gettext("Variables"), features))
            ],
            className="two-columns",
        ),
        chart_view(draw_beeswarm(swarms, words=words, palette=palette), words=words),
        found.card,
    )


def register(callbacks: Callbacks) -> None:
    """Register the callback of the page."""
    callbacks.add(
        show_model,
        Output(Model.FIGURES, "content"),
        Output(Model.IMPORTANCE, "content"),
        Output(Model.BEESWARM, "content"),
        Output(Model.CARD, "children"),
        Input(Model.FIGURES, "id"),
        Input(Shell.THEME, "data"),
        roles=STAFF,
    )


def _figures(found: Overview, words: Words) -> list[Any]:
    _, headline, manifest = words.gettext, found.headline, found.manifest
    ranking = [
        Fact(_("Former applicants"), words.number(headline.applicants)),
        Fact(_("of whom did not repay"), words.percent(headline.default_rate)),
        Fact(_("Ranking quality (AUC)"), words.fixed(headline.auc, 4)),
    ]
    cost = [
        Fact(_("Cost per applicant"), words.fixed(headline.cost, 4)),
        Fact(_("if everybody were accepted"), words.fixed(headline.cost_accept_all, 4)),
        Fact(_("Limit"), words.percent(manifest.threshold.value, 2)),
    ]
    saved = 1 - headline.cost / headline.cost_accept_all
    return [
        html.P(
            _(
                "A default that is missed costs %(times)s times a good client refused. "
                "The model saves %(saved)s of the cost of accepting everybody.",
                times=words.number(manifest.costs.false_negative),
                saved=words.percent(saved, 0),
            ),
            className="takeaway",
        ),
        html.Div([fact_list(ranking), fact_list(cost)], className="two-columns"),
        html.P(
            _(
                "Measured on former applicants, each judged by a model that never saw them; "
                "the limit behind the cost was chosen on other applicants than those judged."
            ),
            className="cs-note",
        ),
    ]
