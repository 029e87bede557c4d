"""A customer reads their own file, and reaches nobody else's."""

import pytest

from dashboard_app.auth.demo import first_refused
from dashboard_app.i18n import get_translator
from dashboard_app.ids import MeIds
from dashboard_app.services.client_cells import get_cells
from tests.browser.journeys import app_over, errors_in, texts, until, until_text

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(built, tmp_path_factory):
    return app_over(built, tmp_path_factory.mktemp("customer"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_result_reasons_and_data_and_nobody_elses(browse, served, active_bundle, language):
    browser, translator = browse("customer", language), get_translator(language)
    own = first_refused(active_bundle)
    other = next(number for number in active_bundle.client_ids.tolist() if number != own)

    until_text(browser, f"#{MeIds.RESULT}", translator.percent(active_bundle.probabilities[active_bundle.get_row(own)]))
    until_text(
        browser,
        f"#{MeIds.RESULT} .cs-badge",
        translator.gettext("Not yet granted: the automatic estimate is above our threshold"),
    )
    until(browser, f"document.querySelector('#{MeIds.RESULT} .cs-risk')")
    until(browser, f"document.querySelector('#{MeIds.REASONS} .reason-list li')")
    assert texts(browser, f"#{MeIds.REASONS} .bar-lowers") == []
    income = get_cells(active_bundle, active_bundle.get_row(own))["application.AMT_INCOME_TOTAL"]
    assert translator.money(income) in texts(browser, f"#{MeIds.DATA} dd")
    assert browser.driver.execute_script("return document.documentElement.lang") == language
    until_text(browser, f"#{MeIds.ACCESS_HISTORY}", translator.gettext("You"))
    assert texts(browser, "#cs-number") == []
    assert errors_in(browser) == []

    browser.driver.get(f"{served}/client/{other}")
    until_text(browser, "main h1", translator.gettext("Page not found"))
    assert str(other) not in browser.find_element("main").text
    # The browser itself notes the status of the page, and nothing else.
    assert all("404" in line["message"] for line in errors_in(browser))
    browser.find_element("main a.cs-button").click()
    until_text(browser, "main h1", translator.gettext("My file"))
