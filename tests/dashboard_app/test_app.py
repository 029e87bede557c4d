"""The application as a whole: several in one process, its frame, its routes around the pages."""

import re

import pytest

from dashboard_app.actor import Role
from dashboard_app.app import create_app
from dashboard_app.i18n.languages import LANGUAGES
from dashboard_app.ids import FrameIds
from dashboard_app.settings import Settings
from model_bundle.errors import BundleCorruptError
from tests.conftest import PASSWORD, call, post_login

ROUTER = f"..{FrameIds.PAGE}.children...{FrameIds.PLACE}.data.."


def test_two_applications_live_in_one_process(app, sign_in, tmp_path, shell_store):
    other = create_app(
        Settings(_env_file=None, demo=True, demo_password="another one", instance=tmp_path / "b"), shell_store
    )
    browser = other.server.test_client()

    assert post_login(browser, "admin", PASSWORD).status_code == 401
    assert post_login(browser, "admin", "another one").status_code == 302
    browser.get("/")
    assert call(browser, other, ROUTER, ["/drift"]).status_code == 200
    assert call(sign_in("adviser"), app, ROUTER, ["/model"]).status_code == 200
    assert set(other.callback_map) == set(app.callback_map)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_machine_may_ask_how_it_is(visitor, path):
    assert visitor.get(path).status_code == 200


def test_a_worker_without_a_bundle_is_not_ready(settings, shell_store):
    browser = create_app(settings, shell_store).server.test_client()
    shell_store.current = lambda: None
    assert browser.get("/readyz").status_code == 503
    assert browser.get("/healthz").status_code == 200


def test_a_bundle_that_somebody_wrote_into_is_a_page_that_says_so(app, sign_in, shell_store):
    browser = sign_in("adviser")

    def refuse():
        raise BundleCorruptError("clients.arrow is not whole: got half of it. Build the bundle again.")

    shell_store.current = refuse
    page, parts = browser.get("/client?number=100005"), browser.get("/readyz")
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "5"
    assert "Content-Security-Policy" in page.headers
    assert "The files of the model were changed" in page.text
    assert "clients.arrow" not in page.text
    assert (parts.status_code, parts.get_json()["failing"]) == (503, ["bundle"])
    assert call(browser, app, ROUTER, ["/model"]).status_code == 503


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("?number=100005", "/client/100005"),
        ("?number=+100005+", "/client/100005"),
        ("?number=100,005", "/client/100005"),
        ("?number=100+005", "/client/100005"),
        ("?number=100%C2%A0005", "/client/100005"),
        ("?number=100.005", "/client/100005"),
        ("?number=0100005", "/client/100005"),
    ],
)
def test_the_form_in_the_header_leads_to_a_client(sign_in, query, answer):
    assert sign_in("adviser").get(f"/client{query}").location == answer


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("00100005", "100005"),
        ("0100005?view=all", "100005?view=all"),
        ("100005/", "100005"),
        ("100005/?view=all", "100005?view=all"),
        ("100,005", "100005"),
        ("100%20005", "100005"),
        ("100%C2%A0005", "100005"),
    ],
)
def test_a_file_has_one_address(sign_in, path, place):
    assert sign_in("adviser").get(f"/client/{path}").location == f"/client/{place}"


@pytest.mark.parametrize("query", ["", "?number=", "?number=x", "?number=//evil", "?number=1e5", "?number=１"])
def test_what_is_no_number_leads_nowhere(sign_in, query):
    assert sign_in("adviser").get(f"/client{query}").status_code == 404


def test_letters_in_the_header_get_a_sentence(sign_in):
    answer = sign_in("adviser").get("/client?number=abc<b>")
    assert answer.status_code == 404
    assert "“abc&lt;b&gt;” is not a client number" in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "path", "titles"),
    [
        ("adviser", "/", {"en": "Clients", "fr": "Clients"}),
        ("adviser", "/client/100001", {"en": "Client 100001", "fr": "Client 100001"}),
        ("adviser", "/model", {"en": "How the model decides", "fr": "Comment le modèle décide"}),
        ("admin", "/drift", {"en": "Data drift", "fr": "Dérive des données"}),
        ("customer", "/me", {"en": "My file", "fr": "Mon dossier"}),
        ("customer", "/nope", {"en": "Page not found", "fr": "Page introuvable"}),
    ],
)
def test_page_has_its_language_and_title(sign_in, language, name, path, titles):
    browser = sign_in(name)
    browser.get(f"/language/{language}")
    text = browser.get(path).text

    assert f'<html lang="{language}"' in text
    assert f"<title>{titles[language]} · Clairscore</title>" in text
    assert text.count("<main") == text.count("<header") == text.count("<footer") == 1
    other = "fr" if language == "en" else "en"
    assert f'href="/language/{other}" lang="{other}"' in text


def links(text):
    return re.findall(r'<a href="([^"]+)" data-page(?: aria-current="(\w+)")?>', text)


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("adviser", "/", [("/", "page"), ("/model", ""), ("/help", "")]),
        ("adviser", "/client/100001", [("/", "true"), ("/model", ""), ("/help", "")]),
        ("admin", "/drift", [("/", ""), ("/model", ""), ("/drift", "page"), ("/admin/users", ""), ("/help", "")]),
        (
            "admin",
            "/admin/audit",
            [("/", ""), ("/model", ""), ("/drift", ""), ("/admin/users", "true"), ("/help", "")],
        ),
        ("customer", "/me", [("/me", "page"), ("/help", "")]),
        ("customer", "/help", [("/me", ""), ("/help", "page")]),
    ],
)
def test_navigation_shows_what_a_role_may_open(sign_in, name, path, expected):
    assert links(sign_in(name).get(path).text) == expected


def test_the_router_keeps_the_shell_where_only_the_client_changes(app, sign_in):
    browser = sign_in("adviser")
    first = call(browser, app, ROUTER, ["/client/100001", None]).get_json()["response"]
    place = first[FrameIds.PLACE]["data"]
    second = call(browser, app, ROUTER, ["/client/100005", place]).get_json()["response"]

    assert place["variables"] == {"client_id": "100001"}
    assert FrameIds.PAGE in first
    assert FrameIds.PAGE not in second
    assert second[FrameIds.PLACE]["data"]["variables"] == {"client_id": "100005"}
    assert second[FrameIds.PLACE]["data"]["title"] == "Client 100005"


def test_the_theme_of_the_cookie_is_drawn_at_once(visitor):
    visitor.set_cookie("theme", "dark")
    assert 'data-theme="dark" data-bs-theme="dark"' in visitor.get("/login").text


@pytest.mark.parametrize("role", Role)
def test_an_error_page_leads_home(sign_in, role):
    browser = sign_in(role.value)
    home = "/me" if role is Role.CUSTOMER else "/"
    assert f'<a class="cs-button" href="{home}">' in browser.get("/nope").text


@pytest.mark.case(30)
def test_a_failing_page_says_a_reference_only(app, sign_in, monkeypatch, caplog):
    browser = sign_in("admin")

    def fail(**_):
        raise RuntimeError("secret detail")

    monkeypatch.setitem(app.server.view_functions, "go_to_client", fail)
    answer = browser.get("/client?number=1")

    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    reference = re.search(r"Reference: (\w{8})", answer.text)[1]
    assert reference in caplog.text


def test_answers_for_scripts_are_compressed_and_pages_with_a_token_are_not(app, sign_in):
    browser = sign_in("adviser")
    accepts = {"Accept-Encoding": "br, gzip"}
    assert browser.get("/_dash-layout", headers=accepts).headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in browser.get("/", headers=accepts).headers
    assert "Content-Encoding" not in browser.get("/_dash-layout").headers
