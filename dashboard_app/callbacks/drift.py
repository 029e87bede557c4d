"""Drift of the data: verdict, one variable on both sides, the table, and Evidently's report when it is asked for."""

from typing import Any

from dash import Input, Output, State, no_update

from dashboard_app.addresses import address
from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.elements import html
from dashboard_app.context import RequestContext
from dashboard_app.i18n.values import label_of
from dashboard_app.ids import Drift, Frame
from dashboard_app.presenters import drift_tables, drift_view
from dashboard_app.presenters.parts import part
from dashboard_app.routes import get_route
from dashboard_app.services import drift as service
from dashboard_app.url_state import asked_for, unknown_sentence

_REPORT = get_route("drift_report").path


def show_drift(ctx: RequestContext, _page: object, _theme: object = None) -> tuple[Any, Any]:
    """Return the verdict and the table."""
    found = service.drift(ctx.active_bundle, ctx.actor)
    return (
        part(lambda: drift_view.verdict_content(found, ctx.translator, ctx.palette), ctx.translator),
        part(lambda: drift_tables.tables(found, ctx.translator), ctx.translator),
    )


def offer_features(ctx: RequestContext, _page: object, search: object) -> tuple[Any, ...]:
    """Return the features to choose from, in the order of the table, and the one that the address asks for."""
    found, translator = service.drift(ctx.active_bundle, ctx.actor), ctx.translator
    names = [feature.entry.name for feature in found.features]
    groups = {True: translator.gettext("Drift detected"), False: translator.gettext("No drift")}
    options = [
        {
            "label": label_of(translator, feature.entry),
            "value": feature.entry.name,
            "group": groups[feature.drifted],
        }
        for feature in found.features
    ]
    wanted = asked_for(search, "feature")
    note = None if wanted is None or wanted in names else unknown_sentence(wanted, translator)
    return options, wanted if wanted in names else names[0], note


def show_feature(ctx: RequestContext, name: object, _theme: object = None) -> Any:  # noqa: ANN401 - Dash children
    """Return the chosen feature on both sides."""
    if not name:
        return no_update
    feature = service.drift_of(ctx.active_bundle, ctx.actor, str(name))
    return drift_view.feature_content(feature, service.drift(ctx.active_bundle, ctx.actor), ctx.translator, ctx.palette)


def show_report(ctx: RequestContext, openings: object) -> Any:  # noqa: ANN401 - Dash children
    """Return the frame of Evidently's page once somebody has asked for it: it is larger than all other pages."""
    if not openings:
        return no_update
    title = ctx.translator.gettext("Evidently’s report")
    frame = html.Iframe(src=address(_REPORT), sandbox="allow-scripts", title=title, className="cs-report")
    found = service.drift(ctx.active_bundle, ctx.actor)
    if found.report_columns == found.report_of:
        return frame
    note = ctx.translator.gettext(
        "The report shows %(shown)s of %(all)s columns: the score, then the variables with drift, then the most "
        "important ones. The counts in it refer to these columns only.",
        shown=ctx.translator.number(found.report_columns),
        all=ctx.translator.number(found.report_of),
    )
    return [html.P(note), frame]


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        show_drift,
        Output(Drift.VERDICT, "content"),
        Output(Drift.TABLE, "content"),
        Input(Drift.VERDICT, "id"),
        Input(Frame.THEME, "data"),
        capability=Capability.READ_DRIFT,
    )
    callbacks.add(
        offer_features,
        Output(Drift.FEATURE, "options"),
        Output(Drift.FEATURE, "value"),
        Output(Drift.NOTE, "children"),
        Input(Drift.SHIFT, "id"),
        State(Frame.URL, "search"),
        capability=Capability.READ_DRIFT,
    )
    callbacks.add(
        show_feature,
        Output(Drift.SHIFT, "content"),
        Input(Drift.FEATURE, "value"),
        Input(Frame.THEME, "data"),
        capability=Capability.READ_DRIFT,
    )
    callbacks.add(
        show_report,
        Output(Drift.REPORT, "content"),
        Input(Drift.REPORT_SUMMARY, "n_clicks"),
        capability=Capability.READ_DRIFT,
    )
    callbacks.add_clientside(
        "query",
        "keep",
        Output(Drift.ADDRESS, "data"),
        Output(Drift.NOTE, "hidden"),
        Input(Drift.FEATURE, "value"),
        State(Drift.ADDRESS, "data"),
        prevent_initial_call=True,
    )
