"""Who may ask what: numbers that are none, clients that are not theirs, roles that may not."""

import math

import pytest

from dashboard_app.actor import ADMINS, CUSTOMERS, STAFF
from dashboard_app.services import explanation, profile, scoring
from dashboard_app.services.access import client_row, parse_client_id, require_role
from dashboard_app.services.errors import NotAllowedError, UnknownClientError
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer

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


@pytest.mark.parametrize("value", NO_NUMBERS, ids=lambda value: repr(value)[:24])
def test_what_is_no_client_number_is_none(value):
    assert parse_client_id(value) is None


@pytest.mark.parametrize(
    ("value", "number"), [(0, 0), (100_001, 100_001), (2**63 - 1, 2**63 - 1), ("100001", 100_001), (" 007 ", 7)]
)
def test_a_client_number_is_a_whole_number_or_its_digits(value, number):
    assert parse_client_id(value) == number


@pytest.mark.parametrize("value", [*NO_NUMBERS, 1, 999_999_999], ids=lambda value: repr(value)[:24])
def test_what_names_no_client_is_unknown(portfolio, value):
    with pytest.raises(UnknownClientError, match="no client with this number"):
        client_row(portfolio, ADVISER, value)


def test_staff_find_every_client(portfolio):
    for row, number in enumerate(portfolio.client_ids.tolist()):
        assert client_row(portfolio, ADVISER, number) == row
        assert client_row(portfolio, ADMIN, str(number)) == row


def test_a_customer_finds_themselves_and_nobody_else(portfolio):
    own, *others = portfolio.client_ids.tolist()
    actor = customer(own)

    assert client_row(portfolio, actor, own) == client_row(portfolio, actor, str(own)) == 0
    for other in others:
        with pytest.raises(UnknownClientError):
            client_row(portfolio, actor, other)


@pytest.mark.parametrize("number", [None, 1])
def test_a_customer_who_is_not_in_the_portfolio_finds_nobody(portfolio, number):
    for client_id in (None, 1, int(portfolio.client_ids[0])):
        with pytest.raises(UnknownClientError):
            client_row(portfolio, customer(number), client_id)


def test_a_client_of_somebody_else_and_no_client_are_refused_in_the_same_words(portfolio):
    said = set()
    for client_id in (int(portfolio.client_ids[1]), 999_999_999, "1 OR 1=1"):
        with pytest.raises(UnknownClientError) as refused:
            client_row(portfolio, customer(int(portfolio.client_ids[0])), client_id)
        said.add(str(refused.value))
    assert len(said) == 1


@pytest.mark.parametrize(
    "ask", [scoring.score, explanation.explain, profile.profile, profile.form], ids=lambda ask: ask.__name__
)
def test_every_service_of_client_data_begins_with_the_same_question(portfolio, ask):
    own, other = portfolio.client_ids[:2].tolist()

    assert ask(portfolio, customer(own), own)
    with pytest.raises(UnknownClientError):
        ask(portfolio, customer(own), other)


def test_a_role_that_is_not_allowed_is_refused():
    require_role(ADMIN, ADMINS)
    require_role(ADVISER, STAFF)
    require_role(customer(1), CUSTOMERS)
    for actor, allowed in ((ADVISER, ADMINS), (customer(1), STAFF), (ADMIN, CUSTOMERS)):
        with pytest.raises(NotAllowedError, match=actor.role.value):
            require_role(actor, allowed)
