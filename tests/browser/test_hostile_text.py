"""Case 25 and 26: markup in the data is shown as text, and no script runs but the page's own."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pyarrow as pa
import pytest

from dashboard_app.app import create_app
from dashboard_app.settings import Settings
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import Catalogue
from tests.browser.journeys import errors_in, texts, until
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

IMAGE = '<img src=x onerror="window.__xss=1">'
MARKUP = (
    f"{IMAGE}</script><script>window.__xss=1</script>"
    '<a href="javascript:window.__xss=1">a</a>[b](javascript:window.__xss=1)<b>c</b>'
)
PAGES = {
    "adviser": [
        "/",
        "/client/{number}?view=words",
        "/client/{number}?view=variables",
        "/model",
        "/model?view=variable",
    ],
    "admin": ["/drift", "/model?view=choosing", "/model?view=fairness", "/model?view=card"],
    "customer": ["/me", "/help"],
}
DRAWN = "!document.querySelector('.cs-skeleton') && document.querySelector('main h1')"


def spoiled(value, key=None):
    """A catalogue whose every text for persons holds markup."""
    if isinstance(value, dict):
        return {name: spoiled(part, key if name in {"en", "fr"} else name) for name, part in value.items()}
    if isinstance(value, list):
        return [spoiled(part, key) for part in value]
    return f"{value} {MARKUP}" if isinstance(value, str) and key in {"label", "definition"} else value


@pytest.fixture
def app(built, active_bundle, tmp_path):
    """The dashboard over a bundle whose words and cells are an attack."""
    catalogue = json.loads((active_bundle.bundle.path / "catalogue.json").read_text(encoding="utf-8"))
    bundle = replace(active_bundle.bundle, catalogue=Catalogue.from_json(json.dumps(spoiled(catalogue))))
    clients = bundle.clients
    name = "application.OCCUPATION_TYPE"
    cells = pa.array([IMAGE] * len(clients), clients.schema.field(name).type)
    # In the place of the table that is read from the file.
    vars(bundle)["clients"] = clients.set_column(clients.column_names.index(name), name, cells)
    hostile = ActiveBundle(bundle)
    settings = Settings(_env_file=None, demo=True, demo_password=PASSWORD, instance=tmp_path / "instance")
    return create_app(settings, SimpleNamespace(current=lambda: hostile, manifest=lambda: hostile.bundle.manifest))


@pytest.mark.case(25)
@pytest.mark.case(26)
@pytest.mark.parametrize("name", PAGES)
def test_markup_in_the_data_is_text(browse, served, active_bundle, name):
    browser = browse(name, "en")
    read = ""
    for template in PAGES[name]:
        browser.driver.get(served + template.format(number=int(active_bundle.client_ids[0])))
        until(browser, DRAWN)
        assert browser.driver.execute_script("return window.__xss") is None, template
        assert browser.driver.execute_script("return document.querySelectorAll('img[src=x]').length") == 0, template
        assert browser.driver.execute_script("return document.querySelectorAll('a[href^=javascript]').length") == 0
        read += " ".join(texts(browser, "main"))
    # It came to the page, and stands there for everybody to read.
    assert IMAGE in read
    assert errors_in(browser) == []


@pytest.mark.case(26)
def test_a_script_that_is_put_into_the_page_does_not_run(browse):
    browser = browse("adviser", "en")
    until(browser, DRAWN)
    browser.driver.execute_script(
        "const script = document.createElement('script'); script.textContent = 'window.__xss = 1';"
        "document.body.append(script);"
        "const image = document.createElement('div'); image.innerHTML = arguments[0]; document.body.append(image);",
        IMAGE,
    )
    until(browser, "true")
    assert browser.driver.execute_script("return window.__xss") is None
    assert any("Content Security Policy" in line["message"] for line in errors_in(browser))
