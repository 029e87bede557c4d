"""Distributions: shares on one scale, both groups named, the client marked."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard_app.figures.comparison import Distribution, Group, draw_distribution
from dashboard_app.i18n import words_in
from dashboard_app.theme import DARK, LIGHT

EN, FR = words_in("en"), words_in("fr")
NUMERIC = Distribution(
    feature="Rating B",
    edges=(0.0, 0.2, 0.4, 0.6),
    bins=("0 – 0.2", "0.2 – 0.4", "0.4 – 0.6"),
    better=Group("accepted clients", 188_278, (0.1, 0.3, 0.6)),
    worse=Group("refused clients", 14_170, (0.5, 0.3, 0.2)),
    marker=0.25,
    marker_text="this client: 0.25",
)
CATEGORIES = replace(NUMERIC, feature="Housing", edges=(), bins=("House", "With parents", "Rented"), marker=1.0)
BOTH = pytest.mark.parametrize("data", [NUMERIC, CATEGORIES], ids=["numeric", "categories"])


def draw(data, *, words=EN, palette=LIGHT):
    ticks = [(edge, words.number(edge, 1)) for edge in data.edges]
    return draw_distribution(data, takeaway="Higher than most.", ticks=ticks, words=words, palette=palette)


def heights(trace):
    return list(trace.x if trace.orientation == "h" else trace.y)


@BOTH
def test_shares_are_drawn_and_not_counts(data):
    accepted, refused = draw(data).figure.data
    assert heights(accepted) == pytest.approx([10, 30, 60])
    assert max(heights(refused)) == pytest.approx(50)


def test_the_line_of_the_refused_covers_the_same_area_as_the_bars_of_the_accepted():
    accepted, refused = draw(NUMERIC).figure.data
    bars = sum(height * width for height, width in zip(accepted.y, accepted.width, strict=True))
    assert np.trapezoid(refused.y, refused.x) == pytest.approx(bars)
    assert refused.y[0] == refused.y[-1] == 0
    assert (refused.x[0], refused.x[-1]) == (0.0, 0.6)
    assert list(accepted.x) == pytest.approx([0.1, 0.3, 0.5])


@BOTH
@pytest.mark.parametrize("words", [EN, FR], ids=["en", "fr"])
def test_both_groups_are_named_with_their_size(data, words):
    names = [trace.name for trace in draw(data, words=words).figure.data]
    assert NUMERIC.better.name in names[0]
    assert words.number(188_278) in names[0]
    assert NUMERIC.worse.name in names[1]
    assert words.number(14_170) in names[1]


@BOTH
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colour_is_that_of_the_decision(data, palette):
    accepted, refused = draw(data, palette=palette).figure.data
    assert accepted.marker.color == palette.lowers_soft
    assert accepted.marker.line.color == palette.lowers
    line = refused.line if refused.type == "scatter" else refused.marker.line
    assert line.color == palette.raises


def test_the_client_is_marked_on_the_axis():
    layout = draw(NUMERIC).figure.layout
    (line,), (note,) = layout.shapes, layout.annotations
    assert line.x0 == line.x1 == note.x == 0.25
    assert "this client: 0.25" in note.text


@pytest.mark.parametrize(("value", "at", "side"), [(-3.0, 0.0, "left"), (9.0, 0.6, "right")])
def test_a_client_beyond_the_axis_is_marked_at_its_end_with_the_text_inside(value, at, side):
    layout = draw(replace(NUMERIC, marker=value)).figure.layout
    assert layout.shapes[0].x0 == at
    assert layout.annotations[0].xanchor == side


def test_the_clients_category_is_marked():
    figure = draw(CATEGORIES).figure
    assert [note.text for note in figure.layout.annotations] == ["House", "▸ With parents", "Rented"]
    assert all(tuple(bars.y) == (0, 1, 2) for bars in figure.data)


@BOTH
def test_a_client_without_a_value_is_not_marked(data):
    figure = draw(replace(data, marker=None)).figure
    assert not figure.layout.shapes
    assert not any("▸" in note.text or "client" in note.text for note in figure.layout.annotations)
    assert "▸" not in str(figure.data[0].y)


@BOTH
def test_the_table_holds_what_is_drawn(data):
    table = draw(data).table
    accepted, refused = (f"{group.name} (share of {EN.number(group.clients)})" for group in (data.better, data.worse))
    assert table.columns == (data.feature, accepted, refused)
    assert tuple((row[0].removeprefix("▸ "), *row[1:]) for row in table.rows) == tuple(
        (name, EN.percent(accepted), EN.percent(refused))
        for name, accepted, refused in zip(data.bins, data.better.shares, data.worse.shares, strict=True)
    )


@BOTH
def test_label_and_sentence_stand_for_the_picture(data):
    chart = draw(data)
    assert chart.takeaway == "Higher than most."
    assert data.feature in chart.label
    assert chart.takeaway in chart.label


def test_more_categories_take_more_room():
    many = replace(
        CATEGORIES,
        bins=tuple(f"kind {number}" for number in range(18)),
        better=Group("accepted clients", 18, (1 / 18,) * 18),
        worse=Group("refused clients", 18, (1 / 18,) * 18),
    )
    assert draw(many).figure.layout.height > draw(CATEGORIES).figure.layout.height
