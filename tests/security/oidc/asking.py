"""How these tests go to the provider and back."""

from urllib.parse import urljoin

import requests

HERE = "http://127.0.0.1:5000"
SESSION = "clairscore_session"
OF_EVE = "the words of eve"
FAILED, UNKNOWN, SILENT = "did not succeed", "has no access here", "is not responding"


def address_back(sent, subject="a-1", at_provider=None):
    """Sign in at the provider as somebody, and return the address that it sends the browser back to."""
    http = at_provider or requests.Session()
    assert sent.status_code == 302
    asked = http.get(sent.location)
    choice = "?cancel=1" if subject is None else f"?login={subject}"
    url = urljoin(asked.url, choice)
    while not url.startswith(HERE):
        url = urljoin(url, http.get(url, allow_redirects=False).headers["Location"])
    return url


def come_in(browser, subject="a-1", begin="/login/oidc"):
    """Sign in at the provider as somebody, and return our answer."""
    return browser.get(address_back(browser.get(begin, base_url=HERE), subject))


def is_inside(browser):
    """Whether this browser has a session."""
    return browser.get("/_dash-layout", base_url=HERE).status_code == 200


def assert_refused(browser, answer, status, sentence):
    """The answer is the login page with this sentence, and there is no session."""
    assert answer.status_code == status
    assert sentence in answer.text
    assert "Bank SSO" in answer.text
    assert not is_inside(browser)
