"""Attack case 18 on the pages of administrators: others get nothing, and what is sent there breaks nothing."""

import math

import pytest

from dashboard_app.ids import AccountsIds, AssignmentsIds, AuditIds
from tests.conftest import PASSWORD, call, callback_body, post_login

PAGES = ("/admin/users", "/admin/assignments", "/admin/audit")
PREFIXES = ("accounts-", "assignments-", "audit-")
HOSTILE = [
    None,
    True,
    -1,
    10**30,
    1e308,
    math.nan,
    "<script>alert(1)</script>",
    "=HYPERLINK('x')",
    "1 OR 1=1",
    "ada'; DROP TABLE users; --",
    "\x00",
    "é" * 5_000,
    [],
    [[["a"]]],
    {},
    {"page": 0, "user": {"a": 1}},
    {"page": 10**30},
    {"page": 0, "search": ["a"]},
    {"page": 0, "search": "\x00"},
    {"page": 0, "adviser": ["a"]},
    {"page": 0, "adviser": "\x00"},
    {"page": 0, "user": "\x00"},
    {"page": 0, "client": 10**30},
    {"what": "add"},
    {"what": "add", "new-name": "<script>", "new-role": "admin"},
    {"what": "add", "new-name": "\x00", "new-role": "admin"},
    {"what": "save", "name": {"a": 1}, "role": ["admin"]},
    {"what": "close", "name": "\x00"},
    {"what": "assign", "adviser": "adviser", "whom": "free", "decision": {"a": 1}},
    {"what": "add", "adviser": "adviser", "list": "\x00 <script> 1e9 -5"},
    {"what": "remove", "adviser": "adviser", "list": {"a": 1}},
    {"what": "__class__"},
]


@pytest.fixture(scope="module")
def app(real_app):
    return real_app


@pytest.fixture(scope="module")
def browsers(app):
    made = {}
    for role in ("adviser", "customer", "admin"):
        made[role] = app.server.test_client()
        made[role].get(post_login(made[role], role, PASSWORD).location)
    return made


def outputs(app):
    """The callbacks of the pages of administrators that run on the server."""
    return [
        output
        for output, registered in app.callback_map.items()
        if "callback" in registered and output.strip(".").startswith(PREFIXES)
    ]


def test_the_callbacks_of_these_pages_are_known(app):
    assert len(outputs(app)) == 12


@pytest.mark.case(18)
@pytest.mark.case(36)
@pytest.mark.parametrize("role", ["adviser", "customer"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_refused_to_others(browsers, role, path):
    answer = browsers[role].get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 403
    assert not any(name in answer.text for names in (AccountsIds, AssignmentsIds, AuditIds) for name in names)


@pytest.mark.case(18)
@pytest.mark.case(19)
@pytest.mark.case(36)
@pytest.mark.parametrize("role", ["adviser", "customer"])
def test_a_callback_is_refused_to_others(app, browsers, role):
    for output in outputs(app):
        assert call(browsers[role], app, output, [{"what": "everybody", "adviser": "adviser"}]).status_code == 403


@pytest.mark.case(18)
@pytest.mark.parametrize("clients", ["0" * 64, "", "a"], ids=ascii)
def test_an_undo_of_no_change_of_one_s_own_is_refused_in_words(app, browsers, clients):
    [output] = [output for output in outputs(app) if AssignmentsIds.CHANGED in output]
    command = {"what": "undo", "of": "remove", "adviser": "adviser", "clients": clients}
    answer = call(browsers["admin"], app, output, [command])
    assert answer.status_code == 403
    assert answer.json["error"].startswith("This change cannot be undone here. Only a recent change")


@pytest.mark.case(29)
@pytest.mark.parametrize("clients", [None, 7, ["a"]], ids=ascii)
def test_an_undo_that_names_no_change_is_not_read(app, browsers, clients):
    [output] = [output for output in outputs(app) if AssignmentsIds.CHANGED in output]
    command = {"what": "undo", "of": "remove", "adviser": "adviser", "clients": clients}
    assert call(browsers["admin"], app, output, [command]).status_code == 400


@pytest.mark.case(12)
@pytest.mark.case(29)
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value)[:60])
def test_whatever_is_sent_is_answered_or_refused_without_a_stack(app, browsers, value):
    for output in outputs(app):
        registered = app.callback_map[output]
        count = len(registered["inputs"]) + len(registered["state"])
        for values in ([value] * count, *([None] * place + [value] for place in range(count))):
            answer = call(browsers["admin"], app, output, body=callback_body(app, output, values))
            assert answer.status_code in {200, 204, 400}, (output, values, answer.text)
            assert "Traceback" not in answer.text


def test_nothing_hostile_has_become_an_account(app, browsers):
    table = next(output for output in outputs(app) if AccountsIds.TABLE in output)
    text = call(browsers["admin"], app, table, [{"page": 0}]).text
    assert "3 of 3" in text
    assert "<script>" not in text
