"""axe-core finds nothing, on any page, in any state; the whole matrix in the long run."""

import pytest

from tests.browser.axe import KNOWN, SOURCE, violations
from tests.browser.journeys import app_over, until
from tests.browser.states import NETWORK, states_of

pytestmark = pytest.mark.browser

ROLES = ["adviser", "admin", "customer", None]


@pytest.fixture(scope="module")
def app(built, tmp_path_factory):
    return app_over(built, tmp_path_factory.mktemp("accessibility"))


@pytest.fixture
def wrong_with(browse, served, dash_br, active_bundle):
    """A function: role, language and theme to all that axe finds in every state."""

    def found(role, language, theme):
        browser = dash_br
        if role is None:
            browser.driver.get(f"{served}/language/{language}?next=/login")
        else:
            browse(role, language)
        browser.driver.execute_script("localStorage.setItem('theme', arguments[0])", theme)
        browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": NETWORK})
        wrong = []
        for state in states_of(role, int(active_bundle.client_ids[3])):
            browser.driver.execute_script("sessionStorage.setItem('network', arguments[0])", state.network or "")
            browser.driver.get(f"{served}{state.path}")
            until(browser, state.ready, state.name)
            assert browser.driver.execute_script("return document.documentElement.dataset.theme") == theme
            if state.script:
                browser.driver.execute_script(state.script)
            if state.then:
                until(browser, state.then, state.name)
            wrong += [f"{state.name}: {line}" for line in violations(browser)]
        return wrong

    return found


def test_axe_is_there():
    assert SOURCE.is_file(), "axe-core is missing: run `npm ci`, or `make test`, which does."


def test_axe_finds_what_is_wrong(served, dash_br):
    dash_br.driver.get(f"{served}/login")
    until(dash_br, "document.querySelector('main form')")
    assert violations(dash_br) == []
    dash_br.driver.execute_script("document.querySelector('main label').remove()")
    assert [line.split(":")[0] for line in violations(dash_br)] == ["label"]


def test_few_violations_are_known_and_each_has_its_date():
    assert len(KNOWN) <= 3
    assert all(reason[:2] == "20" for reason in KNOWN.values())


@pytest.mark.parametrize(
    ("role", "language", "theme"),
    [("adviser", "en", "light"), ("admin", "fr", "light"), ("customer", "fr", "dark"), (None, "en", "dark")],
)
def test_nothing_breaks_the_rules(wrong_with, role, language, theme):
    assert wrong_with(role, language, theme) == []


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("role", ROLES)
def test_nothing_breaks_the_rules_in_any_language_and_theme(wrong_with, role, language, theme):
    assert wrong_with(role, language, theme) == []


# Whatever fits into 320 px fits into more; only a breakpoint could be wrong there.
@pytest.mark.parametrize("width", [320, pytest.param(720, marks=pytest.mark.long)], ids=["320 px", "1440 px at 200 %"])
@pytest.mark.parametrize("role", ROLES)
def test_no_page_scrolls_sideways(browse, served, dash_br, active_bundle, role, width):
    browser = dash_br
    if role is not None:
        browse(role, "fr")
    browser.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 450, "deviceScaleFactor": 1, "mobile": False}
    )
    browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": NETWORK})
    wide = []
    for state in states_of(role, int(active_bundle.client_ids[3])):
        if browser.driver.current_url.startswith(served):
            # A browser that has opened nothing yet has no storage.
            browser.driver.execute_script("sessionStorage.setItem('network', arguments[0])", state.network or "")
        browser.driver.get(f"{served}{state.path}")
        until(browser, state.ready, state.name)
        if browser.driver.execute_script("return document.documentElement.scrollWidth") > width:
            wide.append(state.name)
    assert wide == []
