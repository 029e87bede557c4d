"""Whatever is refused or fails is a problem as RFC 9457 has it, in the person's language, and never a stack."""

import json

import pytest

from dashboard_app.i18n import get_translator
from dashboard_app.web.flask_config import LARGEST_BODY
from dashboard_app.web.problems import DETAILS
from tests.dashboard_app.api.asking import ROOT, assert_problem, get, post

JSON = {"content_type": "application/json"}


@pytest.mark.case(27)
@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_a_post_without_its_token_is_refused(adviser, own, token):
    headers = {} if token is None else {"X-CSRFToken": token}
    answer = adviser.post(f"{ROOT}/predict", json={"client_id": own}, headers=headers)
    assert "X-CSRFToken" in assert_problem(answer, 400)["detail"]


@pytest.mark.case(29)
@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"application": {"A": "\\ud800"}}', b"'x'"])
def test_a_body_that_is_no_json_cannot_be_read(adviser, data):
    assert_problem(post(adviser, "/predict", data=data, **JSON), 400)


@pytest.mark.case(27)
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_another_media_type_is_refused(adviser, content_type):
    answer = post(adviser, "/predict", data=b'{"client_id": 1}', content_type=content_type)
    assert_problem(answer, 415)


@pytest.mark.case(29)
def test_a_body_that_is_too_large_is_refused(adviser):
    answer = post(adviser, "/predict", data=b'"' + b"x" * LARGEST_BODY + b'"', **JSON)
    assert_problem(answer, 413)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/predict", {"POST", "OPTIONS"}),
        ("PUT", "/predict", {"POST", "OPTIONS"}),
        ("POST", "/clients", {"GET", "HEAD", "OPTIONS"}),
        ("DELETE", "/clients/100001", {"GET", "HEAD", "OPTIONS"}),
        ("PATCH", "/model", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_another_method_is_refused_and_the_right_ones_are_named(adviser, method, path, allowed):
    answer = adviser.open(ROOT + path, method=method)
    assert_problem(answer, 405)
    assert {name.strip() for name in answer.headers["Allow"].split(",")} <= allowed
    assert method not in answer.headers["Allow"]


@pytest.mark.case(30)
def test_a_failure_says_a_reference_and_nothing_else(api_app, adviser, monkeypatch, caplog):
    def fail(**_):
        raise RuntimeError("the password of /etc/secret is 1234")

    monkeypatch.setitem(api_app.server.view_functions, "api.show_model", fail)
    answer = get(adviser, "/model", headers={"Accept": "text/html"})

    found = assert_problem(answer, 500)
    assert all(word not in answer.text for word in ("password", "secret", "Traceback", "RuntimeError"))
    assert f"Reference {found['reference']}" in caplog.text


def test_a_problem_speaks_the_language_of_the_person(api_app, stranger):
    stranger.set_cookie("language", "fr")
    french = get(stranger, "/model").get_json()["detail"]
    stranger.set_cookie("language", "en")
    english = get(stranger, "/model").get_json()["detail"]
    assert english == DETAILS[401]
    assert french == get_translator("fr").gettext(DETAILS[401])


@pytest.mark.case(25)
def test_what_was_sent_is_not_sent_back(adviser):
    """A form is a person's: the place of a mistake is named, its content is not."""
    body = {"application": {"AMT_CREDIT": ["the secret of Ada"]}}
    answer = post(adviser, "/predict", body)
    found = assert_problem(answer, 422)
    assert found["errors"] == [{"where": "/body/application/AMT_CREDIT", "message": "must be a text, a number or null"}]
    assert "Ada" not in answer.text


def test_a_name_with_a_slash_is_written_as_in_a_json_pointer(adviser):
    found = assert_problem(post(adviser, "/predict", {"application": {"a/b~c": []}}), 422)
    assert [error["where"] for error in found["errors"]] == ["/body/application/a~1b~0c"]


def test_every_problem_has_the_same_fields(adviser, stranger):
    answers = [get(stranger, "/model"), get(adviser, "/clients/1"), get(adviser, "/clients?page=x")]
    assert {tuple(json.loads(answer.text)) for answer in answers} == {
        ("type", "title", "status", "detail", "reference", "errors")
    }
