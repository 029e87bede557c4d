"""One variable on two sides: areas of the same size, categories by row, the table from the same numbers."""

from dataclasses import replace

import pytest

from dashboard_app.figures.two_group_distribution import GroupSeries, TwoGroupDistribution, plot_two_group_distribution
from dashboard_app.i18n import get_translator
from dashboard_app.theme import LIGHT

EN, FR = get_translator("en"), get_translator("fr")
THEN = GroupSeries("then", (0.5, 0.3, 0.2), LIGHT.line, LIGHT.control)
NOW = GroupSeries("now", (0.2, 0.3, 0.5), LIGHT.accent_soft, LIGHT.accent)
NUMBERS = TwoGroupDistribution("Amount", (0.0, 10.0, 20.0, 30.0), ("a", "b", "<b>c"), THEN, NOW)
CATEGORIES = TwoGroupDistribution("Kind", (), ("red", "green", "<i>blue"), THEN, NOW)


def draw(data, translator=EN):
    return plot_two_group_distribution(
        data, takeaway="It moved.", label="Both.", ticks=[(0, "0"), (30, "30")], translator=translator, palette=LIGHT
    )


def test_bars_and_steps_enclose_the_same_area():
    bars, steps = draw(NUMBERS).figure.data
    assert sum(bars.y) == pytest.approx(100)
    assert list(bars.x) == [5, 15, 25]
    # Each level of the step line is drawn from edge to edge, and it begins and ends at zero.
    assert (steps.y[0], steps.y[-1]) == (0, 0)
    assert list(steps.y[1:-1:2]) == list(steps.y[2:-1:2]) == [20, 30, 50]
    assert (steps.x[0], steps.x[-1]) == (0, 30)


def test_categories_have_two_bars_each_and_their_names_over_them():
    chart = draw(CATEGORIES)
    first, second = chart.figure.data
    assert (list(first.x), list(second.x)) == ([50, 30, 20], [20, 30, 50])
    assert {note.text for note in chart.figure.layout.annotations} == {"red", "green", "&lt;i&gt;blue"}
    assert (first.name, second.name) == ("then", "now")


@pytest.mark.parametrize("data", [NUMBERS, CATEGORIES], ids=["numbers", "categories"])
def test_the_table_holds_what_is_drawn(data):
    table = draw(data).table
    assert table.columns == (data.variable, "then", "now")
    assert table.rows[0] == (data.bins[0], "50.0%", "20.0%")
    assert len(table.rows) == 3


def test_a_marker_is_a_line_with_its_text():
    assert draw(NUMBERS).figure.layout.shapes == ()
    marked = TwoGroupDistribution("Amount", NUMBERS.edges, NUMBERS.bins, THEN, NOW, marker=(20.0, "limit"))
    figure = draw(marked).figure
    assert figure.layout.shapes[0].x0 == figure.layout.shapes[0].x1 == 20
    assert [(note.text, note.xanchor) for note in figure.layout.annotations] == [("<b>limit</b>", "right")]


def test_above_the_highest_bar_is_room_for_the_text_at_the_marker():
    marked = replace(NUMBERS, marker=(5.0, "limit"))
    low, high = draw(marked).figure.layout.yaxis.range
    assert low == 0
    assert high >= 50 * 1.1
    nothing = replace(marked, first=replace(THEN, shares=(0.0,) * 3), second=replace(NOW, shares=(0.0,) * 3))
    assert draw(nothing).figure.layout.yaxis.range is None


@pytest.mark.parametrize("data", [NUMBERS, CATEGORIES], ids=["numbers", "categories"])
def test_a_long_name_in_the_legend_goes_on_in_a_second_line(data):
    long = "clients qui n’ont pas remboursé (part de 5 635)"
    chart = draw(replace(data, second=replace(NOW, name=long)))
    assert chart.figure.data[1].name == "clients qui n’ont pas remboursé<br>(part de 5 635)"
    assert chart.table.columns[-1] == long


def test_axes_speak_the_language():
    assert draw(NUMBERS).figure.layout.yaxis.ticksuffix == "%"
    french = draw(NUMBERS, FR).figure.layout
    assert french.yaxis.ticksuffix == "\u202f%"
    assert french.separators[0] == ","


def test_a_bar_of_several_bins_is_as_much_lower_as_it_is_wider():
    chart = draw(replace(NUMBERS, edges=(0.0, 10.0, 30.0, 70.0)))
    bars, steps = chart.figure.data
    assert list(bars.width) == [10, 20, 40]
    assert list(bars.y) == [50, 15, 5]
    assert sum(height * width for height, width in zip(bars.y, bars.width, strict=True)) == pytest.approx(1_000)
    assert list(steps.y[1:-1:2]) == [20, 15, 12.5]
    # What is read of a bar is its share, not its height.
    assert [text.split("<br>")[-1] for text in bars.customdata] == ["50.0%", "30.0%", "20.0%"]
    assert chart.figure.layout.yaxis.showticklabels is False
