"""Help: anybody searches the glossary, and a link leads to one definition."""

import unicodedata

import pytest
from selenium.webdriver.common.keys import Keys

from dashboard_app.ids import HelpIds
from tests.browser.journeys import app_over, errors_in, until, until_text

pytestmark = pytest.mark.browser

TERMS = "[...document.querySelectorAll('.cs-glossary dl > div')].filter((term) => term.offsetHeight > 0)"
OPEN = "document.querySelectorAll('.cs-glossary details[open]').length"


def plain(text):
    """A text in small letters without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)).lower()


@pytest.fixture(scope="module")
def app(built, tmp_path_factory):
    return app_over(built, tmp_path_factory.mktemp("help"))


def test_the_glossary_is_searched_while_one_types(browse, served, active_bundle):
    browser = browse("customer", "fr")
    browser.wait_for_element("nav a[href='/help']").click()
    catalogue = active_bundle.bundle.catalogue
    entries = {**catalogue.features, **catalogue.columns}
    until_text(browser, f"#{HelpIds.FOUND}", str(len(entries)))
    assert browser.driver.execute_script(f"return {OPEN}") == 0

    # Without their accents, in capitals, in any order: found all the same.
    search = browser.find_element(f"#{HelpIds.SEARCH}")
    search.send_keys("anterieurs PRETS refusee")
    wanted = {
        f"feature-{name}"
        for name, entry in entries.items()
        if all(
            word in plain(f"{catalogue.families[entry.family].label.fr} {entry.label.fr} {entry.definition.fr}")
            for word in ("anterieurs", "prets", "refusee")
        )
    }
    assert 0 < len(wanted) < 10
    until(browser, f"{TERMS}.length === {len(wanted)}")
    assert set(browser.driver.execute_script(f"return {TERMS}.map((term) => term.id)")) == wanted
    until_text(browser, f"#{HelpIds.FOUND}", str(len(wanted)))

    search.send_keys("zzz")
    until(browser, f"{TERMS}.length === 0")
    search.send_keys(Keys.CONTROL, "a")
    search.send_keys(Keys.BACKSPACE)
    until(browser, f"{OPEN} === 0 && document.querySelectorAll('.cs-glossary details[hidden]').length === 0")
    until_text(browser, f"#{HelpIds.FOUND}", str(len(entries)))
    assert errors_in(browser) == []


def test_the_search_asks_the_server_nothing(browse, served):
    browser = browse("adviser", "en")
    browser.driver.get(f"{served}/help")
    until(browser, "document.querySelector('.cs-glossary dt')")
    until_text(browser, f"#{HelpIds.FOUND}", "definitions")
    browser.driver.execute_script(
        "window.asked = 0; const before = window.fetch;"
        "window.fetch = (...all) => { window.asked += 1; return before(...all); }"
    )
    browser.find_element(f"#{HelpIds.SEARCH}").send_keys("income")
    until_text(browser, f"#{HelpIds.FOUND}", "found")
    assert browser.driver.execute_script("return window.asked") == 0


@pytest.mark.parametrize("name", ["adviser", "customer"])
def test_a_link_leads_to_one_definition(browse, served, name):
    browser = browse(name, "en")
    browser.driver.get(f"{served}/help#feature-CODE_GENDER")
    until(browser, "document.activeElement.id === 'feature-CODE_GENDER'")
    until(browser, "document.getElementById('feature-CODE_GENDER').closest('details').open")
    box = "document.getElementById('feature-CODE_GENDER').getBoundingClientRect()"
    until(browser, f"{box}.top >= 0 && {box}.bottom <= window.innerHeight")
    assert errors_in(browser) == []


def test_a_link_from_the_model_page_leads_to_its_definition(browse, served):
    browser = browse("adviser", "en")
    browser.driver.get(f"{served}/model?view=variable&feature=AMT_CREDIT")
    browser.wait_for_element("a[href='/help#feature-AMT_CREDIT']").click()
    until(browser, "location.pathname === '/help'")
    until(browser, "document.getElementById('feature-AMT_CREDIT')?.closest('details').open")
    assert errors_in(browser) == []
