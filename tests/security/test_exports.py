"""Files to take away: only one's own, logged before they leave, computed by no table program."""

import csv
import io
import re

import pytest

from dashboard_app.app import create_app
from dashboard_app.audit.entries import AuditFilter
from dashboard_app.audit.log import AuditLog, operator_line
from dashboard_app.auth.app_state import audit_key, open_database
from dashboard_app.auth.assignments import Assignments
from dashboard_app.auth.users import Users
from dashboard_app.downloads.csv_lines import BEGINNING
from dashboard_app.events import Action, RecordError
from dashboard_app.i18n import get_translator
from dashboard_app.list_columns import COLUMNS, Kind
from dashboard_app.settings import Settings
from dashboard_app.store import Store
from tests.conftest import PASSWORD, post_login

FILES = {"/clients.csv": {"adviser", "admin"}, "/admin/audit.csv": {"admin"}, "/me.csv": {"customer"}}
ROLES = ("adviser", "customer", "admin")
PLACES = {column.name: place for place, column in enumerate(COLUMNS)}
"""Where a column of the list stands in a line of the file."""


@pytest.fixture(scope="module")
def served(built, tmp_path_factory):
    """The dashboard over the small bundle, where advisers see whom they follow."""
    settings = Settings(
        _env_file=None,
        demo=True,
        demo_password=PASSWORD,
        instance=tmp_path_factory.mktemp("exports") / "instance",
        advisers_see_all=False,
        refusals=1_000_000,
    )
    return create_app(settings, Store(built.path.parent)), settings


@pytest.fixture(scope="module")
def app(served):
    return served[0]


@pytest.fixture(scope="module")
def log(served):
    database = open_database(served[1])
    yield AuditLog(database, audit_key(served[1]))
    database.close()


@pytest.fixture(scope="module")
def assigned(served, active_bundle):
    """The numbers of the clients whom the adviser follows."""
    database = open_database(served[1])
    numbers = active_bundle.client_ids[10:14].tolist()
    adviser = Users(database, is_demo=True).find("adviser")
    with database.writing() as connection:
        Assignments(database).add(adviser, numbers, connection)
    database.close()
    return numbers


@pytest.fixture(scope="module")
def browsers(app):
    made = {}
    for role in ROLES:
        made[role] = app.server.test_client()
        made[role].get(post_login(made[role], role, PASSWORD).location)
    return made


def is_number(cell):
    return re.fullmatch(r"-?[0-9]+([.,][0-9]+)?", cell) is not None


def query_rows(answer, separator=","):
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert ".csv" in answer.headers["Content-Disposition"]
    text = answer.get_data(as_text=True)
    assert text.startswith(BEGINNING)
    return list(csv.reader(io.StringIO(text.removeprefix(BEGINNING), newline=""), delimiter=separator))


def newest(log):
    return log.page(AuditFilter(), start=0, size=1)[0][0]


@pytest.mark.case(18)
@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("role", ROLES)
def test_who_gets_which_file(browsers, role, path):
    answer = browsers[role].get(path)
    assert answer.status_code == (200 if role in FILES[path] else 403)
    if role not in FILES[path]:
        assert "text/csv" not in answer.headers["Content-Type"]


@pytest.mark.case(1)
@pytest.mark.parametrize("path", FILES)
def test_a_visitor_gets_none(app, path):
    assert app.server.test_client().get(path).status_code in {302, 401}


@pytest.mark.case(13)
def test_an_adviser_takes_those_they_follow_and_an_administrator_all(browsers, active_bundle, assigned):
    _, *mine = query_rows(browsers["adviser"].get("/clients.csv"))
    assert [int(row[PLACES["client_id"]]) for row in mine] == assigned
    _, *every = query_rows(browsers["admin"].get("/clients.csv"))
    assert [int(row[PLACES["client_id"]]) for row in every] == active_bundle.client_ids.tolist()


@pytest.mark.case(35)
def test_a_list_is_taken_as_it_is_filtered_and_sorted_and_on_record(browsers, log, active_bundle):
    query = "?decision=refused&amount=250k-500k&sort=probability&direction=desc"
    head, *rows = query_rows(browsers["admin"].get(f"/clients.csv{query}"))
    assert head == [column.label for column in COLUMNS]
    scores = [float(row[PLACES["probability"]]) for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= active_bundle.bundle.manifest.threshold.review_high - 0.0001
    assert all(250_000 <= float(row[PLACES["amount"]]) < 500_000 for row in rows)
    line = newest(log)
    assert (line.user_name, line.action, line.client_id) == ("admin", "export", None)
    assert re.fullmatch(rf"by decision, amount; {len(rows)} lines; clients sha256 [0-9a-f]{{64}}", line.detail)


@pytest.mark.case(16)
@pytest.mark.case(35)
@pytest.mark.case(37)
def test_a_customer_takes_their_own_form_whole(browsers, log, active_bundle, own):
    _, *rows = query_rows(browsers["customer"].get("/me.csv?client=100003&client_id=100003"))
    labels = {row[0] for row in rows}
    assert active_bundle.bundle.catalogue.columns["CODE_GENDER"].label.en in labels
    line = newest(log)
    assert (line.user_name, line.action, line.client_id) == ("customer", "export", own)


@pytest.mark.case(35)
def test_the_log_is_taken_as_it_is_filtered(browsers, log):
    reference = browsers["admin"].get("/clients.csv").headers["X-Request-ID"]
    head, *rows = query_rows(browsers["admin"].get("/admin/audit.csv?user=admin&action=export"))
    assert len(head) == 13
    assert reference in {row[head.index("Reference")] for row in rows}
    assert rows
    assert {row[2] for row in rows} == {"admin"}
    assert all(row[1].endswith("Z") for row in rows)
    line = newest(log)
    assert (line.action, line.detail) == ("audit", f"exported; person admin, action export; {len(rows)} lines")


def test_what_the_log_does_not_know_is_an_empty_cell(browsers, log):
    log.append(operator_line(Action.USER, "add somebody"))
    head, *rows = query_rows(browsers["admin"].get("/admin/audit.csv?action=user"))
    assert {rows[-1][head.index(name)] for name in ("Person", "IP address", "Session")} == {""}
    assert not [cell for row in rows for cell in row if cell == "'-"]


@pytest.mark.case(25)
def test_no_cell_of_any_file_is_computed(browsers):
    for role, path in (("admin", "/clients.csv"), ("admin", "/admin/audit.csv"), ("customer", "/me.csv")):
        cells = [cell for row in query_rows(browsers[role].get(path)) for cell in row]
        texts = [cell for cell in cells if not is_number(cell)]
        assert not [cell for cell in texts if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize(("language", "separator", "mark"), [("en", ",", "."), ("fr", ";", ",")])
def test_every_number_of_the_list_is_one_to_a_table_program(browsers, active_bundle, language, separator, mark):
    browsers["admin"].set_cookie("language", language)
    _, *rows = query_rows(browsers["admin"].get("/clients.csv"), separator)
    browsers["admin"].delete_cookie("language")
    assert [int(row[PLACES["client_id"]]) for row in rows] == active_bundle.client_ids.tolist()
    assert all(len(row) == len(COLUMNS) for row in rows)
    numeric = [PLACES[column.name] for column in COLUMNS if column.kind not in {Kind.TEXT, Kind.DECISION}]
    assert all(is_number(row[place]) or not row[place] for row in rows for place in numeric)
    risks, distances = PLACES["probability"], PLACES["distance"]
    threshold = active_bundle.bundle.manifest.threshold.value
    for row, risk in zip(rows, active_bundle.probabilities, strict=True):
        assert float(row[risks].replace(mark, ".")) == pytest.approx(risk, abs=1e-6)
        assert float(row[distances].replace(mark, ".")) == pytest.approx(risk - threshold, abs=1e-6)
    assert any(row[distances].startswith("-") for row in rows)


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("fr", ";")])
def test_a_customer_takes_the_result_with_its_date_and_reasons(browsers, active_bundle, own, language, separator):
    browsers["customer"].set_cookie("language", language)
    head, *rows = query_rows(browsers["customer"].get("/me.csv"), separator)
    browsers["customer"].delete_cookie("language")
    words = get_translator(language)
    said = {row[0]: row[1] for row in rows}
    assert all(len(row) == 3 for row in (head, *rows))
    sources = {row[0]: row[2] for row in rows}
    assert re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", said[words.gettext("Date of this file")])
    assert said[words.gettext("Client number")] == str(own)
    risk = float(said[words.gettext("Estimated risk")].replace(",", "."))
    assert risk == pytest.approx(active_bundle.probabilities[active_bundle.get_row(own)])
    # The demo's customer is refused: what weighed against them is named, and nothing else.
    assert said[words.gettext("Result")] == words.gettext("To be refused")
    assert [row for row in rows if row[0] == words.gettext("Raises the risk")]
    assert not [row for row in rows if row[0] == words.gettext("Lowers the risk")]
    income = active_bundle.bundle.catalogue.columns["AMT_INCOME_TOTAL"].label
    assert is_number(said[getattr(income, language)])
    assert sources[getattr(income, language)] == words.gettext("application form")
    assert words.gettext("From external score suppliers") in said
    assert not [cell for row in rows for cell in row if set(cell) & set("\u202f\u00a0\u2212")]


def test_a_second_file_waits_for_the_first(browsers, log):
    first = browsers["admin"].get("/clients.csv", buffered=False)
    second = browsers["admin"].get("/admin/audit.csv")
    assert second.status_code == 429
    assert int(second.headers["Retry-After"]) > 0
    assert "still being prepared" in second.text
    # Another account has a place of its own.
    assert browsers["adviser"].get("/clients.csv").status_code == 200
    assert first.get_data()
    assert browsers["admin"].get("/admin/audit.csv").status_code == 200


def test_a_file_that_nobody_takes_gives_its_place_back(browsers):
    abandoned = browsers["admin"].get("/clients.csv", buffered=False)
    abandoned.close()
    assert browsers["admin"].get("/clients.csv?search=abc").status_code == 400
    assert browsers["admin"].get("/clients.csv").status_code == 200


@pytest.mark.case(12)
@pytest.mark.parametrize(
    "query",
    [
        "search=1%20OR%201=1",
        "search=%EF%BC%91",
        "search=" + "9" * 40,
        "decision=maybe",
        "occupation=%3Cscript%3E",
        "amount=7",
        "sort=CODE_GENDER",
        "sort=%00",
    ],
)
def test_a_list_that_the_page_does_not_offer_is_refused(browsers, query):
    answer = browsers["admin"].get(f"/clients.csv?{query}")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "query",
    ["client=x", "client=-1", "action=dance", "since=yesterday", "until=9999-12-31", "user=" + "a" * 65, "since=%00"],
)
def test_lines_that_the_page_does_not_offer_are_refused(browsers, query):
    answer = browsers["admin"].get(f"/admin/audit.csv?{query}")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.case(35)
@pytest.mark.parametrize(
    ("role", "path"), [("admin", "/clients.csv"), ("admin", "/admin/audit.csv"), ("customer", "/me.csv")]
)
def test_what_cannot_be_recorded_does_not_leave(browsers, monkeypatch, role, path):
    def broken(*args):
        raise RecordError("The disk is full.")

    monkeypatch.setattr("dashboard_app.audit.recorder.RequestRecorder.log", broken)
    answer = browsers[role].get(path)
    assert answer.status_code == 503
    assert "text/csv" not in answer.headers["Content-Type"]
