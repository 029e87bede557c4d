"""The list as a grid reads it: texts in the person's language, blocks, and refusals in words."""

from dataclasses import replace
from urllib.parse import quote

import numpy as np
import pytest
from dash import no_update

from dashboard_app.callbacks.client_list import list_rows, offer_filters, read_request
from dashboard_app.components.controls import ALL
from dashboard_app.i18n import get_translator
from dashboard_app.i18n.risks import risk_text
from dashboard_app.list_filters import get_list_filter
from dashboard_app.pages.client_list import layout
from dashboard_app.presenters.list_cells import distance_cell
from dashboard_app.services.client_lines import build_lines
from dashboard_app.services.client_list import SORTS, ListQuery, filter_values
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from model_bundle.decision import Decision, threshold_with_band
from tests.dashboard_app.callbacks.asking import context_as, parts, text_of
from tests.dashboard_app.services.people import ADVISER, customer

REQUEST = {"startRow": 0, "endRow": 100, "sortModel": [], "filterModel": {}}
SEARCH = {"client_id": {"filterType": "text", "type": "contains", "filter": "1000"}}


def test_a_request_of_the_grid_is_understood():
    sorted_down = {**REQUEST, "startRow": 100, "endRow": 200, "sortModel": [{"colId": "age", "sort": "desc"}]}
    assert read_request(REQUEST) == ListQuery(end=100)
    assert read_request(sorted_down) == ListQuery(sort="age", descending=True, start=100, end=200)
    assert read_request({**REQUEST, "filterModel": SEARCH}) == ListQuery(search="1000", end=100)
    chosen = {name: {"filterType": "text", "type": "equals", "filter": name} for name in ("decision", "amount")}
    assert read_request({**REQUEST, "filterModel": chosen}) == ListQuery(
        end=100, filters={"decision": "decision", "amount": "amount"}
    )


@pytest.mark.parametrize(
    "request_body",
    [
        7,
        "text",
        [1],
        {"startRow": 0},
        {**REQUEST, "sortModel": [7]},
        {**REQUEST, "sortModel": "age"},
        {**REQUEST, "sortModel": {"colId": "age"}},
        {**REQUEST, "filterModel": None},
        {**REQUEST, "filterModel": {"client_id": "1"}},
        {**REQUEST, "filterModel": {"client_id": None}},
        {**REQUEST, "startRow": "0"},
        {**REQUEST, "startRow": 0.5},
        {**REQUEST, "endRow": None},
        {**REQUEST, "endRow": float("nan")},
        {**REQUEST, "endRow": [100]},
        {**REQUEST, "filterModel": {"client_id": {"filter": ["1"]}}},
        {**REQUEST, "sortModel": [{"colId": "age", "sort": "up"}]},
    ],
    ids=repr,
)
def test_what_the_grid_never_sends_is_refused(request_body):
    with pytest.raises(InvalidRequestError, match="Reload the page"):
        read_request(request_body)


@pytest.mark.parametrize(
    "changes",
    [
        {"endRow": 10**30},
        {"startRow": -1},
        {"endRow": 100_000},
        {"sortModel": [{"colId": "CODE_GENDER", "sort": "asc"}]},
        {"sortModel": [{"colId": {"a": 1}, "sort": "asc"}]},
        {"filterModel": {"decision": {"filter": "maybe"}}},
        {"filterModel": {"occupation": {"filter": ["Laborers"]}}},
        {"filterModel": {"amount": {"filter": 7}}},
    ],
    ids=repr,
)
def test_what_the_page_does_not_offer_is_refused(active_bundle, changes):
    with pytest.raises(InvalidRequestError):
        list_rows(context_as(ADVISER, active_bundle), request={**REQUEST, **changes})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_block_holds_what_the_columns_of_the_grid_ask_for(active_bundle, language):
    translator = get_translator(language)
    (grid,) = [part for part in parts(layout(translator)) if hasattr(part, "columnDefs")]
    fields = {column["field"] for column in grid.columnDefs if "field" in column}
    answer, count, decisions, state = list_rows(context_as(ADVISER, active_bundle, language), request=REQUEST)

    assert state is None
    assert answer["rowCount"] == len(active_bundle.client_ids)
    assert translator.number(answer["rowCount"]) in count
    assert [option["value"] for option in decisions] == [ALL, *Decision]
    assert translator.number(answer["rowCount"]) in decisions[0]["label"]
    assert [row["client_id"] for row in answer["rowData"]] == [str(number) for number in active_bundle.client_ids[:100]]
    for row, risk in zip(answer["rowData"], active_bundle.probabilities, strict=False):
        assert fields | {"tone"} == set(row)
        assert all(isinstance(value, str) for value in row.values())
        threshold = active_bundle.bundle.manifest.threshold
        assert row["probability"] == risk_text(risk, threshold, translator)


def test_distance_and_tone_agree(active_bundle):
    answer, *_ = list_rows(context_as(ADVISER, active_bundle), request=REQUEST)
    for row in answer["rowData"]:
        if row["tone"] != "review":
            assert row["distance"].startswith("+" if row["tone"] == "raises" else "−")


def test_a_column_that_can_be_sorted_by_is_one_that_the_service_sorts():
    (grid,) = [part for part in parts(layout(get_translator("en"))) if hasattr(part, "columnDefs")]
    sortable = {column["field"] for column in grid.columnDefs if column.get("sortable")}
    assert sortable == set(SORTS)


@pytest.mark.parametrize("request_body", [None, {}])
def test_without_a_request_nothing_changes(active_bundle, request_body):
    assert list_rows(context_as(ADVISER, active_bundle), request=request_body) == (no_update,) * 4


def test_a_customer_gets_no_row(active_bundle):
    with pytest.raises(NotAllowedError):
        list_rows(context_as(customer(int(active_bundle.client_ids[0])), active_bundle), request=REQUEST)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_occupation_that_is_there_is_offered_by_its_name(active_bundle, language):
    found = offer_filters(context_as(ADVISER, active_bundle, language), search="")
    everybody, *named = found["options"]["occupation"]
    assert list(found["chosen"].values()) == ["", ALL, ALL, ALL]
    assert everybody["value"] == ALL
    assert {option["value"] for option in named} == set(filter_values(active_bundle, get_list_filter("occupation")))
    labels = [option["label"].casefold() for option in named]
    assert labels == sorted(labels)


def test_only_the_first_block_brings_the_counts(active_bundle):
    _, _, decisions, _ = list_rows(
        context_as(ADVISER, active_bundle), request={**REQUEST, "startRow": 100, "endRow": 200}
    )
    assert decisions is no_update


def test_an_address_names_the_filters(active_bundle):
    occupation = filter_values(active_bundle, get_list_filter("occupation"))[0]
    search = f"?search=1003&decision=refused&occupation={quote(occupation)}&amount=1m-plus&sort=age"
    found = offer_filters(context_as(ADVISER, active_bundle), search=search)
    assert list(found["chosen"].values()) == ["1003", "refused", occupation, "1m-plus"]


@pytest.mark.parametrize("name", ["decision", "occupation", "amount", "sort", "direction"])
def test_an_unknown_value_in_the_address_is_shown_and_left_out(active_bundle, name):
    ctx = context_as(ADVISER, active_bundle)
    found, first = offer_filters(ctx, search=f"?{name}=NOPE"), offer_filters(ctx, search="")
    assert found["chosen"] == first["chosen"]
    assert first["note"] is None
    assert found["note"].startswith("The link asks for “NOPE”")


@pytest.mark.parametrize("written", ["abc", "1 OR 1=1", "-5", "1.5", "100001.0", "１２", "9" * 30, "x" * 10_000])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_search_for_what_is_no_number_is_answered_by_a_sentence_and_no_client(active_bundle, written, language):
    asked = {**REQUEST, "filterModel": {"client_id": {"filterType": "text", "type": "contains", "filter": written}}}
    answer, _, decisions, state = list_rows(context_as(ADVISER, active_bundle, language), request=asked)
    said = text_of(state)
    assert answer == {"rowData": [], "rowCount": 0}
    assert "123456" in said
    assert ("is not a client number" if language == "en" else "n’est pas un numéro de client") in said
    assert decisions is no_update


@pytest.mark.parametrize(
    "written", ["{0}", "{0:,}", "0{0}", "00{0}", " {0} ", "{1}\u00a0{2}", "{1} {2}", "{1}.{2}", "{1}’{2}"]
)
def test_a_search_finds_a_number_in_whatever_way_it_is_written(active_bundle, written):
    number = int(active_bundle.client_ids[7])
    text = written.format(number, str(number)[:3], str(number)[3:])
    asked = {**REQUEST, "filterModel": {"client_id": {"filterType": "text", "type": "contains", "filter": text}}}
    answer, *_ = list_rows(context_as(ADVISER, active_bundle), request=asked)
    assert str(number) in [row["client_id"] for row in answer["rowData"]]
    assert all(row["client_id"].find(str(number)) >= 0 for row in answer["rowData"])


@pytest.mark.parametrize("search", ["?decision=banana&occupation=zzz&amount=%00", "?search=", "?", 7, None, "?&&="])
def test_what_an_address_names_wrongly_is_left_out(active_bundle, search):
    found = offer_filters(context_as(ADVISER, active_bundle), search=search)
    assert list(found["chosen"].values()) == ["", ALL, ALL, ALL]


@pytest.mark.parametrize(("search", "shown"), [("?search=abc", "abc"), (f"?search={'1' * 90}", "1" * 40)])
def test_an_address_that_searches_for_no_number_says_so_in_the_box(active_bundle, search, shown):
    found = offer_filters(context_as(ADVISER, active_bundle), search=search)
    assert list(found["chosen"].values()) == [shown, ALL, ALL, ALL]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_list_of_nobody_says_why_and_what_next(active_bundle, language):
    translator = get_translator(language)
    nobody = {**REQUEST, "filterModel": {"client_id": {"filterType": "text", "type": "contains", "filter": "999999"}}}
    answer, _, _, state = list_rows(context_as(ADVISER, active_bundle, language), request=nobody)
    assert answer["rowCount"] == 0
    assert translator.gettext("No matching clients") in text_of(state)
    assert [part for part in parts(state) if hasattr(part, "data-clear-filters")]

    newcomer = replace(ADVISER, assigned=frozenset())
    answer, _, _, state = list_rows(context_as(newcomer, active_bundle, language), request=REQUEST)
    assert answer["rowCount"] == 0
    assert translator.gettext("No clients are assigned to you yet") in text_of(state)
    assert translator.gettext("Client assignments") in text_of(state)


def test_the_nearest_to_the_threshold_come_first(active_bundle):
    asked = {**REQUEST, "sortModel": [{"colId": "distance", "sort": "asc"}]}
    answer, *_ = list_rows(context_as(ADVISER, active_bundle), request=asked)
    distances = abs(active_bundle.probabilities - active_bundle.bundle.manifest.threshold.value)
    order = distances.argsort(kind="stable")[:100]
    assert [row["client_id"] for row in answer["rowData"]] == [str(active_bundle.client_ids[place]) for place in order]


@pytest.mark.parametrize(("language", "written"), [("en", "+1.50 points"), ("fr", "+1,50 point")])
def test_points_are_counted_as_the_language_counts(active_bundle, language, written):
    row = next(iter(build_lines(active_bundle, np.array([0]))))
    threshold = threshold_with_band(0.1)
    vars(row).update(probability=0.115, distance=0.015)
    assert distance_cell(row, threshold, get_translator(language)) == written
