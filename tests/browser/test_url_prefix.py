"""Going around below a prefix in a real browser: what scripts do with addresses."""

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from dashboard_app.app import create_app
from dashboard_app.ids import ClientIds
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

PREFIX = "/tools/credit"


@pytest.fixture
def app(settings, shell_store, monkeypatch):
    """The frame alone, below a prefix."""
    monkeypatch.setattr("dashboard_app.app.register_all", lambda callbacks: None)
    return create_app(settings.model_copy(update={"url_prefix": PREFIX}), shell_store)


def until(browser, condition):
    WebDriverWait(browser.driver, 10).until(lambda driver: driver.execute_script(f"return {condition}"))


def test_an_adviser_stays_below_it(served, dash_br):
    browser = dash_br
    browser.driver.get(f"{served}{PREFIX}/login")
    browser.find_element("#name").send_keys("adviser")
    browser.find_element("#password").send_keys(PASSWORD)
    browser.find_element("main button[type=submit]").click()
    browser.wait_for_element(".cs-menu")
    until(browser, f"location.pathname === '{PREFIX}/'")

    browser.wait_for_element(f"a[href='{PREFIX}/model']").click()
    until(browser, "document.title === 'How the model decides · Clairscore'")
    assert browser.find_element("a[aria-current=page]").get_attribute("href").endswith(f"{PREFIX}/model")

    browser.find_element("#cs-number").send_keys("100005", Keys.ENTER)
    until(browser, f"document.title === 'Client 100005 · Clairscore' && location.pathname === '{PREFIX}/client/100005'")

    browser.find_element("a[data-language]").click()
    until(browser, f"document.documentElement.lang === 'fr' && location.pathname === '{PREFIX}/client/100005'")
    assert {cookie["path"] for cookie in browser.driver.get_cookies()} == {PREFIX}

    # The last answer of a page that loads: one that came later would set the cookie of the session again.
    browser.wait_for_element(f"#{ClientIds.FILE}")
    browser.driver.delete_all_cookies()
    browser.find_element(f"a[href='{PREFIX}/model']").click()
    # A part that was still on its way may find out first; the address it leads back to has no prefix either.
    ended = "/^[?]ended=1&next=%2F(model|client%2F100005)$/.test(location.search)"
    until(browser, f"location.pathname === '{PREFIX}/login' && {ended}")
