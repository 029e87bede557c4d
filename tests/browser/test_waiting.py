"""What is on its way, and what does not come: never the parts of two clients as if they were one."""

import pytest
from selenium.webdriver.common.keys import Keys

from dashboard_app.ids import ClientIds, ClientListIds
from dashboard_app.list_columns import COLUMNS
from tests.browser.journeys import app_over, until, until_text

pytestmark = pytest.mark.browser

# Holds back what is asked of the server from now on for one part of the page, or for all of them: under the page's own
# script, so that what is let go may still fail.
HOLD = """
(function () {
const original = window.fetch;
window.held = [];
window.fetch = async (...request) => {
  const output = String(request[1]?.body).split('"inputs"')[0];
  if (!window.holding || !output.includes(window.holding)) { return original(...request); }
  const failure = await new Promise((resume) => { window.held.push(resume); });
  if (failure) { throw new TypeError('Failed to fetch'); }
  return original(...request);
};
window.letGo = (failure) => { window.holding = null; window.held.splice(0).forEach((resume) => resume(failure)); };
})();
"""
# What can be read of the file beside its heading; grey lines are nobody's.
READABLE = f"""
[...document.querySelectorAll('#client-file [data-view]')]
  .filter((one) => one.id !== '{ClientIds.HEADING}' && getComputedStyle(one).visibility === 'visible')
  .map((one) => one.innerText).join('').trim()
""".strip()
REASONS = f"document.querySelector('#{ClientIds.REASONS} .reasons')"


@pytest.fixture(scope="module")
def app(built, tmp_path_factory):
    return app_over(built, tmp_path_factory.mktemp("waiting"))


@pytest.fixture
def file(browse, served, active_bundle):
    """A browser at the file of the first client, everything drawn."""
    browser = browse("adviser", "en")
    browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": HOLD})
    browser.driver.get(f"{served}/client/{active_bundle.client_ids[0]}")
    until(browser, f"document.querySelector('#{ClientIds.COMPARISON} .main-svg')")
    until(browser, REASONS)
    return browser


def resize(browser, width):
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)


def go_on(browser, active_bundle):
    browser.find_element(f"#{ClientIds.HEADING} a[href='/client/{active_bundle.client_ids[1]}']").send_keys(Keys.ENTER)
    until_text(browser, "main h1", str(active_bundle.client_ids[1]))


def test_what_is_still_that_of_the_client_before_is_not_shown(file, active_bundle):
    parts = [
        f"document.getElementById('{name}')" for name in (ClientIds.DECISION, ClientIds.REASONS, ClientIds.COMPARISON)
    ]
    file.driver.execute_script("window.holding = arguments[0]", ClientIds.REASONS)
    go_on(file, active_bundle)
    for part in parts:
        until(file, f"{part}.getAttribute('aria-busy') === 'true' && getComputedStyle({part}).visibility === 'hidden'")

    file.driver.execute_script("window.letGo()")
    for part in parts:
        until(file, f"!{part}.hasAttribute('aria-busy') && getComputedStyle({part}).visibility === 'visible'")


def test_an_answer_that_comes_late_brings_nothing_of_an_earlier_choice(file, active_bundle):
    """While the next client is on the way, another view of the reasons is chosen, and comes first."""
    file.driver.execute_script("window.holding = arguments[0]", ClientIds.HEADING)
    go_on(file, active_bundle)
    until(file, "window.held.length === 1")
    file.find_element(f"#{ClientIds.VIEW} input[value=families]").send_keys(Keys.SPACE)
    until(file, f"document.querySelector('#{ClientIds.REASONS} .families')")
    file.driver.execute_script("window.letGo()")
    until(file, f"!document.getElementById('{ClientIds.DECISION}').hasAttribute('aria-busy')")
    until(file, f"!document.getElementById('{ClientIds.COMPARISON}').hasAttribute('aria-busy')")
    assert file.driver.execute_script(f"return !!document.querySelector('#{ClientIds.REASONS} .families')")


def test_what_was_chosen_since_stays_when_a_failed_client_is_tried_again(file, active_bundle):
    file.driver.execute_cdp_cmd("Network.enable", {})
    file.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/_dash-update-component*"]})
    go_on(file, active_bundle)
    until_text(file, f"#{ClientIds.DECISION}", "This part could not be loaded")
    file.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    file.find_element(f"#{ClientIds.VIEW} input[value=families]").send_keys(Keys.SPACE)
    # The newer request has brought its own part, and the failure of the older one stands in the others alone.
    until(file, f"document.querySelector('#{ClientIds.REASONS} .families')")
    assert file.driver.execute_script(f"return !!document.querySelector('#{ClientIds.DECISION} .cs-failed')")

    file.find_element("[data-try-again]").click()
    until(file, f"document.querySelector('#{ClientIds.DECISION} .cs-badge') && !document.querySelector('.cs-failed')")
    assert file.driver.execute_script(f"return !!document.querySelector('#{ClientIds.REASONS} .families')")


def test_an_older_request_that_fails_late_does_not_cover_a_newer_answer(file):
    file.driver.execute_script("window.holding = arguments[0]", ClientIds.REASONS)
    file.find_element(f"#{ClientIds.VIEW} input[value=variables]").send_keys(Keys.SPACE)
    until(file, "window.held.length === 1")
    file.driver.execute_script("window.holding = null")
    file.find_element(f"#{ClientIds.VIEW} input[value=families]").send_keys(Keys.SPACE)
    until(file, "document.querySelector('.families')")
    # Failures are shown in the order in which they came: after this one the older would have been.
    file.driver.execute_script("window.letGo(true); window.holding = arguments[0]", ClientIds.COMPARISON)
    file.find_element(f"#{ClientIds.BASIS} input[value=decision]").send_keys(Keys.SPACE)
    until(file, "window.held.length === 1")
    file.driver.execute_script("window.letGo(true)")
    until_text(file, f"#{ClientIds.COMPARISON}", "This part could not be loaded")
    assert file.driver.execute_script("return document.querySelectorAll('.cs-failed').length") == 1
    assert file.driver.execute_script("return Boolean(document.querySelector('.families'))")


def test_what_does_not_come_says_so_in_its_place(file, active_bundle):
    file.driver.execute_cdp_cmd("Network.enable", {})
    file.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/_dash-update-component*"]})
    file.find_element(f"#{ClientIds.VIEW} input[value=families]").send_keys(Keys.SPACE)
    until_text(file, f"#{ClientIds.REASONS}", "This part could not be loaded")
    # In its place, and nowhere else.
    assert file.driver.execute_script("return document.querySelector('[data-alert]').hidden")

    file.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    go_on(file, active_bundle)
    until(file, "document.querySelector('.families')")
    assert file.driver.execute_script("return !document.querySelector('.cs-failed')")


def test_what_fails_for_the_next_client_keeps_its_heading_and_the_way_on(file, active_bundle):
    file.driver.execute_script(f"document.getElementById('{ClientIds.FORM_SUMMARY}').click()")
    until(file, f"document.querySelector('#{ClientIds.FORM} dd')")
    file.driver.execute_script("window.holding = '.content'")
    go_on(file, active_bundle)
    until(file, f"window.held.length === 2 && {READABLE} === ''")
    file.driver.execute_script("window.letGo(true)")
    until(file, "document.querySelectorAll('.cs-failed').length === 6")
    assert file.driver.execute_script("return document.querySelectorAll('[data-try-again]').length") == 1
    after = f"#{ClientIds.HEADING} [data-neighbour=after][href^='/client/{active_bundle.client_ids[2]}']"
    assert file.find_element(after).is_displayed()

    # It is read without grey lines across it.
    assert (
        file.driver.execute_script(
            "return [...document.querySelectorAll('.cs-skeleton')].filter((one) => one.offsetWidth).length"
        )
        == 0
    )
    # While it is tried again nothing of the client before comes back.
    file.driver.execute_script("window.holding = '.content'")
    file.driver.execute_script("document.querySelector('[data-try-again]').click()")
    until(file, "window.held.length === 2 && !document.querySelector('.cs-failed')")
    assert file.driver.execute_script(f"return {READABLE}") == ""
    until(file, f"document.querySelector('#{ClientIds.FORM}').closest('details').querySelector('.cs-skeleton')")
    file.driver.execute_script("window.letGo()")
    until(file, f"{REASONS} && document.querySelector('#{ClientIds.FORM} dd')")
    until(file, "!document.querySelector('[aria-busy=true]')")
    until_text(file, "main h1", str(active_bundle.client_ids[1]))


def test_what_stands_in_for_a_part_can_be_seen(browse, served, active_bundle):
    browser = browse("adviser", "en")
    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 1500, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    browser.find_element("#cs-number").send_keys(str(active_bundle.client_ids[0]), Keys.ENTER)
    until(browser, "[...document.querySelectorAll('.cs-skeleton')].some((one) => one.offsetWidth > 200)")


# Skeletons that lie on a heading or a label, or reach out of their card.
MISPLACED = """
const box = (one) => one.getBoundingClientRect();
const found = [];
for (const skeleton of document.querySelectorAll('.cs-skeleton')) {
  const one = box(skeleton), card = skeleton.closest('.cs-card, .cs-list-place, main'), around = box(card);
  if (!one.width) { continue; }
  const isOut = one.bottom > around.bottom + 1 || one.top < around.top - 1;
  if (isOut) { found.push('out of ' + card.textContent.slice(0, 20)); }
  for (const other of document.querySelectorAll('h1, h2, h3, label, select')) {
    const two = box(other);
    const isBeside = one.left >= two.right || two.left >= one.right;
    const isBelow = one.top >= two.bottom - 1 || two.top >= one.bottom - 1;
    if (two.width && !isBeside && !isBelow) { found.push('over ' + other.textContent.slice(0, 20)); }
  }
}
return found;
"""


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize(
    ("account", "path"),
    [("admin", "/drift"), ("adviser", "/client/{0}"), ("customer", "/me"), ("adviser", "/model"), ("adviser", "/")],
)
def test_what_is_on_its_way_covers_nothing_else(browse, served, active_bundle, account, path, width):
    browser = browse(account, "en")
    resize(browser, width)
    # The page comes, its parts do not.
    hold = "window.fetch = ((original) => (...sent) => /[.]content/.test(String(sent[1]?.body).split('inputs')[0]) "
    hold += "? new Promise(() => {}) : original(...sent))(window.fetch);"
    browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": hold})
    browser.driver.get(f"{served}{path.format(active_bundle.client_ids[0])}")
    until(browser, "[...document.querySelectorAll('.cs-skeleton')].some((one) => one.offsetWidth > 200)")
    assert browser.driver.execute_script(MISPLACED) == []


# Rows of the list that are not as high as what stands in them.
CUT = f"""
[...document.querySelectorAll('#{ClientListIds.GRID} .ag-center-cols-container .ag-row')]
  .filter((row) => [...row.querySelectorAll('.cs-client-cell')].some((cell) => cell.scrollHeight > row.offsetHeight))
""".strip()


def test_a_list_that_is_scrolled_in_jumps_leaves_no_row_empty_or_cut(browse):
    browser = browse("adviser", "fr")
    rows = f"#{ClientListIds.GRID} .ag-center-cols-container .ag-row"
    until(browser, f"document.querySelector('{rows} a')")
    body = "document.querySelector('.ag-body-viewport')"
    for place in range(1, 9):
        browser.driver.execute_script(f"{body}.scrollTop = {place} * 4500")
        browser.driver.execute_script("return new Promise((resume) => setTimeout(resume, 60))")
    until(
        browser,
        f"[...document.querySelectorAll('{rows}')].every((row) => row.querySelector('a'))"
        f" && document.querySelectorAll('{rows}').length > 5",
    )
    # The narrowest of each way to show a row, in the longer language.
    for width in (881, 481, 341, 320):
        resize(browser, width)
        until(browser, f"document.querySelector('{rows} .cs-client') && {CUT}.length === 0", f"{width} pixels")
    # The heights come before the rows here, and after them above.
    browser.driver.refresh()
    until(browser, f"document.querySelectorAll('{rows} .cs-client').length > 2 && {CUT}.length === 0")


# Labels of the list that are cut, columns beyond its edge, and values beyond their cells; texts of the form may be cut.
CUT_COLUMNS = f"""
((list) => {{
  const isCut = (one) => one.offsetWidth && one.scrollWidth > one.clientWidth;
  const isBeyond = (cell) => {{
    const text = document.createRange();
    text.selectNodeContents(cell);
    const [inner, outer] = [text.getBoundingClientRect(), cell.getBoundingClientRect()];
    return inner.width && (inner.left < outer.left - 1 || inner.right > outer.right + 1);
  }};
  return [
    ...[...list.querySelectorAll('.ag-header-cell-text, .ag-center-cols-viewport')].filter(isCut),
    ...[...list.querySelectorAll('.ag-center-cols-container .ag-cell:not(.cs-cut)')].filter(isBeyond)
  ];
}})(document.getElementById('{ClientListIds.GRID}'))
""".strip()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_columns_of_the_list_fit_beside_each_other(browse, language):
    """The width below which rows become cards follows from the least widths of the columns."""
    browser = browse("adviser", language)
    rows = f"#{ClientListIds.GRID} .ag-center-cols-container .ag-row"
    until(browser, f"document.querySelector('{rows} a')")
    resize(browser, 1200)
    width_of_list = f"return document.getElementById('{ClientListIds.GRID}').clientWidth"
    least = sum(column.width for column in COLUMNS) + 1200 - browser.driver.execute_script(width_of_list)
    # With some room for the scroll bars of the list and of the page.
    resize(browser, least + 40)
    until(browser, f"document.querySelector('{rows} a') && !document.querySelector('{rows} .cs-client')")
    until(browser, f"{CUT_COLUMNS}.length === 0", f"{language}, {least + 40} pixels")
    resize(browser, least - 20)
    until(browser, f"document.querySelector('{rows} .cs-client')")
