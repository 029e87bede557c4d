"""Files to take away: only one's own, on record before they leave, computed by no table program."""

import csv
import io

import pytest

from dashboard_app.app import create_app
from dashboard_app.audit.log import AuditLog, Search
from dashboard_app.auth.instance import audit_key, open_database
from dashboard_app.auth.portfolios import Portfolios
from dashboard_app.auth.users import Users
from dashboard_app.csv_lines import BEGINNING
from dashboard_app.events import RecordError
from dashboard_app.settings import Settings
from dashboard_app.store import Store
from tests.conftest import PASSWORD, post_login

FILES = {"/clients.csv": {"adviser", "admin"}, "/admin/audit.csv": {"admin"}, "/me.csv": {"customer"}}
ROLES = ("adviser", "customer", "admin")


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
def followed(served, portfolio):
    """The numbers of the clients whom the adviser follows."""
    database = open_database(served[1])
    numbers = portfolio.client_ids[10:14].tolist()
    adviser = Users(database, is_demo=True).find("adviser")
    with database.writing() as connection:
        Portfolios(database).add(adviser, numbers, connection)
    database.close()
    return numbers


@pytest.fixture(scope="module")
def browsers(app):
    made = {}
    for role in ROLES:
        made[role] = app.server.test_client()
        made[role].get(post_login(made[role], role, PASSWORD).location)
    return made


def rows_of(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert ".csv" in answer.headers["Content-Disposition"]
    text = answer.get_data(as_text=True)
    assert text.startswith(BEGINNING)
    return list(csv.reader(io.StringIO(text.removeprefix(BEGINNING), newline="")))


def newest(log):
    return log.page(Search(), start=0, size=1)[0][0]


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
def test_an_adviser_takes_those_they_follow_and_an_administrator_all(browsers, portfolio, followed):
    _, *mine = rows_of(browsers["adviser"].get("/clients.csv"))
    assert [int(row[0]) for row in mine] == followed
    _, *every = rows_of(browsers["admin"].get("/clients.csv"))
    assert [int(row[0]) for row in every] == portfolio.client_ids.tolist()


@pytest.mark.case(35)
def test_a_list_is_taken_as_it_is_filtered_and_sorted_and_on_record(browsers, log, portfolio):
    query = "?decision=refused&amount=250k-500k&sort=probability&direction=desc"
    head, *rows = rows_of(browsers["admin"].get(f"/clients.csv{query}"))
    assert len(head) == 8
    scores = [float(row[5]) for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= portfolio.bundle.manifest.threshold.review_high - 0.0001
    assert all(250_000 <= float(row[1]) < 500_000 for row in rows)
    line = newest(log)
    assert (line.user_name, line.action, line.client_id) == ("admin", "export", None)
    assert line.detail == f"by decision, amount; {len(rows)} lines"


@pytest.mark.case(16)
@pytest.mark.case(35)
@pytest.mark.case(37)
def test_a_customer_takes_their_own_form_whole(browsers, log, portfolio, own):
    _, *rows = rows_of(browsers["customer"].get("/me.csv?client=100003&client_id=100003"))
    labels = {row[0] for row in rows}
    assert portfolio.bundle.catalogue.columns["CODE_GENDER"].label.en in labels
    line = newest(log)
    assert (line.user_name, line.action, line.client_id) == ("customer", "export", own)


@pytest.mark.case(35)
def test_the_log_is_taken_as_it_is_filtered(browsers, log):
    browsers["admin"].get("/clients.csv")
    head, *rows = rows_of(browsers["admin"].get("/admin/audit.csv?user=admin&action=export"))
    assert len(head) == 12
    assert rows
    assert {row[2] for row in rows} == {"admin"}
    assert all(row[1].endswith("Z") for row in rows)
    line = newest(log)
    assert (line.action, line.detail) == ("audit", f"exported; person admin, action export; {len(rows)} lines")


@pytest.mark.case(25)
def test_no_cell_of_any_file_is_computed(browsers):
    for role, path in (("admin", "/clients.csv"), ("admin", "/admin/audit.csv"), ("customer", "/me.csv")):
        cells = [cell for row in rows_of(browsers[role].get(path)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


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

    monkeypatch.setattr("dashboard_app.audit.recorder.RequestRecorder.record", broken)
    answer = browsers[role].get(path)
    assert answer.status_code == 503
    assert "text/csv" not in answer.headers["Content-Type"]
