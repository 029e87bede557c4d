"""An administrator looks after the model: drift with Evidently's report, and what the model is made of."""

import pytest
from selenium.webdriver.common.keys import Keys

from dashboard_app.components.model_views import ModelView
from dashboard_app.i18n import get_translator
from dashboard_app.ids import DriftIds, ModelIds
from tests.browser.journeys import app_over, choose, chosen, errors_in, switch_to, texts, until, until_text

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(built, tmp_path_factory):
    return app_over(built, tmp_path_factory.mktemp("admin"))


@pytest.fixture(params=["en", "fr"])
def language(request):
    return request.param


def test_drift_has_a_verdict_a_table_and_evidentlys_report(browse, active_bundle, language):
    browser, translator = browse("admin", language), get_translator(language)
    browser.wait_for_element("nav a[href='/drift']").click()

    until_text(browser, f"#{DriftIds.VERDICT} .cs-badge", translator.gettext("Drift detected"))
    lines = f"document.querySelectorAll('#{DriftIds.TABLE} .cs-drift-table tbody tr')"
    until(browser, f"{lines}.length === {len(active_bundle.feature_index)}")
    first = next(iter(texts(browser, f"#{DriftIds.TABLE} tbody th")))
    assert first in {getattr(entry.label, language) for entry in active_bundle.bundle.catalogue.features.values()}

    assert texts(browser, "iframe.cs-report") == []
    browser.find_element(f"#{DriftIds.REPORT_SUMMARY}").send_keys(Keys.ENTER)
    report = browser.wait_for_element("iframe.cs-report")
    assert report.get_attribute("sandbox") == "allow-scripts"
    browser.driver.switch_to.frame(report)
    until(browser, "document.body && document.body.innerText.includes('Drift')")
    assert browser.driver.execute_script("return window.origin") == "null"
    browser.driver.switch_to.default_content()
    assert errors_in(browser) == []


def test_the_model_page_shows_what_weighs_most_and_the_card(browse, active_bundle, language):
    browser, translator = browse("admin", language), get_translator(language)
    browser.wait_for_element("nav a[href='/model']").click()

    until(browser, f"document.querySelectorAll('#{ModelIds.CONTENT} .js-plotly-plot .bars').length === 2")
    until(browser, f"document.querySelector('#{ModelIds.CONTENT} .js-plotly-plot .scatterlayer .point')")
    switch_to(browser, ModelView.QUALITY)
    until_text(browser, f"#{ModelIds.CONTENT}", translator.fixed(active_bundle.bundle.manifest.metrics.auc, 4))
    until(browser, f"document.querySelectorAll('#{ModelIds.CONTENT} .js-plotly-plot .main-svg').length >= 6")
    switch_to(browser, ModelView.CARD)
    title = active_bundle.bundle.model_card(language).splitlines()[0].lstrip("# ")
    # Compared in the page: Selenium would turn the spaces of French into plain ones.
    until(browser, f"document.querySelector('#{ModelIds.CONTENT} h2')?.textContent === {title!r}")
    until(browser, f"document.querySelectorAll('#{ModelIds.CONTENT} .cs-prose h3').length > 3")
    assert len(texts(browser, "h1")) == 1
    assert errors_in(browser) == []


def test_the_chosen_variable_of_the_model_stands_in_the_address(browse, served, active_bundle):
    browser = browse("admin", "en")
    browser.driver.get(f"{served}/model")
    until(browser, f"document.querySelector('#{ModelIds.CONTENT} .js-plotly-plot')")
    assert not browser.find_element(f"#{ModelIds.FEATURE}").is_displayed()
    switch_to(browser, ModelView.VARIABLE)
    until(browser, f"document.getElementById('{ModelIds.FEATURE}')?.offsetHeight > 0")
    choose(browser, ModelIds.FEATURE, "AMT_CREDIT")
    label = active_bundle.bundle.catalogue.features["AMT_CREDIT"].label.en
    until(browser, f"document.querySelector('#{ModelIds.CONTENT} .xtitle')?.textContent === {label!r}")
    until(browser, "location.search === '?view=variable&feature=AMT_CREDIT'")

    browser.driver.refresh()
    until(browser, f"document.querySelector('#{ModelIds.CONTENT} .xtitle')?.textContent === {label!r}")
    assert chosen(browser, ModelIds.FEATURE) == "AMT_CREDIT"
    # Choices replace the address: going back leaves the page.
    browser.find_element("nav a[href='/drift']").click()
    until(browser, f"document.querySelector('#{DriftIds.SHIFT} .js-plotly-plot')")
    browser.driver.back()
    until(browser, f"document.querySelector('#{ModelIds.CONTENT} .xtitle')?.textContent === {label!r}")
    assert errors_in(browser) == []


def test_an_address_with_an_unknown_variable_is_told_and_put_right(browse, served, active_bundle):
    browser = browse("admin", "en")
    browser.driver.get(f"{served}/model?view=variable&feature=NOPE")
    until_text(browser, f"#{ModelIds.NOTE}", "NOPE")
    first = active_bundle.bundle.explanation.features[0].name
    until(browser, f"location.search === '?view=variable&feature={first}'")
    assert browser.find_element(f"#{ModelIds.NOTE}").is_displayed()
    choose(browser, ModelIds.FEATURE, "AMT_CREDIT")
    until(browser, f"document.getElementById('{ModelIds.NOTE}').hidden")
    assert errors_in(browser) == []


def test_the_switch_of_views_is_walked_by_keyboard(browse, served):
    browser = browse("admin", "en")
    browser.driver.get(f"{served}/model")
    until(browser, f"document.querySelector('#{ModelIds.CONTENT} .js-plotly-plot')")
    first = browser.find_element(f"#{ModelIds.VIEW} input:checked")
    first.send_keys(Keys.ARROW_RIGHT)
    until(browser, f"document.querySelector('#{ModelIds.VIEW} input:checked').value === '{ModelView.VARIABLE}'")
    until(browser, f"document.getElementById('{ModelIds.FEATURE}')?.offsetHeight > 0")
    assert errors_in(browser) == []


def test_a_name_in_the_drift_table_draws_that_variable(browse, served, active_bundle):
    browser = browse("admin", "en")
    browser.driver.get(f"{served}/drift?feature=NAME_CONTRACT_TYPE")
    until(browser, f"document.getElementById('{DriftIds.FEATURE}')?.dataset.value === 'NAME_CONTRACT_TYPE'")
    until(browser, f"document.querySelector('#{DriftIds.SHIFT} .js-plotly-plot')")
    link = browser.find_element(f"#{DriftIds.TABLE} a[data-choose]")
    name = link.get_attribute("data-value")
    link.send_keys(Keys.ENTER)
    definition = active_bundle.bundle.catalogue.features[name].definition.en
    until_text(browser, f"#{DriftIds.SHIFT}", definition)
    until(browser, f"location.search === '?feature={name}'")
    assert browser.driver.execute_script("return document.activeElement.id") == DriftIds.FEATURE
    assert errors_in(browser) == []
