"""Formatting is total: whatever a cell holds, every formatter returns a text that can be sent and read."""

import inspect

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard_app.i18n import get_translator, values
from dashboard_app.i18n.texts import LONGEST_TEXT, encodable, readable
from dashboard_app.i18n.translator import Translator
from model_bundle.catalogue import CatalogueEntry, Category, Text, Unit
from tests.dashboard_app.extremes import FLOATS, INTEGERS, TEXTS, floats, integers, numbers, texts

EN, FR = get_translator("en"), get_translator("fr")
LONGEST = 2 * LONGEST_TEXT + 1
"""A definition is followed by the rule of its missing values."""


def get_entry(unit, days, label, has_categories):
    text = Text(label, label)
    categories = (Category("one", text), Category(label, text)) if has_categories else ()
    return CatalogueEntry("NAME", "feature", "family", text, text, unit, categories, days=days, null_rule=text)


entries = st.builds(get_entry, st.sampled_from(Unit), st.booleans(), texts, st.booleans())
BY_NAME = {
    "translator": st.sampled_from([EN, FR]),
    "entry": entries,
    "text": st.builds(Text, texts, texts),
    "value": numbers | texts | st.none(),
    "difference": numbers,
    "days": numbers,
    "digits": st.integers(0, 400),
    "fewest": st.integers(0, 12),
    "others": st.lists(numbers, max_size=4),
    "message": st.just("Client %(client_id)s"),
    "singular": st.just("%(count)s day"),
    "plural": st.just("%(count)s days"),
    "params": st.just({}),
}
OF_WORDS = {**BY_NAME, "value": numbers | st.none(), "message": st.just("Clients"), "self": BY_NAME["translator"]}


def functions(module):
    return {
        name: function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == module.__name__
    }


FORMATTERS = functions(values)
METHODS = {
    name: method for name, method in inspect.getmembers(Translator, inspect.isfunction) if not name.startswith("_")
}


def arguments(function, known):
    """Values for every parameter: one that has no name here is a number."""
    names = [
        name
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    return st.fixed_dictionaries({name: known.get(name, numbers | st.none()) for name in names})


def check(said):
    if isinstance(said, str):
        said.encode()
        assert len(said) <= LONGEST
    else:
        # Whether it can be written, or with how many digits.
        assert isinstance(said, int)


@pytest.mark.parametrize("name", FORMATTERS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_formatter_writes_everything(name, data):
    check(FORMATTERS[name](**data.draw(arguments(FORMATTERS[name], BY_NAME))))


@pytest.mark.parametrize("name", METHODS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_way_of_writing_a_number_writes_everything(name, data):
    check(METHODS[name](**data.draw(arguments(METHODS[name], OF_WORDS))))


def test_no_formatter_is_left_out():
    assert {"format_value", "format_days", "category_label", "get_label", "get_definition"} <= set(FORMATTERS)
    assert {"number", "fixed", "percent", "money", "compact", "years", "moment", "ngettext"} <= set(METHODS)


@pytest.mark.parametrize("value", [*FLOATS, *INTEGERS], ids=lambda value: str(value)[:12])
@pytest.mark.parametrize("unit", [unit for unit in Unit if unit is not Unit.FLAG])
def test_a_number_that_nothing_can_be_is_not_valid(unit, value):
    said = values.format_value(EN, get_entry(unit, False, "Label", False), value)
    if value != value:
        assert said == "not known"
    elif abs(value) >= 1e15:
        assert said == "not valid"
        assert values.format_value(FR, get_entry(unit, False, "Label", False), value) == "non valide"
    else:
        assert any(sign.isdigit() for sign in said) or said in {"does not apply", "not valid"}


@settings(max_examples=200, deadline=None)
@given(texts)
@example("\ud800")
def test_a_text_is_fit_to_be_shown(text):
    shown = readable(text)
    shown.encode()
    assert len(shown) <= 120
    assert not any(sign in shown for sign in "\x00\x07\r\n\t\u202e\u2066\u2028")
    encodable(text).encode()


@pytest.mark.parametrize("text", ["Maison ou appartement", "4\u202f%", "שלום", "Crédit « auto »", ""])
def test_a_good_text_stays_as_it_is(text):
    assert readable(text) == text


def test_what_is_too_long_ends_by_a_sign():
    assert readable(TEXTS[2]).endswith("x…")


@settings(max_examples=100, deadline=None)
@given(floats, integers)
def test_a_count_that_cannot_be_read_is_no_error(number, count):
    assert EN.ngettext("%(count)s day", "%(count)s days", number)
    assert FR.years(count)
