"""The frame inside pages: one heading, a way to it, cards that are named."""

from dash import html

from dashboard_app.components.app_frame import Crumb, card, frame, page_head
from dashboard_app.ids import FrameIds


def find_all(component, kind):
    return [found for found in [component, *component._traverse()] if isinstance(found, kind)]


def test_the_frame_holds_what_stays():
    ids = {component.id for component in frame()._traverse() if getattr(component, "id", None)}
    assert ids == set(FrameIds)


def test_a_page_has_one_heading_that_can_be_focused():
    (heading,) = find_all(page_head("Clients"), html.H1)
    assert heading.children == "Clients"
    assert heading.tabIndex == -1


def test_the_last_step_of_the_way_is_no_link():
    way = page_head("Client 7", [Crumb("Clients", "/"), Crumb("7")]).children[0].children[0]
    assert [getattr(step, "href", step) for step in way.children if not isinstance(step, html.Span)] == ["/", "7"]


def test_a_card_is_named_by_its_heading():
    made = card("reasons", "Why this score", "text", tools=html.Button("x"), is_wide=True)
    (heading,) = find_all(made, html.H2)
    assert getattr(made, "aria-labelledby") == heading.id == "reasons"
    assert "cs-wide" in made.className
    assert made.children[1] == "text"
