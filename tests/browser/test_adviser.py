"""An adviser's day: find a client, read the file, compare, go on to the next, come back."""

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys

from dashboard_app.i18n import get_translator
from dashboard_app.i18n.risks import risk_text
from dashboard_app.ids import ClientIds, ClientListIds, filter_id
from model_bundle.decision import Decision
from tests.browser.journeys import app_over, choose, chosen, errors_in, texts, until, until_text

pytestmark = pytest.mark.browser

H1 = "main h1"
ROWS = f"#{ClientListIds.GRID} a[href^='/client/']"
CHART = f"#{ClientIds.COMPARISON} .js-plotly-plot"
# Of the small bundle, a filter leaves too few for any field of the chart of two variables.
PAIR = f"document.querySelector('{CHART}')?.closest('#{ClientIds.COMPARISON}').querySelector('.cs-measure') !== null"
TITLE = f"document.querySelector('{CHART} .xtitle')?.textContent"


@pytest.fixture(scope="module")
def app(built, tmp_path_factory):
    return app_over(built, tmp_path_factory.mktemp("adviser"))


@pytest.fixture(params=["en", "fr"])
def language(request):
    return request.param


def get_label(active_bundle, feature, language):
    return getattr(active_bundle.bundle.catalogue.features[feature].label, language)


def open_first(browser, number):
    """Open a client from the grid."""
    until(browser, f"document.querySelector(`#{ClientListIds.GRID} a[href='/client/{number}']`)")
    browser.find_element(f"#{ClientListIds.GRID} a[href^='/client/{number}']").click()
    until_text(browser, H1, str(number))


def test_from_the_list_to_a_decision_and_on_to_the_next_client(browse, active_bundle, language):
    browser, translator = browse("adviser", language), get_translator(language)
    ids = active_bundle.client_ids.tolist()
    number = next(number for number in ids if "1003" in str(number))
    place = ids.index(number)

    until_text(browser, f"#{ClientListIds.COUNT}", translator.number(len(ids)))
    browser.find_element(f"#{ClientListIds.SEARCH}").send_keys("1003")
    found = [number for number in ids if "1003" in str(number)]
    until_text(
        browser, f"#{ClientListIds.COUNT}", translator.ngettext("%(count)s client", "%(count)s clients", len(found))
    )
    until(browser, f"document.querySelectorAll(`{ROWS}`).length === {len(found)}")
    assert texts(browser, ROWS) == [str(number) for number in found]

    open_first(browser, number)
    assert browser.driver.title == f"Client {number} · Clairscore"
    threshold = active_bundle.bundle.manifest.threshold
    until_text(browser, f"#{ClientIds.DECISION}", risk_text(active_bundle.probabilities[place], threshold, translator))
    until_text(browser, f"#{ClientIds.DECISION}", translator.percent(threshold.value, 2))
    until(browser, f"document.querySelectorAll('#{ClientIds.DECISION} .cs-badge').length === 1")
    until(browser, f"document.querySelector('#{ClientIds.REASONS} .reasons')")
    until(browser, f"document.querySelectorAll('#{ClientIds.PROFILE} dt').length === 12")

    feature = "AMT_CREDIT"
    until(browser, f"document.querySelector('{CHART}')")
    choose(browser, ClientIds.FEATURE, feature)
    until(browser, f"{TITLE} === {get_label(active_bundle, feature, language)!r}")
    until_text(browser, CHART, translator.money(active_bundle.client_floats("application.AMT_CREDIT")[place]))
    everybody = translator.number(active_bundle.bundle.population.num_rows)
    until_text(browser, f"#{ClientIds.GROUP}", everybody)
    whole = browser.find_element(f"#{ClientIds.GROUP}").text
    # By outcome, a part of 2,000 people would be too few to be shown.
    browser.driver.execute_script(
        "document.querySelector(arguments[0]).click()", f"#{ClientIds.BASIS} input[value=decision]"
    )
    choose(browser, filter_id("age"), "35-44")
    until(browser, f"document.getElementById('{ClientIds.GROUP}').textContent !== {whole!r}")
    group = browser.find_element(f"#{ClientIds.GROUP}").text
    form = (
        f"document.querySelectorAll('#{ClientIds.FORM} dd').length > 30 && document.getElementById('{ClientIds.FORM}')"
    )
    browser.find_element(f"#{ClientIds.FORM_SUMMARY}").send_keys(Keys.ENTER)
    until(browser, f"{form}.offsetHeight > 0")

    browser.find_element(f"#{ClientIds.HEADING} a[href^='/client/{ids[place + 1]}']").send_keys(Keys.ENTER)
    until_text(browser, H1, str(ids[place + 1]))
    until_text(browser, CHART, translator.money(active_bundle.client_floats("application.AMT_CREDIT")[place + 1]))
    assert (chosen(browser, ClientIds.FEATURE), chosen(browser, filter_id("age"))) == (feature, "35-44")
    assert browser.find_element(f"#{ClientIds.GROUP}").text == group
    assert browser.driver.execute_script(f"return {TITLE}") == get_label(active_bundle, feature, language)
    until(browser, f"{form}.offsetHeight > 0")
    assert translator.money(active_bundle.client_floats("application.AMT_INCOME_TOTAL")[place + 1]) in texts(
        browser, f"#{ClientIds.FORM} dd"
    )

    browser.driver.back()
    until_text(browser, H1, str(number))
    until_text(browser, CHART, translator.money(active_bundle.client_floats("application.AMT_CREDIT")[place]))
    browser.driver.back()
    until(browser, f"document.querySelector(`{ROWS}`) && location.pathname === '/'")
    assert errors_in(browser) == []


def test_an_unknown_number_is_told_and_leads_back_to_the_list(browse, language):
    browser, translator = browse("adviser", language), get_translator(language)
    browser.find_element("#cs-number").send_keys("999999", Keys.ENTER)
    until_text(browser, H1, translator.gettext("Unknown client"))
    until_text(browser, f"#{ClientIds.HEADING}", "999999")
    # One card, and no empty ones below it.
    assert not browser.driver.execute_script(f"return document.getElementById('{ClientIds.DECISION}').offsetHeight")

    browser.find_element(f"#{ClientIds.HEADING} .cs-state a[href='/']").click()
    until(browser, f"document.querySelector(`{ROWS}`)")
    assert errors_in(browser) == []


def test_a_link_to_a_file_opens_just_that(browse, served, active_bundle, language):
    browser = browse("adviser", language)
    number = int(active_bundle.client_ids[11])
    browser.driver.get(f"{served}/client/{number}")
    until_text(browser, H1, str(number))
    until(browser, f"document.querySelector('{CHART}')")
    assert browser.driver.title == f"Client {number} · Clairscore"
    assert errors_in(browser) == []


def test_the_list_is_sorted_by_its_heads(browse, active_bundle):
    browser = browse("adviser", "en")
    riskiest = int(active_bundle.client_ids[active_bundle.probabilities.argmax()])
    until(browser, f"document.querySelector(`{ROWS}`)")
    head = "[col-id=probability] .ag-header-cell-label"
    first = f"document.querySelector(`#{ClientListIds.GRID} [row-index='0'] a`)?.textContent"
    browser.find_element(head).click()
    until(browser, f"{first} !== '{active_bundle.client_ids[0]}'")
    browser.find_element(head).click()
    until(browser, f"{first} === '{riskiest}'")
    assert errors_in(browser) == []


def test_a_change_of_theme_draws_the_figures_again(browse, served, active_bundle):
    browser = browse("adviser", "en")
    browser.driver.get(f"{served}/client/{active_bundle.client_ids[0]}?basis=decision")
    drawn = f"{CHART} .annotation text"
    until(browser, f"document.querySelector('{drawn}') && document.querySelector('#{ClientIds.DECISION} .cs-risk')")
    colour = f"(document.querySelector('{drawn}') && getComputedStyle(document.querySelector('{drawn}')).fill)"
    before = browser.driver.execute_script(f"return {colour}")
    choose(browser, ClientIds.FEATURE, "AMT_CREDIT")
    browser.find_element("[data-theme-switch]").send_keys(Keys.ENTER)
    until(browser, f"{colour} && {colour} !== {before!r}")
    assert chosen(browser, ClientIds.FEATURE) == "AMT_CREDIT"
    assert errors_in(browser) == []


def test_the_scrollbars_of_the_list_follow_the_theme(browse):
    browser = browse("adviser", "en")
    until(browser, f"document.querySelector(`{ROWS}`)")
    theme = "document.documentElement.dataset.theme"
    scheme = f"getComputedStyle(document.querySelector('#{ClientListIds.GRID} .ag-body-viewport')).colorScheme"
    for _ in ("one", "the other"):
        before = browser.driver.execute_script(f"return {theme}")
        browser.find_element("[data-theme-switch]").send_keys(Keys.ENTER)
        until(browser, f"{theme} !== {before!r} && {scheme} === {theme}")
    assert errors_in(browser) == []


def test_an_unknown_value_in_the_address_of_the_list_is_shown_until_the_next_choice(browse, served, active_bundle):
    browser = browse("adviser", "en")
    browser.driver.get(f"{served}/?decision=NOPE")
    note = f"document.getElementById('{ClientListIds.NOTE}')"
    until(browser, f"document.querySelector(`{ROWS}`) && {note}.textContent.includes('“NOPE”') && !{note}.hidden")
    browser.find_element(f"#{ClientListIds.DECISION} input[value='{Decision.REFUSED}']").send_keys(Keys.SPACE)
    until(browser, f"{note}.hidden")
    browser.driver.get(f"{served}/client/{active_bundle.client_ids[0]}?age=NOPE")
    note = f"document.getElementById('{ClientIds.NOTE}')"
    until(browser, f"document.querySelector('{CHART}') && {note}.textContent.includes('“NOPE”') && !{note}.hidden")
    choose(browser, ClientIds.FEATURE, "AMT_CREDIT")
    until(browser, f"{note}.hidden")
    assert errors_in(browser) == []


def test_what_is_open_stays_open_and_follows_the_next_client(browse, served, active_bundle):
    browser = browse("adviser", "en")
    browser.driver.get(f"{served}/client/{active_bundle.client_ids[0]}")
    until(browser, f"document.querySelector('{CHART}')")
    browser.find_element(f"#{ClientIds.COMPARISON} summary").send_keys(Keys.ENTER)
    browser.driver.execute_script(f"window.drawn = document.querySelector('{CHART}')")

    browser.find_element(f"#{ClientIds.HEADING} a[href='/client/{active_bundle.client_ids[1]}']").send_keys(Keys.ENTER)
    until_text(browser, H1, str(active_bundle.client_ids[1]))
    until(browser, f"!document.querySelector('#{ClientIds.COMPARISON}.cs-stale')")

    table = f"document.querySelector('#{ClientIds.COMPARISON} table').offsetHeight > 0"
    assert browser.driver.execute_script(f"return {table}")
    # The chart was changed, not made anew.
    assert browser.driver.execute_script(f"return window.drawn === document.querySelector('{CHART}')")
    assert errors_in(browser) == []


def test_the_address_keeps_what_was_chosen(browse, served, active_bundle):
    browser = browse("adviser", "en")
    one, other = active_bundle.client_ids[:2].tolist()
    search = "?feature=AMT_CREDIT&second=EXT_SOURCE_2&age=35-44&basis=decision&view=families"
    browser.driver.get(f"{served}/client/{one}{search}")
    until(browser, f"{PAIR} && document.querySelector('.families')")
    assert (chosen(browser, ClientIds.FEATURE), chosen(browser, ClientIds.SECOND)) == ("AMT_CREDIT", "EXT_SOURCE_2")
    assert chosen(browser, filter_id("age")) == "35-44"

    browser.find_element(f"#{ClientIds.HEADING} a[href='/client/{other}']").send_keys(Keys.ENTER)
    until_text(browser, H1, str(other))
    assert browser.driver.current_url == f"{served}/client/{other}{search}"

    choose(browser, ClientIds.SECOND, "none")
    until(browser, "!location.search.includes('second=')")
    until(browser, f"document.querySelector('{CHART}') && !({PAIR})")
    browser.driver.refresh()
    until(browser, f"document.querySelector('{CHART}') && document.querySelector('.families')")
    assert (chosen(browser, ClientIds.FEATURE), chosen(browser, ClientIds.SECOND)) == ("AMT_CREDIT", "none")

    browser.driver.back()
    until_text(browser, H1, str(one))
    until(browser, PAIR)
    assert chosen(browser, ClientIds.SECOND) == "EXT_SOURCE_2"
    assert errors_in(browser) == []


def test_the_reasons_open_from_families_to_variables(browse, served, active_bundle):
    browser = browse("adviser", "en")
    browser.driver.get(f"{served}/client/{active_bundle.client_ids[0]}")
    until(browser, f"document.querySelector('#{ClientIds.REASONS} .reasons')")
    browser.find_element(f"#{ClientIds.VIEW} input[value=families]").send_keys(Keys.SPACE)
    until(browser, "document.querySelectorAll('.families summary').length > 10")
    browser.find_element(".families summary").send_keys(Keys.ENTER)
    until(browser, "document.querySelector('.families table').offsetHeight > 0")
    assert browser.driver.current_url.endswith("?view=families")
    assert errors_in(browser) == []


def test_a_variable_is_found_by_typing_in_a_list_of_themes(browse, served, active_bundle):
    browser = browse("adviser", "en")
    browser.driver.get(f"{served}/client/{active_bundle.client_ids[0]}")
    until(browser, f"document.querySelector('{CHART}') && document.getElementById('{ClientIds.FEATURE}').value")
    field, options = browser.find_element(f"#{ClientIds.FEATURE}"), f"[id='{ClientIds.FEATURE}-list'] [role=option]"
    # By keyboard: while the page above it is still filled, what is clicked moves away.
    field.send_keys(Keys.ARROW_DOWN)
    # Everything is offered first, theme by theme, and typing leaves what has all the words.
    until(browser, f"document.querySelectorAll(`{options}`).length === {len(active_bundle.feature_index)}")
    assert len(texts(browser, f"[id='{ClientIds.FEATURE}-list'] [role=group]")) > 5
    field.send_keys("amt_credit")
    until(browser, f"document.querySelectorAll(`{options}`).length < {len(active_bundle.feature_index)}")
    field.send_keys(Keys.ESCAPE)
    until(browser, f"!document.querySelector(`{options}`)")
    assert field.get_attribute("value") == get_label(active_bundle, chosen(browser, ClientIds.FEATURE), "en")
    field.send_keys(Keys.ARROW_DOWN)
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(get_label(active_bundle, "AMT_CREDIT", "en"), Keys.ENTER)
    until(browser, "location.search.includes('feature=AMT_CREDIT')")
    until(browser, f"{TITLE} === {get_label(active_bundle, 'AMT_CREDIT', 'en')!r}")
    field.send_keys("zzzz")
    until(browser, "document.querySelector('.cs-options-none')")
    assert errors_in(browser) == []


def test_the_list_is_narrowed_and_keeps_that_in_the_address(browse, served, active_bundle):
    browser = browse("adviser", "en")
    until(browser, f"document.querySelector(`{ROWS}`)")
    browser.find_element(f"#{ClientListIds.DECISION} input[value='{Decision.REFUSED}']").send_keys(Keys.SPACE)
    until(browser, "location.search === '?decision=refused'")
    until(
        browser,
        f"!document.querySelector('#{ClientListIds.GRID} .cs-badge-lowers, #{ClientListIds.GRID} .cs-badge-review')",
    )
    head = "[col-id=probability] .ag-header-cell-label"
    browser.find_element(head).click()
    until(browser, "location.search.endsWith('sort=probability&direction=asc')")
    refused = np.flatnonzero(active_bundle.probabilities >= active_bundle.bundle.manifest.threshold.review_high)
    first = int(active_bundle.client_ids[refused[active_bundle.probabilities[refused].argmin()]])
    row = f"document.querySelector(`#{ClientListIds.GRID} [row-index='0'] a`)?.textContent === '{first}'"
    until(browser, row)

    open_first(browser, first)
    browser.driver.back()
    until(browser, f"{row} && location.search.endsWith('sort=probability&direction=asc')")
    until(browser, f"document.querySelector('#{ClientListIds.RECENT} a')?.textContent === '{first}'")
    browser.driver.refresh()
    until(browser, row)
    assert errors_in(browser) == []


def test_whoever_signs_in_next_sees_no_client_opened_before(browse, served, active_bundle):
    browser = browse("adviser", "en")
    browser.driver.get(f"{served}/client/{active_bundle.client_ids[0]}")
    until_text(browser, H1, str(active_bundle.client_ids[0]))
    until(browser, "sessionStorage.getItem('recent')")
    browser.find_element(".cs-menu summary").send_keys(Keys.ENTER)
    browser.find_element(".cs-menu form button").click()
    until(browser, "location.pathname === '/login' && !sessionStorage.getItem('recent')")


def test_a_queue_is_reviewed_with_next_alone_and_back_leads_to_it(browse, served, active_bundle):
    browser = browse("adviser", "en")
    threshold = active_bundle.bundle.manifest.threshold
    refused = np.flatnonzero(active_bundle.probabilities >= threshold.review_high)
    nearest = np.argsort(np.abs(active_bundle.probabilities[refused] - threshold.value), kind="stable")
    queue = active_bundle.client_ids[refused[nearest]].tolist()[:57]
    assert len(queue) == 57

    until(browser, f"document.querySelector(`{ROWS}`)")
    browser.find_element(f"#{ClientListIds.DECISION} input[value='{Decision.REFUSED}']").send_keys(Keys.SPACE)
    until(browser, "location.search === '?decision=refused'")
    choose(browser, ClientListIds.SORT, "distance:asc")
    until(browser, "location.search.endsWith('sort=distance&direction=asc')")
    state = browser.driver.execute_script("return location.search")
    until(browser, f"document.querySelector(`#{ClientListIds.GRID} [row-index='0'] a`)?.textContent === '{queue[0]}'")
    open_first(browser, queue[0])

    for place, number in enumerate(queue):
        if place:
            browser.driver.execute_script("document.querySelector('[data-neighbour=after]').click()")
        until(browser, f"document.querySelector('main h1').dataset.number === '{number}'")
        until(browser, f"document.querySelector('.cs-place').textContent === '{place + 1} of {len(refused)}'")
        until(browser, f"!document.querySelector('#{ClientIds.DECISION}').hasAttribute('aria-busy')")
        risk = browser.driver.execute_script(f"return document.getElementById('{ClientIds.DECISION}').textContent")
        assert "To be refused" in risk, number

    browser.find_element(".cs-crumbs a").click()
    until(browser, f"location.pathname === '/' && location.search.startsWith('{state}')")
    # The row that one comes from is in sight.
    until(browser, f"document.querySelector(`#{ClientListIds.GRID} a[href^='/client/{queue[-1]}']`)")
    browser.driver.back()
    until_text(browser, H1, str(queue[-1]))
    browser.driver.back()
    until_text(browser, H1, str(queue[-2]))
    assert errors_in(browser) == []
