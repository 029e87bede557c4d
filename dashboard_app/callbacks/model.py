"""How the model decides: what drives it, how good and fair it is, how it was chosen; the address says what is open."""

from typing import Any

from dash import Input, Output, State, dcc

from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.app_frame import card
from dashboard_app.components.attributes import aria
from dashboard_app.components.elements import html
from dashboard_app.components.model_views import ModelView, options_of, views_of
from dashboard_app.context import RequestContext
from dashboard_app.i18n import Translator
from dashboard_app.ids import Frame, Model
from dashboard_app.presenters.dependence_view import dependence_view
from dashboard_app.presenters.drivers_view import drivers_view
from dashboard_app.presenters.fairness_view import fairness_view
from dashboard_app.presenters.model_selection_view import model_selection_view
from dashboard_app.presenters.quality_view import quality_view
from dashboard_app.presenters.variable_options import variable_options
from dashboard_app.services.dependence import dependence
from dashboard_app.services.fairness import fairness
from dashboard_app.services.model_selection import model_selection
from dashboard_app.services.overview import feature_ranking, model_card, overview
from dashboard_app.services.quality import quality
from dashboard_app.url_state import asked_for, unknown_sentence


def offer_features(ctx: RequestContext, _page: object, search: object) -> tuple[Any, ...]:
    """Return the features to choose from, the most important first, and what the address asks for."""
    entries = feature_ranking(ctx.active_bundle, ctx.actor)
    names = [entry.name for entry in entries]
    options = variable_options(entries, ctx.active_bundle.bundle.catalogue, ctx.translator)
    wanted = asked_for(search, "feature")
    note = None if wanted is None or wanted in names else unknown_sentence(wanted, ctx.translator)
    view, views = asked_for(search, "view"), views_of(ctx.actor.role)
    chosen = view if view in views else ModelView.DRIVERS
    return options, wanted if wanted in names else names[0], options_of(views, ctx.translator), chosen, note


def show_view(ctx: RequestContext, view: object, feature: object, _theme: object = None) -> tuple[Any, bool]:
    """Return the view that is open, and whether the choice of a variable is hidden."""
    actor, active_bundle, translator, palette = ctx.actor, ctx.active_bundle, ctx.translator, ctx.palette
    cards: list[Any]
    if view == ModelView.VARIABLE:
        cards = dependence_view(dependence(active_bundle, actor, str(feature)), translator, palette)
    elif view == ModelView.QUALITY:
        cards = quality_view(quality(active_bundle, actor), translator, palette)
    elif view == ModelView.CHOOSING:
        cards = model_selection_view(model_selection(active_bundle, actor), translator, palette)
    elif view == ModelView.FAIRNESS:
        cards = fairness_view(fairness(active_bundle, actor), translator, palette)
    elif view == ModelView.CARD:
        title, text = model_card(active_bundle, actor, translator.language)
        prose = dcc.Markdown(_with_heads(text, translator), className="cs-prose", link_target="_self")
        # On a narrow screen its tables are wider than the page, and move within it.
        whole = html.Div(prose, className="scroll-sideways", tabIndex=0, role="group", **aria(label=title))
        cards = [card("card-title", title, whole, is_wide=True)]
    else:
        cards = drivers_view(overview(active_bundle, actor), translator, palette)
    return html.Div(cards, className="cs-halves"), view != ModelView.VARIABLE


def _with_heads(text: str, translator: Translator) -> str:
    """Return Markdown whose tables have a text in every heading: an empty one is read out as nothing."""
    lines = text.split("\n")
    for place, rule in enumerate(lines[1:]):
        if rule.startswith("| ---"):
            first, *others = (cell.strip() for cell in lines[place].strip()[1:-1].split("|"))
            heads = [first or translator.gettext("Item"), *(cell or translator.gettext("Value") for cell in others)]
            lines[place] = f"| {' | '.join(heads)} |"
    return "\n".join(lines)


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        offer_features,
        Output(Model.FEATURE, "options"),
        Output(Model.FEATURE, "value"),
        Output(Model.VIEW, "options"),
        Output(Model.VIEW, "value"),
        Output(Model.NOTE, "children"),
        Input(Model.CONTENT, "id"),
        State(Frame.URL, "search"),
        capability=Capability.READ_MODEL,
    )
    callbacks.add(
        show_view,
        Output(Model.CONTENT, "content"),
        Output(Model.CHOICE, "hidden"),
        Input(Model.VIEW, "value"),
        Input(Model.FEATURE, "value"),
        Input(Frame.THEME, "data"),
        capability=Capability.READ_MODEL,
    )
    callbacks.add_clientside(
        "query",
        "keep",
        Output(Model.ADDRESS, "data"),
        Output(Model.NOTE, "hidden"),
        Input(Model.VIEW, "value"),
        Input(Model.FEATURE, "value"),
        State(Model.ADDRESS, "data"),
        prevent_initial_call=True,
    )
