"""An administrator looks after the model: drift with Evidently's report, and what the model is made of."""

import pytest

from dashboard_app.i18n import words_in
from dashboard_app.ids import Drift, Model
from tests.browser.journeys import app_over, errors_in, texts, until, until_text

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(built, tmp_path_factory):
    return app_over(built, tmp_path_factory.mktemp("admin"))


@pytest.fixture(params=["en", "fr"])
def language(request):
    return request.param


def test_drift_has_a_verdict_a_table_and_evidentlys_report(browse, portfolio, language):
    browser, words = browse("admin", language), words_in(language)
    browser.wait_for_element("nav a[href='/drift']").click()

    until_text(browser, f"#{Drift.VERDICT} .pill", words.gettext("The data have moved"))
    until(browser, f"document.querySelectorAll('#{Drift.TABLE} tbody tr').length === {len(portfolio.feature_index)}")
    first = next(iter(texts(browser, f"#{Drift.TABLE} tbody th")))
    assert first in {getattr(entry.label, language) for entry in portfolio.bundle.catalogue.features.values()}

    report = browser.find_element("iframe.cs-report")
    assert report.get_attribute("sandbox") == "allow-scripts"
    browser.driver.switch_to.frame(report)
    until(browser, "document.body && document.body.innerText.includes('Drift')")
    assert browser.driver.execute_script("return window.origin") == "null"
    browser.driver.switch_to.default_content()
    assert errors_in(browser) == []


def test_the_model_page_shows_what_weighs_most_and_the_card(browse, portfolio, language):
    browser, words = browse("admin", language), words_in(language)
    browser.wait_for_element("nav a[href='/model']").click()

    until_text(browser, f"#{Model.FIGURES}", words.fixed(portfolio.bundle.manifest.metrics.auc, 4))
    until(browser, f"document.querySelectorAll('#{Model.IMPORTANCE} .js-plotly-plot .bars').length === 2")
    until(browser, f"document.querySelector('#{Model.BEESWARM} .js-plotly-plot .point')")
    title = portfolio.bundle.model_card(language).splitlines()[0].lstrip("# ")
    # Compared in the page: Selenium would turn the spaces of French into plain ones.
    until(browser, f"document.querySelector('#{Model.CARD} h1')?.textContent === {title!r}")
    assert errors_in(browser) == []
