"""How these tests ask the API."""

import json

ROOT = "/api/v1"
PROBLEM = "application/problem+json"


def get(browser, path, **options):
    """Ask for a path of the API."""
    return browser.get(ROOT + path, **options)


def post(browser, path, body=None, **options):
    """Send a body with the token of the session."""
    cookie = browser.get_cookie("_csrf_token")
    headers = {"X-CSRFToken": cookie.value if cookie else "", **options.pop("headers", {})}
    if "data" not in options:
        options |= {"data": json.dumps(body), "content_type": "application/json"}
    return browser.post(ROOT + path, headers=headers, **options)


def assert_problem(answer, status):
    """The answer is a problem with this status."""
    assert answer.status_code == status, answer.text
    assert answer.content_type == PROBLEM
    found = answer.get_json()
    assert found["status"] == status
    assert found["type"] == "about:blank"
    assert found["title"]
    assert found["detail"].endswith(".")
    assert (found["reference"] is not None) == (status == 500)
    return found
