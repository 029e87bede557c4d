"""Headers, exact: what a browser may load and keep (cases 22 and 26, as far as the frame goes)."""

import re

import pytest

from dashboard_app.app import create_app
from tests.conftest import PASSWORD, post_login

POLICY = (
    "default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
EXACT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@pytest.mark.case(22)
@pytest.mark.case(26)
@pytest.mark.parametrize("path", ["/", "/login", "/nope", "/client/1", "/_dash-layout", "/healthz", "/_reload-hash"])
@pytest.mark.parametrize("name", ["admin", None])
def test_every_answer_has_the_headers(app, sign_in, visitor, path, name):
    answer = (sign_in(name) if name else visitor).get(path)

    assert {header: answer.headers.get(header) for header in EXACT} == EXACT
    assert answer.headers["Content-Security-Policy"] == POLICY.format(hashes=" ".join(app.csp_hashes()))
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cookie" in answer.headers["Vary"]
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.case(26)
def test_transport_security_behind_tls(settings, shell_store):
    app = create_app(settings.model_copy(update={"secure_cookies": True}), shell_store)
    answer = app.server.test_client().get("/login", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_versioned_files_are_kept_and_others_asked_for_again(sign_in):
    browser = sign_in("admin")
    page = browser.get("/").text
    addresses = re.findall(r'(?:href|src)="(/(?:assets|bootstrap)/[^"]+\?m=[^"]+)"', page)
    assert {"/assets/1-tokens.css", "/assets/js/frame.js", "/assets/head/theme.js"} <= {
        address.partition("?")[0] for address in addresses
    }
    for address in addresses:
        with browser.get(address) as kept:
            assert kept.headers["Cache-Control"] == "private, max-age=31536000, immutable", address
    with browser.get("/assets/1-tokens.css") as asked:
        assert asked.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/assets/1-tokens.css", "/bootstrap/static/css/bootstrap.min.css"])
@pytest.mark.parametrize("version", ["1", "", "1&m=2", "99999999999.9"])
def test_a_version_that_is_not_this_one_is_not_kept(sign_in, path, version):
    """A cache would otherwise hold today's file for a year under the address of tomorrow's."""
    with sign_in("admin").get(f"{path}?m={version}") as answer:
        assert answer.status_code == 200
        assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.case(26)
@pytest.mark.parametrize("path", ["/", "/login", "/nope"])
def test_pages_have_no_inline_script_but_the_one_of_dash(app, sign_in, visitor, path):
    text = (visitor if path == "/login" else sign_in("admin")).get(path).text
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", text)

    assert all("_dash-config" in tag or "_dash-renderer" in tag for tag in inline)
    assert not re.findall(r"\son\w+=", text)


@pytest.mark.case(26)
def test_nothing_comes_from_elsewhere(sign_in):
    text = sign_in("admin").get("/").text
    assert re.findall(r'(?:src|href)="((?:https?:)?//[^"]+)"', text) == []


@pytest.mark.case(5)
def test_forwarded_headers_are_believed_only_from_trusted_proxies(settings, shell_store):
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "1.2.3.4", "X-Forwarded-Host": "evil.example"}
    alone = create_app(settings, shell_store).server.test_client()
    behind = create_app(
        settings.model_copy(update={"trusted_proxies": 1, "secure_cookies": True}), shell_store
    ).server.test_client()

    assert "Strict-Transport-Security" not in alone.get("/login", headers=forwarded).headers
    assert "Strict-Transport-Security" in behind.get("/login", headers=forwarded).headers
    assert post_login(alone, "admin", PASSWORD).status_code == 302
