"""How the model decides: what drives it, how good and fair it is, how it was chosen; the address says what is open."""

from collections.abc import Mapping
from typing import Any

from dash import Input, Output, State, dcc

from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.app_frame import card
from dashboard_app.components.elements import aria, html
from dashboard_app.components.model_views import ModelView, get_options, get_views
from dashboard_app.context import RequestContext
from dashboard_app.i18n import Translator
from dashboard_app.ids import FrameIds, ModelIds
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
from dashboard_app.url_state import PageState, parse_choices, read_state, unknown_note

CONTROLS = {"view": ModelIds.VIEW, "feature": ModelIds.FEATURE}


class ModelState(PageState):
    """What the address of the page says."""

    view: ModelView = ModelView.DRIVERS
    feature: str | None = None


def offer_features(ctx: RequestContext, *, search: str | None, _page: str | None = None) -> tuple[Any, ...]:
    """Return the features to choose from, the most important first, and what the address asks for."""
    entries = feature_ranking(ctx.active_bundle, ctx.actor)
    names = [entry.name for entry in entries]
    options = variable_options(entries, ctx.active_bundle.bundle.catalogue, ctx.translator)
    url_state = read_state(search, ModelState, {"feature": names, "view": get_views(ctx.actor.role)})
    note = unknown_note(url_state.unknown, ctx.translator)
    views = get_options(get_views(ctx.actor.role), ctx.translator)
    return options, url_state.state.feature or names[0], views, url_state.state.view, note


def show_view(ctx: RequestContext, *, choices: Mapping[str, Any], _theme: str | None = None) -> tuple[Any, bool]:
    """Return the view that is open, and whether the choice of a variable is hidden."""
    chosen = parse_choices(choices, ModelState)
    view, feature = chosen.view, chosen.feature
    actor, active_bundle, translator, palette = ctx.actor, ctx.active_bundle, ctx.translator, ctx.palette
    cards: list[Any]
    if view is ModelView.VARIABLE:
        cards = dependence_view(dependence(active_bundle, actor, str(feature)), translator, palette)
    elif view is ModelView.QUALITY:
        cards = quality_view(quality(active_bundle, actor), translator, palette)
    elif view is ModelView.CHOOSING:
        cards = model_selection_view(model_selection(active_bundle, actor), translator, palette)
    elif view is ModelView.FAIRNESS:
        cards = fairness_view(fairness(active_bundle, actor), translator, palette)
    elif view is ModelView.CARD:
        title, text = model_card(active_bundle, actor, translator.language)
        prose = dcc.Markdown(_with_heads(text, translator), className="cs-prose", link_target="_self")
        # On a narrow screen its tables are wider than the page, and move within it.
        content = html.Div(prose, className="scroll-sideways", tabIndex=0, role="group", **aria(label=title))
        cards = [card("card-title", title, content, is_wide=True)]
    else:
        cards = drivers_view(overview(active_bundle, actor), translator, palette)
    return html.Div(cards, className="cs-halves"), view is not ModelView.VARIABLE


def _with_heads(text: str, translator: Translator) -> str:
    """Return Markdown whose tables have a text in every heading: an empty one is read out as nothing."""
    lines = text.split("\n")
    for index, rule in enumerate(lines[1:]):
        if rule.startswith("| ---"):
            first, *others = (cell.strip() for cell in lines[index].strip()[1:-1].split("|"))
            heads = [first or translator.gettext("Item"), *(cell or translator.gettext("Value") for cell in others)]
            lines[index] = f"| {' | '.join(heads)} |"
    return "\n".join(lines)


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        offer_features,
        output=[
            Output(ModelIds.FEATURE, "options"),
            Output(ModelIds.FEATURE, "value"),
            Output(ModelIds.VIEW, "options"),
            Output(ModelIds.VIEW, "value"),
            Output(ModelIds.NOTE, "children"),
        ],
        inputs={"_page": Input(ModelIds.CONTENT, "id")},
        state={"search": State(FrameIds.URL, "search")},
        capability=Capability.READ_MODEL,
    )
    callbacks.add(
        show_view,
        output=[Output(ModelIds.CONTENT, "content"), Output(ModelIds.CHOICE, "hidden")],
        inputs={
            "choices": {name: Input(control, "value") for name, control in CONTROLS.items()},
            "_theme": Input(FrameIds.THEME, "data"),
        },
        capability=Capability.READ_MODEL,
    )
    callbacks.add_url_state(ModelIds.ADDRESS, CONTROLS, note=ModelIds.NOTE)
