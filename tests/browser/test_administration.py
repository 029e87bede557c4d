"""An administrator adds an account, assigns clients, and reads in the log that it was so."""

import pytest
from selenium.webdriver.common.keys import Keys

from dashboard_app.components.controls import Whom
from dashboard_app.i18n import get_translator
from dashboard_app.ids import AccountsIds, AssignmentsIds, AuditIds, ClientListIds
from tests.browser.journeys import app_over, choose, errors_in, texts, until, until_text

pytestmark = pytest.mark.browser

# The server does what a command says, and the answer does not arrive.
LOSE_ANSWERS = """
(function () {
window.commandsSent = 0;
const original = window.fetch;
window.fetch = async function (...request) {
  const answer = await original.apply(this, request);
  if (window.areAnswersLost && String(request[1]?.body).includes('"id":"COMMAND"')) {
    window.commandsSent += 1;
    window.lostAt = Date.now();
    throw new TypeError("Failed to fetch");
  }
  return answer;
};
})();
"""


@pytest.fixture(scope="module")
def app(built, tmp_path_factory):
    return app_over(built, tmp_path_factory.mktemp("administration"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_account_is_added_chosen_changed_and_closed(browse, served, language):
    browser, translator, name = browse("admin", language), get_translator(language), f"ada-{language}"
    browser.wait_for_element("nav a[href='/admin/users']").click()
    until(browser, f"document.querySelectorAll('#{AccountsIds.TABLE} tbody tr').length >= 3")
    until(browser, f"document.getElementById('{AccountsIds.NEW_CLIENT}').disabled")

    browser.find_element(f"#{AccountsIds.NEW_NAME}").send_keys(name)
    choose(browser, AccountsIds.NEW_ROLE, "customer")
    until(browser, f"!document.getElementById('{AccountsIds.NEW_CLIENT}').disabled")
    browser.find_element(f"#{AccountsIds.NEW_CLIENT}").send_keys("100001")
    browser.find_element(f"#{AccountsIds.ADD}").send_keys(Keys.ENTER)
    until(browser, f"document.querySelector('#{AccountsIds.ADDED} .cs-secret')")
    until_text(browser, f"#{AccountsIds.TABLE}", name)

    closed = (
        f"document.getElementById('{AccountsIds.FOUND}').textContent.includes('{translator.gettext('deactivated')}')"
    )
    link = browser.find_element(f"#{AccountsIds.TABLE} a[data-value={name}]")
    link.send_keys(Keys.ENTER)
    until_text(browser, f"#{AccountsIds.FOUND}", translator.gettext("has a temporary password"))
    assert browser.driver.execute_script("return document.activeElement.id") == AccountsIds.NAME
    until(browser, f"document.getElementById('{AccountsIds.CLIENT}').value === '100001'")
    choose(browser, AccountsIds.ROLE, "adviser")
    browser.find_element(f"#{AccountsIds.SAVE}").send_keys(Keys.ENTER)
    until(browser, f"document.querySelector('#{AccountsIds.ANSWER} .cs-done')")
    until(browser, f"document.getElementById('{AccountsIds.CLIENT}').disabled")
    until(browser, f"!document.getElementById('{AccountsIds.CLOSE}').disabled")
    browser.find_element(f"#{AccountsIds.CLOSE}").send_keys(Keys.ENTER)
    until(browser, closed)
    assert errors_in(browser) == []

    # The next account does not come: what stands in the fields is that of this one, and can be saved for neither.
    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/_dash-update-component*"]})
    browser.find_element(f"#{AccountsIds.TABLE} a[data-value=adviser]").send_keys(Keys.ENTER)
    until(browser, f"document.querySelector('#{AccountsIds.FOUND} [data-try-again]')")
    until(browser, f"document.querySelectorAll('section:has(#{AccountsIds.SAVE}) button:disabled').length === 4")
    browser.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    browser.find_element(f"#{AccountsIds.FOUND} [data-try-again]").send_keys(Keys.ENTER)
    until_text(browser, f"#{AccountsIds.FOUND}", "adviser")


def test_accounts_are_searched_by_keyboard_and_a_reload_keeps_the_search(browse, served):
    browser = browse("admin", "en")
    browser.driver.get(f"{served}/admin/users")
    until(browser, f"document.querySelector('#{AccountsIds.TABLE} table')")
    browser.find_element(f"#{AccountsIds.SEARCH}").send_keys("custom")
    until(browser, f"document.querySelectorAll('#{AccountsIds.TABLE} tbody tr').length === 1")
    until(browser, "location.search === '?search=custom'")
    browser.driver.refresh()
    until(browser, f"document.querySelectorAll('#{AccountsIds.TABLE} tbody tr').length === 1")
    assert browser.driver.execute_script("return document.querySelector('.cs-nav [aria-current]').textContent") == (
        "Administration"
    )
    assert errors_in(browser) == []


def test_clients_are_counted_assigned_paged_and_removed(browse, served, active_bundle):
    browser, every = browse("admin", "en"), len(active_bundle.client_ids)
    lose = LOSE_ANSWERS.replace("COMMAND", AssignmentsIds.COMMAND)
    browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": lose})
    browser.driver.get(f"{served}/admin/assignments?adviser=adviser")
    until_text(browser, f"#{AssignmentsIds.COUNT}", f"{every} clients match")
    browser.find_element(f"#{AssignmentsIds.ASSIGN}").send_keys(Keys.ENTER)
    until_text(browser, f"#{AssignmentsIds.ASSIGNED}", f"Assign {every} clients to adviser?")
    browser.find_element(f"#{AssignmentsIds.ASSIGNED} [data-cancel]").send_keys(Keys.ENTER)
    until(browser, f"!document.querySelector('#{AssignmentsIds.ASSIGNED} [data-cancel]')")
    browser.find_element(f"#{AssignmentsIds.ASSIGN}").send_keys(Keys.ENTER)
    until(browser, f"document.querySelector('#{AssignmentsIds.ASSIGNED} [data-sure]')")
    browser.driver.execute_script(f"document.querySelector('#{AssignmentsIds.ASSIGNED} [data-sure]').click()")
    until_text(browser, f"#{AssignmentsIds.ASSIGNED}", f"{every} clients assigned.")
    browser.find_element(f"#{AssignmentsIds.ASSIGNED} [data-undo]").send_keys(Keys.ENTER)
    until_text(browser, f"#{AssignmentsIds.ASSIGNED}", f"{every} clients are no longer assigned")
    until(browser, f"!document.getElementById('{AssignmentsIds.ASSIGN}').disabled")
    browser.driver.execute_script("return new Promise((resume) => setTimeout(resume, 800))")
    browser.find_element(f"#{AssignmentsIds.ASSIGN}").send_keys(Keys.ENTER)
    until(browser, f"document.querySelector('#{AssignmentsIds.ASSIGNED} [data-sure]')")
    browser.find_element(f"#{AssignmentsIds.ASSIGNED} [data-sure]").send_keys(Keys.ENTER)
    until_text(browser, f"#{AssignmentsIds.ASSIGNED}", f"{every} clients assigned.")
    until_text(browser, f"#{AssignmentsIds.SHOWN}", f"1 to 100 of {every}")
    until_text(browser, f"#{AssignmentsIds.ADVISER}", f"adviser ({every} clients)")
    browser.find_element(f"#{AssignmentsIds.NEXT}").send_keys(Keys.ENTER)
    until_text(browser, f"#{AssignmentsIds.SHOWN}", f"101 to 200 of {every}")
    first = int(active_bundle.client_ids[100])
    until(browser, f"document.querySelector(`#{AssignmentsIds.NUMBERS} a[href='/client/{first}']`)")
    until(browser, f"document.getElementById('{AssignmentsIds.ASSIGN}').disabled")
    assert browser.find_element(f"#{AssignmentsIds.WHOM} input:checked").get_attribute("value") == Whom.FREE

    browser.find_element(f"#{AssignmentsIds.LIST}").send_keys(f"{first} nonsense")
    browser.find_element(f"#{AssignmentsIds.REMOVE}").send_keys(Keys.ENTER)
    until_text(browser, f"#{AssignmentsIds.ANSWER}", "1 client removed.")
    until_text(browser, f"#{AssignmentsIds.ANSWER}", "nonsense")
    until_text(browser, f"#{AssignmentsIds.SHOWN}", f"of {every - 1}")

    # The next change is made, and its answer is lost: it is not sent again, not even when the network is back.
    browser.driver.execute_script("window.areAnswersLost = true")
    browser.find_element(f"#{AssignmentsIds.ADD}").send_keys(Keys.ENTER)
    until_text(browser, f"#{AssignmentsIds.ANSWER}", "not known whether the change was made")
    browser.driver.execute_script("window.dispatchEvent(new Event('online'))")
    assert (
        browser.driver.execute_script(f"return document.querySelector('#{AssignmentsIds.ASSIGNED}').textContent") == ""
    )
    until_text(browser, f"#{AssignmentsIds.SHOWN}", f"of {every - 1}")
    browser.find_element(f"#{AssignmentsIds.ANSWER} [data-try-again]").send_keys(Keys.ENTER)
    until_text(browser, f"#{AssignmentsIds.SHOWN}", f"of {every}")
    until(browser, f"!document.querySelector('#{AssignmentsIds.ANSWER}').textContent")
    assert browser.driver.execute_script("return window.commandsSent") == 1
    browser.driver.execute_script("window.areAnswersLost = false")
    # Two clicks within a moment are one.
    until(browser, "Date.now() - window.lostAt > 1000")
    browser.find_element(f"#{AssignmentsIds.ADD}").send_keys(Keys.ENTER)
    until_text(browser, f"#{AssignmentsIds.ANSWER}", "already assigned by your previous change")
    browser.find_element(f"#{AssignmentsIds.ANSWER} [data-undo]").send_keys(Keys.ENTER)
    until_text(browser, f"#{AssignmentsIds.SHOWN}", f"of {every - 1}")
    assert errors_in(browser) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_log_is_read_filtered_and_verified(browse, served, language):
    browser, translator = browse("admin", language), get_translator(language)
    browser.driver.get(f"{served}/admin/audit")
    until_text(browser, f"#{AuditIds.LINES}", translator.gettext("Consulted the audit log"))
    choose(browser, AuditIds.ACTION, "search")
    until(browser, "location.search === '?action=search'")
    until(browser, f"new URL(document.getElementById('{AuditIds.EXPORT}').href).search === '?action=search'")
    assert translator.gettext("Consulted the audit log") not in texts(browser, f"#{AuditIds.LINES} td")

    browser.find_element(f"#{AuditIds.VERIFY}").send_keys(Keys.ENTER)
    until_text(browser, f"#{AuditIds.VERDICT}", translator.gettext("The log is intact."))
    until(browser, f"document.querySelector('#{AuditIds.VERDICT} .cs-hash').textContent.length === 64")
    assert errors_in(browser) == []


@pytest.mark.parametrize(
    ("path", "note", "ready", "control", "value"),
    [
        ("/admin/audit?action=dance", AuditIds.NOTE, f"#{AuditIds.LINES} td", AuditIds.ACTION, "open"),
        ("/admin/assignments?adviser=dance", AssignmentsIds.NOTE, f"#{AssignmentsIds.NUMBERS} p", None, None),
    ],
)
def test_an_address_with_an_unknown_value_is_told_until_the_next_choice(
    browse, served, path, note, ready, control, value
):
    browser = browse("admin", "en")
    browser.driver.get(f"{served}{path}")
    until_text(browser, f"#{note}", "dance")
    # The page has filled its controls and its table, and the note stays.
    until(browser, f"document.querySelector('{ready}') && !location.search.includes('dance')")
    assert browser.find_element(f"#{note}").is_displayed()
    if control is not None:
        choose(browser, control, value)
        until(browser, f"document.getElementById('{note}').hidden")
    assert errors_in(browser) == []


def test_the_list_is_taken_away_as_it_is_filtered(browse, served):
    browser = browse("adviser", "en")
    browser.driver.get(f"{served}/?decision=refused")
    link = f"document.getElementById('{ClientListIds.EXPORT}')"
    until(browser, f"{link}?.getAttribute('href') === '/clients.csv?decision=refused'")
    # Whose page this is goes along, whichever button of the mouse opens it.
    press = f"{link}.dispatchEvent(new PointerEvent('pointerdown', {{ bubbles: true }}))"
    person = "document.documentElement.dataset.person"
    until(browser, f"({press}, {link}.getAttribute('href').endsWith(`&language=en&person=${{{person}}}`))")
    assert errors_in(browser) == []
