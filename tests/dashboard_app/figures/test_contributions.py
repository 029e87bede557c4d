"""Contributions: sign, word and colour say the same, and the table holds what is drawn."""

import pytest

from dashboard_app.figures.contributions import Bar, draw_contributions
from dashboard_app.i18n import words_in
from dashboard_app.theme import LIGHT

EN, FR = words_in("en"), words_in("fr")
UP = Bar("Rating A", "0.10", "0.55", 0.42)
DOWN = Bar("Years in the job", "12 years", "4 years", -0.31)
REST = Bar("206 other variables together", "", "", -0.054)


def draw(*bars, rest=REST, words=EN):
    return draw_contributions(bars, rest, words=words, palette=LIGHT)


def test_a_bar_per_feature_and_one_for_the_rest():
    (bars,) = draw(UP, DOWN).figure.data
    assert list(bars.x) == [0.42, -0.31, -0.054]
    assert len(set(bars.y)) == 3


def test_features_that_begin_with_the_same_words_keep_a_bar_each():
    long = "Seniority in the job compared with the age of the "
    (bars,) = draw(Bar(long + "car", "", "", 0.2), Bar(long + "phone", "", "", 0.1)).figure.data
    assert len(set(bars.y)) == 3


def test_the_colour_is_that_of_the_direction():
    (bars,) = draw(UP, DOWN).figure.data
    assert list(bars.marker.color) == [LIGHT.raises, LIGHT.lowers, LIGHT.lowers]


def test_each_bar_has_its_sign():
    (bars,) = draw(UP, DOWN).figure.data
    assert list(bars.text) == ["+", "−", "−"]


@pytest.mark.parametrize(
    ("words", "effects"),
    [
        (EN, ["raises (54%)", "lowers (40%)", "lowers (7%)"]),
        (FR, ["augmente (54 %)", "diminue (40 %)", "diminue (7 %)"]),
    ],
)
def test_the_table_says_sign_and_word(words, effects):
    table = draw(UP, DOWN, words=words).table
    assert [row[0] for row in table.rows] == [UP.label, DOWN.label, REST.label]
    assert [row[1:3] for row in table.rows[:2]] == [(UP.value, UP.typical), (DOWN.value, DOWN.typical)]
    assert [row[3] for row in table.rows] == effects


def test_the_axis_names_its_sides_and_is_the_same_on_both():
    figure = draw(UP, DOWN).figure
    written = " ".join(note.text for note in figure.layout.annotations)
    assert "◀ lowers the risk" in written
    assert "raises the risk ▶" in written
    low, high = figure.layout.xaxis.range
    assert -low == high > 0.42


@pytest.mark.parametrize(
    ("bars", "said"),
    [
        ((UP, DOWN), "“Rating A” raises the risk most, “Years in the job” lowers it most."),
        ((UP,), "“Rating A” raises the risk most; nothing weighs much in the client’s favour."),
        ((DOWN,), "“Years in the job” lowers the risk most; nothing weighs much against the client."),
        ((), "Nothing sets this client apart from the average accepted client."),
    ],
)
def test_the_sentence_names_the_strongest_of_each_side(bars, said):
    chart = draw(*bars)
    assert chart.takeaway == said
    assert chart.label
    assert chart.figure.layout.height > 0


def test_nothing_at_all_can_be_drawn():
    chart = draw(rest=Bar("others", "", "", 0.0))
    low, high = chart.figure.layout.xaxis.range
    assert low < high
