"""A hundred marks: as many of each kind as there are in a hundred, told apart by shape."""

import pytest

from dashboard_app.figures.icon_array import Decided, plot_icon_array, scale_to_100
from dashboard_app.i18n import get_translator
from dashboard_app.theme import LIGHT

DECIDED = Decided(granted_repaid=38317, granted_defaulted=1315, refused_repaid=15109, refused_defaulted=3398)


@pytest.mark.parametrize(
    ("counts", "whole"),
    [
        ((660, 20, 260, 60), [66, 2, 26, 6]),
        ((1, 1, 1), [34, 33, 33]),
        ((38317, 1315, 15109, 3398), [66, 2, 26, 6]),
        ((999, 1), [100, 0]),
        ((5,), [100]),
        ((0, 0), [0, 0]),
    ],
)
def test_parts_of_a_hundred_add_up(counts, whole):
    assert scale_to_100(counts) == whole
    assert sum(whole) in {0, 100}


def test_there_are_a_hundred_marks_each_in_a_place_of_its_own():
    figure = plot_icon_array(DECIDED, takeaway="", translator=get_translator("en"), palette=LIGHT).figure
    assert [len(trace.x) for trace in figure.data] == [66, 2, 26, 6]
    assert len({place for trace in figure.data for place in zip(trace.x, trace.y, strict=True)}) == 100


def test_kinds_differ_in_shape_and_are_named_with_their_number():
    chart = plot_icon_array(DECIDED, takeaway="", translator=get_translator("en"), palette=LIGHT)
    assert len({trace.marker.symbol for trace in chart.figure.data}) == 4
    assert chart.figure.data[1].name == "2 granted, did not repay"
    assert chart.table.rows[1] == ("granted, did not repay", "2", "1,315")
