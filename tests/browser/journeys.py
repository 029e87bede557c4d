"""What the journeys over the small bundle share: waiting for text, choosing, and what must not be in the console."""

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from dashboard_app.app import create_app
from dashboard_app.ids import ModelIds
from dashboard_app.settings import Settings
from dashboard_app.store import Store
from tests.conftest import PASSWORD

SECONDS = 20


def until(browser, condition, what=""):
    """Wait until a condition in the page's own script holds."""
    WebDriverWait(browser.driver, SECONDS, poll_frequency=0.05).until(
        lambda driver: driver.execute_script(f"return Boolean({condition})"), what or condition
    )


def until_text(browser, selector, text):
    """Wait until what is at a selector contains a text."""
    browser.wait_for_contains_text(selector, text, timeout=SECONDS)


def texts(browser, selector):
    """The texts of everything at a selector, at once; one by one, a long table takes seconds."""
    script = "return [...document.querySelectorAll(arguments[0])].map((found) => found.textContent)"
    return browser.driver.execute_script(script, selector)


def choose(browser, name, value):
    """Choose an option of a select, or of a field that searches a list, by its value."""
    field = browser.driver.find_element(By.ID, name)
    if field.get_attribute("role") != "combobox":
        Select(field).select_by_value(value)
        return
    until(browser, f"document.getElementById('{name}').value !== ''")
    # By keyboard: while the page above it is still filled, what is clicked moves away.
    field.send_keys(Keys.ARROW_DOWN)
    option = browser.wait_for_element(f"[id='{name}-list'] [data-value='{value}']")
    # The list is scrolled to what is chosen as it opens: a click by place could meet another option.
    browser.driver.execute_script("arguments[0].click()", option)


def chosen(browser, name):
    """The value that is chosen in a select, or in a field that searches a list."""
    field = browser.driver.find_element(By.ID, name)
    return field.get_attribute("data-value" if field.get_attribute("role") == "combobox" else "value")


def switch_to(browser, view):
    """Open a view of the model page."""
    browser.driver.execute_script(
        "document.querySelector(arguments[0]).click()", f"#{ModelIds.VIEW} input[value={view}]"
    )


def errors_in(browser):
    """What the console holds beside information."""
    return [line for line in browser.get_logs() if line["level"] != "INFO"]


def app_over(built, directory):
    """The whole dashboard over the small bundle, in a directory of its own."""
    settings = Settings(_env_file=None, demo=True, demo_password=PASSWORD, instance=directory / "instance")
    return create_app(settings, Store(built.path.parent))
