"""The search for parameters: every trial in its order, the best so far never falls."""

from dashboard_app.figures.trials import plot_trials
from dashboard_app.i18n import get_translator
from dashboard_app.theme import LIGHT

EN = get_translator("en")


def draw(aucs):
    return plot_trials(aucs, takeaway="So.", translator=EN, palette=LIGHT)


def test_tries_that_ended_and_those_given_up_are_apart():
    chart = draw([0.74, None, 0.75, 0.73])
    ended, given_up, best = chart.figure.data
    assert (list(ended.x), list(ended.y)) == ([1, 3, 4], [0.74, 0.75, 0.73])
    assert list(given_up.x) == [2]
    assert given_up.y[0] < 0.73
    assert list(best.y) == [0.74, 0.74, 0.75, 0.75]
    assert chart.table.rows[1] == ("2", "stopped early")


def test_without_one_that_ended_there_is_no_best():
    chart = draw([None, None])
    assert [trace.name for trace in chart.figure.data] == ["one trial", "stopped early"]
