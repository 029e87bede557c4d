"""Cases 20 to 24, 28 and 30: handles of background jobs, caches, logs, paths, and what Dash could give away."""

import logging
import os
import re

import pytest

from tests.conftest import FILE, call
from tests.security.test_assignments import listed
from tests.security.test_clients import data_callbacks

FORGED = [
    {"cacheKey": "1~x", "job": "1"},
    {"oldJob": "1", "oldJobs": ["1", "2"]},
    {"cancelJob": str(os.getpid())},
    {"cacheKey": "../../etc/passwd", "job": "0", "cancelJob": "1"},
]
OUTSIDE = [
    "/assets/../dashboard_app/settings.py",
    "/assets/..%2f..%2fetc%2fpasswd",
    "/assets/%2e%2e/%2e%2e/pyproject.toml",
    "/assets//etc/passwd",
    "/assets/\x00",
    "/assets/1-tokens.css%00.js",
    "/_dash-component-suites/dash/../../../pyproject.toml",
    "/_dash-component-suites/dash/%2e%2e/%2e%2e/setup.py",
    "/_dash-component-suites/os/path.py",
    "/_dash-component-suites/..%2f/x",
    "/bootstrap/static/../../../etc/passwd",
    "/language/..%2f..%2fetc",
    "/language/%00",
    "/drift/report/../../etc/passwd",
    "/drift/..%2freport",
    "/client/..%2f..%2fetc%2fpasswd",
    "/client/%00",
]


@pytest.mark.case(20)
@pytest.mark.case(21)
@pytest.mark.parametrize("forged", FORGED, ids=lambda query: "-".join(query))
@pytest.mark.parametrize("name", ["customer_a", "adviser1", "admin1"])
def test_handles_of_background_jobs_do_nothing(lender, monkeypatch, forged, name):
    """There are no background callbacks, and nothing that Dash could be told to read, to end or to kill for one."""
    touched = []
    monkeypatch.setattr(os, "kill", lambda *asked: touched.append(asked))
    browser = lender.browser(name)
    for output in data_callbacks(lender.app):
        plain, answer = call(browser, lender.app, output), call(browser, lender.app, output, query_string=forged)
        assert answer.status_code == plain.status_code
        assert answer.data == plain.data
    assert touched == []


@pytest.mark.case(22)
def test_the_same_question_of_two_people_has_two_answers(lender):
    for _ in range(2):
        assert listed(lender, "adviser1") != listed(lender, "adviser2")
    for path in ("/", "/me", "/api/v1/clients", "/_dash-layout"):
        answer = lender.browser("adviser1").get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Cookie" in answer.headers["Vary"]


@pytest.mark.case(23)
def test_no_log_holds_a_client_number_or_a_handle(lender, caplog, monkeypatch):
    number = lender.assigned["adviser1"][0]

    def fail(*_args, **_options):
        raise RuntimeError("of this test")

    with caplog.at_level(logging.DEBUG):
        lender.browser("adviser1").get(f"/client/{number}?cacheKey=secret-handle")
        # A part of the page fails alone; without knowing whose file it is, nothing can be shown.
        monkeypatch.setattr("dashboard_app.services.scoring.score", fail)
        assert call(lender.browser("adviser1"), lender.app, FILE, [f"/client/{number}"]).status_code == 200
        monkeypatch.setattr("dashboard_app.callbacks.client.open_client", fail)
        assert call(lender.browser("adviser1"), lender.app, FILE, [f"/client/{number}"]).status_code == 500
    lines = [line for line in caplog.messages if "Reference" in line]
    assert len(lines) == 1
    assert not [line for line in caplog.messages if str(number) in line or "secret-handle" in line]


@pytest.mark.case(23)
def test_gunicorn_writes_no_access_log():
    with open("gunicorn.conf.py", encoding="utf-8") as file:  # noqa: PTH123
        assert re.search(r"^accesslog = None$", file.read(), re.MULTILINE)


@pytest.mark.case(24)
def test_what_an_installation_keeps_is_private(lender):
    directory = lender.settings.instance
    assert directory.stat().st_mode & 0o777 == 0o700
    for path in directory.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name


@pytest.mark.case(28)
@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_outside(lender, path):
    answer = lender.browser("admin1").get(path)
    assert answer.status_code in {302, 308, 400, 404}
    assert "root:" not in answer.text
    assert "[project]" not in answer.text


@pytest.mark.case(30)
@pytest.mark.parametrize(
    "path",
    [
        "/_mcp",
        "/_dash-ws-callback",
        "/console",
        "/_reload-hash",
        "/__debugger__",
        "/?__debugger__=yes&cmd=resource",
    ],
)
def test_no_tool_for_developers_answers(lender, path):
    for name in ("admin1", "customer_a"):
        answer = lender.browser(name).get(path)
        # The last one is the list, or the way to one's own file: what stands behind the question mark says nothing.
        assert answer.status_code in ({200, 302} if "?" in path else {404})
        assert "werkzeug" not in answer.text.lower()
        assert "console" not in answer.text.replace(path, "")


@pytest.mark.case(30)
def test_a_visitor_reads_no_version(lender):
    visitor = lender.app.server.test_client()
    for path in ("/login", "/healthz", "/readyz", "/nope", "/api/v1/clients"):
        answer = visitor.get(path)
        assert not re.search(r"\d+\.\d+\.\d+", answer.text.replace("127.0.0.1", "")), path
        assert not {"Server", "X-Powered-By"} & set(answer.headers)
