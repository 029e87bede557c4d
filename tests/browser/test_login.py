"""Signing in, going around and signing out, as people do, with an empty console at the end."""

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from dashboard_app.app import create_app

pytestmark = pytest.mark.browser

WORDS = {
    "en": {"model": "How the model decides", "sign in": "Sign in", "own": "My file"},
    "fr": {
        "model": "Comment le modèle décide",
        "sign in": "Se connecter",
        "own": "Mon dossier",
    },
}


@pytest.fixture
def app(settings, shell_store, monkeypatch):
    """The dashboard without the callbacks of its pages: the frame alone."""
    monkeypatch.setattr("dashboard_app.app.register_all", lambda callbacks: None)
    return create_app(settings, shell_store)


@pytest.fixture(params=WORDS)
def language(request):
    return request.param


def is_dark(browser):
    return browser.driver.execute_script("return document.documentElement.dataset.theme") == "dark"


def is_signed_out(driver):
    if driver.get_cookie("clairscore_session") is None:
        return True
    driver.delete_cookie("clairscore_session")
    return False


def until(browser, condition):
    WebDriverWait(browser.driver, 10).until(lambda driver: driver.execute_script(f"return {condition}"))


def errors_in(browser):
    return [line for line in browser.get_logs() if line["level"] != "INFO"]


def test_an_adviser_goes_around_and_out(browse, language):
    browser, words = browse("adviser", language), WORDS[language]
    assert browser.driver.execute_script("return document.documentElement.lang") == language

    browser.wait_for_element("a[href='/model']").click()
    until(browser, f"document.title === '{words['model']} · Clairscore'")
    assert browser.find_element("a[aria-current=page]").get_attribute("href").endswith("/model")

    browser.find_element("#cs-number").send_keys("100005", Keys.ENTER)
    until(browser, "document.title === 'Client 100005 · Clairscore' && location.pathname === '/client/100005'")
    browser.driver.back()
    until(browser, f"document.title === '{words['model']} · Clairscore'")

    browser.find_element(".cs-menu summary").click()
    browser.find_element(".cs-menu button").click()
    browser.wait_for_text_to_equal("h1", words["sign in"])
    assert errors_in(browser) == []


def test_a_customer_begins_at_their_own_file(browse, language):
    browser = browse("customer", language)

    until(browser, f"document.title === '{WORDS[language]['own']} · Clairscore'")
    assert browser.driver.current_url.endswith("/me")
    assert errors_in(browser) == []


def test_the_theme_is_kept(browse):
    browser = browse("admin", "fr")
    before = is_dark(browser)
    switch = browser.find_element("[data-theme-switch]")
    assert switch.get_attribute("aria-label") == "Thème sombre"
    switch.click()
    assert is_dark(browser) is not before

    browser.driver.refresh()
    browser.wait_for_element("[data-theme-switch]")
    assert is_dark(browser) is not before
    assert browser.find_element("[data-theme-switch]").get_attribute("aria-pressed") == str(not before).lower()
    assert errors_in(browser) == []


def test_an_ended_session_leads_to_the_login_page_and_back(browse, served):
    browser = browse("adviser", "en")
    browser.wait_for_element(".ag-root-wrapper")
    # Every answer renews the cookie, also one that is still on its way.
    WebDriverWait(browser.driver, 10, poll_frequency=0.3).until(is_signed_out)
    browser.find_element("a[href='/model']").click()

    browser.wait_for_text_to_equal("h1", "Sign in")
    assert browser.driver.current_url == f"{served}/login?ended=1&next=%2Fmodel"


def test_nothing_scrolls_sideways(browse, served, language):
    browser = browse("admin", language)
    for width in (1440, 360, 320):
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        for path in ("/model", "/nope", "/login?next=/"):
            browser.driver.get(f"{served}{path}")
            browser.wait_for_element("main > *")
            assert browser.driver.execute_script("return document.documentElement.scrollWidth") <= width, path
