"""The record: each thing that somebody does leaves exactly one line, before anything is shown."""

import re
import time

import pytest

from dashboard_app.app import create_app
from dashboard_app.database import DatabaseError
from dashboard_app.ids import ClientIds, ClientListIds, FrameIds, MeIds
from dashboard_app.services.client_cells import get_cells
from dashboard_app.settings import Settings
from dashboard_app.store import Store
from tests.conftest import FILE, PASSWORD, call, callback_body, post_login, token_in
from tests.dashboard_app.api.asking import get, post
from tests.security.audited import Record

REASONS = f"{ClientIds.REASONS}.content"
FORM = f"{ClientIds.FORM}.content"
LIST = (
    f"..{ClientListIds.GRID}.getRowsResponse...{ClientListIds.COUNT}.children...{ClientListIds.DECISION}.options"
    f"...{ClientListIds.STATE}.content.."
)
MINE = f"..{MeIds.RESULT}.content...{MeIds.REASONS}.content...{MeIds.DATA}.content.."
APPLICATION = {
    "NAME_CONTRACT_TYPE": "Cash loans",
    "AMT_CREDIT": 450_000,
    "AMT_ANNUITY": 22_500,
    "AMT_INCOME_TOTAL": 180_000,
}


@pytest.fixture
def settings(tmp_path):
    return Settings(_env_file=None, demo=True, demo_password=PASSWORD, instance=tmp_path / "instance", refusals=3)


@pytest.fixture
def store(built):
    return Store(built.path.parent)


@pytest.fixture
def app(settings, store):
    return create_app(settings, store)


@pytest.fixture
def record(app, settings):
    found = Record(settings)
    yield found
    assert found.is_whole
    found.close()


@pytest.fixture
def adviser(sign_in, record):
    browser = sign_in("adviser")
    record.new()
    return browser


@pytest.fixture
def customer(sign_in, record):
    browser = sign_in("customer")
    record.new()
    return browser


@pytest.fixture
def number(active_bundle):
    return int(active_bundle.client_ids[5])


def normal_quantile(active_bundle, number):
    return float(active_bundle.probabilities[active_bundle.get_row(number)])


def request_rows(search="", start=0, **conditions):
    filters = {"client_id": {"filter": search}} if search else {}
    filters |= {name: {"filter": value} for name, value in conditions.items()}
    return {"startRow": start, "endRow": start + 100, "sortModel": [], "filterModel": filters}


@pytest.mark.case(35)
def test_a_pick_is_one_line_that_says_everything(app, adviser, record, number, active_bundle):
    begun = time.time()
    path = f"/client/{number}"
    whole = [path, None, None, "words", "EXT_SOURCE_2", "none", "decision", *["all"] * 5]
    for output, values in ((REASONS, ["words", path]), (FILE, whole), (FORM, [path]), (REASONS, ["families", path])):
        assert call(adviser, app, output, values).status_code == 200

    # What it is compared with is logged too, and not under its number.
    [line, compared] = record.new()
    assert (compared.action, compared.client_id) == ("compare", None)
    assert begun <= line.at <= time.time()
    assert (line.action, line.user_name, line.role, line.address) == ("open", "adviser", "adviser", "127.0.0.1")
    assert (line.client_id, line.score) == (number, pytest.approx(normal_quantile(active_bundle, number)))
    assert (line.bundle_id, line.purpose) == (active_bundle.bundle.manifest.bundle_id, "credit decision")


@pytest.mark.case(35)
def test_the_same_file_opened_again_is_a_line_again_and_another_theme_is_none(app, adviser, record, number):
    for path in (f"/client/{number}", f"/client/{number + 1}", f"/client/{number}"):
        call(adviser, app, FILE, [path])
    opened = [line.client_id for line in record.new() if line.action == "open"]
    assert opened.count(number) == 2

    redraw = {**callback_body(app, FILE, [f"/client/{number}", "dark"]), "changedPropIds": [f"{FrameIds.THEME}.data"]}
    assert call(adviser, app, FILE, body=redraw).status_code == 200
    assert record.new() == []


@pytest.mark.case(35)
def test_the_address_of_a_file_shows_nothing_and_is_no_opening(adviser, record, number):
    assert adviser.get(f"/client/{number}").status_code == 200
    assert record.new() == []


@pytest.mark.case(35)
def test_a_search_is_one_line_however_far_one_scrolls(app, adviser, record):
    for rows in (
        request_rows("10"),
        request_rows("10", start=100),
        request_rows("10"),
        request_rows("1000"),
        request_rows("10", decision="refused"),
    ):
        assert call(adviser, app, LIST, [rows]).status_code == 200
    details = [line.detail.split("; ") for line in record.new() if line.action == "search"]
    assert [parts[:-1] for parts in details] == [["number 10"], ["number 1000"], ["number 10", "by decision"]]
    # How many, and between which numbers: enough to say who cannot have been shown.
    assert all(re.fullmatch(r"\d+ clients, \d+ to \d+|0 clients", parts[-1]) for parts in details)


@pytest.mark.case(35)
def test_a_print_is_a_line_and_needs_its_token(adviser, record, number):
    token = adviser.get_cookie("_csrf_token").value
    path = f"/client/{number}/printed"
    assert adviser.post(path).status_code == 400
    assert record.new() == []
    assert adviser.post(path, headers={"X-CSRFToken": token}).status_code == 204
    assert [(line.action, line.client_id) for line in record.new()] == [("print", number)]
    assert adviser.post("/client/999999999/printed", headers={"X-CSRFToken": token}).status_code == 404
    assert [line.action for line in record.new()] == ["refused"]


@pytest.mark.case(35)
def test_a_score_computed_anew_is_a_line_with_the_score_shown(adviser, record, number, active_bundle):
    simulated = post(adviser, "/predict", {"application": APPLICATION}).get_json()["probability"]
    stored = post(adviser, "/predict", {"client_id": number}).get_json()["probability"]
    assert [(line.action, line.client_id, line.score) for line in record.new()] == [
        ("simulate", None, simulated),
        ("simulate", number, stored),
    ]


@pytest.mark.case(35)
@pytest.mark.parametrize("path", ["", "/score", "/explanation"])
def test_every_answer_of_the_api_about_a_client_is_a_line(adviser, record, number, path):
    for _ in range(2):
        assert get(adviser, f"/clients/{number}{path}").status_code == 200
    assert [(line.action, line.client_id) for line in record.new()] == [("open", number)] * 2


@pytest.mark.case(35)
def test_ones_own_file_is_on_record_too(app, customer, record, own):
    assert call(customer, app, MINE, [""]).status_code == 200
    assert [(line.action, line.client_id, line.purpose) for line in record.new()] == [("open", own, "own file")]


@pytest.mark.case(35)
@pytest.mark.parametrize("path", ["/drift", "/client/100001", "/model", "/", "/api/v1/clients"])
def test_a_page_that_is_refused_is_a_line(customer, record, path):
    assert customer.get(path).status_code in {302, 403, 404}
    assert [line.action for line in record.new()] == ([] if path == "/" else ["refused"])


@pytest.mark.case(35)
def test_a_callback_that_is_refused_is_a_line(app, customer, record, number):
    assert call(customer, app, FILE, [f"/client/{number}"]).status_code == 403
    assert [line.action for line in record.new()] == ["refused"]


@pytest.mark.case(35)
def test_signing_in_and_out_are_lines(app, record):
    browser = app.server.test_client()
    post_login(browser, "adviser", "wrong")
    post_login(browser, "no such person", "wrong")
    home = browser.get(post_login(browser, "adviser", PASSWORD).location)
    browser.post("/logout", data={"csrf_token": token_in(home.text)})
    assert [(line.action, line.user_name) for line in record.new()] == [
        ("sign_in_refused", "adviser"),
        ("sign_in_refused", "-"),
        ("sign_in", "adviser"),
        ("sign_out", "adviser"),
    ]


@pytest.mark.case(6)
def test_an_account_that_is_locked_is_a_line(app, record):
    browser = app.server.test_client()
    for _ in range(7):
        post_login(browser, "admin", "wrong")
    assert [line.action for line in record.new()] == [*["sign_in_refused"] * 5, "locked"]


@pytest.mark.case(35)
@pytest.mark.parametrize(
    "ctx",
    [
        lambda app, browser, number: call(browser, app, FILE, [f"/client/{number}"]),
        lambda app, browser, number: call(browser, app, REASONS, ["words", f"/client/{number}"]),
        lambda app, browser, number: call(browser, app, FORM, [f"/client/{number}"]),
        lambda app, browser, number: call(browser, app, LIST, [request_rows("10")]),
        lambda app, browser, number: get(browser, f"/clients/{number}"),
        lambda app, browser, number: get(browser, "/clients"),
        lambda app, browser, number: post(browser, "/predict", {"client_id": number}),
        lambda app, browser, number: browser.post(
            f"/client/{number}/printed", headers={"X-CSRFToken": browser.get_cookie("_csrf_token").value}
        ),
    ],
    ids=["file", "reasons", "form", "list", "api client", "api list", "predict", "print"],
)
def test_what_cannot_be_put_on_record_is_not_shown(app, adviser, number, monkeypatch, active_bundle, ctx):
    def fail(*_args):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("dashboard_app.audit.log.AuditLog.append_with", fail)
    answer = ctx(app, adviser, number)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert len(answer.text) < 500
    assert str(number) not in answer.text


@pytest.mark.case(35)
def test_nobody_comes_in_without_a_line(app, monkeypatch, record):
    def fail(*_args):
        raise DatabaseError("the disk is full")

    browser = app.server.test_client()
    with monkeypatch.context() as broken:
        broken.setattr("dashboard_app.audit.log.AuditLog.append_with", fail)
        assert post_login(browser, "adviser", PASSWORD).status_code == 503
    assert browser.get("/_dash-layout").status_code == 401


@pytest.mark.case(15)
def test_who_tries_numbers_out_is_told_to_wait_and_reported(app, adviser, record, number):
    unknown = [999_000_000 + place for place in range(6)]
    answers = [get(adviser, f"/clients/{client_id}") for client_id in unknown]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429, 429, 429]
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in answers[3:])
    assert call(adviser, app, FILE, [f"/client/{unknown[0]}"]).status_code == 429
    # Whoever waits does so everywhere: pages, callbacks and API.
    assert get(adviser, f"/clients/{number}").status_code == 429
    assert call(adviser, app, FILE, [f"/client/{number}"]).status_code == 429
    assert adviser.get("/model").status_code == 429
    assert [line.action for line in record.new()] == [*["refused"] * 3, "alert"]
    token = adviser.get_cookie("_csrf_token").value
    assert adviser.post("/logout", headers={"X-CSRFToken": token}).status_code == 302
    assert [line.action for line in record.new()] == ["sign_out"]


@pytest.mark.case(36)
def test_no_line_holds_a_value_of_anybody(app, adviser, customer, record, active_bundle, own):
    for client_id in active_bundle.client_ids[:20].tolist():
        call(adviser, app, FILE, [f"/client/{client_id}"])
        get(adviser, f"/clients/{client_id}/explanation")
    call(adviser, app, LIST, [request_rows("10", occupation="Laborers", amount="under-250k")])
    post(adviser, "/predict", {"application": APPLICATION})
    call(customer, app, MINE, [""])

    lines = record.all()
    said = {word for line in lines for word in (line.detail, line.purpose, line.session, line.address)}
    values = {
        str(value) for client_id in active_bundle.client_ids[:20].tolist() for value in cells(active_bundle, client_id)
    }
    # Of a list, the lowest and the highest number are said.
    values -= set(map(str, active_bundle.client_ids.tolist()))
    assert len(lines) > 40
    assert not {word for word in values if len(word) > 3 and any(word in text for text in said)}


def cells(active_bundle, client_id):
    return get_cells(active_bundle, active_bundle.get_row(client_id)).values()
