"""One client's file: who, how risky, why, and compared with whom."""

from typing import Any

from dash import Input, Output, State, no_update
from dash.development.base_component import Component

from dashboard_app.addresses import path_of
from dashboard_app.callbacks.file_choices import COMPARED, REMEMBERED, offer_choices
from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.choices import ALL, BASES, NONE, VIEWS
from dashboard_app.components.elements import html
from dashboard_app.components.facts import fact_list
from dashboard_app.context import RequestContext
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
from dashboard_app.services import comparison, explanation, groups, pairs, profile, scoring
from dashboard_app.services.client_file import ClientFile, open_client
from dashboard_app.services.data_checks import DataCheckError
from dashboard_app.services.errors import InvalidRequestError, TooManyComparisonsError, UnknownClientError

_PREFIX = "/client/"


def show_client(
    ctx: RequestContext,
    path: object,
    _theme: object,
    search: object,
    view: object,
    feature: object,
    *compared: object,
) -> tuple[Any, ...]:
    """Return everything that a pick of a client changes: who, what is decided, why, and compared with whom.

    One request asks for it: each costs as much as a part of the page. While the choices of a page that was just opened
    are on their way, the parts that follow them are left to their own callbacks. ``search`` names the list that the
    file was opened from.
    """
    client_id = _client_of(path)
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
    if not feature:
        return (*shown, no_update, no_update, no_update)
    reasons = choosable_part(lambda: _reasons(ctx, file, view), ctx.translator)
    comparison = choosable_part(lambda: _comparison(ctx, file, feature, *compared), ctx.translator)
    return (*shown, reasons, *(comparison if isinstance(comparison, tuple) else (comparison, None)))


def show_reasons(ctx: RequestContext, path: object, view: object) -> Any:  # noqa: ANN401 - Dash children
    """Return why the client has this score: in words, family by family, or the variables that weigh most."""
    client_id = _client_of(path)
    if client_id is None:
        return no_update
    try:
        return _reasons(ctx, open_client(ctx, client_id, Capability.WORK_ON_FILE), view)
    except UnknownClientError:
        return None


def _reasons(ctx: RequestContext, file: ClientFile, view: object) -> Any:  # noqa: ANN401 - Dash children
    try:
        found = explanation.explain(file)
    except DataCheckError:
        return data_check_view.no_reasons(ctx.translator)
    if view not in VIEWS:
        raise InvalidRequestError(f"There is no such view, got {str(view)[:40]!r}. Choose one that the page offers.")
    return part(lambda: reasons_view.reasons_content(found, str(view), ctx.translator, ctx.suppliers), ctx.translator)


def show_form(ctx: RequestContext, path: object) -> Any:  # noqa: ANN401 - Dash children
    """Return the whole form, once somebody has asked to see it: it is as long as the rest of the page together."""
    client_id = _client_of(path)
    if client_id is None:
        return no_update
    try:
        file = open_client(ctx, client_id, Capability.WORK_ON_FILE)
    except UnknownClientError:
        return None
    wrong = data_check_view.wrong_values(file.data_checks)
    return profile_view.form_view(profile.form(file), ctx.active_bundle.bundle.catalogue, ctx.translator, wrong)


def show_comparison(ctx: RequestContext, path: object, feature: object, *compared: object) -> tuple[Any, Any]:
    """Return the chosen feature, or two, among former clients, and how many of them are compared with."""
    client_id = _client_of(path)
    if client_id is None or not feature:
        return no_update, no_update
    try:
        file = open_client(ctx, client_id, Capability.WORK_ON_FILE)
    except UnknownClientError:
        return None, None
    return _comparison(ctx, file, feature, *compared)


def _comparison(
    ctx: RequestContext, file: ClientFile, feature: object, second: object, basis: object, *filters: object
) -> tuple[Any, Any]:
    chosen = groups.GroupFilter(*(None if value is None or value == ALL else str(value) for value in filters))
    if basis not in BASES:
        raise InvalidRequestError(f"Clients are not divided by {str(basis)[:40]!r}. Choose what the page offers.")
    by = groups.Basis(str(basis))
    try:
        if second in (None, NONE, feature):
            one = comparison.compare(file, str(feature), chosen, by)
            return comparison_view.comparison_content(one, ctx.translator, ctx.palette)
        features = str(feature), str(second)
        two = pairs.compare_pair(file, features, chosen, by)
        return pair_view.pair_content(two, ctx.translator, ctx.palette)
    except TooManyComparisonsError as error:
        return comparison_view.too_many(error.seconds, ctx.translator), None


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        offer_choices,
        Output(Client.FEATURE, "options"),
        Output(Client.FEATURE, "value"),
        Output(Client.SECOND, "options"),
        Output(Client.SECOND, "value"),
        Output(Client.FAMILY, "options"),
        Output(Client.FAMILY, "value"),
        Output(Client.INCOME, "options"),
        Output(Client.INCOME, "value"),
        Output(Client.EDUCATION, "options"),
        Output(Client.EDUCATION, "value"),
        Output(Client.AGE, "value"),
        Output(Client.AMOUNT, "value"),
        Output(Client.BASIS, "value"),
        Output(Client.VIEW, "value"),
        Input(Client.FILE, "id"),
        State(Frame.URL, "search"),
        capability=Capability.WORK_ON_FILE,
    )
    callbacks.add(
        show_client,
        Output(Client.HEADING, "content"),
        Output(Client.DECISION, "content"),
        Output(Client.PROFILE, "content"),
        Output(Client.OPENED, "data"),
        Output(Client.REASONS, "content"),
        Output(Client.COMPARISON, "content"),
        Output(Client.GROUP, "children"),
        Input(Frame.URL, "pathname"),
        Input(Frame.THEME, "data"),
        State(Frame.URL, "search"),
        State(Client.VIEW, "value"),
        *(State(name, "value") for name in COMPARED),
        capability=Capability.WORK_ON_FILE,
    )
    callbacks.add(
        show_reasons,
        Output(Client.REASONS, "content", allow_duplicate=True),
        State(Frame.URL, "pathname"),
        Input(Client.VIEW, "value"),
        capability=Capability.WORK_ON_FILE,
        prevent_initial_call=True,
    )
    callbacks.add(
        show_form,
        Output(Client.FORM, "content"),
        Input(Client.FORM_OF, "data"),
        capability=Capability.WORK_ON_FILE,
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "file",
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
    callbacks.add(
        show_comparison,
        Output(Client.COMPARISON, "content", allow_duplicate=True),
        Output(Client.GROUP, "children", allow_duplicate=True),
        State(Frame.URL, "pathname"),
        *(Input(name, "value") for name in COMPARED),
        capability=Capability.WORK_ON_FILE,
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "list", "visited", Output(Client.FILE, "title"), Input(Client.OPENED, "data"), prevent_initial_call=True
    )
    callbacks.add_clientside(
        "file",
        "remember",
        Output(Client.ADDRESS, "data"),
        *(Input(name, "value") for name in REMEMBERED.values()),
        State(Client.FEATURE, "options"),
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "file",
        "restore",
        *(Output(name, "value", allow_duplicate=True) for name in REMEMBERED.values()),
        Input(Frame.URL, "search"),
        *(State(name, "value") for name in REMEMBERED.values()),
        State(Client.FEATURE, "options"),
        prevent_initial_call=True,
    )


def _client_of(path: object) -> str | None:
    # The address changes before the page does: another page's address is none of this page's business.
    if not isinstance(path, str) or not path_of(path).startswith(_PREFIX):
        return None
    return path_of(path).removeprefix(_PREFIX).rstrip("/")


def _decision(ctx: RequestContext, file: ClientFile) -> Component | list[Component]:
    if file.data_checks:
        return data_check_view.panel(file.data_checks, ctx.active_bundle.bundle.catalogue, ctx.translator)
    score = scoring.score(file)
    return decision_view.decision_content(score, decision_view.verdict_of(score, ctx.translator), ctx.translator)


def _profile(ctx: RequestContext, file: ClientFile) -> list[Component]:
    translator, catalogue = ctx.translator, ctx.active_bundle.bundle.catalogue
    values = data_check_view.wrong_values(file.data_checks)
    facts = profile_view.ProfileWords(profile.profile(file), catalogue, translator, values)
    cells = profile.read_by_model(file)
    return [
        html.Div([fact_list(column) for column in facts.columns()], className="cs-thirds"),
        html.P(profile_view.missing_sentence(cells, translator, values), className="cs-note"),
    ]
