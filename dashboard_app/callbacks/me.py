"""The customer's own file: result, main reasons, own data, in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import Input, Output
from dash.development.base_component import Component
from pydantic import JsonValue

from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.app_frame import collapsible
from dashboard_app.components.decision import DecisionSummary
from dashboard_app.components.elements import data, html
from dashboard_app.components.reasons import reason_columns, reason_list
from dashboard_app.components.states import empty
from dashboard_app.components.tables import fact_list
from dashboard_app.context import RequestContext
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import FrameIds, MeIds
from dashboard_app.presenters import (
    access_history_view,
    data_check_view,
    decision_view,
    profile_view,
    reasons_view,
    sources_view,
)
from dashboard_app.presenters.parts import part
from dashboard_app.services import access_history, explanation, profile, scoring
from dashboard_app.services.client_file import ClientFile, open_client
from dashboard_app.services.errors import UnknownClientError
from model_bundle.data_checks import DataCheck
from model_bundle.decision import Decision
from model_bundle.naming import Source


def show_my_file(ctx: RequestContext, *, _page: str | None = None, _theme: str | None = None) -> tuple[Any, ...]:
    """Return the user's own file; the client number comes from the session."""
    detail = "" if ctx.is_redraw else "page"
    try:
        file = open_client(ctx, ctx.actor.client_id, Capability.READ_OWN_FILE, detail=detail)
    except UnknownClientError:
        return _no_file(ctx.translator), None, None
    result, reasons = _unscored(ctx, file.data_checks) if file.data_checks else _scored(ctx, file)
    return result, reasons, part(lambda: _data(ctx, file), ctx.translator)


def _data(ctx: RequestContext, file: ClientFile) -> list[Component]:
    translator, wrong = ctx.translator, data_check_view.wrong_values(file.data_checks)
    facts = profile_view.ProfileFormatter(profile.profile(file), ctx.active_bundle.bundle.catalogue, translator, wrong)
    form = profile.form(file)
    cells = (*form, *profile.recorded(file))
    notes = sources_view.source_notes(ctx.active_bundle, ctx.suppliers, translator)
    return [
        html.P(
            [
                translator.gettext(
                    "These are the data that the estimate is made from, by source, and how to contest them."
                ),
                " ",
                sources_view.as_of_sentence(ctx.active_bundle, translator),
            ]
        ),
        html.Div([fact_list(facts.who()), fact_list(facts.request_facts())], className="two-columns"),
        *(_source(note, cells, translator, wrong) for note in notes),
        html.P(profile_view.missing_sentence(form, translator, wrong), className="cs-note"),
    ]


def _source(
    note: sources_view.SourceNote, cells: Sequence[profile.FormCell], translator: Translator, wrong: Mapping[str, str]
) -> Component:
    own = [cell for cell in cells if note.source is not None and cell.entry.phrasing.source is note.source]
    facts = profile_view.form_facts(own, translator, wrong)
    content = [html.P(note.text), html.P(note.contest), *([fact_list(facts)] if facts else [])]
    # What others work out weighs most, and is what a person knows least of.
    return collapsible(note.title, content, is_open=note.source is Source.SCORES)


def _unscored(ctx: RequestContext, checks: Sequence[DataCheck]) -> tuple[Any, Any]:
    catalogue = ctx.active_bundle.bundle.catalogue
    return data_check_view.own_panel(checks, catalogue, ctx.translator), data_check_view.no_reasons(ctx.translator)


def _scored(ctx: RequestContext, file: ClientFile) -> tuple[Any, Any]:
    score, explained = scoring.score(file), explanation.explain(file)
    return (
        part(
            lambda: decision_view.decision_content(score, _result(score, ctx.translator), ctx.translator),
            ctx.translator,
        ),
        part(lambda: _reasons(ctx, explained, score.decision), ctx.translator),
    )


def show_access_history(ctx: RequestContext, *, _result: JsonValue = None) -> Any:  # noqa: ANN401 - Dash children
    """Return the access history of the user's file, after this access is logged."""
    accesses, total = access_history.access_history(ctx.admin.audit, ctx.actor)
    return access_history_view.access_history(accesses, total, ctx.translator)


def _no_file(translator: Translator) -> Component:
    # The other cards, which would be empty, and the download stand aside: assets/6-states.css.
    return html.Div(
        empty(
            translator.gettext("There is no application of yours to show"),
            translator.gettext(
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
        output=[Output(name, "content") for name in (MeIds.RESULT, MeIds.REASONS, MeIds.DATA)],
        inputs={"_page": Input(MeIds.RESULT, "id"), "_theme": Input(FrameIds.THEME, "data")},
        capability=Capability.READ_OWN_FILE,
    )
    callbacks.add(
        show_access_history,
        output=Output(MeIds.ACCESS_HISTORY, "content"),
        # Written when the file has been opened.
        inputs={"_result": Input(MeIds.RESULT, "content")},
        capability=Capability.READ_OWN_FILE,
        prevent_initial_call=True,
    )


def _result(score: scoring.Score, translator: Translator) -> DecisionSummary:
    _ = translator.gettext
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
    return DecisionSummary(
        decision_view.TONES[score.decision], word, decision_view.risk_sentence(score, translator), advice
    )


def _reasons(ctx: RequestContext, explained: explanation.Explanation, decision: Decision) -> list[Any]:
    translator = ctx.translator
    raising = reasons_view.build_reasons(explained, raising=True, translator=translator)
    compared = reasons_view.compared(translator)
    few = reasons_view.few_reasons(explained, ctx.suppliers, translator)
    if decision is Decision.REFUSED:
        # A refusal names only what weighed against the client.
        intro = html.P(translator.gettext("These weighed most against granting the credit:"), className="takeaway")
        listed = [intro, reason_list("raises", raising)] if raising else []
        return [*listed, *few, compared]
    lowering = reasons_view.build_reasons(explained, raising=False, translator=translator)
    return [reason_columns(lowering, raising, translator=translator), *few, compared]
