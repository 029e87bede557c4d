"""Client numbers are read in one way, however they are written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard_app.client_number import LARGEST_NUMBER, PATTERN, digits_in, parse_client_number
from tests.dashboard_app.extremes import integers, texts

WRITTEN = [
    "100005",
    " 100005 ",
    "100 005",
    "100\u00a0005",
    "100\u202f005",
    "100\u2009005",
    "1 0 0 0 0 5",
    "100,005",
    "100.005",
    "100'005",
    "100’005",
    "0100005",
    "000000000000100005",
    "0,100,005",
    "100005\n",
]
NONE = ["", " ", "abc", "100005a", "-100005", "+100005", "1e5", "100005.0", "100.05", "1,00,005", "1_000"]
NONE += [
    "100 005,",
    ",100",
    "100..005",
    "1,000.005",
    "１００００５",
    "١٠٠٠٠٥",
    "100005\x00",
    "0x10",
    "#100005",
    "9" * 41,
]


@pytest.mark.parametrize("text", WRITTEN, ids=ascii)
def test_a_number_is_understood_in_every_way_of_writing_it(text):
    assert parse_client_number(text) == 100_005


@pytest.mark.parametrize("text", NONE, ids=ascii)
def test_what_is_no_number_is_none(text):
    assert digits_in(text) is None
    assert parse_client_number(text) is None


@pytest.mark.parametrize("value", [0, -1, -100_005, 2**53, 2**63, 10**400, "0", "00", str(2**53), True, 1.0, None, [1]])
def test_a_number_that_nobody_can_have_is_none(value):
    assert parse_client_number(value) is None


@pytest.mark.parametrize("value", [1, LARGEST_NUMBER])
def test_the_ends_are_numbers(value):
    assert parse_client_number(value) == parse_client_number(f"{value:,}") == value


@given(st.one_of(texts, integers, st.floats(), st.binary(), st.none()))
def test_anything_is_read(value):
    number = parse_client_number(value)
    assert number is None or 1 <= number <= LARGEST_NUMBER


@given(st.from_regex(PATTERN, fullmatch=True))
def test_what_the_document_of_the_api_allows_is_understood(text):
    assert digits_in(text) == re.sub("[^0-9]", "", text)
