"""Help: how a decision is made, and the glossary, searched in the browser."""

from typing import Any

from dash import Input, Output

from dashboard_app.callbacks.help_view import decision_help, glossary_list
from dashboard_app.callbacks.registration import Ask, Callbacks
from dashboard_app.callbacks.sources_view import as_of_sentence, source_notes
from dashboard_app.capabilities import Capability
from dashboard_app.ids import Help
from dashboard_app.services.glossary import glossary
from dashboard_app.services.rule import rule


def show_help(ask: Ask, _page: object) -> tuple[Any, Any]:
    """Return how a decision is made, and every definition."""
    actor, portfolio, words = ask.actor, ask.portfolio, ask.words
    return (
        decision_help(
            rule(portfolio, actor),
            actor.role,
            as_of_sentence(portfolio, words),
            source_notes(portfolio, ask.suppliers, words),
            words,
        ),
        glossary_list(glossary(portfolio, actor), actor.role, words),
    )


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        show_help,
        Output(Help.DECISION, "content"),
        Output(Help.GLOSSARY, "content"),
        Input(Help.DECISION, "id"),
        capability=Capability.READ_HELP,
    )
    callbacks.add_clientside(
        "glossary",
        "search",
        Output(Help.FOUND, "children"),
        Input(Help.SEARCH, "value"),
        Input(Help.GLOSSARY, "content"),
        prevent_initial_call=True,
    )
