"""The gauge is zoomed around the threshold, and says what it shows."""

import math

import pytest

from dashboard_app.figures.gauge import Gauge, draw_gauge
from dashboard_app.i18n import words_in
from dashboard_app.theme import DARK, LIGHT

WORDS = {"en": words_in("en"), "fr": words_in("fr")}
SENTENCE = "The estimated risk is 6.3%."


def gauge(probability, threshold=0.09):
    return Gauge(probability, threshold, threshold * 0.9, threshold * 1.1)


def draw(probability, threshold=0.09, *, words=WORDS["en"], palette=LIGHT):
    return draw_gauge(gauge(probability, threshold), sentence=SENTENCE, words=words, palette=palette)


def texts(chart):
    return " | ".join(note.text for note in chart.figure.layout.annotations)


def angle(x, y):
    """Degrees from the left end of the half circle."""
    return 180 - math.degrees(math.atan2(y, x))


def stroke_angle(trace):
    return angle(trace.x[1], trace.y[1])


@pytest.mark.parametrize("threshold", [0.05, 0.09, 0.10127, 0.2, 0.3])
def test_the_scale_is_zoomed_around_the_threshold(threshold):
    end = gauge(0.06, threshold).end
    assert end < 1
    assert 0.25 < threshold / end < 0.45
    assert end * 20 == pytest.approx(round(end * 20))


def test_the_scale_never_goes_beyond_one():
    assert gauge(0.5, 0.6).end == 1


def test_strokes_stand_where_their_values_are():
    chart = draw(0.06)
    limit, needle = chart.figure.data[-2:]
    end = gauge(0.06).end
    assert stroke_angle(limit) == pytest.approx(180 * 0.09 / end)
    assert stroke_angle(needle) == pytest.approx(180 * 0.06 / end)


@pytest.mark.parametrize(("probability", "where"), [(0.0, 0), (0.99, 180)])
def test_a_risk_beyond_the_scale_stays_at_its_end_and_is_written(probability, where):
    chart = draw(probability)
    assert stroke_angle(chart.figure.data[-1]) == pytest.approx(where)
    assert WORDS["en"].percent(probability) in texts(chart)


def test_zones_follow_one_another_and_have_the_colour_of_their_meaning():
    lowers, review, raises = draw(0.06).figure.data[:3]
    end = gauge(0.06).end
    turns = [(angle(zone.x[0], zone.y[0]), angle(zone.x[48], zone.y[48])) for zone in (lowers, review, raises)]
    expected = [0, 0.081, 0.099, end]
    for (start, stop), low, high in zip(turns, expected, expected[1:], strict=False):
        assert start == pytest.approx(180 * low / end, abs=0.1)
        assert stop == pytest.approx(180 * high / end, abs=0.1)
    assert [zone.fillcolor for zone in (lowers, review, raises)] == [
        LIGHT.lowers_soft,
        LIGHT.review_soft,
        LIGHT.raises_soft,
    ]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_needle_has_the_colour_of_its_side(palette):
    needles = {risk: draw(risk, palette=palette).figure.data[-1].line.color for risk in (0.0899, 0.09, 0.3)}
    assert needles == {0.0899: palette.lowers, 0.09: palette.raises, 0.3: palette.raises}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_the_limit_and_the_risk_are_written(words):
    written = texts(draw(0.0631, words=words))
    assert words.percent(0.09) in written
    assert words.percent(0.0631) in written


def test_the_chart_has_its_sentence_its_label_and_its_table():
    chart = draw(0.0631)
    assert chart.takeaway == SENTENCE
    assert SENTENCE in chart.label
    assert [row[1] for row in chart.table.rows] == ["6.3%", "9.0%", "8.1%", "9.9%"]
    assert all(len(row) == len(chart.table.columns) for row in chart.table.rows)
