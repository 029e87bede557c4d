"""The customer's own file: result, main reasons, own data, in plain words."""

from collections.abc import Sequence
from typing import Any

from dash import Input, Output, html
from dash.development.base_component import Component

from dashboard_app.callbacks import data_check_view, decision_view, openings_view, profile_view, reasons_view
from dashboard_app.callbacks.parts import part
from dashboard_app.callbacks.registration import Ask, Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.attributes import data
from dashboard_app.components.disclosure import disclosure
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
    cells = profile.form(ask.portfolio, ask.actor, client_id)
    form = profile_view.form_facts(cells, words, wrong)
    return [
        html.P(words.gettext("This is what your application form says. If something is wrong, tell your adviser.")),
        html.Div([fact_list(facts.who()), fact_list(facts.asked())], className="two-columns"),
        disclosure(words.gettext("The whole application form"), fact_list(form)),
        html.P(profile_view.missing_sentence(cells, words, wrong), className="cs-note"),
    ]


def _unscored(ask: Ask, checks: Sequence[DataCheck]) -> tuple[Any, Any]:
    catalogue = ask.portfolio.bundle.catalogue
    return data_check_view.own_panel(checks, catalogue, ask.words), data_check_view.no_reasons(ask.words)


def _scored(ask: Ask, client_id: object) -> tuple[Any, Any]:
    score = scoring.score(ask.portfolio, ask.actor, client_id)
    found = explanation.explain(ask.portfolio, ask.actor, client_id)
    return (
        part(lambda: decision_view.decision_content(score, _result(score, ask.words), ask.words), ask.words),
        part(lambda: _reasons(found, score.decision, ask.words), ask.words),
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
            _("The risk is below the lender’s limit. Your adviser confirms the decision."),
        ),
        Decision.REVIEW: (
            _("A person will look at your file"),
            _("The risk is close to the lender’s limit, so that a person decides."),
        ),
        Decision.REFUSED: (
            _("The credit cannot be granted as asked"),
            _("The risk is above the lender’s limit. You may ask for a person to look at your file again."),
        ),
    }[score.decision]
    return Verdict(decision_view.TONES[score.decision], word, decision_view.risk_sentence(score, words), advice)


def _reasons(found: explanation.Explanation, decision: Decision, words: Words) -> list[Any]:
    raising = reasons_view.reasons_of(found, raising=True, words=words)
    compared = reasons_view.compared(words)
    if decision is Decision.REFUSED:
        # A refusal names only what weighed against the client.
        intro = html.P(words.gettext("These weighed most against granting the credit:"), className="takeaway")
        return [intro, reason_list("raises", raising), compared]
    lowering = reasons_view.reasons_of(found, raising=False, words=words)
    return [reason_columns(lowering, raising, words=words), compared]
