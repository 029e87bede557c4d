"""Which hosts are answered, and whose headers are believed."""

import pytest
from flask import request

from dashboard_app.actor import Role
from dashboard_app.app import create_app
from dashboard_app.auth.app_state import prepare
from dashboard_app.auth.users import NewUser
from dashboard_app.settings import Settings
from dashboard_app.web.hosts import is_trusted_host
from tests.conftest import SECRET

NAMES = ("credit.example.org", ".bank.example", "[::1]", "127.0.0.1")
TOKEN = "0f1e2d3c4b" * 4


@pytest.mark.parametrize(
    "host",
    [
        "credit.example.org",
        "credit.example.org:443",
        "CREDIT.Example.org",
        "a.bank.example",
        "a.b.bank.example:8050",
        "[::1]",
        "[::1]:8050",
        "127.0.0.1:8050",
    ],
)
def test_own_names_are_trusted(host):
    assert is_trusted_host(host, NAMES)


@pytest.mark.case(5)
@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "credit.example.org.evil.example",
        "evilcredit.example.org",
        "bank.example",
        "evilbank.example",
        "credit.example.org:evil",
        "credit.example.org:80:80",
        "credit.example.org@evil.example",
        "evil.example#credit.example.org",
        "credit.example.org, evil.example",
        "credit.example.org/x",
        "credit.example.org.",
        "[::1",
        "::1",
        "[::2]",
    ],
)
def test_others_are_not(host):
    assert not is_trusted_host(host, NAMES)


def test_in_a_demo_every_name_is():
    assert is_trusted_host("anything at all", None)


@pytest.fixture
def serve(tmp_path, shell_store):
    """A function: settings to a browser of an application that is no demo."""

    def served(**values):
        settings = Settings(_env_file=None, instance=tmp_path / "instance", secret_key=SECRET, **values)
        instance = prepare(settings.model_copy(update={"demo": True}))
        instance.users.add(NewUser("ada", Role.ADMIN, "hash"))
        instance.database.close()
        return create_app(settings, shell_store).server.test_client()

    return served


@pytest.mark.parametrize("path", ["/", "/login", "/metrics", "/assets/1-tokens.css", "/api/v1/model"])
def test_another_name_is_refused_and_not_repeated(serve, path):
    answer = serve(allowed_hosts="credit.example.org").get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text + str(answer.headers)
    assert "Content-Security-Policy" in answer.headers


def test_the_name_that_is_set_is_answered(serve):
    browser = serve(allowed_hosts=" credit.example.org , .bank.example")
    for host in ("credit.example.org", "a.bank.example:8443"):
        assert browser.get("/login", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_checks_of_the_health_ask_by_an_address(serve, path):
    assert serve(allowed_hosts="credit.example.org").get(path, headers={"Host": "10.1.2.3:8050"}).status_code == 200


def test_where_no_name_is_set_this_machine_alone_is_answered(serve):
    browser = serve(host="::")
    assert browser.get("/login", headers={"Host": "localhost:8050"}).status_code == 200
    assert browser.get("/login", headers={"Host": "[::1]:8050"}).status_code == 200
    assert browser.get("/login", headers={"Host": "credit.example.org"}).status_code == 400


def test_an_address_that_is_listened_on_is_answered(serve):
    assert serve(host="10.1.2.3").get("/login", headers={"Host": "10.1.2.3:8050"}).status_code == 200


def test_behind_a_proxy_the_name_that_it_was_asked_by_counts(serve):
    browser = serve(allowed_hosts="credit.example.org", trusted_proxies=1)
    asked = {"Host": "127.0.0.1:8050", "X-Forwarded-Host": "credit.example.org"}
    assert browser.get("/login", headers=asked).status_code == 200
    assert browser.get("/login", headers={**asked, "X-Forwarded-Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("value", ["*", "https://credit.example.org", "credit.example.org:443", ",", "a b", "-/x"])
def test_nonsense_is_refused(value):
    with pytest.raises(ValueError, match="must be names with commas between them"):
        Settings(_env_file=None, allowed_hosts=value)


def test_who_has_the_token_reads_figures_by_an_address(serve, shell_store):
    manifest = shell_store.current().bundle.manifest
    manifest.bundle_id, manifest.contract, manifest.git_commit = "b", 1, "c"
    headers = {"Host": "10.1.2.3:8050", "Authorization": f"Bearer {TOKEN}"}
    browser = serve(allowed_hosts="credit.example.org", metrics_token=TOKEN)
    assert browser.get("/metrics", headers=headers).status_code == 200


def test_behind_proxies_figures_are_for_the_token_alone(serve):
    """A proxy that adds no header looks like this machine."""
    browser = serve(allowed_hosts="localhost", trusted_proxies=1)
    assert browser.get("/metrics").status_code == 404


@pytest.mark.case(6)
@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "9.9.9.9"), (2, "8.8.8.8")])
def test_as_many_hops_are_believed_as_there_are_proxies(settings, shell_store, proxies, address):
    app = create_app(settings.model_copy(update={"trusted_proxies": proxies}), shell_store)
    seen = []
    app.server.before_request_funcs[None].insert(0, lambda: seen.append(_asked()))
    sent = {"X-Forwarded-For": "1.1.1.1, 8.8.8.8, 9.9.9.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "h"}
    app.server.test_client().get("/login", headers=sent)
    assert seen == [(address, "https" if proxies == 1 else "http")]


def _asked():
    return request.remote_addr, request.scheme
