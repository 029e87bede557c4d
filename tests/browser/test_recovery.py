"""Every request of every page fails once in each way, and the page is well again without being loaded again."""

import pytest
from selenium.webdriver.common.by import By

from dashboard_app.ids import (
    AccountsIds,
    AssignmentsIds,
    AuditIds,
    ClientIds,
    ClientListIds,
    DriftIds,
    HelpIds,
    MeIds,
    ModelIds,
)
from tests.browser.journeys import app_over, errors_in, until, until_text

pytestmark = pytest.mark.browser

# Lets requests for one callback fail, with a status or without an answer, and keeps the names of all callbacks.
INTERCEPT = """
(function () {
window.asked = new Set(JSON.parse(sessionStorage.getItem('asked') || '[]'));
const original = window.fetch;
window.fetch = async function (...request) {
  let output = null;
  try { output = JSON.parse(request[1].body).output; } catch { return original.apply(this, request); }
  if (!output) { return original.apply(this, request); }
  window.asked.add(output);
  sessionStorage.setItem('asked', JSON.stringify([...window.asked]));
  const plan = JSON.parse(sessionStorage.getItem('plan') || 'null');
  if (plan && plan.output === output) {
    if (plan.how === 0) { throw new TypeError('Failed to fetch'); }
    if (plan.how === STALLED) {
      // The head of the answer comes, and of its body nothing.
      const start = (body) => request[1].signal.addEventListener('abort', () => body.error(request[1].signal.reason));
      return new Response(new ReadableStream({ start }));
    }
    const said = { error: 'Not now.', reference: 'abc123' };
    return new Response(JSON.stringify(said), { status: plan.how, headers: { 'Content-Type': 'application/json' } });
  }
  return original.apply(this, request);
};
// As long as a body stalls, nobody waits three quarters of a minute.
const later = window.setTimeout;
const isStalling = () => JSON.parse(sessionStorage.getItem('plan') || 'null')?.how === STALLED;
window.setTimeout = (run, time, ...rest) => later(run, time === 45000 && isStalling() ? 2000 : time, ...rest);
})();
"""
WAYS = (500, 503, 0)
STALLED = -1
# The address is loaded in one go only: what recovers, recovers in the page.
LOADED = "performance.getEntriesByType('navigation')[0].startTime + performance.timeOrigin"
AGAIN = "document.querySelector('[data-try-again], [data-alert]:not([hidden]) [data-alert-again]')"
SENTENCES = "document.querySelectorAll('[data-try-again]').length + !document.querySelector('[data-alert]').hidden"
# The whole form is asked for by those who open it.
SUMMARY = f"document.getElementById('{ClientIds.FORM_SUMMARY}')"
OPEN_FORM = f"({SUMMARY} && !{SUMMARY}.closest('details').open && {SUMMARY}.click())"
ROWS = f"document.querySelector(`#{ClientListIds.GRID} a[href^='/client/']`)"


def drawn(name, selector):
    return f"document.querySelector('#{name} {selector}')"


def pages_of(role, number):
    """The pages of a role: path, what holds when everything is drawn, and what holds when something has failed."""
    file = f"{drawn(ClientIds.COMPARISON, '.main-svg')} && {drawn(ClientIds.REASONS, '.cs-note')}"
    file += f" && {drawn(ClientIds.DECISION, '.cs-badge')} && {drawn(ClientIds.PROFILE, 'dt')}"
    file += f" && {drawn(ClientIds.FORM, 'dd')}"
    return {
        "adviser": [
            ("/", ROWS, AGAIN),
            (f"/client/{number}", f"({OPEN_FORM}, {file})", f"{AGAIN} || ({OPEN_FORM}, false)"),
            ("/model", drawn(ModelIds.CONTENT, ".main-svg"), AGAIN),
            ("/help", f"{drawn(HelpIds.GLOSSARY, 'h3')} && {drawn(HelpIds.DECISION, 'h3')}", AGAIN),
        ],
        "admin": [
            ("/drift", f"{drawn(DriftIds.VERDICT, '.verdict')} && {drawn(DriftIds.SHIFT, '.main-svg')}", AGAIN),
            (
                "/admin/users?name=adviser",
                f"{drawn(AccountsIds.TABLE, 'table')} && {drawn(AccountsIds.FOUND, 'strong')}",
                AGAIN,
            ),
            (
                "/admin/assignments",
                f"{drawn(AssignmentsIds.NUMBERS, 'p')} && {drawn(AssignmentsIds.COUNT, 'p')}",
                AGAIN,
            ),
            ("/admin/audit", drawn(AuditIds.LINES, "table"), AGAIN),
        ],
        "customer": [("/me", f"{drawn(MeIds.RESULT, '.cs-badge')} && {drawn(MeIds.ACCESS_HISTORY, 'table')}", AGAIN)],
    }[role]


@pytest.fixture(scope="module")
def app(built, tmp_path_factory):
    return app_over(built, tmp_path_factory.mktemp("recovery"))


@pytest.mark.parametrize("role", ["adviser", "admin", "customer"])
def test_whatever_fails_once_is_well_again_without_a_reload(browse, served, active_bundle, role):
    browser = browse(role, "en")
    run = browser.driver.execute_script
    source = INTERCEPT.replace("STALLED", str(STALLED))
    browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    tried = 0
    for path, ready, failed in pages_of(role, int(active_bundle.client_ids[0])):
        browser.driver.get(f"{served}/healthz")
        run("sessionStorage.removeItem('asked'); sessionStorage.removeItem('plan')")
        browser.driver.get(f"{served}{path}")
        until(browser, ready, path)
        asked = sorted(run("return [...window.asked]"))
        assert asked, path
        for place, output in enumerate(asked):
            # The grid and the head of a file fail in every way, the others in one of them, in turn.
            is_head = output.startswith(f"..{ClientIds.HEADING}")
            ways = WAYS if path == "/" or is_head else (WAYS[place % len(WAYS)],)
            ways += (STALLED,) if is_head else ()
            for how in ways:
                what = f"{path}: {output} with {how}"
                run("sessionStorage.setItem('plan', arguments[0])", f'{{"output": "{output}", "how": {how}}}')
                browser.driver.get(f"{served}{path}")
                until(browser, failed, what)
                # One sentence with one button; while a newer request of the same part is on its way, there is none.
                until(browser, f"{SENTENCES} === 1", what)
                loaded = run(f"return {LOADED}")
                run("sessionStorage.removeItem('plan')")
                # A request that was on its way already may have failed since.
                until(browser, f"({AGAIN}?.click(), {ready})", what)
                until(browser, f"!({AGAIN}) && document.querySelector('[data-alert]').hidden", what)
                assert run(f"return {LOADED}") == loaded, what
                tried += 1
    assert tried >= {"adviser": 16, "admin": 12, "customer": 2}[role]
    # The browser itself writes down each answer that was made up; the pages wrote nothing.
    wrong = [line["message"] for line in errors_in(browser) if "Failed to load resource" not in line["message"]]
    assert wrong == [], wrong


def test_a_session_that_has_ended_leads_to_the_login_page_and_back(browse, served, active_bundle):
    browser = browse("adviser", "en")
    path = f"/client/{active_bundle.client_ids[0]}?view=families"
    browser.driver.get(f"{served}{path}")
    # An answer that is still on its way would bring the session's cookie back.
    until(browser, f"document.querySelector('.families') && {drawn(ClientIds.COMPARISON, '.main-svg')}")
    browser.driver.delete_all_cookies()
    browser.find_element(f"#{ClientIds.HEADING} [data-neighbour=after]").click()
    until(browser, "location.pathname === '/login'")
    until_text(browser, "main", "Your session has ended")
    browser.find_element("#name").send_keys("adviser")
    browser.find_element("#password").send_keys("a demo password")
    browser.find_element("main button[type=submit]").click()
    until(
        browser,
        f"location.pathname === '/client/{active_bundle.client_ids[1]}' && location.search === '?view=families'",
    )


def test_two_tabs_keep_their_language_and_follow_each_other_s_theme(browse, served, active_bundle):
    browser = browse("adviser", "fr")
    driver, path = browser.driver, f"{served}/client/{active_bundle.client_ids[0]}"
    driver.get(path)
    until(browser, drawn(ClientIds.DECISION, ".cs-badge"))
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    driver.get(f"{served}/language/en?next=/client/{active_bundle.client_ids[0]}")
    until(browser, drawn(ClientIds.COMPARISON, ".main-svg"))
    driver.find_element(By.CSS_SELECTOR, "[data-theme-switch]").click()
    theme = driver.execute_script("return document.documentElement.dataset.theme")

    driver.switch_to.window(first)
    until(browser, f"document.documentElement.dataset.theme === '{theme}'")
    assert driver.execute_script("return document.documentElement.lang") == "fr"
    driver.find_element(By.CSS_SELECTOR, f"#{ClientIds.HEADING} [data-neighbour=after]").click()
    until_text(browser, "main h1", str(active_bundle.client_ids[1]))
    until(browser, f"!document.querySelector('#{ClientIds.DECISION}').hasAttribute('aria-busy')")
    # The parts come in the language and the colours of this page, whatever the cookies of the other tab say.
    word = driver.execute_script(f"return document.querySelector('#{ClientIds.DECISION} .cs-badge').textContent")
    assert not any(english in word for english in ("granted", "reviewed", "refused"))


def test_a_page_of_another_account_is_not_filled(browse, served, active_bundle):
    browser = browse("adviser", "en")
    driver = browser.driver
    driver.get(f"{served}/client/{active_bundle.client_ids[0]}")
    until(browser, drawn(ClientIds.DECISION, ".cs-badge"))
    driver.execute_script("document.documentElement.dataset.person = '0123456789abcdef'")
    # It is not printed either.
    driver.execute_script("window.printed = 0; window.print = () => { window.printed += 1; }")
    driver.execute_script("document.querySelector('[data-print]').click()")
    until_text(browser, "[data-alert]", "another account")
    assert driver.execute_script("return window.printed") == 0
    driver.find_element(By.CSS_SELECTOR, f"#{ClientIds.HEADING} [data-neighbour=after]").click()
    until_text(browser, "main", "another account")
    assert driver.execute_script(f"return document.querySelector('#{ClientIds.DECISION} .cs-badge')") is None
