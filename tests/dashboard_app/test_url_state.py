"""An address may hold anything: what a page cannot have is left out, and said; what controls send is refused."""

import pytest

from dashboard_app.callbacks.accounts import AccountsState
from dashboard_app.callbacks.file_choices import Comparing, FileState
from dashboard_app.components.controls import ReasonsView
from dashboard_app.filters import Basis
from dashboard_app.i18n import get_translator
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.url_state import parse_choices, read_state, unknown_sentence


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("?feature=EXT_SOURCE_2", "EXT_SOURCE_2"),
        ("feature=A&feature=B", "A"),
        ("?x=1&feature=a%20b", "a b"),
        ("?feature=", None),
        ("?other=A", None),
        ("", None),
        (None, None),
        (5, None),
        (["feature=A"], None),
        ("?feature=A" + "&x=1" * 40, None),
        ("?feature=" + "A" * 5000, None),
    ],
)
def test_what_an_address_asks_for(search, found):
    asked = read_state(search, FileState)
    assert asked.state.feature == found
    assert asked.unknown == {}


def test_values_have_their_types():
    state = read_state("?basis=decision&view=families&age=35-44", FileState).state
    assert state == FileState(basis=Basis.DECISION, view=ReasonsView.FAMILIES, age="35-44")


def test_what_is_not_there_is_named_and_stands_as_it_is_at_first():
    search = "?feature=NOPE&basis=luck&view=words&age=all&family=Married"
    found = read_state(search, FileState, {"feature": ["A", "B"], "family": ["Married"], "age": ["35-44"]})
    assert found.state == FileState(family="Married")
    assert found.unknown == {"feature": "NOPE", "basis": "luck"}


def test_a_control_that_leaves_all_open_is_at_first():
    assert parse_choices({"feature": "A", "second": "none", "age": "all"}, Comparing) == Comparing(feature="A")


def test_who_types_a_word_means_it():
    assert read_state("?search=all&name=none", AccountsState).state == AccountsState(search="all", name="none")


@pytest.mark.parametrize("values", [{"basis": "luck"}, {"basis": None}, {"age": 7}, {"feature": ["A"]}, 7, None, []])
def test_what_no_control_sends_is_refused(values):
    with pytest.raises(InvalidRequestError, match="Choose one that the page offers"):
        parse_choices(values, Comparing)


def test_a_refusal_holds_little_of_what_was_sent():
    with pytest.raises(InvalidRequestError) as refused:
        parse_choices({"basis": "A" * 500}, Comparing)
    assert "'basis'" in str(refused.value)
    assert "A" * 41 not in str(refused.value)


def test_a_long_name_is_cut_before_it_is_said():
    said = unknown_sentence("A" * 500, get_translator("en"))
    assert "A" * 40 in said
    assert "A" * 41 not in said
