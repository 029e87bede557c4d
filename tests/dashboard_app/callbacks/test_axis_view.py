"""Axes are read as people count: round places, in years where there are years, whole numbers for counts."""

from types import SimpleNamespace

import pytest

from dashboard_app.callbacks.axis_view import bin_names, value_ticks
from dashboard_app.i18n import words_in
from model_bundle.catalogue import Unit

EN = words_in("en")


def entry(unit, *, days=False):
    return SimpleNamespace(unit=unit, days=days, categories=())


@pytest.mark.parametrize(
    ("unit", "days", "low", "high", "texts"),
    [
        (Unit.MONEY, False, 12_345, 987_654, ["200,000", "400,000", "600,000", "800,000"]),
        (Unit.SCORE, False, 0.03, 0.98, ["0.2", "0.4", "0.6", "0.8"]),
        (Unit.SHARE, False, 0.0, 1.0, ["0.0%", "20.0%", "40.0%", "60.0%", "80.0%", "100.0%"]),
        (Unit.DAYS, True, -365.25 * 21, 0, ["20 years", "15 years", "10 years", "5 years", "0 days"]),
        (Unit.COUNT, False, -0.5, 3.5, ["0", "1", "2", "3"]),
        (Unit.FLAG, False, -0.5, 1.5, ["no", "yes"]),
    ],
)
def test_places_are_round_and_read_as_people_say_them(unit, days, low, high, texts):
    ticks = value_ticks(EN, entry(unit, days=days), low, high)
    assert [text for _, text in ticks] == texts
    assert all(low <= place <= high for place, _ in ticks)


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
