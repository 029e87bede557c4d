"""Figures for a monitoring system: what is measured, who may read it, and that they name nobody."""

import inspect
import os
import re
import subprocess
import sys
import time

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dashboard_app.app import create_app
from dashboard_app.ids import FrameIds
from tests.conftest import CLIENTS, call

ROUTER = f"..{FrameIds.PAGE}.children...{FrameIds.PLACE}.data.."
TOKEN = "0f1e2d3c4b" * 4
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def shell_store(shell_store):
    """The store of three clients, with as much of a manifest as the figures name."""
    manifest = shell_store.current().bundle.manifest
    manifest.bundle_id, manifest.contract, manifest.git_commit = "20260101T000000Z-abc", 1, "c0ffee"
    return shell_store


def samples(text, name):
    """The values of a sample by its labels, in the alphabetical order of their names."""
    return {
        tuple(value for _, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name
    }


def read(visitor):
    answer = visitor.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain")
    return answer.text


def test_requests_are_counted_by_route_and_status(visitor, sign_in):
    browser = sign_in("adviser")
    before = samples(read(visitor), "clairscore_request_seconds_count")
    for number in CLIENTS:
        browser.get(f"/client/{number}")
    browser.get("/drift")
    browser.get("/nothing/here")
    browser.get("/api/v1/clients/999")
    browser.get(f"/api/v1/clients/{CLIENTS[0]}x")
    visitor.get("/model")
    after = samples(read(visitor), "clairscore_request_seconds_count")

    def risen(*labels):
        return after.get(labels, 0) - before.get(labels, 0)

    assert risen("GET", "/client/<client_id>", "200") == 3
    assert risen("GET", "/drift", "403") == 1
    assert risen("GET", "none", "404") == 2
    assert risen("GET", "/api/v1/clients/<client_id>", "404") == 1
    assert risen("GET", "/model", "302") == 1


@pytest.mark.case(23)
def test_no_label_holds_what_a_browser_sent(visitor, sign_in):
    browser = sign_in("adviser")
    for path in (f"/client/{CLIENTS[0]}", "/client?number=100001", "/secret-path", "/assets/secret.js", "/language/xx"):
        browser.get(path)
    browser.open("/model", method="SECRET")
    # The labels only: a sum of seconds may happen to read like a number of somebody.
    labels = " ".join(re.findall(r'="([^"]*)"', read(visitor)))
    assert "/client/" in labels
    assert not any(str(number) in labels for number in CLIENTS)
    assert "secret" not in labels.lower()


def test_times_are_those_of_the_whole_request(visitor, app, monkeypatch):
    monkeypatch.setitem(app.server.view_functions, "healthz", lambda: time.sleep(0.05) or "slow")
    key = ("GET", "/healthz", "200")
    before = samples(read(visitor), "clairscore_request_seconds_sum").get(key, 0)
    visitor.get("/healthz")
    assert 0.05 <= samples(read(visitor), "clairscore_request_seconds_sum")[key] - before < 1


def test_callbacks_are_counted_by_their_name(app, visitor, sign_in):
    browser = sign_in("adviser")
    before = samples(read(visitor), "clairscore_callback_seconds_count")
    functions = [inspect.unwrap(found["callback"]) for found in app.callback_map.values() if "callback" in found]
    names = {f"{function.__module__.rpartition('.')[2]}.{function.__name__}" for function in functions}
    assert {"routing.show_page", "client.show_client", "me.show_my_file"} <= names
    assert names <= {name for (name,) in before}, "each is there before it is first called"
    assert len(names) == len(functions), "no two share a name"
    call(browser, app, ROUTER, ["/model"])
    after = samples(read(visitor), "clairscore_callback_seconds_count")
    assert after["routing.show_page",] - before["routing.show_page",] == 1


def test_the_bundle_in_force_is_named(visitor):
    assert samples(read(visitor), "clairscore_bundle_info") == {("1", "c0ffee", "20260101T000000Z-abc"): 1.0}


def test_the_bundle_is_the_one_in_force_now(visitor, shell_store):
    read(visitor)
    shell_store.current().bundle.manifest.bundle_id = "another"
    assert {labels[-1] for labels in samples(read(visitor), "clairscore_bundle_info")} == {"another"}


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_may_read_them(visitor, address):
    assert visitor.get("/metrics", environ_overrides={"REMOTE_ADDR": address}).status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "Via"])
def test_a_proxy_on_this_machine_may_not(visitor, header):
    assert visitor.get("/metrics", headers={header: "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize("name", ["adviser", "customer", "admin", None])
def test_nobody_elsewhere_may(visitor, sign_in, name):
    browser = sign_in(name) if name else visitor
    assert browser.get("/metrics", environ_overrides=ELSEWHERE).status_code == 404


def test_behind_a_trusted_proxy_an_address_that_is_sent_opens_nothing(settings, shell_store):
    app = create_app(settings.model_copy(update={"trusted_proxies": 1}), shell_store)
    visitor = app.server.test_client()
    assert visitor.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer {TOKEN}", 200),
        (f"Bearer {TOKEN}x", 404),
        (f"Basic {TOKEN}", 404),
        (TOKEN, 404),
        ("Bearer ", 404),
        ("Bearer é", 404),
        (None, 404),
    ],
)
def test_elsewhere_the_token_opens_them(settings, shell_store, sent, status):
    settings = type(settings)(
        _env_file=None,
        demo=True,
        demo_password="a demo password",
        instance=settings.instance,
        metrics_token=TOKEN,
    )
    visitor = create_app(settings, shell_store).server.test_client()
    headers = {} if sent is None else {"Authorization": sent}
    assert visitor.get("/metrics", headers=headers, environ_overrides=ELSEWHERE).status_code == status


def test_without_a_setting_no_token_opens_them(visitor):
    for sent in ("Bearer None", "Bearer ", "Bearer"):
        answer = visitor.get("/metrics", headers={"Authorization": sent}, environ_overrides=ELSEWHERE)
        assert answer.status_code == 404


# Prometheus' client looks at the environment when it is imported: each of these is a worker of its own.
WORKER = "from dashboard_app.instrumentation import SCORING_SECONDS; SCORING_SECONDS.labels('score').observe(0.25)"
READER = """
from types import SimpleNamespace
from prometheus_client import generate_latest
from dashboard_app.web.metrics import MetricsCollector
manifest = SimpleNamespace(bundle_id="b", contract=1, git_commit="c")
print(generate_latest(MetricsCollector(manifest)).decode())
"""


def test_what_several_workers_measured_is_added_up(tmp_path):
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}

    def run(code):
        return subprocess.run(
            [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True, timeout=60
        ).stdout

    for _ in range(2):
        run(WORKER)
    text = run(READER)
    assert samples(text, "clairscore_scoring_seconds_count") == {("score",): 2.0}
    assert samples(text, "clairscore_scoring_seconds_sum") == {("score",): 0.5}
    assert samples(text, "clairscore_bundle_info") == {("1", "c", "b"): 1.0}
