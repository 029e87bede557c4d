"""Axes are read as people count: round places, in years where there are years, whole numbers for counts."""

from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard_app.i18n import get_translator
from dashboard_app.i18n.values import DAYS_PER_MONTH
from dashboard_app.presenters.axis_view import bin_names, value_ticks
from model_bundle.catalogue import Unit

EN = get_translator("en")


def entry(unit, *, days=False):
    return SimpleNamespace(unit=unit, days=days, categories=())


@pytest.mark.parametrize(
    ("unit", "days", "low", "high", "texts"),
    [
        (Unit.MONEY, False, 12_345, 987_654, ["200,000", "400,000", "600,000", "800,000"]),
        (Unit.SCORE, False, 0.03, 0.98, ["0.2", "0.4", "0.6", "0.8"]),
        (Unit.SHARE, False, 0.0, 1.0, ["0%", "20%", "40%", "60%", "80%", "100%"]),
        (Unit.DAYS, True, -365.25 * 21, 0, ["20 years", "15 years", "10 years", "5 years", "0 days"]),
        (Unit.COUNT, False, -0.5, 3.5, ["0", "1", "2", "3"]),
        (Unit.FLAG, False, -0.5, 1.5, ["no", "yes"]),
    ],
)
def test_places_are_round_and_read_as_people_say_them(unit, days, low, high, texts):
    ticks = value_ticks(EN, entry(unit, days=days), low, high)
    assert [text for _, text in ticks] == texts
    assert all(low <= place <= high for place, _ in ticks)


@pytest.mark.parametrize("unit", [Unit.SHARE, Unit.SCORE, Unit.RATIO, Unit.MONEY, Unit.COUNT])
@settings(max_examples=150, deadline=None)
@given(low=st.floats(-1e6, 1e6), span=st.floats(1e-3, 1e6))
def test_what_is_read_at_a_place_is_its_value(unit, low, span):
    """67.5 is never written 68."""
    for place, text in value_ticks(EN, entry(unit), low, low + span):
        read = float(text.replace(",", "").replace("%", "").replace("−", "-"))
        assert read == pytest.approx(place * (100 if unit is Unit.SHARE else 1), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(("low", "high"), [(0, 800), (0, 300), (0, 1_300), (100, 900)])
def test_months_are_counted_in_parts_of_a_year(low, high):
    places = [place / DAYS_PER_MONTH for place, _ in value_ticks(EN, entry(Unit.DAYS), low, high)]
    assert places == pytest.approx([round(place) for place in places])
    steps = {round(right - left) for left, right in pairwise(places)}
    assert steps <= {1, 2, 3, 6, 12, 24}


def test_no_two_places_read_the_same():
    ticks = value_ticks(EN, entry(Unit.MONEY), 0.0, 0.9)
    assert len({text for _, text in ticks}) == len(ticks)


def test_an_axis_without_length_has_one_place():
    assert value_ticks(EN, entry(Unit.MONEY), 5.0, 5.0) == [(5.0, "5")]


def test_a_bin_of_one_number_is_named_by_it_and_any_other_by_its_ends():
    assert bin_names(EN, entry(Unit.COUNT), (-0.5, 0.5, 1.5)) == ["0", "1"]
    assert bin_names(EN, entry(Unit.FLAG), (-0.5, 0.5, 1.5)) == ["no", "yes"]
    assert bin_names(EN, entry(Unit.MONEY), (0.0, 500.0, 1000.0)) == ["0 – 500", "500 – 1,000"]


@pytest.mark.parametrize(
    ("of", "edges", "names"),
    [
        (entry(Unit.DAYS), (58.0, 65.0, 72.0), ["58 days – 65 days", "65 days – 72 days"]),
        (entry(Unit.DAYS, days=True), (740.0, 745.0, 1_100.0), ["740 days – 745 days", "745 days – 1,100 days"]),
        (entry(Unit.RATIO), (0.101, 0.102, 0.2), ["0.101 – 0.102", "0.102 – 0.2"]),
    ],
)
def test_no_bin_begins_and_ends_with_the_same_text(of, edges, names):
    assert [name.replace("0.2000", "0.2") for name in bin_names(EN, of, edges)] == names
