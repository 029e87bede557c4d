"""Help: how a decision is made, and the glossary, searched in the browser."""

from typing import Any

from dash import Input, Output

from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.context import RequestContext
from dashboard_app.ids import HelpIds
from dashboard_app.presenters.help_view import decision_help, glossary_list
from dashboard_app.presenters.sources_view import as_of_sentence, source_notes
from dashboard_app.services.decision_policy import get_decision_policy
from dashboard_app.services.glossary import glossary


def show_help(ctx: RequestContext, *, _page: str | None = None) -> tuple[Any, Any]:
    """Return how a decision is made, and every definition."""
    actor, active_bundle, translator = ctx.actor, ctx.active_bundle, ctx.translator
    return (
        decision_help(
            get_decision_policy(active_bundle, actor),
            actor.role,
            as_of_sentence(active_bundle, translator),
            source_notes(active_bundle, ctx.suppliers, translator),
            translator,
        ),
        glossary_list(glossary(active_bundle, actor), actor.role, translator),
    )


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        show_help,
        output=[Output(HelpIds.DECISION, "content"), Output(HelpIds.GLOSSARY, "content")],
        inputs={"_page": Input(HelpIds.DECISION, "id")},
        capability=Capability.READ_HELP,
    )
    callbacks.add_clientside(
        "glossary",
        "search",
        Output(HelpIds.FOUND, "children"),
        Input(HelpIds.SEARCH, "value"),
        Input(HelpIds.GLOSSARY, "content"),
        prevent_initial_call=True,
    )
