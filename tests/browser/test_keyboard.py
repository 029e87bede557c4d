"""Every journey without a mouse: Tab, arrows, Enter, and a focus that can be seen all the way."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from dashboard_app.ids import ClientIds, ClientListIds, DriftIds, HelpIds, MeIds, ModelIds
from tests.browser.journeys import app_over, errors_in, until, until_text
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

MOST_TABS = 60
SEEN = """
const looks = (element) => { const style = getComputedStyle(element);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0; };
const one = document.activeElement;
// Headings take the focus by script, and are read rather than used; a switch shows it on the label beside its input.
return one.matches("h1, main, body") || looks(one)
  || (one.matches("input[type=radio]") && looks(one.nextElementSibling));
"""


@pytest.fixture(scope="module")
def app(built, tmp_path_factory):
    return app_over(built, tmp_path_factory.mktemp("keyboard"))


@pytest.fixture
def keyboard(served, dash_br):
    """A function: an account to a browser that has signed in by keyboard alone."""

    def signed_in(name):
        dash_br.driver.get(f"{served}/language/en?next=/login")
        tab_to(dash_br, "#name")
        press(dash_br, name)
        tab_to(dash_br, "#password")
        press(dash_br, PASSWORD, Keys.ENTER)
        dash_br.wait_for_element(".cs-menu")
        return dash_br

    return signed_in


def press(browser, *keys):
    """Press keys, wherever the focus is."""
    ActionChains(browser.driver).send_keys(*keys).perform()


def tab_to(browser, selector):
    """Press Tab until the focus is on an element, and see it on every one on the way."""
    is_there = "return document.activeElement.matches(arguments[0])"
    for _ in range(MOST_TABS):
        press(browser, Keys.TAB)
        where = browser.driver.execute_script("return document.activeElement.outerHTML.slice(0, 120)")
        assert browser.driver.execute_script(SEEN), f"the focus cannot be seen on {where}"
        if browser.driver.execute_script(is_there, selector):
            return
    raise AssertionError(f"{selector} is not reached by {MOST_TABS} presses of Tab; the focus is on {where}")


def test_an_adviser_goes_from_the_list_to_a_comparison(keyboard, active_bundle):
    browser = keyboard("adviser")
    number = str(active_bundle.client_ids[0])
    until(browser, f"document.querySelector(`#{ClientListIds.GRID} a[href='/client/{number}']`)")
    tab_to(browser, f"#{ClientListIds.SEARCH}")
    press(browser, number)
    until_text(browser, f"#{ClientListIds.COUNT}", "1 client")
    tab_to(browser, ".ag-header-cell")
    press(browser, Keys.ARROW_DOWN, Keys.ENTER)
    until_text(browser, "main h1", number)
    until(browser, "document.activeElement.matches('main h1')")

    until(browser, f"document.querySelector('#{ClientIds.COMPARISON} .main-svg')")
    tab_to(browser, f"#{ClientIds.VIEW} input")
    press(browser, Keys.ARROW_RIGHT)
    until(browser, "document.querySelector('.families')")
    tab_to(browser, ".families summary")
    press(browser, Keys.ENTER)
    until(browser, "document.querySelector('.families table').offsetHeight > 0")
    tab_to(browser, f"#{ClientIds.FEATURE}")
    press(browser, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    until(browser, "location.search.includes('feature=')")
    tab_to(browser, f"#{ClientIds.COMPARISON} summary")
    press(browser, Keys.ENTER)
    tab_to(browser, f"#{ClientIds.COMPARISON} .table-scroll")
    assert errors_in(browser) == []


def test_an_adviser_reads_how_the_model_decides_and_what_words_mean(keyboard):
    browser = keyboard("adviser")
    tab_to(browser, ".cs-nav a[href='/model']")
    press(browser, Keys.ENTER)
    until(browser, f"document.querySelector('#{ModelIds.CONTENT} .main-svg')")
    tab_to(browser, f"#{ModelIds.VIEW} input")
    press(browser, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    until(browser, "location.search.includes('view=quality')")
    browser.driver.execute_script("document.activeElement.blur()")
    tab_to(browser, ".cs-nav a[href='/help']")
    press(browser, Keys.ENTER)
    until(browser, f"document.querySelector('#{HelpIds.GLOSSARY} h3')")
    tab_to(browser, f"#{HelpIds.SEARCH}")
    press(browser, "rating")
    until(browser, f"document.getElementById('{HelpIds.FOUND}').textContent !== ''")
    assert errors_in(browser) == []


def test_an_admin_looks_at_what_has_moved(keyboard):
    browser = keyboard("admin")
    tab_to(browser, ".cs-nav a[href='/drift']")
    press(browser, Keys.ENTER)
    until(browser, f"document.querySelector('#{DriftIds.SHIFT} .main-svg')")
    tab_to(browser, f"#{DriftIds.FEATURE}")
    press(browser, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    until(browser, "location.search.includes('feature=')")
    tab_to(browser, f"#{DriftIds.TABLE} a")
    assert errors_in(browser) == []


def test_a_customer_reads_the_file_and_signs_out(keyboard):
    browser = keyboard("customer")
    until(browser, f"document.querySelector('#{MeIds.RESULT} .cs-risk')")
    tab_to(browser, f"#{MeIds.DATA} summary")
    press(browser, Keys.ENTER)
    until(browser, f"document.querySelector('#{MeIds.DATA} details').open")
    browser.driver.execute_script("document.activeElement.blur()")
    tab_to(browser, ".cs-menu summary")
    press(browser, Keys.ENTER)
    tab_to(browser, ".cs-menu form button")
    press(browser, Keys.ENTER)
    until(browser, "location.pathname === '/login'")
    assert errors_in(browser) == []
