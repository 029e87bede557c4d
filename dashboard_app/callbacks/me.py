"""The customer's own file: result, main reasons, own data, in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import Input, Output
from dash.development.base_component import Component

from dashboard_app.callbacks import (
    data_check_view,
    decision_view,
    openings_view,
    profile_view,
    reasons_view,
    sources_view,
)
from dashboard_app.callbacks.parts import part
from dashboard_app.callbacks.registration import Ask, Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.attributes import data
from dashboard_app.components.disclosure import disclosure
from dashboard_app.components.elements import html
from dashboard_app.components.facts import fact_list
from dashboard_app.components.reasons import reason_columns, reason_list
from dashboard_app.components.states import empty
from dashboard_app.components.verdict import Verdict
from dashboard_app.i18n.words import Words
from dashboard_app.ids import Me, Shell
from dashboard_app.services import access, data_checks, explanation, openings, profile, scoring
from dashboard_app.services.errors import UnknownClientError
from model_bundle.data_checks import DataCheck
from model_bundle.decision import Decision
from model_bundle.naming import Source


def show_my_file(ask: Ask, _page: object, _theme: object = None) -> tuple[Any, ...]:
    """Return the file of the person who asks; their number comes from the session."""
    client_id, words = ask.actor.client_id, ask.words
    try:
        if not ask.is_redraw:
            access.open_file(ask.portfolio, ask.actor, client_id)
        checks = data_checks.data_checks(ask.portfolio, ask.actor, client_id)
    except UnknownClientError:
        return _no_file(words), None, None
    result, reasons = _unscored(ask, checks) if checks else _scored(ask, client_id)
    return result, reasons, part(lambda: _data(ask, client_id, checks), words)


def _data(ask: Ask, client_id: object, checks: Sequence[DataCheck]) -> list[Component]:
    words, wrong = ask.words, data_check_view.wrong_values(checks)
    found = profile.profile(ask.portfolio, ask.actor, client_id)
    facts = profile_view.ProfileWords(found, ask.portfolio.bundle.catalogue, words, wrong)
    form = profile.form(ask.portfolio, ask.actor, client_id)
    cells = (*form, *profile.recorded(ask.portfolio, ask.actor, client_id))
    notes = sources_view.source_notes(ask.portfolio, ask.suppliers, words)
    return [
        html.P(
            [
                words.gettext("These are the data that the estimate is made from, by source, and how to contest them."),
                " ",
                sources_view.as_of_sentence(ask.portfolio, words),
            ]
        ),
        html.Div([fact_list(facts.who()), fact_list(facts.asked())], className="two-columns"),
        *(_source(note, cells, words, wrong) for note in notes),
        html.P(profile_view.missing_sentence(form, words, wrong), className="cs-note"),
    ]


def _source(
    note: sources_view.SourceNote, cells: Sequence[profile.FormCell], words: Words, wrong: Mapping[str, str]
) -> Component:
    own = [cell for cell in cells if note.source is not None and cell.entry.said.source is note.source]
    facts = profile_view.form_facts(own, words, wrong)
    content = [html.P(note.text), html.P(note.contest), *([fact_list(facts)] if facts else [])]
    # What others work out weighs most, and is what a person knows least of.
    return disclosure(note.title, content, is_open=note.source is Source.SCORES)


def _unscored(ask: Ask, checks: Sequence[DataCheck]) -> tuple[Any, Any]:
    catalogue = ask.portfolio.bundle.catalogue
    return data_check_view.own_panel(checks, catalogue, ask.words), data_check_view.no_reasons(ask.words)


def _scored(ask: Ask, client_id: object) -> tuple[Any, Any]:
    score = scoring.score(ask.portfolio, ask.actor, client_id)
    found = explanation.explain(ask.portfolio, ask.actor, client_id)
    return (
        part(lambda: decision_view.decision_content(score, _result(score, ask.words), ask.words), ask.words),
        part(lambda: _reasons(ask, found, score.decision), ask.words),
    )


def show_openings(ask: Ask, _result: object) -> Any:  # noqa: ANN401 - Dash children
    """Return who opened the file of the person who asks, once this opening of theirs is on record."""
    found, total = openings.openings(ask.office.audit, ask.actor)
    return openings_view.openings(found, total, ask.words)


def _no_file(words: Words) -> Component:
    # The other cards, which would be empty, and the download stand aside: assets/6-states.css.
    return html.Div(
        empty(
            words.gettext("There is no application of yours to show"),
            words.gettext(
                "Your application is not among those being decided at the moment. Your adviser can tell you where it "
                "stands."
            ),
        ),
        **data(nofile=""),
    )


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        show_my_file,
        Output(Me.RESULT, "content"),
        Output(Me.REASONS, "content"),
        Output(Me.DATA, "content"),
        Input(Me.RESULT, "id"),
        Input(Shell.THEME, "data"),
        capability=Capability.READ_OWN_FILE,
    )
    callbacks.add(
        show_openings,
        Output(Me.OPENINGS, "content"),
        # Written when the file has been opened.
        Input(Me.RESULT, "content"),
        capability=Capability.READ_OWN_FILE,
        prevent_initial_call=True,
    )


def _result(score: scoring.Score, words: Words) -> Verdict:
    _ = words.gettext
    word, advice = {
        Decision.GRANTED: (
            _("The credit can be granted"),
            _("The estimated risk is below our threshold. Your adviser confirms the decision."),
        ),
        Decision.REVIEW: (
            _("A person will look at your file"),
            _("The estimated risk is close to our threshold, so a person decides."),
        ),
        Decision.REFUSED: (
            _("Not yet granted: the automatic estimate is above our threshold"),
            _("You may ask for a person to look at your file again: your adviser will answer you."),
        ),
    }[score.decision]
    return Verdict(decision_view.TONES[score.decision], word, decision_view.risk_sentence(score, words), advice)


def _reasons(ask: Ask, found: explanation.Explanation, decision: Decision) -> list[Any]:
    words = ask.words
    raising = reasons_view.reasons_of(found, raising=True, words=words)
    compared = reasons_view.compared(words)
    few = reasons_view.few_reasons(found, ask.suppliers, words)
    if decision is Decision.REFUSED:
        # A refusal names only what weighed against the client.
        intro = html.P(words.gettext("These weighed most against granting the credit:"), className="takeaway")
        listed = [intro, reason_list("raises", raising)] if raising else []
        return [*listed, *few, compared]
    lowering = reasons_view.reasons_of(found, raising=False, words=words)
    return [reason_columns(lowering, raising, words=words), *few, compared]
