"""Attack case 18: what each role receives, and that no layout of another role's page is in it."""

import json
import re

import pytest

from dashboard_app import routes
from dashboard_app.actor import Role
from dashboard_app.downloads import drift_report
from dashboard_app.ids import (
    AccountsIds,
    AssignmentsIds,
    AuditIds,
    ClientIds,
    ClientListIds,
    DriftIds,
    FrameIds,
    HelpIds,
    MeIds,
    ModelIds,
)
from tests.conftest import PASSWORD, call, post_login

REPORT = routes.get_route("drift_report").path
ROUTER = f"..{FrameIds.PAGE}.children...{FrameIds.PLACE}.data.."
IDS_OF = {
    "/": ClientListIds,
    "/client/<client_id>": ClientIds,
    "/model": ModelIds,
    "/drift": DriftIds,
    "/admin/users": AccountsIds,
    "/admin/assignments": AssignmentsIds,
    "/admin/audit": AuditIds,
    "/me": MeIds,
    "/help": HelpIds,
}
SHOW_DRIFT = f"..{DriftIds.VERDICT}.content...{DriftIds.TABLE}.content.."


@pytest.fixture(scope="module")
def app(real_app):
    return real_app


@pytest.fixture(scope="module")
def browsers(app):
    made = {}
    for role in Role:
        made[role] = browser = app.server.test_client()
        browser.get(post_login(browser, role.value, PASSWORD).location)
    return made


@pytest.mark.case(18)
@pytest.mark.parametrize("role", Role)
def test_the_first_page_holds_no_layout(browsers, role):
    # The frame names the commands of one's own role (`test_wiring.py` holds it to them), and no other element.
    home = re.sub(r'data-commands="[^"]*"', "", browsers[role].get(routes.get_home(role)).text)
    layout = browsers[role].get("/_dash-layout").text
    config = json.loads(home.split('id="_dash-config" type="application/json">')[1].split("</script>")[0])

    assert "validation_layout" not in config
    for names in IDS_OF.values():
        for name in names:
            assert f'"{name}"' not in layout
            assert name not in home


@pytest.mark.case(18)
@pytest.mark.parametrize("role", Role)
def test_everybody_receives_the_same_frame(browsers, role):
    assert browsers[role].get("/_dash-layout").get_json() == browsers[Role.ADMIN].get("/_dash-layout").get_json()


@pytest.mark.case(2)
@pytest.mark.parametrize("role", Role)
def test_the_list_of_callbacks_holds_names_and_no_data(browsers, role, active_bundle):
    text = browsers[role].get("/_dash-dependencies").text
    assert not any(str(number) in text for number in active_bundle.client_ids)
    assert not any(name in text for name in active_bundle.feature_index)


@pytest.mark.case(18)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", routes.PAGES, ids=lambda place: place.path)
def test_the_router_yields_a_page_to_its_roles_only(app, browsers, role, place, own):
    path = place.path.replace("<client_id>", str(own))
    text = call(browsers[role], app, ROUTER, [path]).text
    there = {path for path, names in IDS_OF.items() if any(f'"{name}"' in text for name in names)}
    assert there == ({place.path} if role in place.roles else set())


@pytest.mark.case(18)
@pytest.mark.parametrize("path", ["/drift", REPORT, f"{REPORT}?x=1"])
@pytest.mark.parametrize("role", [Role.ADVISER, Role.CUSTOMER])
def test_drift_is_refused_to_others(browsers, role, path):
    answer = browsers[role].get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 403
    assert "evidently" not in answer.text.lower()


@pytest.mark.case(18)
@pytest.mark.parametrize("role", [Role.ADVISER, Role.CUSTOMER])
def test_the_callback_of_drift_is_refused_to_others(app, browsers, role):
    assert call(browsers[role], app, SHOW_DRIFT).status_code == 403
    assert call(browsers[Role.ADMIN], app, SHOW_DRIFT).status_code == 200


@pytest.mark.case(38)
def test_the_report_comes_alone_in_its_sandbox(browsers, active_bundle):
    answer = browsers[Role.ADMIN].get(REPORT)

    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == drift_report.POLICY
    assert "sandbox allow-scripts" in drift_report.POLICY
    assert "allow-same-origin" not in drift_report.POLICY
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.case(38)
def test_the_report_holds_no_client_number(browsers, active_bundle):
    """Case 38: aggregates only."""
    text = browsers[Role.ADMIN].get(REPORT).text
    everybody = {*active_bundle.client_ids.tolist(), *active_bundle.bundle.population["SK_ID_CURR"].to_pylist()}
    assert "SK_ID_CURR" not in text
    found = set(map(int, re.findall(r"(?<![\d.])\d{6}(?![\d.])", text))) & everybody
    # A mean amount may happen to read like somebody's number; rows would bring thousands of them.
    assert len(found) < len(everybody) / 1000


@pytest.mark.case(18)
@pytest.mark.parametrize("role", [Role.ADVISER, Role.CUSTOMER])
def test_the_header_names_no_page_of_others(browsers, role):
    text = browsers[role].get(routes.get_home(role)).text
    for place in routes.PAGES:
        if role not in place.roles:
            assert f'href="{place.path}"' not in text


@pytest.mark.case(30)
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_says_nothing_but_health(app, path, active_bundle):
    answer = app.server.test_client().get(path)
    assert answer.status_code == 200
    assert list(answer.get_json()) == ["status"]
