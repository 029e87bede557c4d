"""One client's file: who, how risky, why, and compared with whom."""

from collections.abc import Mapping
from typing import Any

from dash import Input, Output, State, no_update
from dash.development.base_component import Component

from dashboard_app.addresses import get_path
from dashboard_app.callbacks.file_choices import COMPARED, CONTROLS, OFFERED, Comparing, FileState, offer_choices
from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.elements import html
from dashboard_app.components.tables import fact_list
from dashboard_app.context import RequestContext
from dashboard_app.filters import get_group
from dashboard_app.ids import ClientIds, FrameIds
from dashboard_app.presenters import (
    comparison_view,
    data_check_view,
    decision_view,
    file_head_view,
    pair_view,
    profile_view,
    reasons_view,
)
from dashboard_app.presenters.parts import choosable_part, part
from dashboard_app.services import comparison, explanation, pairs, profile, scoring
from dashboard_app.services.client_file import ClientFile, open_client
from dashboard_app.services.data_checks import DataCheckError
from dashboard_app.services.errors import TooManyComparisonsError, UnknownClientError
from dashboard_app.url_state import parse_choices

_PREFIX = "/client/"


def show_client(
    ctx: RequestContext,
    *,
    path: str | None,
    search: str | None,
    view: str | None,
    choices: Mapping[str, Any],
    _theme: str | None = None,
) -> tuple[Any, ...]:
    """Return everything that a pick of a client changes: who, what is decided, why, and compared with whom.

    One request asks for it: each costs as much as a part of the page. While the choices of a page that was just opened
    are on their way, the parts that follow them are left to their own callbacks.
    """
    client_id = _parse_client(path)
    if client_id is None:
        return (no_update,) * 7
    try:
        file = open_client(ctx, client_id, Capability.WORK_ON_FILE, detail="" if ctx.is_redraw else "page")
    except UnknownClientError:
        return file_head_view.unknown(ctx.translator, client_id), None, None, no_update, None, None, None
    shown = (
        file_head_view.head(ctx, file.client_id, search),
        part(lambda: _decision(ctx, file), ctx.translator),
        part(lambda: _profile(ctx, file), ctx.translator),
        file.client_id,
    )
    if not choices["feature"]:
        return (*shown, no_update, no_update, no_update)
    reasons = choosable_part(lambda: _reasons(ctx, file, view), ctx.translator)
    comparison = choosable_part(lambda: _comparison(ctx, file, choices), ctx.translator)
    return (*shown, reasons, *(comparison if isinstance(comparison, tuple) else (comparison, None)))


def show_reasons(ctx: RequestContext, *, path: str | None, view: str | None) -> Any:  # noqa: ANN401 - Dash children
    """Return why the client has this score: in words, family by family, or the variables that weigh most."""
    client_id = _parse_client(path)
    if client_id is None:
        return no_update
    try:
        return _reasons(ctx, open_client(ctx, client_id, Capability.WORK_ON_FILE), view)
    except UnknownClientError:
        return None


def _reasons(ctx: RequestContext, file: ClientFile, view: str | None) -> Any:  # noqa: ANN401 - Dash children
    try:
        explained = explanation.explain(file)
    except DataCheckError:
        return data_check_view.no_reasons(ctx.translator)
    selected_view = parse_choices({"view": view}, FileState).view
    return part(
        lambda: reasons_view.reasons_content(explained, selected_view, ctx.translator, ctx.suppliers), ctx.translator
    )


def show_form(ctx: RequestContext, *, path: str | None) -> Any:  # noqa: ANN401 - Dash children
    """Return the whole form when it is opened: it is as long as the rest of the page."""
    client_id = _parse_client(path)
    if client_id is None:
        return no_update
    try:
        file = open_client(ctx, client_id, Capability.WORK_ON_FILE)
    except UnknownClientError:
        return None
    wrong = data_check_view.wrong_values(file.data_checks)
    return profile_view.form_view(profile.form(file), ctx.active_bundle.bundle.catalogue, ctx.translator, wrong)


def show_comparison(ctx: RequestContext, *, path: str | None, choices: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return the chosen feature, or two, among former clients, and how many of them are compared with."""
    client_id = _parse_client(path)
    if client_id is None or not choices["feature"]:
        return no_update, no_update
    try:
        file = open_client(ctx, client_id, Capability.WORK_ON_FILE)
    except UnknownClientError:
        return None, None
    return _comparison(ctx, file, choices)


def _comparison(ctx: RequestContext, file: ClientFile, choices: Mapping[str, Any]) -> tuple[Any, Any]:
    chosen = parse_choices(choices, Comparing)
    feature, second, group = str(chosen.feature), chosen.second, get_group(chosen)
    try:
        if second in (None, feature):
            compared = comparison.compare(file, feature, group, chosen.basis)
            return comparison_view.comparison_content(compared, ctx.translator, ctx.palette)
        compared_pair = pairs.compare_pair(file, (feature, str(second)), group, chosen.basis)
        return pair_view.pair_content(compared_pair, ctx.translator, ctx.palette)
    except TooManyComparisonsError as error:
        return comparison_view.too_many(error.seconds, ctx.translator), None


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(offer_choices, **OFFERED, capability=Capability.WORK_ON_FILE)
    callbacks.add(
        show_client,
        output=[
            Output(ClientIds.HEADING, "content"),
            Output(ClientIds.DECISION, "content"),
            Output(ClientIds.PROFILE, "content"),
            Output(ClientIds.OPENED, "data"),
            Output(ClientIds.REASONS, "content"),
            Output(ClientIds.COMPARISON, "content"),
            Output(ClientIds.GROUP, "children"),
        ],
        inputs={"path": Input(FrameIds.URL, "pathname"), "_theme": Input(FrameIds.THEME, "data")},
        state={
            "search": State(FrameIds.URL, "search"),
            "view": State(ClientIds.VIEW, "value"),
            "choices": {name: State(control, "value") for name, control in COMPARED.items()},
        },
        capability=Capability.WORK_ON_FILE,
    )
    callbacks.add(
        show_reasons,
        output=Output(ClientIds.REASONS, "content", allow_duplicate=True),
        inputs={"view": Input(ClientIds.VIEW, "value")},
        state={"path": State(FrameIds.URL, "pathname")},
        capability=Capability.WORK_ON_FILE,
        prevent_initial_call=True,
    )
    callbacks.add(
        show_comparison,
        output=[
            Output(ClientIds.COMPARISON, "content", allow_duplicate=True),
            Output(ClientIds.GROUP, "children", allow_duplicate=True),
        ],
        inputs={"choices": {name: Input(control, "value") for name, control in COMPARED.items()}},
        state={"path": State(FrameIds.URL, "pathname")},
        capability=Capability.WORK_ON_FILE,
        prevent_initial_call=True,
    )
    callbacks.add_url_state(ClientIds.ADDRESS, CONTROLS, offered=CONTROLS, note=ClientIds.NOTE)
    callbacks.add_clientside(
        "list", "visited", Output(ClientIds.FILE, "title"), Input(ClientIds.OPENED, "data"), prevent_initial_call=True
    )
    _register_form(callbacks)


def _register_form(callbacks: Callbacks) -> None:
    callbacks.add(
        show_form,
        output=Output(ClientIds.FORM, "content"),
        inputs={"path": Input(ClientIds.FORM_OF, "data")},
        capability=Capability.WORK_ON_FILE,
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "facts",
        "formOf",
        Output(ClientIds.FORM_OF, "data"),
        Input(ClientIds.FORM_SUMMARY, "n_clicks"),
        Input(FrameIds.URL, "pathname"),
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "facts",
        "search",
        Output(ClientIds.FORM_FOUND, "children"),
        Input(ClientIds.FORM_SEARCH, "value"),
        Input(ClientIds.FORM, "content"),
        State(ClientIds.FORM_FOUND, "id"),
        State(ClientIds.FORM, "id"),
        prevent_initial_call=True,
    )


def _parse_client(path: str | None) -> str | None:
    # The address changes before the page does: another page's address is none of this page's business.
    if path is None or not get_path(path).startswith(_PREFIX):
        return None
    return get_path(path).removeprefix(_PREFIX).rstrip("/")


def _decision(ctx: RequestContext, file: ClientFile) -> Component | list[Component]:
    if file.data_checks:
        return data_check_view.panel(file.data_checks, ctx.active_bundle.bundle.catalogue, ctx.translator)
    score = scoring.score(file)
    return decision_view.decision_content(score, decision_view.build_verdict(score, ctx.translator), ctx.translator)


def _profile(ctx: RequestContext, file: ClientFile) -> list[Component]:
    translator, catalogue = ctx.translator, ctx.active_bundle.bundle.catalogue
    values = data_check_view.wrong_values(file.data_checks)
    facts = profile_view.ProfileFormatter(profile.profile(file), catalogue, translator, values)
    cells = profile.read_by_model(file)
    return [
        html.Div([fact_list(column) for column in facts.columns()], className="cs-thirds"),
        html.P(profile_view.missing_sentence(cells, translator, values), className="cs-note"),
    ]
