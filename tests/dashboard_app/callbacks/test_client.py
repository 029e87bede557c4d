"""One client's file: complete for every client, helpful for one that is not there, silent for other pages."""

import math
from urllib.parse import quote

import numpy as np
import pytest
from dash import html, no_update

from dashboard_app.callbacks import client
from dashboard_app.components.choices import ALL, NONE
from dashboard_app.events import RecordError
from dashboard_app.i18n import words_in
from dashboard_app.i18n.risks import risk_text
from dashboard_app.i18n.values import label_of, text_in
from dashboard_app.services import explanation
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.theme import DARK
from model_bundle.decision import Decision
from tests.dashboard_app.callbacks.asking import ask_as, facts_of, figures_in, of_class, parts, sent, text_of
from tests.dashboard_app.services.people import ADVISER, SCORED, first

NO_FILTER = (ALL,) * 5
RATING, EDUCATION = "EXT_SOURCE_2", "NAME_EDUCATION_TYPE"
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


@pytest.fixture
def ask(portfolio):
    return ask_as(ADVISER, portfolio)


def compare(ask, path, feature, *filters, second=NONE, basis="outcome"):
    """Ask for the comparison with everything that the page sends."""
    return client.show_comparison(ask, path, feature, second, basis, *filters)


@pytest.fixture
def path(portfolio):
    return f"/client/{portfolio.client_ids[3]}"


@LANGUAGES
@pytest.mark.parametrize("decision", SCORED)
def test_a_file_says_who_how_risky_and_why(portfolio, decision, language):
    words, number = words_in(language), first(portfolio, decision)
    ask, path = ask_as(ADVISER, portfolio, language), f"/client/{number}"
    head, verdict, profile, opened = client.show_file(ask, path)
    assert opened == number

    (heading,) = [part for part in parts(head) if isinstance(part, html.H1)]
    assert str(number) in heading.children
    threshold = portfolio.bundle.manifest.threshold
    assert risk_text(portfolio.probabilities[portfolio.row_of(number)], threshold, words) in text_of(verdict)
    assert words.percent(threshold.value, 2) in text_of(verdict)
    assert len(facts_of(profile)) == 12
    assert of_class(client.show_reasons(ask, path, "words"), "reason-list")


def pick(ask, path, *, view="words", feature=RATING, second=NONE, basis="outcome", filters=NO_FILTER):
    """Pick a client with everything that the page sends."""
    return client.show_client(ask, path, None, "", view, feature, second, basis, *filters)


def test_a_pick_brings_what_its_parts_bring(ask, path):
    *file, reasons, comparison, group = pick(ask, path, view="families")
    assert sent(file) == sent(client.show_file(ask, path))
    assert sent(reasons) == sent(client.show_reasons(ask, path, "families"))
    assert sent([comparison, group]) == sent(compare(ask, path, RATING, *NO_FILTER))


def test_while_the_choices_are_on_their_way_what_follows_them_waits(ask, path):
    *file, reasons, comparison, group = pick(ask, path, feature=None)
    assert sent(file) == sent(client.show_file(ask, path))
    assert (reasons, comparison, group) == (no_update,) * 3


@pytest.mark.parametrize("path", ["/client/999999999", "/client/x", "/"])
def test_a_pick_of_nobody_leaves_nothing_of_somebody_else(ask, path):
    head, *others = pick(ask, path)
    if path == "/":
        assert [head, *others] == [no_update] * 7
    else:
        assert getattr(head, "data-unknown") == ""
        assert others == [None, None, no_update, None, None, None]


@pytest.mark.parametrize("wrong", [{"view": "shap"}, {"feature": "CODE_GENDER"}, {"basis": ["x"]}, {"second": {}}])
def test_a_choice_that_is_not_offered_any_more_fails_in_its_own_place(ask, path, wrong):
    """As after a new model without the variable that a page still names."""
    head, decision, _, _, reasons, comparison, _ = pick(ask, path, **wrong)
    assert of_class(decision, "pill")
    assert "Client" in text_of(head)
    failed, whole = (reasons, comparison) if "view" in wrong else (comparison, reasons)
    assert "This part could not be loaded" in text_of(failed)
    assert "This part could not be loaded" not in text_of(whole)


@pytest.mark.parametrize("way", ["opened", "seen", "once"])
def test_what_cannot_be_put_on_record_is_no_part_that_fails_alone(ask, path, monkeypatch, way):
    def fail(_event):
        raise RecordError("The log cannot be written. Try again.")

    # A comparison is put on record by itself.
    monkeypatch.setattr(ask.actor.recorder, way, fail, raising=False)
    with pytest.raises(RecordError):
        pick(ask, path)


def test_every_client_has_a_file(ask, portfolio):
    for number in portfolio.client_ids.tolist():
        shown = client.show_file(ask, f"/client/{number}")
        assert len(shown) == 4
        assert "–" not in text_of(shown[1])
        assert "nan" not in text_of(list(shown)).lower().split()
        assert of_class(client.show_reasons(ask, f"/client/{number}", "words"), "reasons")


@LANGUAGES
def test_the_families_open_into_their_variables(portfolio, path, language):
    ask = ask_as(ADVISER, portfolio, language)
    content, words = client.show_reasons(ask, path, "families"), words_in(language)
    found = explanation.explain(portfolio, ADVISER, int(portfolio.client_ids[3]))

    names = [part.children for part in of_class(content, "family-name")]
    assert names == [text_in(words, part.family.label) for part in found.families]
    strongest = found.families[0].members[0]
    assert label_of(words, strongest.entry) in text_of(content)
    assert words.gettext("barely") in text_of(content)


@LANGUAGES
@pytest.mark.parametrize("view", ["families", "variables"])
def test_log_odds_stand_behind_a_disclosure_and_add_up(portfolio, path, view, language):
    content, words = client.show_reasons(ask_as(ADVISER, portfolio, language), path, view), words_in(language)
    *_, experts = content
    assert isinstance(experts, html.Details)
    assert not experts.open
    assert words.percent(portfolio.probabilities[3], 2) in text_of(experts)
    *others, _ = content
    assert "log-odds" not in text_of(others)


def test_every_main_variable_stands_with_its_values_and_draws_its_chart(ask, path, portfolio):
    content = client.show_reasons(ask, path, "variables")
    (table,) = of_class(content, "cs-variables")
    links = [part for part in parts(table) if isinstance(part, html.A)]
    assert len(links) == explanation.STRONGEST
    assert {getattr(link, "data-value") for link in links} <= set(portfolio.feature_index)
    for link in links:
        drawn, _ = compare(ask, path, getattr(link, "data-value"), *NO_FILTER)
        assert drawn


@pytest.mark.parametrize("view", [None, "", "shap", ["words"], {"a": 1}, 7])
def test_a_view_that_is_not_offered_is_refused(ask, path, view):
    with pytest.raises(InvalidRequestError, match="Choose one that the page offers"):
        client.show_reasons(ask, path, view)


def test_the_pill_is_of_the_decision(ask, portfolio):
    tones = {Decision.GRANTED: "pill-lowers", Decision.REVIEW: "pill-review", Decision.REFUSED: "pill-raises"}
    for decision, tone in tones.items():
        _, verdict, *_ = client.show_file(ask, f"/client/{first(portfolio, decision)}")
        assert of_class(verdict, tone), decision


@LANGUAGES
@pytest.mark.parametrize("number", ["999999999", "0", "1 OR 1=1", "-100001", "１００００１", "x", "", "1/2", "9" * 400])
def test_an_unknown_client_is_told_and_what_next(portfolio, language, number):
    shown = client.show_file(ask_as(ADVISER, portfolio, language), f"/client/{number}")
    head, *others = shown

    assert others == [None, None, no_update]
    # One card says so; the empty ones of the file stand aside.
    assert getattr(head, "data-unknown") == ""
    assert client.show_reasons(ask_as(ADVISER, portfolio, language), f"/client/{number}", "words") is None
    assert words_in(language).gettext("Unknown client") in text_of(head)
    assert number[:20] in text_of(head)
    assert {part.href for part in parts(head) if isinstance(part, html.A)} == {"/"}
    assert compare(ask_as(ADVISER, portfolio, language), f"/client/{number}", RATING, *NO_FILTER) == (
        None,
        None,
    )


@pytest.mark.parametrize("path", [None, "/", "/model", "/client", "client/1", 7, math.nan, [], {"a": 1}])
def test_the_address_of_another_page_changes_nothing(ask, path):
    assert client.show_file(ask, path) == (no_update,) * 4
    assert client.show_reasons(ask, path, "words") is no_update
    assert compare(ask, path, RATING, *NO_FILTER) == (no_update, no_update)


@pytest.mark.parametrize("place", [0, 1, -1])
def test_the_head_leads_to_both_neighbours(ask, portfolio, place):
    ids = portfolio.client_ids.tolist()
    here = ids.index(ids[place])
    head, *_ = client.show_file(ask, f"/client/{ids[place]}")
    links = [
        part.href
        for part in parts(head)
        if isinstance(part, html.A) and part.href.startswith("/client/") and not part.hidden
    ]
    assert links == [f"/client/{ids[near]}" for near in (here - 1, here + 1) if 0 <= near < len(ids)]


def test_the_head_goes_through_the_list_that_the_address_carries(ask, portfolio):
    threshold = portfolio.bundle.manifest.threshold
    refused = np.flatnonzero(portfolio.probabilities >= threshold.review_high)
    queue = portfolio.client_ids[refused[np.argsort(portfolio.probabilities[refused], kind="stable")]].tolist()
    listed = "decision=refused&sort=distance&direction=asc"
    search = f"?view=families&list={quote(listed)}"
    head, *_ = client.show_file(ask, f"/client/{queue[6]}", None, search)
    crumb, before, after = [part for part in parts(head) if isinstance(part, html.A)]
    assert crumb.href == f"/?{listed}&from=3"
    assert (before.href, after.href) == tuple(f"/client/{queue[place]}?list={quote(listed)}" for place in (5, 7))
    assert f"7 of {len(queue)}" in text_of(head)


@pytest.mark.parametrize(
    "carried", ["decision=granted", "sort=%00", "search=<script>", "search=999999999", "%ff", "a=b"]
)
def test_a_list_that_does_not_hold_the_client_offers_no_way_through_it(ask, portfolio, carried):
    number = int(portfolio.client_ids[portfolio.probabilities.argmax()])
    head, *_ = client.show_file(ask, f"/client/{number}", None, f"?list={quote(carried)}")
    links = [part for part in parts(head) if isinstance(part, html.A) and hasattr(part, "data-neighbour")]
    assert bool(links) is (carried in {"%ff", "a=b"})


@pytest.mark.case(34)
def test_staff_do_not_read_the_gender(ask, path, portfolio):
    label = portfolio.bundle.catalogue.columns["CODE_GENDER"].label.en
    assert label not in facts_of(list(client.show_file(ask, path)))
    assert label not in facts_of(client.show_form(ask, path))


@LANGUAGES
def test_the_whole_form_is_sent_to_those_who_open_it(portfolio, path, language):
    ask = ask_as(ADVISER, portfolio, language)
    income = portfolio.client_cells(3)["application.AMT_INCOME_TOTAL"]
    facts = facts_of(client.show_form(ask, path))
    assert len(facts) > 50
    assert words_in(language).money(income) in facts.values()


@pytest.mark.parametrize("path", ["/", None, 7, "/me"])
def test_another_page_has_no_form(ask, path):
    assert client.show_form(ask, path) is no_update


def test_the_form_of_nobody_is_empty(ask):
    assert client.show_form(ask, "/client/999999999") is None


def test_figures_are_drawn_in_the_colours_of_the_theme(portfolio, path):
    shown = client.show_file(ask_as(ADVISER, portfolio, palette=DARK), path, "dark")
    for figure in figures_in(list(shown)):
        assert figure.layout.template.layout.font.color == DARK.ink


@LANGUAGES
def test_choices_are_named_and_begin_with_the_most_important_feature(portfolio, language):
    words = words_in(language)
    options, chosen, second, other, *rest = client.offer_choices(ask_as(ADVISER, portfolio, language), None, "")

    names = [option["value"] for option in options]
    assert sorted(names) == sorted(portfolio.feature_index)
    assert chosen == names[0] == portfolio.bundle.explanation["features"][0]["name"]
    assert not {option["label"] for option in options} & set(portfolio.feature_index)
    assert (second[0]["value"], second[1:], other) == (NONE, options, NONE)
    for choices, value in zip(rest[:6:2], rest[1:6:2], strict=True):
        assert choices[0] == {"label": words.gettext("All"), "value": ALL}
        assert value == ALL
        assert len(choices) > 3
    assert rest[6:] == [ALL, ALL, "outcome", "words"]


def test_every_choice_that_is_offered_can_be_chosen(ask, path):
    _, chosen, _, _, *rest = client.offer_choices(ask, None, None)
    for place, choices in enumerate(rest[:6:2], start=1):
        for choice in choices:
            wanted = list(NO_FILTER)
            wanted[place] = choice["value"]
            content, _ = compare(ask, path, chosen, *wanted)
            assert content


def test_an_address_names_what_is_chosen(ask):
    search = (
        "?feature=AMT_CREDIT&second=EXT_SOURCE_2&family=Married&age=35-44&amount=1m-plus&basis=decision&view=families"
    )
    _, feature, _, second, _, family, _, income, _, education, *others = client.offer_choices(ask, None, search)
    assert (feature, second, family, income, education) == ("AMT_CREDIT", "EXT_SOURCE_2", "Married", ALL, ALL)
    assert others == ["35-44", "1m-plus", "decision", "families"]


@pytest.mark.parametrize(
    "search",
    ["?feature=CODE_GENDER&second=x&family=1&age=9&amount=&basis=x&view=<b>", "?", "feature", 7, None, "?a&&==%ff"],
)
def test_what_an_address_names_wrongly_is_left_out(ask, search):
    assert client.offer_choices(ask, None, search) == client.offer_choices(ask, None, "")


@LANGUAGES
@pytest.mark.parametrize("basis", ["decision", "outcome"])
@pytest.mark.parametrize("second", ["AMT_CREDIT", EDUCATION, "FLAG_EMAIL", "OWN_CAR_AGE"])
def test_two_variables_are_a_grid(portfolio, path, language, second, basis):
    ask = ask_as(ADVISER, portfolio, language)
    content, group = compare(ask, path, RATING, *NO_FILTER, second=second, basis=basis)
    if second == "OWN_CAR_AGE":
        # Of a small bundle, few have a car: no field may be shown.
        assert words_in(language).gettext("Too few clients in every cell") in text_of(content)
        assert figures_in(content) == []
    else:
        (figure,) = figures_in(content)
        assert figure.data[0].type == "heatmap"
    assert words_in(language).number(portfolio.bundle.population.num_rows) in group


def test_the_same_variable_twice_is_that_variable(ask, path):
    assert text_of(compare(ask, path, RATING, *NO_FILTER, second=RATING)[0]) == text_of(
        compare(ask, path, RATING, *NO_FILTER)[0]
    )


@LANGUAGES
@pytest.mark.parametrize(
    ("basis", "group"), [("outcome", "clients who did not repay"), ("decision", "clients the model would refuse")]
)
def test_nobody_is_called_refused_who_had_a_credit(portfolio, path, language, basis, group):
    """All former clients had one: what divides them is whether they repaid, or what the model would have said."""
    words = words_in(language)
    content, _ = compare(ask_as(ADVISER, portfolio, language), path, RATING, *NO_FILTER, basis=basis)
    assert words.gettext(group) in text_of(content)
    for never in ("accepted clients", "refused clients", "clients acceptés", "clients refusés"):
        assert never not in text_of(content)


@pytest.mark.parametrize("basis", [None, "", "target", ["decision"], {"a": 1}])
def test_a_division_that_is_not_offered_is_refused(ask, path, basis):
    with pytest.raises(InvalidRequestError, match="Choose what the page offers"):
        compare(ask, path, RATING, *NO_FILTER, basis=basis)


@LANGUAGES
@pytest.mark.parametrize("feature", [RATING, EDUCATION, "CNT_CHILDREN", "DAYS_EMPLOYED", "FLAG_OWN_CAR"])
def test_a_comparison_is_a_chart_with_its_group(portfolio, path, language, feature):
    words = words_in(language)
    content, group = compare(ask_as(ADVISER, portfolio, language), path, feature, *NO_FILTER, basis="decision")
    (figure,) = figures_in(content)
    assert len(figure.data) == (3 if portfolio.bundle.catalogue.features[feature].categories == () else 1)
    assert words.number(portfolio.bundle.population.num_rows) in group
    assert words.gettext("clients the model would accept") in text_of(content)


def test_every_feature_can_be_drawn_for_a_client(ask, path, portfolio):
    for feature in portfolio.feature_index:
        content, _ = compare(ask, path, feature, *NO_FILTER)
        assert figures_in(content) or "without identifying people" in text_of(content), feature


def test_a_filter_narrows_the_group(ask, path, portfolio):
    _, everybody = compare(ask, path, RATING, *NO_FILTER)
    _, some = compare(ask, path, RATING, "35-44", ALL, ALL, ALL, ALL, basis="decision")
    assert everybody == "2,000 of 2,000 former clients"
    assert some != everybody
    assert some.endswith(" of 2,000 former clients")


@LANGUAGES
def test_too_few_to_compare_with_is_told_and_what_next(portfolio, path, language):
    content, group = compare(ask_as(ADVISER, portfolio, language), path, RATING, ALL, ALL, "Student", ALL, ALL)
    assert words_in(language).gettext("Too few clients to compare with") in text_of(content)
    assert figures_in(content) == []
    assert group is None


@pytest.mark.parametrize("feature", [None, ""])
def test_before_a_feature_is_chosen_nothing_changes(ask, path, feature):
    assert compare(ask, path, feature, *NO_FILTER) == (no_update, no_update)


@pytest.mark.parametrize("value", [["Married"], {"a": 1}, 7, math.nan, True, "1 OR 1=1", "", 10**30])
@pytest.mark.parametrize("place", range(6))
def test_a_choice_that_is_not_offered_is_refused(ask, path, place, value):
    asked = [RATING, *NO_FILTER]
    asked[place] = value
    if place == 0 and not value:
        assert compare(ask, path, *asked) == (no_update, no_update)
    else:
        with pytest.raises(InvalidRequestError):
            compare(ask, path, *asked)
