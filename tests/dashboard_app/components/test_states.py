"""What stands where content is not there."""

from dash import html

from dashboard_app.components.states import empty, loading, skeleton
from dashboard_app.i18n import get_translator

FR = get_translator("fr")


def test_an_empty_state_says_why_and_what_next():
    assert [part.children for part in empty("Nothing here", "Do this").children[:2]] == ["Nothing here", "Do this"]


def test_waiting_is_announced():
    made = skeleton(FR, lines=3)
    assert made.role == "status"
    assert made.children[0].children == "Chargement…"
    assert len(made.children) == 4


def test_waiting_shows_after_a_moment_only():
    assert loading(FR, html.Div()).delay_show == 300
