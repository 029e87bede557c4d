"""The site below a prefix: everything that leaves leads below it, whether or not the proxy takes it off."""

import contextlib
import json
import re
import socket
import threading

import pytest
import requests

from dashboard_app import routes
from dashboard_app.addresses import UrlPrefix
from dashboard_app.app import create_app
from dashboard_app.ids import ClientIds, FrameIds
from dashboard_app.settings import Settings
from dashboard_app.store import Store
from dashboard_app.web.buffering import BufferedServer
from tests import nginx
from tests.conftest import CLIENTS, PASSWORD, callback_body, token_in

PREFIX = "/tools/credit"
ROUTER = f"..{FrameIds.PAGE}.children...{FrameIds.PLACE}.data.."
LINK = re.compile(r'(?:href|src|action|data-url)=\\?"(/[^"\\]*)')


@pytest.fixture
def settings(tmp_path):
    return Settings(
        _env_file=None,
        demo=True,
        demo_password=PASSWORD,
        instance=tmp_path / "instance",
        url_prefix=PREFIX,
        trusted_proxies=1,
    )


@pytest.fixture(params=["passed on", "taken off"])
def proxy(request):
    """What the proxy does with the prefix."""
    return request.param


@pytest.fixture
def app(settings, shell_store, proxy):
    """The dashboard as it is reached through such a proxy."""
    made = create_app(settings, shell_store)
    inner = made.server.wsgi_app

    def without_prefix(environ, start_response):
        environ["PATH_INFO"] = environ["PATH_INFO"].removeprefix(PREFIX)
        return inner(environ, start_response)

    if proxy == "taken off":
        made.server.wsgi_app = without_prefix
    return made


def sign_in(app, **query):
    """Return a browser and the answer to its form."""
    browser = app.server.test_client()
    token = token_in(browser.get(f"{PREFIX}/login").text)
    form = {"name": "adviser", "password": PASSWORD, "csrf_token": token}
    return browser, browser.post(f"{PREFIX}/login", query_string=query, data=form)


def test_signing_in_stays_below_the_prefix(app):
    browser, answer = sign_in(app)
    assert (answer.status_code, answer.location) == (302, f"{PREFIX}/")
    assert browser.get(answer.location).status_code == 200
    for name in ("clairscore_session", "_csrf_token"):
        assert browser.get_cookie(name, path=PREFIX) is not None, name
        assert browser.get_cookie(name, path="/") is None, name


@pytest.mark.parametrize("path", ["/", "/model", f"/client/{CLIENTS[0]}", "/help", "/nothing/here", "/login"])
def test_every_link_of_a_page_leads_below_it(app, path):
    browser, _ = sign_in(app)
    text = browser.get(f"{PREFIX}{path}", follow_redirects=True).text
    links = LINK.findall(text)
    assert len(links) > 5
    assert all(link.startswith(f"{PREFIX}/") for link in links), links
    if "_dash-config" in text:
        config = json.loads(re.search(r'id="_dash-config"[^>]*>(.*?)</script>', text)[1])
        assert config["requests_pathname_prefix"] == f"{PREFIX}/"


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        (f"/client/{CLIENTS[0]}", f"{PREFIX}/client/{CLIENTS[0]}"),
        ("/model?x=1", f"{PREFIX}/model?x=1"),
        ("//evil.example", f"{PREFIX}/"),
        ("/../neighbour", f"{PREFIX}/"),
        ("/%2e%2e/neighbour", f"{PREFIX}/"),
        ("/x/./../../neighbour", f"{PREFIX}/"),
    ],
)
@pytest.mark.case(10)
def test_one_returns_below_it_after_signing_in(app, wanted, location):
    assert sign_in(app, next=wanted)[1].location == location


def test_a_visitor_is_led_to_the_login_page_and_back(app):
    answer = app.server.test_client().get(f"{PREFIX}/client/{CLIENTS[0]}?basis=outcome")
    assert answer.location == f"{PREFIX}/login?next=%2Fclient%2F{CLIENTS[0]}%3Fbasis%3Doutcome"


def test_a_language_leads_back_to_the_page_it_was_chosen_on(app):
    headers = {"Referer": f"http://localhost{PREFIX}/login"}
    answer = app.server.test_client().get(f"{PREFIX}/language/fr", headers=headers)
    assert answer.location == f"{PREFIX}/login"
    assert f"Path={PREFIX}" in answer.headers["Set-Cookie"]


def test_the_api_its_description_and_callbacks_name_it_too(built, tmp_path):
    settings = Settings(
        _env_file=None, demo=True, demo_password=PASSWORD, instance=tmp_path / "instance", url_prefix=PREFIX
    )
    app = create_app(settings, Store(built.path.parent))
    browser, _ = sign_in(app)
    document = browser.get(f"{PREFIX}/api/v1/openapi.json").json
    assert document["servers"] == [{"url": f"{PREFIX}/api/v1"}]
    assert f"GET {PREFIX}/api/v1/model" in browser.get(f"{PREFIX}/api/docs").text
    number = browser.get(f"{PREFIX}/api/v1/clients").json["items"][0]["client_id"]
    browser.get(f"{PREFIX}/")
    token = browser.get_cookie("_csrf_token", path=PREFIX).value
    output = next(name for name in app.callback_map if f"{ClientIds.HEADING}.content" in name)
    answer = browser.post(
        f"{PREFIX}/_dash-update-component",
        json=callback_body(app, output, [f"{PREFIX}/client/{number}"]),
        headers={"X-CSRFToken": token},
    )
    links = re.findall(r'"href":\s*"(/[^"]*)"', json.dumps(answer.json))
    assert len(links) >= 2
    assert all(link.startswith(f"{PREFIX}/") for link in links)


@pytest.mark.parametrize("proxy", ["passed on"])
def test_the_way_without_a_slash_leads_in(app):
    answer = app.server.test_client().get(f"{PREFIX}?x=1")
    assert (answer.status_code, answer.location) == (308, f"{PREFIX}/?x=1")


def test_a_path_that_only_begins_like_it_is_another(app):
    seen = []

    def application(environ, start_response):
        seen.append((environ["SCRIPT_NAME"], environ["PATH_INFO"]))
        return []

    for path in (f"{PREFIX}ed/x", f"{PREFIX}/x", "/x"):
        UrlPrefix(application, PREFIX)({"PATH_INFO": path}, None)
    assert seen == [(PREFIX, f"{PREFIX}ed/x"), (PREFIX, "/x"), (PREFIX, "/x")]


@pytest.mark.parametrize(
    "prefix",
    ["credit", "/", "//", "/credit//x", "/api", "/client/x", "/_dash", "/a b", "/a/../b", "/..", "https://x/y"],
)
def test_nonsense_is_refused(prefix):
    if prefix.strip("/") == "":
        assert Settings(_env_file=None, url_prefix=prefix).url_prefix == ""
        return
    with pytest.raises(ValueError, match="must be a path such as /credit"):
        Settings(_env_file=None, url_prefix=prefix)


def test_no_prefix_can_be_a_path_of_the_site(app):
    """Settings are read before there is an application: the table of routes says what it will have."""
    first_parts = {rule.rule.split("/")[1] for rule in app.server.url_map.iter_rules()}
    assert {part for part in first_parts if part and part[0] not in "<_"} == routes.first_parts()


@pytest.fixture
def behind_nginx(settings, shell_store, tmp_path, proxy):
    """The address of nginx in front of the application, which is served as in production."""
    if nginx.program() is None:
        pytest.skip("there is no nginx here: apt-get install nginx-light")
    app = create_app(settings, shell_store)
    listener = socket.create_server(("127.0.0.1", 0))
    server = BufferedServer(app.server, [listener], threads=2, kept_for={"/healthz"})
    ended = threading.Event()

    def turn():
        while not ended.is_set():
            server.turn(0.05)
        server.stop_accepting()
        server.close()

    thread = threading.Thread(target=turn)
    thread.start()
    try:
        with nginx.in_front(
            tmp_path / "nginx", listener.getsockname()[1], PREFIX, path="/" if proxy == "taken off" else ""
        ) as port:
            yield f"http://127.0.0.1:{port}"
    finally:
        ended.set()
        thread.join()


def test_people_work_behind_nginx(behind_nginx, app):
    with contextlib.closing(requests.Session()) as browser:
        login = browser.get(f"{behind_nginx}{PREFIX}", timeout=10)
        assert login.url == f"{behind_nginx}{PREFIX}/login"
        for link in LINK.findall(login.text):
            if "/language/" not in link:
                assert browser.get(behind_nginx + link, timeout=10).status_code == 200, link
        form = {"name": "adviser", "password": PASSWORD, "csrf_token": token_in(login.text)}
        page = browser.post(f"{behind_nginx}{PREFIX}/login?next=%2Fmodel", data=form, timeout=10)
        assert (page.status_code, page.url) == (200, f"{behind_nginx}{PREFIX}/model")
        assert {cookie.path for cookie in browser.cookies} == {PREFIX}
        scripts = [link for link in LINK.findall(page.text) if ".js" in link]
        assert len(scripts) > 5
        for link in scripts:
            assert browser.get(behind_nginx + link, timeout=10).status_code == 200, link
        moved = browser.post(
            f"{behind_nginx}{PREFIX}/_dash-update-component",
            json=callback_body(app, ROUTER, ["/model"]),
            headers={"X-CSRFToken": browser.cookies["_csrf_token"]},
            timeout=10,
        )
        assert moved.status_code == 200
        assert browser.get(f"{behind_nginx}{PREFIX}/metrics", timeout=10).status_code == 404
        out = browser.post(f"{behind_nginx}{PREFIX}/logout", data={"csrf_token": token_in(page.text)}, timeout=10)
        assert out.url == f"{behind_nginx}{PREFIX}/login"
