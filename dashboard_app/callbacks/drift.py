"""Drift of the data: verdict, one variable on both sides, the table, and Evidently's report when it is asked for."""

from typing import Any

from dash import Input, Output, State, no_update

from dashboard_app.addresses import address
from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.elements import html
from dashboard_app.context import RequestContext
from dashboard_app.i18n.values import get_label
from dashboard_app.ids import DriftIds, FrameIds
from dashboard_app.presenters import drift_tables, drift_view
from dashboard_app.presenters.parts import part
from dashboard_app.routes import get_route
from dashboard_app.services import drift as service
from dashboard_app.url_state import PageState, read_state, unknown_note

_REPORT = get_route("drift_report").path


class DriftState(PageState):
    """What the address of the page says."""

    feature: str | None = None


def show_drift(ctx: RequestContext, *, _page: str | None = None, _theme: str | None = None) -> tuple[Any, Any]:
    """Return the verdict and the table."""
    drift = service.drift(ctx.active_bundle, ctx.actor)
    return (
        part(lambda: drift_view.verdict_content(drift, ctx.translator, ctx.palette), ctx.translator),
        part(lambda: drift_tables.tables(drift, ctx.translator), ctx.translator),
    )


def offer_features(ctx: RequestContext, *, search: str | None, _page: str | None = None) -> tuple[Any, ...]:
    """Return the features to choose from, in the order of the table, and the one that the address asks for."""
    drift, translator = service.drift(ctx.active_bundle, ctx.actor), ctx.translator
    names = [feature.entry.name for feature in drift.features]
    groups = {True: translator.gettext("Drift detected"), False: translator.gettext("No drift")}
    options = [
        {
            "label": get_label(translator, feature.entry),
            "value": feature.entry.name,
            "group": groups[feature.measured.is_drifted],
        }
        for feature in drift.features
    ]
    url_state = read_state(search, DriftState, {"feature": names})
    return options, url_state.state.feature or names[0], unknown_note(url_state.unknown, translator)


def show_feature(ctx: RequestContext, *, name: str | None, _theme: str | None = None) -> Any:  # noqa: ANN401 - Dash children
    """Return the chosen feature on both sides."""
    if not name:
        return no_update
    feature = service.get_feature_drift(ctx.active_bundle, ctx.actor, name)
    return drift_view.feature_content(feature, service.drift(ctx.active_bundle, ctx.actor), ctx.translator, ctx.palette)


def show_report(ctx: RequestContext, *, openings: int | None) -> Any:  # noqa: ANN401 - Dash children
    """Return the frame of Evidently's page when it is opened: it is larger than all other pages."""
    if not openings:
        return no_update
    title = ctx.translator.gettext("Evidently’s report")
    frame = html.Iframe(src=address(_REPORT), sandbox="allow-scripts", title=title, className="cs-report")
    drift = service.drift(ctx.active_bundle, ctx.actor)
    if drift.report.report_columns == drift.report.compared_columns:
        return frame
    note = ctx.translator.gettext(
        "The report shows %(shown)s of %(all)s columns: the score, then the variables with drift, then the most "
        "important ones. The counts in it refer to these columns only.",
        shown=ctx.translator.number(drift.report.report_columns),
        all=ctx.translator.number(drift.report.compared_columns),
    )
    return [html.P(note), frame]


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        show_drift,
        output=[Output(DriftIds.VERDICT, "content"), Output(DriftIds.TABLE, "content")],
        inputs={"_page": Input(DriftIds.VERDICT, "id"), "_theme": Input(FrameIds.THEME, "data")},
        capability=Capability.READ_DRIFT,
    )
    callbacks.add(
        offer_features,
        output=[
            Output(DriftIds.FEATURE, "options"),
            Output(DriftIds.FEATURE, "value"),
            Output(DriftIds.NOTE, "children"),
        ],
        inputs={"_page": Input(DriftIds.SHIFT, "id")},
        state={"search": State(FrameIds.URL, "search")},
        capability=Capability.READ_DRIFT,
    )
    callbacks.add(
        show_feature,
        output=Output(DriftIds.SHIFT, "content"),
        inputs={"name": Input(DriftIds.FEATURE, "value"), "_theme": Input(FrameIds.THEME, "data")},
        capability=Capability.READ_DRIFT,
    )
    callbacks.add(
        show_report,
        output=Output(DriftIds.REPORT, "content"),
        inputs={"openings": Input(DriftIds.REPORT_SUMMARY, "n_clicks")},
        capability=Capability.READ_DRIFT,
    )
    callbacks.add_url_state(DriftIds.ADDRESS, {"feature": DriftIds.FEATURE}, note=DriftIds.NOTE)
