"""One client's file: complete for every client, helpful for one that is not there, silent for other pages."""

import math
from dataclasses import replace
from urllib.parse import quote

import numpy as np
import pytest
from dash import html, no_update

from dashboard_app.callbacks import client
from dashboard_app.components.controls import ALL, NONE
from dashboard_app.events import Action, RecordError
from dashboard_app.filters import FILTERS
from dashboard_app.i18n import get_translator
from dashboard_app.i18n.risks import risk_text
from dashboard_app.i18n.values import get_label, text_in
from dashboard_app.services import explanation
from dashboard_app.services.client_cells import get_cells
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.theme import DARK
from model_bundle.decision import Decision
from tests.dashboard_app.callbacks.asking import (
    context_as,
    facts_of,
    figures_in,
    file_choices,
    of_class,
    parts,
    sent,
    show_file,
    text_of,
)
from tests.dashboard_app.services.people import ADVISER, SCORED, first, following, open_file

RATING, EDUCATION = "EXT_SOURCE_2", "NAME_EDUCATION_TYPE"
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


@pytest.fixture
def ctx(active_bundle):
    return context_as(ADVISER, active_bundle)


def compare(ctx, path, feature, **choices):
    """Ask for the comparison with everything that the page sends."""
    return client.show_comparison(ctx, path=path, choices=file_choices(feature, **choices))


@pytest.fixture
def path(active_bundle):
    return f"/client/{active_bundle.client_ids[3]}"


@LANGUAGES
@pytest.mark.parametrize("decision", SCORED)
def test_a_file_says_who_how_risky_and_why(active_bundle, decision, language):
    translator, number = get_translator(language), first(active_bundle, decision)
    ctx, path = context_as(ADVISER, active_bundle, language), f"/client/{number}"
    head, verdict, profile, opened = show_file(ctx, path)
    assert opened == number

    (heading,) = [part for part in parts(head) if isinstance(part, html.H1)]
    assert str(number) in heading.children
    threshold = active_bundle.bundle.manifest.threshold
    assert risk_text(active_bundle.probabilities[active_bundle.get_row(number)], threshold, translator) in text_of(
        verdict
    )
    assert translator.percent(threshold.value, 2) in text_of(verdict)
    assert len(facts_of(profile)) == 12
    assert of_class(client.show_reasons(ctx, path=path, view="words"), "reason-list")


def pick(ctx, path, *, view="words", feature=RATING, **choices):
    """Pick a client with everything that the page sends."""
    return client.show_client(ctx, path=path, search="", view=view, choices=file_choices(feature, **choices))


def test_a_pick_brings_what_its_parts_bring(ctx, path):
    *file, reasons, comparison, group = pick(ctx, path, view="families")
    assert sent(file) == sent(show_file(ctx, path))
    assert sent(reasons) == sent(client.show_reasons(ctx, path=path, view="families"))
    assert sent([comparison, group]) == sent(compare(ctx, path, RATING))


def test_while_the_choices_are_on_their_way_what_follows_them_waits(ctx, path):
    *file, reasons, comparison, group = pick(ctx, path, feature=None)
    assert sent(file) == sent(show_file(ctx, path))
    assert (reasons, comparison, group) == (no_update,) * 3


@pytest.mark.parametrize("path", ["/client/999999999", "/client/x", "/"])
def test_a_pick_of_nobody_leaves_nothing_of_somebody_else(ctx, path):
    head, *others = pick(ctx, path)
    if path == "/":
        assert [head, *others] == [no_update] * 7
    else:
        assert getattr(head, "data-unknown") == ""
        assert others == [None, None, no_update, None, None, None]


@pytest.mark.parametrize("wrong", [{"view": "shap"}, {"feature": "CODE_GENDER"}, {"basis": ["x"]}, {"second": {}}])
def test_a_choice_that_is_not_offered_any_more_fails_in_its_own_place(ctx, path, wrong):
    """As after a new model without the variable that a page still names."""
    head, decision, _, _, reasons, comparison, _ = pick(ctx, path, **wrong)
    assert of_class(decision, "cs-badge")
    assert "Client" in text_of(head)
    failed, whole = (reasons, comparison) if "view" in wrong else (comparison, reasons)
    assert "This part could not be loaded" in text_of(failed)
    assert "This part could not be loaded" not in text_of(whole)


@pytest.mark.parametrize("way", ["log_view", "log_once"])
def test_what_cannot_be_put_on_record_is_no_part_that_fails_alone(ctx, path, monkeypatch, way):
    def fail(_event):
        raise RecordError("The log cannot be written. Try again.")

    # A comparison is logged by itself.
    monkeypatch.setattr(ctx.actor.recorder, way, fail, raising=False)
    with pytest.raises(RecordError):
        pick(ctx, path)


@pytest.mark.parametrize(
    "show",
    [
        lambda ctx, path: client.show_reasons(ctx, path=path, view="words"),
        lambda ctx, path: client.show_form(ctx, path=path),
        lambda ctx, path: compare(ctx, path, RATING),
        lambda ctx, path: pick(replace(ctx, is_redraw=True), path),
    ],
    ids=["reasons", "form", "comparison", "another theme"],
)
def test_a_part_that_is_asked_for_alone_is_logged_first(ctx, path, monkeypatch, show):
    def fail(_event):
        raise RecordError("The log cannot be written. Try again.")

    monkeypatch.setattr(ctx.actor.recorder, "ensure_viewed", fail, raising=False)
    with pytest.raises(RecordError):
        show(ctx, path)


def test_a_pick_opens_the_file_once(active_bundle, path):
    """One check and one entry for the whole page; a comparison is an entry of its own."""
    actor = following(int(path.rpartition("/")[2]))
    pick(context_as(actor, active_bundle), path)
    assert [(way, event.action) for way, event in actor.recorder.events] == [
        ("log_view", Action.OPEN),
        ("log_once", Action.COMPARE),
    ]


def test_every_client_has_a_file(ctx, active_bundle):
    for number in active_bundle.client_ids.tolist():
        shown = show_file(ctx, f"/client/{number}")
        assert len(shown) == 4
        assert "–" not in text_of(shown[1])
        assert "nan" not in text_of(list(shown)).lower().split()
        assert of_class(client.show_reasons(ctx, path=f"/client/{number}", view="words"), "reasons")


@LANGUAGES
def test_the_families_open_into_their_variables(active_bundle, path, language):
    ctx = context_as(ADVISER, active_bundle, language)
    content, translator = client.show_reasons(ctx, path=path, view="families"), get_translator(language)
    found = explanation.explain(open_file(active_bundle, ADVISER, int(active_bundle.client_ids[3])))

    names = [part.children for part in of_class(content, "family-name")]
    assert names == [text_in(translator, part.family.label) for part in found.families]
    strongest = found.families[0].members[0]
    assert get_label(translator, strongest.entry) in text_of(content)
    assert translator.gettext("barely") in text_of(content)


@LANGUAGES
@pytest.mark.parametrize("view", ["families", "variables"])
def test_log_odds_stand_behind_a_disclosure_and_add_up(active_bundle, path, view, language):
    content, translator = (
        client.show_reasons(context_as(ADVISER, active_bundle, language), path=path, view=view),
        get_translator(language),
    )
    *_, experts = content
    assert isinstance(experts, html.Details)
    assert not experts.open
    assert translator.percent(active_bundle.probabilities[3], 2) in text_of(experts)
    *others, _ = content
    assert "log-odds" not in text_of(others)


def test_every_main_variable_stands_with_its_values_and_draws_its_chart(ctx, path, active_bundle):
    content = client.show_reasons(ctx, path=path, view="variables")
    (table,) = of_class(content, "cs-variables")
    links = [part for part in parts(table) if isinstance(part, html.A)]
    assert len(links) == explanation.STRONGEST
    assert {getattr(link, "data-value") for link in links} <= set(active_bundle.feature_index)
    for link in links:
        drawn, _ = compare(ctx, path, getattr(link, "data-value"))
        assert drawn


@pytest.mark.parametrize("view", [None, "", "shap", ["words"], {"a": 1}, 7])
def test_a_view_that_is_not_offered_is_refused(ctx, path, view):
    with pytest.raises(InvalidRequestError, match="Choose one that the page offers"):
        client.show_reasons(ctx, path=path, view=view)


def test_the_pill_is_of_the_decision(ctx, active_bundle):
    tones = {
        Decision.GRANTED: "cs-badge-lowers",
        Decision.REVIEW: "cs-badge-review",
        Decision.REFUSED: "cs-badge-raises",
    }
    for decision, tone in tones.items():
        _, verdict, *_ = show_file(ctx, f"/client/{first(active_bundle, decision)}")
        assert of_class(verdict, tone), decision


@LANGUAGES
@pytest.mark.parametrize("number", ["999999999", "0", "1 OR 1=1", "-100001", "１００００１", "x", "", "1/2", "9" * 400])
def test_an_unknown_client_is_told_and_what_next(active_bundle, language, number):
    shown = show_file(context_as(ADVISER, active_bundle, language), f"/client/{number}")
    head, *others = shown

    assert others == [None, None, no_update]
    # One card says so; the empty ones of the file stand aside.
    assert getattr(head, "data-unknown") == ""
    assert (
        client.show_reasons(context_as(ADVISER, active_bundle, language), path=f"/client/{number}", view="words")
        is None
    )
    assert get_translator(language).gettext("Unknown client") in text_of(head)
    assert number[:20] in text_of(head)
    assert {part.href for part in parts(head) if isinstance(part, html.A)} == {"/"}
    assert compare(context_as(ADVISER, active_bundle, language), f"/client/{number}", RATING) == (
        None,
        None,
    )


@pytest.mark.parametrize("path", [None, "/", "/model", "/client", "client/1"])
def test_the_address_of_another_page_changes_nothing(ctx, path):
    assert show_file(ctx, path) == (no_update,) * 4
    assert client.show_reasons(ctx, path=path, view="words") is no_update
    assert compare(ctx, path, RATING) == (no_update, no_update)


@pytest.mark.parametrize("place", [0, 1, -1])
def test_the_head_leads_to_both_neighbours(ctx, active_bundle, place):
    ids = active_bundle.client_ids.tolist()
    here = ids.index(ids[place])
    head, *_ = show_file(ctx, f"/client/{ids[place]}")
    links = [
        part.href
        for part in parts(head)
        if isinstance(part, html.A) and part.href.startswith("/client/") and not part.hidden
    ]
    assert links == [f"/client/{ids[near]}" for near in (here - 1, here + 1) if 0 <= near < len(ids)]


def test_the_head_goes_through_the_list_that_the_address_carries(ctx, active_bundle):
    threshold = active_bundle.bundle.manifest.threshold
    refused = np.flatnonzero(active_bundle.probabilities >= threshold.review_high)
    queue = active_bundle.client_ids[refused[np.argsort(active_bundle.probabilities[refused], kind="stable")]].tolist()
    listed = "decision=refused&sort=distance&direction=asc"
    search = f"?view=families&list={quote(listed)}"
    head, *_ = show_file(ctx, f"/client/{queue[6]}", search)
    crumb, before, after = [part for part in parts(head) if isinstance(part, html.A)]
    assert crumb.href == f"/?{listed}&from=3"
    assert (before.href, after.href) == tuple(f"/client/{queue[place]}?list={quote(listed)}" for place in (5, 7))
    assert f"7 of {len(queue)}" in text_of(head)


@pytest.mark.parametrize(
    "carried", ["decision=granted", "sort=%00", "search=<script>", "search=999999999", "%ff", "a=b"]
)
def test_a_list_that_does_not_hold_the_client_offers_no_way_through_it(ctx, active_bundle, carried):
    number = int(active_bundle.client_ids[active_bundle.probabilities.argmax()])
    head, *_ = show_file(ctx, f"/client/{number}", f"?list={quote(carried)}")
    links = [part for part in parts(head) if isinstance(part, html.A) and hasattr(part, "data-neighbour")]
    assert bool(links) is (carried in {"%ff", "a=b"})


@pytest.mark.case(34)
def test_staff_do_not_read_the_gender(ctx, path, active_bundle):
    label = active_bundle.bundle.catalogue.columns["CODE_GENDER"].label.en
    assert label not in facts_of(list(show_file(ctx, path)))
    assert label not in facts_of(client.show_form(ctx, path=path))


@LANGUAGES
def test_the_whole_form_is_sent_to_those_who_open_it(active_bundle, path, language):
    ctx = context_as(ADVISER, active_bundle, language)
    income = get_cells(active_bundle, 3)["application.AMT_INCOME_TOTAL"]
    facts = facts_of(client.show_form(ctx, path=path))
    assert len(facts) > 50
    assert get_translator(language).money(income) in facts.values()


@pytest.mark.parametrize("path", ["/", None, "/me"])
def test_another_page_has_no_form(ctx, path):
    assert client.show_form(ctx, path=path) is no_update


def test_the_form_of_nobody_is_empty(ctx):
    assert client.show_form(ctx, path="/client/999999999") is None


def test_figures_are_drawn_in_the_colours_of_the_theme(active_bundle, path):
    shown = show_file(context_as(ADVISER, active_bundle, palette=DARK), path)
    for figure in figures_in(list(shown)):
        assert figure.layout.template.layout.font.color == DARK.ink


@LANGUAGES
def test_choices_are_named_and_begin_with_the_most_important_feature(active_bundle, language):
    translator = get_translator(language)
    found = client.offer_choices(context_as(ADVISER, active_bundle, language), search="")
    options, chosen = found["options"], found["chosen"]

    names = [option["value"] for option in options["feature"]]
    assert sorted(names) == sorted(active_bundle.feature_index)
    assert chosen["feature"] == names[0] == active_bundle.bundle.explanation.features[0].name
    assert not {option["label"] for option in options["feature"]} & set(active_bundle.feature_index)
    assert (options["second"][0]["value"], options["second"][1:]) == (NONE, options["feature"])
    for one in FILTERS:
        assert options[one.name][0] == {"label": translator.gettext("All"), "value": ALL}
        assert len(options[one.name]) > 3
    opened = {one.name: ALL for one in FILTERS}
    assert chosen == {"feature": names[0], "second": NONE, "basis": "outcome", "view": "words", **opened}


def test_every_choice_that_is_offered_can_be_chosen(ctx, path):
    found = client.offer_choices(ctx, search=None)
    for one in FILTERS:
        for choice in found["options"][one.name]:
            content, _ = compare(ctx, path, found["chosen"]["feature"], **{one.name: choice["value"]})
            assert content


def test_an_address_names_what_is_chosen(ctx):
    search = (
        "?feature=AMT_CREDIT&second=EXT_SOURCE_2&family=Married&age=35-44&amount=1m-plus&basis=decision&view=families"
    )
    assert client.offer_choices(ctx, search=search)["chosen"] == {
        **{"feature": "AMT_CREDIT", "second": "EXT_SOURCE_2", "basis": "decision", "view": "families"},
        **{one.name: ALL for one in FILTERS},
        **{"age": "35-44", "family": "Married", "amount": "1m-plus"},
    }


@pytest.mark.parametrize(
    "search",
    ["?feature=CODE_GENDER&second=x&family=1&age=9&amount=&basis=x&view=<b>", "?", "feature", 7, None, "?a&&==%ff"],
)
def test_what_an_address_names_wrongly_is_left_out(ctx, search):
    found, first = client.offer_choices(ctx, search=search), client.offer_choices(ctx, search="")
    assert (found["options"], found["chosen"]) == (first["options"], first["chosen"])


@pytest.mark.parametrize("name", ["second", "basis", "view", *(one.name for one in FILTERS)])
def test_an_unknown_value_in_the_address_is_shown_with_what_replaces_it(ctx, name):
    assert client.offer_choices(ctx, search="")["note"] is None
    note = client.offer_choices(ctx, search=f"?{name}=NOPE")["note"]
    assert note == "The link asks for “NOPE”, which is not available here. The default is shown instead."
    assert "variable “NOPE”" in client.offer_choices(ctx, search="?feature=NOPE")["note"]


@LANGUAGES
@pytest.mark.parametrize("basis", ["decision", "outcome"])
@pytest.mark.parametrize("second", ["AMT_CREDIT", EDUCATION, "FLAG_EMAIL", "OWN_CAR_AGE"])
def test_two_variables_are_a_grid(active_bundle, path, language, second, basis):
    ctx = context_as(ADVISER, active_bundle, language)
    content, group = compare(ctx, path, RATING, second=second, basis=basis)
    if second == "OWN_CAR_AGE":
        # Of a small bundle, few have a car: no field may be shown.
        assert get_translator(language).gettext("Too few clients in every cell") in text_of(content)
        assert figures_in(content) == []
    else:
        (figure,) = figures_in(content)
        assert figure.data[0].type == "heatmap"
    assert get_translator(language).number(active_bundle.bundle.population.num_rows) in group


def test_the_same_variable_twice_is_that_variable(ctx, path):
    assert text_of(compare(ctx, path, RATING, second=RATING)[0]) == text_of(compare(ctx, path, RATING)[0])


@LANGUAGES
@pytest.mark.parametrize(
    ("basis", "group"), [("outcome", "clients who did not repay"), ("decision", "clients the model would refuse")]
)
def test_nobody_is_called_refused_who_had_a_credit(active_bundle, path, language, basis, group):
    """All former clients had one: what divides them is whether they repaid, or what the model would have said."""
    translator = get_translator(language)
    content, _ = compare(context_as(ADVISER, active_bundle, language), path, RATING, basis=basis)
    assert translator.gettext(group) in text_of(content)
    for never in ("accepted clients", "refused clients", "clients acceptés", "clients refusés"):
        assert never not in text_of(content)


@pytest.mark.parametrize("basis", [None, "", "target", ["decision"], {"a": 1}])
def test_a_division_that_is_not_offered_is_refused(ctx, path, basis):
    with pytest.raises(InvalidRequestError, match="Choose one that the page offers"):
        compare(ctx, path, RATING, basis=basis)


@LANGUAGES
@pytest.mark.parametrize("feature", [RATING, EDUCATION, "CNT_CHILDREN", "DAYS_EMPLOYED", "FLAG_OWN_CAR"])
def test_a_comparison_is_a_chart_with_its_group(active_bundle, path, language, feature):
    translator = get_translator(language)
    content, group = compare(context_as(ADVISER, active_bundle, language), path, feature, basis="decision")
    (figure,) = figures_in(content)
    assert len(figure.data) == (3 if active_bundle.bundle.catalogue.features[feature].categories == () else 1)
    assert translator.number(active_bundle.bundle.population.num_rows) in group
    assert translator.gettext("clients the model would accept") in text_of(content)


def test_every_feature_can_be_drawn_for_a_client(ctx, path, active_bundle):
    for feature in active_bundle.feature_index:
        content, _ = compare(ctx, path, feature)
        assert figures_in(content) or "without identifying people" in text_of(content), feature


def test_a_filter_narrows_the_group(ctx, path, active_bundle):
    _, everybody = compare(ctx, path, RATING)
    _, some = compare(ctx, path, RATING, age="35-44", basis="decision")
    assert everybody == "2,000 of 2,000 former clients"
    assert some != everybody
    assert some.endswith(" of 2,000 former clients")


@LANGUAGES
def test_too_few_to_compare_with_is_told_and_what_next(active_bundle, path, language):
    content, group = compare(context_as(ADVISER, active_bundle, language), path, RATING, income="Student")
    assert get_translator(language).gettext("Too few clients to compare with") in text_of(content)
    assert figures_in(content) == []
    assert group is None


@pytest.mark.parametrize("feature", [None, ""])
def test_before_a_feature_is_chosen_nothing_changes(ctx, path, feature):
    assert compare(ctx, path, feature) == (no_update, no_update)


@pytest.mark.parametrize("value", [["Married"], {"a": 1}, 7, math.nan, True, "1 OR 1=1", "", 10**30])
@pytest.mark.parametrize("name", ["feature", "second", *(one.name for one in FILTERS)])
def test_a_choice_that_is_not_offered_is_refused(ctx, path, name, value):
    asked = {"feature": RATING, name: value}
    if name == "feature" and not value:
        assert compare(ctx, path, **asked) == (no_update, no_update)
    else:
        with pytest.raises(InvalidRequestError):
            compare(ctx, path, **asked)
