"""Importance and beeswarm: one colour without a side, every row named, the table from the same numbers."""

import math
from collections import Counter
from dataclasses import replace

import pytest

from dashboard_app.figures.importance import BeeswarmDots, BeeswarmRow, Importance, plot_beeswarm, plot_importance
from dashboard_app.i18n import get_translator
from dashboard_app.i18n.translator import MINUS
from dashboard_app.theme import LIGHT

EN, FR = get_translator("en"), get_translator("fr")
ROWS = [Importance("Rating B", 0.3), Importance("Amount", 0.15), Importance("Car", 0.05)]


def written(chart):
    return {note.text for note in chart.figure.layout.annotations} | set(chart.figure.layout.yaxis.ticktext or ())


def test_bars_are_as_long_as_the_importance():
    (bars,) = plot_importance(ROWS, of="Variables", translator=EN, palette=LIGHT).figure.data
    assert list(bars.x) == [0.3, 0.15, 0.05]
    assert len(set(bars.y)) == 3


def test_importance_has_no_side_and_so_no_colour_of_one():
    (bars,) = plot_importance(ROWS, of="Variables", translator=EN, palette=LIGHT).figure.data
    assert bars.marker.color == LIGHT.accent
    assert LIGHT.accent not in {LIGHT.lowers, LIGHT.raises}


def test_every_row_is_named_whole():
    assert {row.label for row in ROWS} <= written(plot_importance(ROWS, of="Variables", translator=EN, palette=LIGHT))


@pytest.mark.parametrize(("translator", "share"), [(EN, "60%"), (FR, "60\u202f%")])
def test_the_sentence_says_what_weighs_most_and_how_much(translator, share):
    chart = plot_importance(ROWS, of="Variables", translator=translator, palette=LIGHT)
    assert "Rating B" in chart.takeaway
    assert share in chart.takeaway
    assert "Variables" in chart.label
    assert chart.table.rows == tuple((row.label, translator.fixed(row.value, 3)) for row in ROWS)


def test_nothing_to_show_is_said():
    chart = plot_importance([], of="Variables", translator=EN, palette=LIGHT)
    assert chart.takeaway == "There is nothing to show."
    assert chart.table.rows == ()


@pytest.fixture
def swarm():
    """A feature whose high values lower the risk, with some values missing."""
    dots = [BeeswarmDots(-0.25, 2, 9), BeeswarmDots(0.05, 1, 4), BeeswarmDots(0.05, None, 2), BeeswarmDots(0.35, 0, 7)]
    return BeeswarmRow("Rating B", dots, 0.33, -0.31, -0.2, 0.25)


def test_as_many_dots_stand_at_an_effect_as_it_has(swarm):
    (dots,) = plot_beeswarm([swarm], translator=EN, palette=LIGHT).figure.data
    assert Counter(dots.x) == {-0.25: 9, 0.05: 6, 0.35: 7}
    assert max(abs(y) for y in dots.y) < 0.5
    assert len(set(zip(dots.x, dots.y, strict=True))) == 22


def test_rows_of_dots_do_not_touch(swarm):
    same = BeeswarmRow("Flag", [BeeswarmDots(0.2, 1, 30)], 0.0, 0.0, 0.0, 0.0)
    upper, lower = plot_beeswarm([swarm, same], translator=EN, palette=LIGHT).figure.data
    assert max(upper.y) < min(lower.y)


def test_the_shade_is_the_level_and_missing_values_are_hollow(swarm):
    (dots,) = plot_beeswarm([swarm], translator=EN, palette=LIGHT).figure.data
    assert Counter(dots.marker.symbol) == {"circle": 20, "circle-open": 2}
    shades = {place: shade for place, shade, symbol in zip(dots.x, dots.marker.color, dots.marker.symbol, strict=True)}
    assert (shades[-0.25], shades[0.35]) == (1, 0)
    assert dots.marker.colorscale[0][1] == LIGHT.beeswarm_low
    assert dots.marker.colorscale[1][1] == LIGHT.beeswarm_high


@pytest.mark.parametrize(
    ("sign", "said"),
    [
        (1, "High values of “Rating B” lower the risk, low values raise it."),
        (-1, "High values of “Rating B” raise the risk, low values lower it."),
    ],
)
def test_the_sentence_says_which_way_values_push(swarm, sign, said):
    turned = replace(swarm, low_effect=sign * swarm.low_effect, high_effect=sign * swarm.high_effect)
    assert plot_beeswarm([turned], translator=EN, palette=LIGHT).takeaway == said


def test_the_table_says_the_effect_of_low_and_of_high_values(swarm):
    (row,) = plot_beeswarm([swarm], translator=EN, palette=LIGHT).table.rows
    assert row == ("Rating B", "0.33", f"{MINUS}0.31", f"{MINUS}0.20 … 0.25")


def test_a_feature_that_is_missing_everywhere_is_drawn_without_a_direction():
    row = BeeswarmRow("Ghost", [], math.nan, math.nan, 0.0, 0.0)
    chart = plot_beeswarm([row], translator=EN, palette=LIGHT)
    assert chart.takeaway == "“Ghost” separates applicants most."
    assert chart.table.rows[0][1:3] == ("–", "–")


def test_no_rows_are_said():
    assert plot_beeswarm([], translator=EN, palette=LIGHT).takeaway == "There is nothing to show."


def test_a_swarm_names_its_rows_and_its_sides(swarm):
    named = written(plot_beeswarm([swarm], translator=FR, palette=LIGHT))
    assert "Rating B" in named
    assert any("diminue le risque" in text for text in named)
    assert any("augmente le risque" in text for text in named)
