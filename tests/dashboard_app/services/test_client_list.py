"""The list: every client once, in the order asked for, in blocks that stay small."""

import numpy as np
import pytest

from dashboard_app.events import Action
from dashboard_app.list_columns import COLUMNS, Kind
from dashboard_app.list_filters import get_list_filter
from dashboard_app.services.client_list import (
    AROUND,
    LARGEST_BLOCK,
    LARGEST_SEARCH,
    SORTS,
    ListPosition,
    ListQuery,
    export_clients,
    filter_values,
    get_list_position,
    list_clients,
)
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from dashboard_app.store import ActiveBundle, SortKey
from model_bundle.decision import Decision, decide
from tests.dashboard_app.services.people import ADMIN, ADVISER, SCORED, customer, following

NUMERIC = [column.name for column in COLUMNS if column.kind not in {Kind.TEXT, Kind.DECISION}]


def walk(active_bundle, step, **wanted):
    """All lines of a list, asked for block by block."""
    lines, start = [], 0
    while True:
        block = list_clients(active_bundle, ADVISER, ListQuery(**wanted, start=start, end=start + step))
        lines += block.rows
        start += step
        if start >= block.total:
            assert len(lines) == block.total
            return lines


def numbers(lines):
    return [line.client_id for line in lines]


def test_every_client_stands_once_in_the_list(active_bundle):
    assert numbers(walk(active_bundle, 37)) == active_bundle.client_ids.tolist()


@pytest.mark.parametrize("column", NUMERIC)
def test_the_list_is_sorted_both_ways(active_bundle, column):
    up = walk(active_bundle, 100, sort=column)
    down = walk(active_bundle, 100, sort=column, descending=True)

    for lines, sign in ((up, 1), (down, -1)):
        # The distance is that to the threshold, on either side.
        values = [sign * abs(getattr(line, column)) for line in lines]
        assert values == sorted(values)
        assert sorted(numbers(lines)) == active_bundle.client_ids.tolist()


@pytest.fixture
def gaps(active_bundle):
    """The portfolio with annuities that are missing, and many that are the same."""
    annuities = np.full(len(active_bundle.client_ids), 500.0)
    annuities[[3, 8]] = np.nan
    annuities[5], annuities[6] = 100.0, 900.0
    fresh = ActiveBundle(active_bundle.bundle)
    fresh.list_numbers(SortKey("annuity", lambda: annuities))
    return fresh


@pytest.mark.parametrize("descending", [False, True])
def test_missing_values_stand_last_and_ties_in_the_order_of_numbers(gaps, descending):
    ids = gaps.client_ids.tolist()
    lines = numbers(walk(gaps, 100, sort="annuity", descending=descending))

    assert lines[-2:] == [ids[3], ids[8]]
    assert [lines[0], lines[-3]] == ([ids[6], ids[5]] if descending else [ids[5], ids[6]])
    assert lines[1:-3] == sorted(lines[1:-3])


@pytest.mark.parametrize("digits", ["1", "00", "1002", " 100 "])
def test_a_search_finds_the_numbers_that_hold_these_digits(active_bundle, digits):
    expected = [number for number in active_bundle.client_ids.tolist() if digits.strip() in str(number)]
    assert numbers(walk(active_bundle, 50, search=digits)) == expected


def test_a_search_keeps_the_order_asked_for(active_bundle):
    lines = walk(active_bundle, 20, search="00", sort="probability", descending=True)
    risks = [line.probability for line in lines]
    assert risks == sorted(risks, reverse=True)
    assert all("00" in str(line.client_id) for line in lines)


def test_a_search_for_nobody_finds_nobody(active_bundle):
    block = list_clients(active_bundle, ADVISER, ListQuery(search="9" * LARGEST_SEARCH))
    assert (block.rows, block.total) == ((), 0)


def test_a_line_says_what_the_tables_say(active_bundle):
    clients, threshold = active_bundle.bundle.clients.to_pylist(), active_bundle.bundle.manifest.threshold
    for line, client in zip(walk(active_bundle, 100), clients, strict=True):
        for column in COLUMNS:
            if column.source:
                value = client[column.source]
                expected = value if column.kind is Kind.TEXT else pytest.approx(value / column.unit, nan_ok=True)
                assert getattr(line, column.name) == expected, column.name
        assert line.amount == client["application.AMT_CREDIT"]
        assert line.age == pytest.approx(client["application.DAYS_BIRTH"] / -365.25)
        assert line.probability == client["probability"]
        assert line.distance == pytest.approx(client["probability"] - threshold.value)
        assert line.decision is decide(client["probability"], threshold)


def test_beyond_the_end_there_is_nothing(active_bundle):
    block = list_clients(active_bundle, ADVISER, ListQuery(start=10**30, end=10**30 + 1))
    assert (block.rows, block.total) == ((), len(active_bundle.client_ids))


@pytest.mark.parametrize(
    "query",
    [
        ListQuery(search="abc"),
        ListQuery(search="-1"),
        ListQuery(search="1 OR 1=1"),
        ListQuery(search="１２"),
        ListQuery(search="%"),
        ListQuery(search="1" * (LARGEST_SEARCH + 1)),
        ListQuery(filters={"decision": "maybe"}),
        ListQuery(filters={"decision": ""}),
        ListQuery(filters={"occupation": "Pirate"}),
        ListQuery(filters={"amount": "much"}),
        ListQuery(filters={"gender": "F"}),
        ListQuery(sort="occupation.en"),
        ListQuery(sort=""),
        ListQuery(sort="CODE_GENDER"),
        ListQuery(start=-1),
        ListQuery(start=5, end=5),
        ListQuery(start=5, end=4),
        ListQuery(start=0, end=LARGEST_BLOCK + 1),
        ListQuery(start=0, end=10**30),
    ],
    ids=str,
)
def test_what_the_page_does_not_offer_is_refused(active_bundle, query):
    with pytest.raises(InvalidRequestError):
        list_clients(active_bundle, ADVISER, query)


def test_a_customer_gets_no_list(active_bundle):
    actor = customer(int(active_bundle.client_ids[0]))
    with pytest.raises(NotAllowedError):
        list_clients(active_bundle, actor, ListQuery())
    with pytest.raises(NotAllowedError):
        get_list_position(active_bundle, actor, int(active_bundle.client_ids[0]), ListQuery())


def test_the_place_in_the_list_follows_its_filter_and_order(active_bundle):
    threshold = active_bundle.bundle.manifest.threshold
    distances = np.abs(active_bundle.probabilities - threshold.value)
    refused = np.flatnonzero(active_bundle.probabilities >= threshold.review_high)
    nearest = active_bundle.client_ids[refused[np.argsort(distances[refused], kind="stable")]].tolist()
    query = ListQuery(sort="distance", filters={"decision": Decision.REFUSED.value})
    for place in (0, 1, 20, len(nearest) - 1):
        found = get_list_position(active_bundle, ADMIN, nearest[place], query)
        first = max(0, place - AROUND)
        assert found == ListPosition(place, len(nearest), first, tuple(nearest[first : place + AROUND + 1]))


@pytest.mark.parametrize(
    "query",
    [
        ListQuery(filters={"decision": "maybe"}),
        ListQuery(sort="x"),
        ListQuery(search="abc"),
        ListQuery(search="999999999"),
    ],
)
def test_a_list_that_does_not_hold_a_client_gives_no_place(active_bundle, query):
    assert get_list_position(active_bundle, ADMIN, int(active_bundle.client_ids[0]), query) is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_occupations_are_sorted_as_they_are_read_and_missing_ones_stand_last(active_bundle, language):
    entry = active_bundle.bundle.catalogue.columns["OCCUPATION_TYPE"]
    labels = {category.value: getattr(category.label, language).casefold() for category in entry.categories}
    for descending in (False, True):
        lines = walk(active_bundle, 100, sort="occupation", descending=descending, language=language)
        said = [None if line.occupation is None else labels[line.occupation] for line in lines]
        known = [text for text in said if text is not None]
        assert known == sorted(known, reverse=descending)
        assert said == known + [None] * (len(said) - len(known))
        assert None in said


@pytest.mark.parametrize("decision", SCORED)
def test_a_decision_leaves_its_own(active_bundle, decision):
    lines = walk(active_bundle, 100, filters={"decision": decision.value})
    assert lines
    assert {line.decision for line in lines} == {decision}


def test_an_occupation_and_an_amount_leave_their_own(active_bundle):
    everybody = walk(active_bundle, 500)
    for occupation in filter_values(active_bundle, get_list_filter("occupation")):
        found = walk(active_bundle, 100, filters={"occupation": occupation, "amount": "250k-500k"})
        expected = [
            line.client_id for line in everybody if line.occupation == occupation and 250_000 <= line.amount < 500_000
        ]
        assert numbers(found) == expected


def test_counts_are_those_that_the_other_filters_leave(active_bundle):
    lines = walk(active_bundle, 500, search="1", filters={"amount": "500k-1m"})
    block = list_clients(
        active_bundle, ADVISER, ListQuery(search="1", filters={"amount": "500k-1m", "decision": Decision.REVIEW.value})
    )
    assert block.counts == {decision: sum(line.decision is decision for line in lines) for decision in Decision}
    assert block.total == block.counts[Decision.REVIEW]


def test_everything_that_can_be_sorted_by_is_sorted(active_bundle):
    for column in SORTS:
        assert list_clients(active_bundle, ADVISER, ListQuery(sort=column)).total == len(active_bundle.client_ids)


def exported(*asked):
    """The lines of an export, out of its blocks."""
    return [line for block in export_clients(*asked) for line in block]


def test_an_export_holds_whom_one_reaches_and_is_on_record_before_its_first_line(active_bundle):
    three = active_bundle.client_ids[5:8].tolist()
    actor = following(*three)
    blocks = export_clients(active_bundle, actor, ListQuery(sort="client_id", descending=True))
    way, event = actor.recorder.events[-1]
    assert (way, event.action, event.client_id, event.detail) == ("log", Action.EXPORT, None, "all; 3 lines")
    assert numbers([line for block in blocks for line in block]) == three[::-1]
    assert numbers(exported(active_bundle, ADMIN, ListQuery())) == active_bundle.client_ids.tolist()


def test_an_export_comes_in_blocks(active_bundle, monkeypatch):
    monkeypatch.setattr("dashboard_app.services.client_list.EXPORTED", 150)
    blocks = list(export_clients(active_bundle, ADMIN, ListQuery(sort="age")))
    assert [len(block) for block in blocks] == [150, 150, 100]
    assert [line for block in blocks for line in block] == walk(active_bundle, 100, sort="age")


def test_an_export_is_that_of_the_list(active_bundle):
    query = ListQuery(search="00", sort="age", filters={"decision": Decision.REFUSED.value, "amount": "250k-500k"})
    listed = walk(active_bundle, 100, search="00", sort="age", filters=query.filters)
    assert numbers(exported(active_bundle, ADVISER, query)) == numbers(listed)


def test_a_customer_exports_no_list_and_nobody_what_is_not_offered(active_bundle):
    with pytest.raises(NotAllowedError):
        export_clients(active_bundle, customer(int(active_bundle.client_ids[0])), ListQuery())
    with pytest.raises(InvalidRequestError):
        export_clients(active_bundle, ADMIN, ListQuery(sort="CODE_GENDER"))
