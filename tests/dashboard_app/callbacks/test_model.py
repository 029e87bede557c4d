"""The model page in both languages: four views, one variable by choice, the address checked."""

import pytest
from dash import dcc, html

from dashboard_app.callbacks.model import offer_features, show_view
from dashboard_app.components.model_views import ModelView, get_views
from dashboard_app.i18n import get_translator
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.callbacks.asking import context_as, facts_of, figures_in, parts, text_of
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer

CHARTS = {
    ModelView.DRIVERS: 3,
    ModelView.VARIABLE: 1,
    ModelView.QUALITY: 6,
    # Nothing was searched for: no chart of it.
    ModelView.CHOOSING: 2,
    ModelView.FAIRNESS: 5,
    ModelView.CARD: 0,
}
STAFF_VIEWS = [(actor, view) for actor in (ADVISER, ADMIN) for view in get_views(actor.role)]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("actor", "view"), STAFF_VIEWS, ids=[f"{actor.role}-{view}" for actor, view in STAFF_VIEWS])
def test_every_view_is_filled(active_bundle, actor, view, language):
    content, is_choice_hidden = show_view(
        context_as(actor, active_bundle, language), choices={"view": view, "feature": "EXT_SOURCE_2"}
    )
    assert len(figures_in(content)) == CHARTS[view]
    assert is_choice_hidden is (view is not ModelView.VARIABLE)
    headings = [part for part in parts(content) if isinstance(part, html.H2)]
    assert headings
    assert len({part.id for part in headings}) == len(headings)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_figures_are_those_of_the_manifest(active_bundle, language):
    translator, manifest = get_translator(language), active_bundle.bundle.manifest
    content, _ = show_view(
        context_as(ADVISER, active_bundle, language), choices={"view": ModelView.QUALITY, "feature": None}
    )
    facts = facts_of(content)
    assert translator.fixed(manifest.metrics.auc, 4) in facts.values()
    assert translator.percent(manifest.threshold.value, 2) in facts.values()
    assert translator.number(10) in text_of(content)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_card_is_a_part_of_the_page_with_its_headings_one_level_lower(active_bundle, language):
    stored = active_bundle.bundle.model_card(language)
    content, _ = show_view(
        context_as(ADVISER, active_bundle, language), choices={"view": ModelView.CARD, "feature": None}
    )
    (card,) = [part for part in parts(content) if isinstance(part, dcc.Markdown)]
    assert text_of([part for part in parts(content) if isinstance(part, html.H2)]) == stored.splitlines()[0][2:]
    assert "\n### " in card.children
    assert not [line for line in card.children.splitlines() if line.startswith(("# ", "## "))]


@pytest.mark.parametrize("view", [ModelView.DRIVERS, ModelView.VARIABLE, ModelView.QUALITY])
def test_no_raw_name_is_drawn(active_bundle, view):
    read = text_of(show_view(context_as(ADVISER, active_bundle), choices={"view": view, "feature": "EXT_SOURCE_2"})[0])
    assert not [name for name in active_bundle.feature_index if "_" in name and name in read]


def test_every_variable_is_offered_the_most_important_first(active_bundle):
    options, chosen, _, view, note = offer_features(context_as(ADVISER, active_bundle), search="")
    assert [option["value"] for option in options] == [one.name for one in active_bundle.bundle.explanation.features]
    assert (chosen, view, note) == (options[0]["value"], ModelView.DRIVERS, None)


def test_an_address_chooses_variable_and_view(active_bundle):
    search = "?view=variable&feature=AMT_CREDIT"
    _, chosen, _, view, note = offer_features(context_as(ADVISER, active_bundle), search=search)
    assert (chosen, view, note) == ("AMT_CREDIT", "variable", None)


@pytest.mark.parametrize("search", ["?view=nope", "?view=", 7, None, {}, "?view=variable%00"])
def test_an_unknown_view_is_the_first(active_bundle, search):
    assert offer_features(context_as(ADVISER, active_bundle), search=search)[3] == ModelView.DRIVERS


@pytest.mark.case(18)
def test_fairness_is_offered_to_administrators_alone(active_bundle):
    found = {}
    for actor in (ADVISER, ADMIN):
        _, _, views, chosen, _ = offer_features(context_as(actor, active_bundle), search=f"?view={ModelView.FAIRNESS}")
        found[actor.role] = ([view["value"] for view in views], chosen)
    assert ModelView.FAIRNESS not in found[ADVISER.role][0]
    assert found[ADVISER.role][1] == ModelView.DRIVERS
    assert set(found[ADMIN.role][0]) == set(ModelView)
    assert found[ADMIN.role][1] == ModelView.FAIRNESS
    with pytest.raises(NotAllowedError):
        show_view(context_as(ADVISER, active_bundle), choices={"view": ModelView.FAIRNESS, "feature": None})


def test_an_unknown_variable_is_said_and_the_first_is_shown(active_bundle):
    options, chosen, _, _, note = offer_features(context_as(ADVISER, active_bundle), search="?feature=NOPE")
    assert chosen == options[0]["value"]
    assert "“NOPE”" in note


@pytest.mark.parametrize("feature", [None, "NOPE", 7, ["AMT_CREDIT"]])
def test_a_variable_that_is_not_offered_is_refused(active_bundle, feature):
    with pytest.raises(InvalidRequestError):
        show_view(context_as(ADVISER, active_bundle), choices={"view": ModelView.VARIABLE, "feature": feature})


@pytest.mark.parametrize("view", ModelView)
def test_a_customer_gets_nothing(active_bundle, view):
    ctx = context_as(customer(int(active_bundle.client_ids[0])), active_bundle)
    with pytest.raises(NotAllowedError):
        show_view(ctx, choices={"view": view, "feature": "EXT_SOURCE_2"})
    with pytest.raises(NotAllowedError):
        offer_features(ctx, search="")
