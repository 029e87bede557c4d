"""Pages are shells: cheap, the same for everybody, with every text in both languages."""

import json

import plotly
import pytest
from dash import html

from dashboard_app import routes
from dashboard_app.i18n import get_translator
from dashboard_app.pages import PAGES
from tests.dashboard_app.callbacks.asking import parts, text_of

EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)


def as_json(layout):
    return json.dumps(layout, cls=plotly.utils.PlotlyJSONEncoder)


@pytest.mark.case(39)
def test_the_pages_are_those_of_the_table_of_access():
    assert [page.path for page in PAGES] == [place.path for place in routes.PAGES]


@EVERY_PAGE
def test_a_shell_needs_no_variable_and_holds_none(page):
    translator = get_translator("en")
    # The heading of a file names the client; nothing else does.
    named = as_json(page.layout(translator, client_id="100001")).replace("Client 100001", "Client ")
    assert as_json(page.layout(translator)) == named


@pytest.mark.case(2)
@EVERY_PAGE
def test_a_shell_holds_no_data(page):
    assert not [character for character in text_of(page.layout(get_translator("en"))) if character.isdigit()]


@EVERY_PAGE
def test_a_shell_speaks_both_languages(page):
    english, french = (text_of(page.layout(get_translator(language))) for language in ("en", "fr"))
    if english:
        assert english != french


@EVERY_PAGE
def test_a_page_has_one_heading_at_most_until_its_data_come(page):
    headings = [part for part in parts(page.layout(get_translator("en"))) if isinstance(part, html.H1)]
    assert len(headings) == (0 if page.path.startswith("/client/") else 1)


@EVERY_PAGE
def test_every_control_has_a_label(page):
    components = parts(page.layout(get_translator("en")))
    labelled = {part.htmlFor for part in components if isinstance(part, html.Label)}
    controls = {part.id for part in components if part._type in {"Input", "Select"}}
    assert controls <= labelled
