"""Signing in at an identity provider, as people do: a button, the provider's page, and the page one wanted."""

import pytest
from pydantic import SecretStr

from dashboard_app.app import create_app
from tests.browser.axe import violations
from tests.oidc.running import CLIENT_ID, CLIENT_SECRET, MISSING, is_installed, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not is_installed(), reason=MISSING),
]

WORDS = {
    "en": ("Sign in with Bank SSO", "You are signed in to Bank SSO, but your account has no access here."),
    "fr": (
        "Se connecter avec Bank SSO",
        "Vous êtes connecté à Bank SSO, mais votre compte n’a pas accès à cette application.",
    ),
}


@pytest.fixture
def issuer():
    with running() as address:
        yield address


@pytest.fixture
def app(settings, shell_store, issuer, monkeypatch):
    """The frame alone, with a provider."""
    monkeypatch.setattr("dashboard_app.app.register_all", lambda callbacks: None)
    oidc = {
        "oidc_issuer": issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": SecretStr(CLIENT_SECRET),
        "oidc_role_claim": "groups",
        "oidc_roles": {"staff": "adviser"},
        "oidc_label": "Bank SSO",
    }
    return create_app(settings.model_copy(update=oidc), shell_store)


def errors_in(browser):
    return [line for line in browser.get_logs() if line["level"] != "INFO"]


@pytest.mark.parametrize("language", WORDS)
def test_a_button_leads_to_the_provider_and_back(served, dash_br, language):
    dash_br.driver.get(f"{served}/language/{language}?next=/login?next=/help")
    button = dash_br.find_element(".cs-elsewhere a")
    assert button.text == WORDS[language][0]
    assert violations(dash_br) == []
    button.click()
    dash_br.wait_for_element("#a-1").click()

    dash_br.wait_for_text_to_equal(".cs-person", "ada")
    assert dash_br.driver.current_url == f"{served}/help"
    assert errors_in(dash_br) == []


@pytest.mark.parametrize("language", WORDS)
def test_who_has_no_account_is_told_so(served, dash_br, language):
    dash_br.driver.get(f"{served}/language/{language}?next=/login")
    dash_br.find_element(".cs-elsewhere a").click()
    dash_br.wait_for_element("#n-1").click()

    assert WORDS[language][1] in dash_br.wait_for_element(".cs-refused").text
    assert violations(dash_br) == []
    dash_br.find_element("#name").send_keys("adviser")
    dash_br.find_element("#password").send_keys("a demo password")
    dash_br.find_element("main button[type=submit]").click()
    dash_br.wait_for_text_to_equal(".cs-person", "adviser")
