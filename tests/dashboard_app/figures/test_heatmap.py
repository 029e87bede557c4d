"""The grid of two features: a share written in each field, the client's own one framed."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard_app.figures.heatmap import Grid, plot_heatmap
from dashboard_app.i18n import get_translator
from dashboard_app.theme import DARK, LIGHT
from tests.dashboard_app.test_theme import contrast

EN = get_translator("en")
GRID = Grid(
    across="Rating",
    down="Amount",
    names_across=("low", "high"),
    names_down=("small", "middle", "large and longer than an axis has room for"),
    shares=np.array([[0.2, 0.1], [0.3, np.nan], [0.4, 0.0]]),
    texts=[["20%", "10%"], ["30%", "–"], ["40%", "< 5%"]],
    here=(1, 0),
    measure="Share the model would refuse",
)


def draw(data=GRID, palette=LIGHT):
    return plot_heatmap(data, takeaway="So many.", translator=EN, palette=palette)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_field_holds_its_share_in_colour_and_in_writing(palette):
    (grid,) = draw(palette=palette).figure.data
    assert [list(row) for row in grid.text] == [["20%", "10%"], ["▸ 30%", "–"], ["40%", "< 5%"]]
    assert [list(row) for row in grid.z] == [[20, 10], [30, None], [40, 0]]
    assert (grid.zmin, grid.zmax) == (0, 40)
    # Half way to the colour of the worse side: what is written in a field can be read on the strongest of them.
    assert contrast(palette.ink, grid.colorscale[1][1]) >= 4.5
    assert grid.textfont.color == palette.ink


def test_the_field_of_the_client_is_framed():
    (frame,) = draw().figure.layout.shapes
    assert (frame.x0, frame.x1, frame.y0, frame.y1) == (-0.5, 0.5, 0.5, 1.5)
    assert not draw(replace(GRID, here=None)).figure.layout.shapes


def test_the_table_holds_what_is_written():
    chart = draw()
    assert chart.table.columns == ("Amount / Rating", "low", "high")
    assert chart.table.rows[1] == ("middle", "▸ 30%", "–")
    assert chart.label == "Share the model would refuse by two variables. So many."


def test_a_name_that_is_too_long_is_cut_on_the_axis_and_whole_in_the_table():
    chart = draw()
    assert chart.figure.layout.yaxis.ticktext[2].endswith("…")
    assert chart.table.rows[2][0] == GRID.names_down[2]


def test_a_grid_without_a_share_is_drawn():
    assert draw(replace(GRID, shares=np.full((3, 2), np.nan))).figure.data[0].zmax == 1
