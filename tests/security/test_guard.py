"""Attack cases 1 to 5 and 18: nobody opens what is not theirs, by any way in."""

import html
import re

import pytest

from dashboard_app import routes
from dashboard_app.actor import Role
from dashboard_app.context import RequestContext
from dashboard_app.web.guard import PERSON, PERSON_FIELD
from dashboard_app.web.redirects import login_path
from tests.conftest import CLIENTS, call, callback_body

ROUTER = "..frame-page.children...frame-place.data.."
FILLED = {"package_name": "dash", "fingerprinted_path": "dcc/x.js", "filename": "js/frame.js", "language": "fr"}


def rules(app):
    return sorted({(rule.rule, method) for rule in app.server.url_map.iter_rules() for method in rule.methods})


def get_path(rule):
    for name in ("string:package_name", "path:fingerprinted_path", "path:filename", "language", "path:path"):
        rule = rule.replace(f"<{name}>", FILLED.get(name.split(":")[-1], "anything/else"))
    return rule


@pytest.mark.case(1)
def test_visitor_gets_nothing_but_the_allow_list(app, visitor):
    opened = set()
    for rule, method in rules(app):
        answer = visitor.open(get_path(rule), method=method)
        if answer.status_code == 302 and answer.location.startswith("/login"):
            continue
        if answer.status_code == 401:
            assert answer.is_json or method == "HEAD"
            continue
        opened.add(rule)

    assert opened == routes.PUBLIC_RULES


@pytest.mark.case(39)
def test_every_rule_is_in_the_table(app):
    views = {place.rule for place in (*routes.PAGES, *routes.VIEWS, *routes.API)}
    static = {"/bootstrap/static/<path:filename>"}
    # Dash serves these; nobody needs them, so they are in no row and answer 404.
    unused = {"/_reload-hash", "/_favicon.ico"}
    known = views | static | unused | routes.DASH_INTERNAL | routes.PUBLIC_RULES | {routes.CALLBACKS}

    assert {rule.rule for rule in app.server.url_map.iter_rules()} <= known


@pytest.mark.case(5)
@pytest.mark.parametrize("is_file", [False, True])
def test_a_page_of_another_account_downloads_prints_and_fills_nothing(app, sign_in, is_file):
    browser = sign_in("adviser")
    mine = re.search(r'data-person="([0-9a-f]{16})"', browser.get("/").text)[1]
    theirs = re.search(r'data-person="([0-9a-f]{16})"', sign_in("admin").get("/").text)[1]
    token = browser.get_cookie("_csrf_token").value

    def asked_by(person):
        headers = {} if is_file else {PERSON: person}
        fields = f"?language=fr&{PERSON_FIELD}={person}" if is_file else ""
        return [
            browser.get(f"/clients.csv{fields}", headers=headers),
            browser.post(f"/client/{CLIENTS[0]}/printed{fields}", headers={"X-CSRFToken": token, **headers}),
            call(browser, app, ROUTER, headers=headers) if not is_file else browser.get(f"/drift/report{fields}"),
        ]

    refused = asked_by(theirs)
    assert [answer.status_code for answer in refused] == [409] * 3
    if is_file:
        assert refused[0].mimetype == "text/html"
        assert "Rien n’a été téléchargé" in html.unescape(refused[0].text)
    assert not any(answer.status_code == 409 for person in (mine, "") for answer in asked_by(person))


@pytest.mark.case(1)
def test_visitor_gets_the_files_of_the_login_page(visitor):
    for path in routes.PUBLIC_FILES:
        with visitor.get(path) as answer:
            assert answer.status_code == 200, path


@pytest.mark.case(2)
@pytest.mark.parametrize(
    "path",
    [
        "/assets/js/frame.js",
        "/assets/../pyproject.toml",
        "/assets/%2e%2e/pyproject.toml",
        "/bootstrap/static/js/bootstrap.min.js",
        "/bootstrap/static/css/bootswatch/darkly/bootstrap.min.css",
        "/_dash-layout",
        "/_dash-dependencies",
        "/_reload-hash",
        "/_dash-component-suites/dashboard_app/settings.py",
        "/_dash-component-suites/dash/dash.py",
    ],
)
def test_visitor_gets_no_other_file(visitor, path):
    assert visitor.get(path).status_code == 401


@pytest.mark.case(1)
@pytest.mark.parametrize("path", ["/", "/model", "/client/1?tab=2", "/nope"])
def test_visitor_is_led_to_the_login_page_and_back(visitor, path):
    answer = visitor.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 302
    assert answer.location == login_path(path)


@pytest.mark.case(1)
def test_visitor_who_wants_json_gets_json(visitor):
    answer = visitor.get("/", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.is_json


@pytest.fixture
def entered(app, monkeypatch):
    """The callbacks whose body was entered: each asks who asks first."""
    seen = []
    monkeypatch.setattr(RequestContext, "__init__", lambda *args, **kwargs: seen.append(args))
    return seen


@pytest.mark.case(3)
@pytest.mark.case(4)
def test_visitor_enters_no_callback(app, visitor, entered):
    for output in app.callback_map:
        body = callback_body(app, output)
        assert call(visitor, app, output).status_code == 401
        # The bypass of dash-auth: a public path among the inputs.
        body["inputs"].append({"id": "frame-url", "property": "pathname", "value": "/login"})
        assert call(visitor, app, output, body=body).status_code == 401
    assert entered == []


@pytest.mark.case(5)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "POST"])
@pytest.mark.parametrize(
    "path",
    [
        "/_dash-update-component",
        "/_dash-update-component/",
        "//_dash-update-component",
        "/login/_dash-update-component",
        "/login/../_dash-update-component",
        "/assets/../_dash-update-component",
        "/_mcp",
        "/_dash-ws-callback",
    ],
)
def test_visitor_finds_no_way_around(app, visitor, entered, path, method):
    headers = {"X-Original-URL": "/login", "X-Rewrite-URL": "/login", "X-HTTP-Method-Override": "GET"}
    answer = visitor.open(path, method=method, json=callback_body(app, ROUTER, ["/"]), headers=headers)

    assert answer.status_code in {302, 308, 401, 404, 405}
    assert entered == []


@pytest.mark.case(18)
@pytest.mark.parametrize("role", Role)
def test_every_page_opens_for_its_roles_only(sign_in, role):
    browser = sign_in(role.value)
    for place in routes.PAGES:
        status = browser.get(place.path.replace("<client_id>", str(CLIENTS[0]))).status_code
        if role in place.roles:
            assert status == 200
        elif place.path == "/":
            assert status == 302
        else:
            assert status == (404 if place.is_hidden else 403)


def test_customer_begins_at_their_own_file(sign_in):
    assert sign_in("customer").get("/").location == "/me"


@pytest.mark.case(11)
@pytest.mark.case(15)
def test_a_client_that_is_not_theirs_looks_like_one_that_is_not_there(sign_in):
    customer = sign_in("customer")
    answers = [customer.get(path) for path in (f"/client/{CLIENTS[0]}", "/client/999999999", "/nothing/here")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text.replace(answer.request.path, "") for answer in map(same_token, answers)}) == 1


def same_token(answer):
    text = re.sub(r'name="csrf_token" value="[^"]+"', "", answer.text)
    answer.set_data(text)
    return answer


@pytest.mark.case(30)
@pytest.mark.case(39)
@pytest.mark.parametrize("path", ["/_reload-hash", "/_favicon.ico", "/_mcp", "/_dash-ws-callback", "/admin", "/x/y"])
def test_nobody_finds_what_is_in_no_row(sign_in, path):
    assert sign_in("admin").get(path, headers={"Accept": "text/html"}).status_code == 404


@pytest.mark.parametrize("name", ["bootswatch/darkly/bootstrap.min.css", "font/bootstrap-icons.min.css"])
def test_nobody_gets_other_files_of_bootstrap(sign_in, name):
    assert sign_in("admin").get(f"/bootstrap/static/css/{name}").status_code == 404


@pytest.mark.case(11)
@pytest.mark.case(18)
@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("customer", "/"),
        ("customer", "/client/100001"),
        ("customer", "/drift"),
        ("adviser", "/drift"),
        ("admin", "/me"),
    ],
)
def test_the_router_does_not_yield_a_page_that_is_not_theirs(app, sign_in, role, path):
    answer = call(sign_in(role), app, ROUTER, [path])

    assert answer.status_code == 200
    response = answer.get_json()["response"]
    assert response["frame-place"]["data"]["path"] is None
    missing = call(sign_in(role), app, ROUTER, ["/nothing"]).get_json()["response"]
    assert response == missing


@pytest.mark.case(12)
@pytest.mark.parametrize("path", [None, "", "x" * 5000, "/client/１００００１", "/client/1e5", "\x00"])
def test_the_router_survives_any_path(app, sign_in, path):
    answer = call(sign_in("adviser"), app, ROUTER, [path, {"path": path}])

    assert answer.status_code == 200
    assert answer.get_json()["response"]["frame-place"]["data"]["path"] is None


@pytest.mark.case(12)
@pytest.mark.parametrize("path", [7, [], {}])
def test_the_router_refuses_what_is_no_path(app, sign_in, path):
    assert call(sign_in("adviser"), app, ROUTER, [path, None]).status_code == 400


@pytest.mark.case(2)
@pytest.mark.case(18)
def test_no_layout_of_a_page_is_in_what_every_role_gets(sign_in):
    for role in Role:
        browser = sign_in(role.value)
        assert "validation_layout" not in browser.get("/me" if role is Role.CUSTOMER else "/").text
        layout = browser.get("/_dash-layout").text
        assert all(word not in layout for word in ("drift", "admin", "client"))


@pytest.mark.case(18)
def test_a_customer_reads_nothing_of_the_admins_pages(sign_in):
    text = sign_in("customer").get("/me").text
    assert all(f'href="{path}"' not in text for path in ("/", "/model", "/drift"))
    assert 'name="number"' not in text
