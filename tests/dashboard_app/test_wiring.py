"""What callbacks name exists in a layout: this stands in for Dash's own validation, which would send every layout."""

import html
import inspect
import json
import re
from collections import Counter
from enum import StrEnum

import pytest

from dashboard_app import app as module
from dashboard_app import ids, routes
from dashboard_app.capabilities import Capability
from dashboard_app.components.app_frame import frame
from dashboard_app.i18n import get_translator
from dashboard_app.pages import PAGES

ENUMS = [
    kind for _, kind in inspect.getmembers(ids, inspect.isclass) if issubclass(kind, StrEnum) and kind is not StrEnum
]


@pytest.fixture
def made(settings, shell_store, monkeypatch):
    """The whole application, and the capabilities of its callbacks."""
    capabilities = {}
    guard = module.Guard

    def watched(app, table, bearer):
        capabilities.update(table)
        return guard(app, table, bearer)

    monkeypatch.setattr(module, "Guard", watched)
    return module.create_app(settings, shell_store), capabilities


def components_of(layout):
    return [layout, *(part for part in layout._traverse() if hasattr(part, "_prop_names"))]


def layouts():
    """The frame, and the shell of every page."""
    translator = get_translator("en")
    return {"frame": frame(), **{page.path: page.layout(translator, client_id="100001") for page in PAGES}}


def named():
    """Every component that has an id, by its id."""
    return {
        part.id: part for layout in layouts().values() for part in components_of(layout) if getattr(part, "id", None)
    }


def dependencies(app):
    """Every id and property that a callback names, with the callback's own name."""
    for output, registered in app.callback_map.items():
        for name in output.strip(".").split("..."):
            yield (*name.split("@")[0].rsplit(".", 1), output)
        for part in (*registered["inputs"], *registered["state"]):
            yield part["id"], part["property"], output


def test_every_id_that_a_callback_names_exists(made):
    app, _ = made
    there = named()
    missing = {(name, output) for name, _, output in dependencies(app) if name not in there}
    assert missing == set()


def test_every_property_that_a_callback_names_exists(made):
    app, _ = made
    there = named()
    for name, prop, output in dependencies(app):
        assert prop in there[name]._prop_names, (name, prop, output)


def test_the_ids_of_a_callback_are_on_one_page(made):
    """A callback over two pages would wait for ever for the one that is not open."""
    app, _ = made
    pages = {path: {getattr(part, "id", None) for part in components_of(layout)} for path, layout in layouts().items()}
    always = pages.pop("frame")
    for output in app.callback_map:
        used = {name for name, _, of in dependencies(app) if of == output} - always
        assert any(used <= there for there in pages.values()), output


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_id_is_in_a_layout(kind):
    assert {str(name) for name in kind} <= set(named())


def test_an_id_stands_once_in_what_is_on_screen():
    always = [part.id for part in components_of(frame()) if getattr(part, "id", None)]
    for path, layout in layouts().items():
        if path == "frame":
            continue
        counted = Counter([*always, *(part.id for part in components_of(layout) if getattr(part, "id", None))])
        assert [name for name, count in counted.items() if count > 1] == [], path


@pytest.mark.case(39)
def test_every_callback_has_its_capability(made):
    app, capabilities = made
    on_server = {output for output, registered in app.callback_map.items() if "callback" in registered}
    assert set(capabilities) == on_server


def test_whatever_dispatches_a_button_is_a_command_that_its_role_s_pages_know(made, sign_in):
    app, _ = made
    # The plain function is wrapped by Dash, and by the registration.
    functions = {
        output: inspect.getclosurevars(inspect.unwrap(registered["callback"])).globals
        for output, registered in app.callback_map.items()
        if "callback" in registered
    }
    dispatching = sorted(output for output, names in functions.items() if "dispatch" in names)
    assert len(dispatching) == 2
    said = {}
    for role, page in (("admin", "/admin/users"), ("adviser", "/help"), ("customer", "/me")):
        written = re.search(r'data-commands="([^"]*)"', sign_in(role).get(page).text)[1]
        said[role] = json.loads(html.unescape(written))
    assert said == {"admin": dispatching, "adviser": [], "customer": []}


@pytest.mark.case(39)
def test_a_callback_takes_the_capability_of_its_page(made):
    _, capabilities = made
    wanted = {place.path: place.capability for place in routes.PAGES}
    pages = {
        path: {getattr(part, "id", None) for part in components_of(layout)}
        for path, layout in layouts().items()
        if path != "frame"
    }
    for output, capability in capabilities.items():
        name = output.strip(".").split("...")[0].rsplit(".", 1)[0]
        page = next((path for path, there in pages.items() if name in there), None)
        assert capability is (Capability.USE_PAGES if page is None else wanted[page]), output
