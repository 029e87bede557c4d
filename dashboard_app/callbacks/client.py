"""One client's file: who, how risky, why, and compared with whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import Input, Output, State, no_update
from dash.development.base_component import Component

from dashboard_app.addresses import path_of
from dashboard_app.callbacks.file_choices import COMPARED, CONTROLS, OFFERED, Comparing, FileState, offer_choices
from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.elements import html
from dashboard_app.components.facts import fact_list
from dashboard_app.context import RequestContext
from dashboard_app.filters import group_of
from dashboard_app.ids import Client, Frame
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
from dashboard_app.services import (
    access,
    comparison,
    data_checks,
    explanation,
    pairs,
    profile,
    scoring,
)
from dashboard_app.services.data_checks import DataCheckError
from dashboard_app.services.errors import TooManyComparisonsError, UnknownClientError
from dashboard_app.url_state import parse_choices
from model_bundle.data_checks import DataCheck

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
    shown = show_file(ctx, path, None, search)
    if shown[0] is not no_update and shown[-1] is no_update:
        # There is no such client.
        return (*shown, None, None, None)
    if not choices["feature"]:
        return (*shown, no_update, no_update, no_update)
    reasons = choosable_part(lambda: show_reasons(ctx, path=path, view=view), ctx.translator)
    comparison = choosable_part(lambda: show_comparison(ctx, path=path, choices=choices), ctx.translator)
    return (*shown, reasons, *(comparison if isinstance(comparison, tuple) else (comparison, None)))


def show_file(ctx: RequestContext, path: object, _theme: object = None, search: str | None = None) -> tuple[Any, ...]:
    """Return who the client at this address is and what is decided; drawn again when the theme changes.

    ``search`` names the list that the file was opened from.
    """
    client_id = _client_of(path)
    if client_id is None:
        return (no_update,) * 4
    try:
        if not ctx.is_redraw:
            access.open_file(ctx.active_bundle, ctx.actor, client_id)
        facts = profile.profile(ctx.active_bundle, ctx.actor, client_id)
        wrong = data_checks.data_checks(ctx.active_bundle, ctx.actor, client_id)
    except UnknownClientError:
        return file_head_view.unknown(ctx.translator, client_id), None, None, no_update
    return (
        file_head_view.head(ctx, facts.client_id, search),
        part(lambda: _decision(ctx, client_id, wrong), ctx.translator),
        part(lambda: _profile(ctx, facts, wrong), ctx.translator),
        facts.client_id,
    )


def show_reasons(ctx: RequestContext, *, path: str | None, view: str | None) -> Any:  # noqa: ANN401 - Dash children
    """Return why the client has this score: in words, family by family, or the variables that weigh most."""
    client_id = _client_of(path)
    if client_id is None:
        return no_update
    try:
        found = explanation.explain(ctx.active_bundle, ctx.actor, client_id)
    except UnknownClientError:
        return None
    except DataCheckError:
        return data_check_view.no_reasons(ctx.translator)
    wanted = parse_choices({"view": view}, FileState).view
    return part(lambda: reasons_view.reasons_content(found, wanted, ctx.translator, ctx.suppliers), ctx.translator)


def show_form(ctx: RequestContext, *, path: str | None) -> Any:  # noqa: ANN401 - Dash children
    """Return the whole form, once somebody has asked to see it: it is as long as the rest of the page together."""
    client_id = _client_of(path)
    if client_id is None:
        return no_update
    try:
        cells = profile.form(ctx.active_bundle, ctx.actor, client_id)
        wrong = data_checks.data_checks(ctx.active_bundle, ctx.actor, client_id)
    except UnknownClientError:
        return None
    return profile_view.form_view(
        cells, ctx.active_bundle.bundle.catalogue, ctx.translator, data_check_view.wrong_values(wrong)
    )


def show_comparison(ctx: RequestContext, *, path: str | None, choices: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return the chosen feature, or two, among former clients, and how many of them are compared with."""
    client_id = _client_of(path)
    if client_id is None or not choices["feature"]:
        return no_update, no_update
    chosen = parse_choices(choices, Comparing)
    feature, second, group = str(chosen.feature), chosen.second, group_of(chosen)
    try:
        if second in (None, feature):
            one = comparison.compare(ctx.active_bundle, ctx.actor, client_id, feature, group, chosen.basis)
            return comparison_view.comparison_content(one, ctx.translator, ctx.palette)
        features = feature, str(second)
        two = pairs.compare_pair(ctx.active_bundle, ctx.actor, client_id, features, group, chosen.basis)
        return pair_view.pair_content(two, ctx.translator, ctx.palette)
    except UnknownClientError:
        return None, None
    except TooManyComparisonsError as error:
        return comparison_view.too_many(error.seconds, ctx.translator), None


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(offer_choices, **OFFERED, capability=Capability.WORK_ON_FILE)
    callbacks.add(
        show_client,
        output=[
            Output(Client.HEADING, "content"),
            Output(Client.DECISION, "content"),
            Output(Client.PROFILE, "content"),
            Output(Client.OPENED, "data"),
            Output(Client.REASONS, "content"),
            Output(Client.COMPARISON, "content"),
            Output(Client.GROUP, "children"),
        ],
        inputs={"path": Input(Frame.URL, "pathname"), "_theme": Input(Frame.THEME, "data")},
        state={
            "search": State(Frame.URL, "search"),
            "view": State(Client.VIEW, "value"),
            "choices": {name: State(control, "value") for name, control in COMPARED.items()},
        },
        capability=Capability.WORK_ON_FILE,
    )
    callbacks.add(
        show_reasons,
        output=Output(Client.REASONS, "content", allow_duplicate=True),
        inputs={"view": Input(Client.VIEW, "value")},
        state={"path": State(Frame.URL, "pathname")},
        capability=Capability.WORK_ON_FILE,
        prevent_initial_call=True,
    )
    callbacks.add(
        show_comparison,
        output=[
            Output(Client.COMPARISON, "content", allow_duplicate=True),
            Output(Client.GROUP, "children", allow_duplicate=True),
        ],
        inputs={"choices": {name: Input(control, "value") for name, control in COMPARED.items()}},
        state={"path": State(Frame.URL, "pathname")},
        capability=Capability.WORK_ON_FILE,
        prevent_initial_call=True,
    )
    callbacks.add_url_state(Client.ADDRESS, CONTROLS, offered=CONTROLS)
    callbacks.add_clientside(
        "list", "visited", Output(Client.FILE, "title"), Input(Client.OPENED, "data"), prevent_initial_call=True
    )
    _register_form(callbacks)


def _register_form(callbacks: Callbacks) -> None:
    callbacks.add(
        show_form,
        output=Output(Client.FORM, "content"),
        inputs={"path": Input(Client.FORM_OF, "data")},
        capability=Capability.WORK_ON_FILE,
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "facts",
        "formOf",
        Output(Client.FORM_OF, "data"),
        Input(Client.FORM_SUMMARY, "n_clicks"),
        Input(Frame.URL, "pathname"),
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "facts",
        "search",
        Output(Client.FORM_FOUND, "children"),
        Input(Client.FORM_SEARCH, "value"),
        Input(Client.FORM, "content"),
        State(Client.FORM_FOUND, "id"),
        State(Client.FORM, "id"),
        prevent_initial_call=True,
    )


def _client_of(path: object) -> str | None:
    # The address changes before the page does: another page's address is none of this page's business.
    if not isinstance(path, str) or not path_of(path).startswith(_PREFIX):
        return None
    return path_of(path).removeprefix(_PREFIX).rstrip("/")


def _decision(ctx: RequestContext, client_id: str, wrong: Sequence[DataCheck]) -> Component | list[Component]:
    if wrong:
        return data_check_view.panel(wrong, ctx.active_bundle.bundle.catalogue, ctx.translator)
    score = scoring.score(ctx.active_bundle, ctx.actor, client_id)
    return decision_view.decision_content(score, decision_view.verdict_of(score, ctx.translator), ctx.translator)


def _profile(ctx: RequestContext, found: profile.Profile, wrong: Sequence[DataCheck]) -> list[Component]:
    translator, catalogue, values = (
        ctx.translator,
        ctx.active_bundle.bundle.catalogue,
        data_check_view.wrong_values(wrong),
    )
    facts = profile_view.ProfileWords(found, catalogue, translator, values)
    cells = profile.read_by_model(ctx.active_bundle, ctx.actor, found.client_id)
    return [
        html.Div([fact_list(column) for column in facts.columns()], className="cs-thirds"),
        html.P(profile_view.missing_sentence(cells, translator, values), className="cs-note"),
    ]
