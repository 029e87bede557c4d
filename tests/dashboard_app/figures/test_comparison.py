"""Comparisons: the rate in each bin over the spread of both groups, categories by their rate, the client marked."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard_app.figures.comparison import DistributionPlot, GroupShares, Rates, plot_distribution
from dashboard_app.i18n import get_translator
from dashboard_app.theme import DARK, LIGHT

EN, FR = get_translator("en"), get_translator("fr")
NUMERIC = DistributionPlot(
    feature="Rating B",
    edges=(0.0, 0.2, 0.4, 0.6),
    bins=("0 – 0.2", "0.2 – 0.4", "0.4 – 0.6"),
    better=GroupShares("clients who repaid", 188_278, (0.1, 0.3, 0.6)),
    worse=GroupShares("clients who did not repay", 14_170, (0.5, 0.3, 0.2)),
    rates=Rates("Share that did not repay", (0.27, 0.07, 0.02), ("27%", "7%", "2%"), 0.07, "7.0%"),
    marker=0.25,
    marker_text="this client: 0.25",
    here=1,
)
CATEGORIES = replace(
    NUMERIC, feature="Housing", edges=(), bins=("House", "With parents", "Rented"), marker=None, here=1
)
UNSORTED = replace(
    CATEGORIES, rates=Rates("Share that did not repay", (0.02, 0.27, 0.07), ("2%", "27%", "7%"), 0.07, "7.0%")
)
BOTH = pytest.mark.parametrize("data", [NUMERIC, CATEGORIES], ids=["numeric", "categories"])


def draw(data, *, translator=EN, palette=LIGHT):
    ticks = [(edge, translator.number(edge, 1)) for edge in data.edges]
    return plot_distribution(data, takeaway="Higher than most.", ticks=ticks, translator=translator, palette=palette)


def notes(chart):
    return [note.text for note in chart.figure.layout.annotations]


def test_shares_are_drawn_and_not_counts():
    repaid, others, _ = draw(NUMERIC).figure.data
    assert list(repaid.y) == pytest.approx([10, 30, 60])
    assert max(others.y) == pytest.approx(50)


def test_the_line_of_one_group_covers_the_same_area_as_the_bars_of_the_other():
    repaid, others, _ = draw(NUMERIC).figure.data
    bars = sum(height * width for height, width in zip(repaid.y, repaid.width, strict=True))
    assert np.trapezoid(others.y, others.x) == pytest.approx(bars)
    assert others.y[0] == others.y[-1] == 0
    assert (others.x[0], others.x[-1]) == (0.0, 0.6)
    assert list(repaid.x) == pytest.approx([0.1, 0.3, 0.5])


def test_the_rate_stands_over_the_bin_it_is_of_with_that_of_all():
    chart = draw(NUMERIC)
    bars, _, rates = chart.figure.data
    assert (list(rates.x), list(rates.width)) == (list(bars.x), list(bars.width))
    assert list(rates.y) == pytest.approx([27, 7, 2])
    assert rates.yaxis == "y2"
    assert chart.figure.layout.shapes[0].y0 == chart.figure.layout.shapes[0].y1 == pytest.approx(7)
    assert "Share that did not repay<br>dotted line: all, 7.0%" in notes(chart)
    # Two panels, and no part of one lies on the other.
    assert chart.figure.layout.yaxis.domain[1] < chart.figure.layout.legend.y < chart.figure.layout.yaxis2.domain[0]


def test_categories_stand_by_their_rate_the_highest_first_in_chart_and_table():
    chart = draw(UNSORTED)
    (bars,) = chart.figure.data
    assert list(bars.x) == pytest.approx([27, 7, 2])
    assert list(bars.text) == ["27%", "7%", "2%"]
    assert [name.split(" · ")[0] for name in notes(chart)[:3]] == ["▸ With parents", "Rented", "House"]
    assert [row[:2] for row in chart.table.rows] == [("▸ With parents", "27%"), ("Rented", "7%"), ("House", "2%")]


def test_a_category_says_what_share_of_all_clients_it_is():
    # (0.1 x 188,278 + 0.5 x 14,170) / 202,448
    assert notes(draw(CATEGORIES))[0] == "House · 13% of clients"


@pytest.mark.parametrize("shares", [(0.3, 0.1, 0.05), (1.0, 0.5, 0.2), (0.004, 0.002, 0.001)])
@BOTH
def test_there_is_room_beyond_the_highest_rate(data, shares):
    layout = draw(replace(data, rates=replace(data.rates, shares=shares, overall=0.001))).figure.layout
    axis = layout.yaxis2 if data.edges else layout.xaxis
    assert axis.range[1] == pytest.approx(115 * max(shares))


@BOTH
@pytest.mark.parametrize("translator", [EN, FR], ids=["en", "fr"])
def test_both_groups_are_named_with_their_size(data, translator):
    names = draw(data, translator=translator).table.columns[2:]
    assert NUMERIC.better.name in names[0]
    assert translator.number(188_278) in names[0]
    assert NUMERIC.worse.name in names[1]
    assert translator.number(14_170) in names[1]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colour_is_that_of_the_outcome(palette):
    repaid, others, rates = draw(NUMERIC, palette=palette).figure.data
    assert repaid.marker.color == palette.lowers_soft
    assert repaid.marker.line.color == palette.lowers
    assert others.line.color == palette.raises
    assert list(rates.marker.color) == [palette.raises_soft, palette.raises, palette.raises_soft]


def test_the_client_is_marked_in_both_panels():
    layout = draw(NUMERIC).figure.layout
    lines = [shape for shape in layout.shapes if shape.x0 == shape.x1]
    assert [line.x0 for line in lines] == [0.25, 0.25]
    assert [(line.y0, line.y1) for line in lines] == [layout.yaxis.domain, layout.yaxis2.domain]
    assert "<b>this client: 0.25</b>" in notes(draw(NUMERIC))


@pytest.mark.parametrize(("value", "at", "side"), [(-3.0, 0.0, "left"), (9.0, 0.6, "right")])
def test_a_client_beyond_the_axis_is_marked_at_its_end_with_the_text_inside(value, at, side):
    layout = draw(replace(NUMERIC, marker=value)).figure.layout
    assert layout.shapes[-1].x0 == at
    assert layout.annotations[-1].xanchor == side


def test_the_clients_category_is_marked_by_a_sign_and_filled():
    chart = draw(CATEGORIES)
    assert [name.startswith("▸") for name in notes(chart)[:3]] == [False, True, False]
    assert list(chart.figure.data[0].marker.color) == [LIGHT.raises_soft, LIGHT.raises, LIGHT.raises_soft]


@BOTH
def test_a_client_without_a_value_is_not_marked(data):
    chart = draw(replace(data, marker=None, here=None))
    assert len(chart.figure.layout.shapes) == 1
    assert not any("▸" in text or "this client" in text for text in notes(chart))
    assert LIGHT.raises not in chart.figure.data[-1].marker.color


@BOTH
def test_the_table_holds_what_is_drawn(data):
    table = draw(data).table
    repaid, others = (f"{group.name} (share of {EN.number(group.clients)})" for group in (data.better, data.worse))
    assert table.columns == (data.feature, data.rates.name, repaid, others)
    assert tuple((row[0].removeprefix("▸ "), *row[1:]) for row in table.rows) == tuple(
        (name, rate, EN.percent(better), EN.percent(worse))
        for name, rate, better, worse in zip(
            data.bins, data.rates.texts, data.better.shares, data.worse.shares, strict=True
        )
    )


@BOTH
def test_label_and_sentence_stand_for_the_picture(data):
    chart = draw(data)
    assert chart.takeaway == "Higher than most."
    assert data.feature in chart.label
    assert data.rates.name in chart.label
    assert chart.takeaway in chart.label


def test_many_categories_are_folded_and_the_rest_has_its_own_rate():
    many = replace(
        CATEGORIES,
        bins=tuple(f"kind {number}" for number in range(18)),
        better=GroupShares("clients who repaid", 900, (1 / 18,) * 18),
        worse=GroupShares("clients who did not repay", 100, (1 / 18,) * 18),
        rates=Rates("Share", (0.1,) * 18, ("10%",) * 18, 0.1, "10.0%"),
    )
    chart = draw(many)
    assert chart.figure.layout.height > draw(CATEGORIES).figure.layout.height
    assert notes(chart)[13].startswith("5 others · ")
    assert chart.figure.data[0].x[13] == pytest.approx(10)
    assert len(chart.table.rows) == 18
