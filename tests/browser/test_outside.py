"""No page asks anything of another host, and no page scrolls sideways on a telephone."""

import json
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import pytest_setup_options
from tests.browser.journeys import SECONDS, app_over
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

DRAWN = ".js-plotly-plot .plot-container, .ag-row a, tbody tr, .cs-glossary dt"
WIDTH = 360
PAGES = {
    "adviser": (
        "/",
        "/client/{number}",
        "/client/{number}?view=families&second=AMT_CREDIT",
        "/model",
        "/model?view=variable&feature=ORGANIZATION_TYPE",
        "/model?view=quality",
        "/model?view=card",
        "/help",
    ),
    "admin": ("/drift", "/drift?feature=NAME_CONTRACT_TYPE"),
    "customer": ("/me", "/help"),
}


@pytest.fixture(scope="module")
def app(built, tmp_path_factory):
    return app_over(built, tmp_path_factory.mktemp("outside"))


@pytest.fixture
def driver():
    """A browser that writes down every request it makes, and resolves no name but ours."""
    options = pytest_setup_options()
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options)
    yield driver
    driver.quit()


def sign_in(driver, served, name):
    driver.get(f"{served}/language/fr?next=/login")
    driver.find_element(By.ID, "name").send_keys(name)
    driver.find_element(By.ID, "password").send_keys(PASSWORD)
    driver.find_element(By.CSS_SELECTOR, "main button[type=submit]").click()
    wait(driver, "document.querySelector('.cs-menu')")


def wait(driver, condition):
    WebDriverWait(driver, SECONDS, poll_frequency=0.05).until(
        lambda found: found.execute_script(f"return Boolean({condition})"), condition
    )


def hosts_asked(driver):
    """Every host that a request went to."""
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = [
        message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"
    ]
    return {urlsplit(url).netloc for url in urls if urlsplit(url).scheme not in {"data", "blob", "about", "chrome"}}


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_no_other_host_and_fit_a_telephone(driver, served, active_bundle, name):
    size = {"width": WIDTH, "height": 780, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    sign_in(driver, served, name)
    for template in PAGES[name]:
        path = template.format(number=active_bundle.client_ids[0])
        driver.get(f"{served}{path}")
        wait(driver, f"document.querySelector({DRAWN!r}) || document.querySelector('.cs-state-heading')")
        wait(driver, "!document.querySelector('.cs-skeleton')")
        widest = driver.execute_script("return document.documentElement.scrollWidth")
        assert widest <= WIDTH, (path, widest)

    assert hosts_asked(driver) == {urlsplit(served).netloc}
    assert [line for line in driver.get_log("browser") if line["level"] != "INFO"] == []
