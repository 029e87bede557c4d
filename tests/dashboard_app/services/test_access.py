"""Who may ask what: numbers that are none, clients that are not theirs, roles that may not."""

import math

import pytest

from dashboard_app.capabilities import MATRIX, Capability, Scope, scope_of
from dashboard_app.client_number import LARGEST_NUMBER, parse_client_number
from dashboard_app.events import Action, RecordError
from dashboard_app.filters import GroupFilter
from dashboard_app.services import client_list, comparison, explanation, profile, scoring
from dashboard_app.services import prediction as predictions
from dashboard_app.services.access import client_row, find_row, open_file, require
from dashboard_app.services.errors import NotAllowedError, UnknownClientError
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer, following

READ = Capability.READ_FILE

NO_NUMBERS = [
    None,
    True,
    False,
    "",
    " ",
    "abc",
    "-100001",
    "+100001",
    "100001.0",
    "1e5",
    "1_000",
    "0x10",
    "1 OR 1=1",
    "100001; DROP TABLE clients",
    "100001\x00",
    "１００００１",
    "١٠٠٠٠١",
    "²",
    "9" * 20,
    "9" * 100_000,
    10**30,
    2**63,
    2**53,
    str(2**53),
    0,
    "0",
    -1,
    -100_001,
    100_001.0,
    math.nan,
    math.inf,
    1e30,
    b"100001",
    [100_001],
    (100_001,),
    {"id": 100_001},
    {100_001},
    pytest.param(object(), id="object"),
]


@pytest.mark.case(12)
@pytest.mark.parametrize("value", NO_NUMBERS, ids=lambda value: repr(value)[:24])
def test_what_is_no_client_number_is_none(value):
    assert parse_client_number(value) is None


@pytest.mark.parametrize(
    ("value", "number"), [(1, 1), (100_001, 100_001), (2**53 - 1, LARGEST_NUMBER), ("100001", 100_001), (" 007 ", 7)]
)
def test_a_client_number_is_a_whole_number_or_its_digits(value, number):
    assert parse_client_number(value) == number


@pytest.mark.parametrize("value", [*NO_NUMBERS, 1, 999_999_999], ids=lambda value: repr(value)[:24])
def test_what_names_no_client_is_unknown(active_bundle, value):
    with pytest.raises(UnknownClientError, match="no client with this number"):
        client_row(active_bundle, ADVISER, value, READ)


def test_staff_find_every_client(active_bundle):
    for row, number in enumerate(active_bundle.client_ids.tolist()):
        assert client_row(active_bundle, ADVISER, number, READ) == row
        assert client_row(active_bundle, ADMIN, str(number), READ) == row


@pytest.mark.case(11)
def test_a_customer_finds_themselves_and_nobody_else(active_bundle):
    own, *others = active_bundle.client_ids.tolist()
    actor = customer(own)

    assert client_row(active_bundle, actor, own, READ) == client_row(active_bundle, actor, str(own), READ) == 0
    for other in others:
        with pytest.raises(UnknownClientError):
            client_row(active_bundle, actor, other, READ)


@pytest.mark.parametrize("number", [None, 1])
def test_a_customer_who_is_not_in_the_portfolio_finds_nobody(active_bundle, number):
    for client_id in (None, 1, int(active_bundle.client_ids[0])):
        with pytest.raises(UnknownClientError):
            client_row(active_bundle, customer(number), client_id, READ)


@pytest.mark.case(15)
def test_a_client_of_somebody_else_and_no_client_are_refused_in_the_same_words(active_bundle):
    said = set()
    for client_id in (int(active_bundle.client_ids[1]), 999_999_999, "1 OR 1=1"):
        with pytest.raises(UnknownClientError) as refused:
            client_row(active_bundle, customer(int(active_bundle.client_ids[0])), client_id, READ)
        said.add(str(refused.value))
    assert len(said) == 1


OF_A_CLIENT = {
    "score": scoring.score,
    "explain": explanation.explain,
    "profile": profile.profile,
    "form": profile.form,
    "open": open_file,
}
OF_STAFF = {
    "compare": lambda bundle, actor, number: comparison.compare(bundle, actor, number, "EXT_SOURCE_2", GroupFilter()),
    "predict": predictions.predict_client,
}


@pytest.mark.case(39)
@pytest.mark.parametrize("ask", OF_A_CLIENT.values(), ids=OF_A_CLIENT)
def test_every_service_of_client_data_begins_with_the_same_question(active_bundle, ask):
    own, other = active_bundle.client_ids[:2].tolist()

    assert ask(active_bundle, customer(own), own) is not None
    with pytest.raises(UnknownClientError):
        ask(active_bundle, customer(own), other)


@pytest.mark.case(13)
@pytest.mark.parametrize("ask", [*OF_A_CLIENT.values(), *OF_STAFF.values()], ids=[*OF_A_CLIENT, *OF_STAFF])
def test_an_adviser_who_follows_some_clients_reaches_no_other(active_bundle, ask):
    own, other = active_bundle.client_ids[:2].tolist()

    assert ask(active_bundle, following(own), own) is not None
    said = set()
    for number in (other, 999_999_999):
        with pytest.raises(UnknownClientError) as refused:
            ask(active_bundle, following(own), number)
        said.add(str(refused.value))
    assert len(said) == 1


@pytest.mark.parametrize("ask", [*OF_A_CLIENT.values(), *OF_STAFF.values()], ids=[*OF_A_CLIENT, *OF_STAFF])
def test_an_adviser_who_follows_nobody_reaches_nobody(active_bundle, ask):
    with pytest.raises(UnknownClientError):
        ask(active_bundle, following(), int(active_bundle.client_ids[0]))


@pytest.mark.case(35)
@pytest.mark.parametrize("ask", [*OF_A_CLIENT.values(), *OF_STAFF.values()], ids=[*OF_A_CLIENT, *OF_STAFF])
def test_what_is_shown_of_a_client_is_on_record_with_the_score(active_bundle, ask):
    own = int(active_bundle.client_ids[1])
    actor = following(own)
    ask(active_bundle, actor, own)

    # A comparison shows former clients too, which is a line of its own.
    [event] = [event for _, event in actor.recorder.events if event.action is not Action.COMPARE]
    assert event.action in {Action.OPEN, Action.SIMULATE}
    assert (event.client_id, event.bundle_id) == (own, active_bundle.bundle.manifest.bundle_id)
    assert event.score == pytest.approx(active_bundle.probabilities[1], abs=1e-9)


@pytest.mark.case(35)
@pytest.mark.parametrize("ask", [*OF_A_CLIENT.values(), *OF_STAFF.values()], ids=[*OF_A_CLIENT, *OF_STAFF])
def test_what_cannot_be_put_on_record_is_not_shown(active_bundle, ask):
    own = int(active_bundle.client_ids[1])
    actor = following(own)

    def fail(event):
        raise RecordError("full")

    for way in ("ensure_viewed", "log_view", "log"):
        setattr(actor.recorder, way, fail)
    with pytest.raises(RecordError):
        ask(active_bundle, actor, own)


@pytest.mark.parametrize("number", [999_999_999, "x"])
def test_a_refusal_is_on_record(active_bundle, number):
    actor = following(int(active_bundle.client_ids[0]))
    with pytest.raises(UnknownClientError):
        find_row(active_bundle, actor, number, READ)

    [(way, event)] = actor.recorder.events
    assert (way, event.action, event.client_id) == ("log_refusal", Action.REFUSED, parse_client_number(number))


def test_looking_whether_a_client_is_there_shows_nothing(active_bundle):
    actor = following(int(active_bundle.client_ids[0]))
    assert find_row(active_bundle, actor, int(active_bundle.client_ids[0]), READ) == 0
    assert actor.recorder.events == []


@pytest.mark.case(13)
def test_the_list_holds_whom_an_adviser_follows_and_nobody_else(active_bundle):
    wanted = active_bundle.client_ids[[3, 7, 20]].tolist()
    actor = following(*wanted, 999_999_999)
    block = client_list.list_clients(active_bundle, actor, client_list.Query(sort="probability"))

    assert {row.client_id for row in block.rows} == set(wanted)
    assert block.total == sum(block.counts.values()) == 3
    outside = str(active_bundle.client_ids[4])
    assert client_list.list_clients(active_bundle, actor, client_list.Query(search=outside)).total == 0


def test_neighbours_are_those_whom_an_adviser_follows(active_bundle):
    first, second, third = active_bundle.client_ids[[3, 7, 20]].tolist()
    actor = following(first, second, third)

    for place, number in enumerate((first, second, third)):
        found = client_list.place_in_list(active_bundle, actor, number, client_list.Query())
        assert (found.place, found.total, found.numbers) == (place, 3, (first, second, third))
    outside = int(active_bundle.client_ids[4])
    assert client_list.place_in_list(active_bundle, actor, outside, client_list.Query()) is None


@pytest.mark.case(36)
def test_a_search_is_on_record_without_a_value_of_anybody(active_bundle):
    actor = following(int(active_bundle.client_ids[0]))
    query = client_list.Query(search="10", occupation=client_list.occupations(active_bundle)[0], decision="refused")
    client_list.list_clients(active_bundle, actor, query)

    [(way, event)] = actor.recorder.events
    assert (way, event.action) == ("log_once", Action.SEARCH)
    assert event.detail == "number 10; by decision, occupation; 0 clients"


@pytest.mark.case(18)
@pytest.mark.parametrize("capability", Capability)
@pytest.mark.parametrize("actor", [ADVISER, ADMIN, customer(1)], ids=lambda actor: actor.role.value)
def test_a_role_is_refused_what_the_table_does_not_give_it(actor, capability):
    scope = scope_of(actor.role, capability)
    if scope is Scope.NONE:
        with pytest.raises(NotAllowedError, match=actor.role.value):
            require(actor, capability)
    else:
        assert require(actor, capability) is scope


@pytest.mark.case(39)
def test_every_capability_has_its_row():
    assert set(MATRIX) == set(Capability)
