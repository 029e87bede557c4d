"""The API keeps to its own document, whoever asks and whatever is sent: Schemathesis makes the requests."""

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import GenerationMode

from dashboard_app.actor import Role
from dashboard_app.api.operations import OPERATIONS
from model_bundle.column_limits import FORM, RELATIONS
from tests.dashboard_app.api.asking import get

EXAMPLES = 30
COOKIES = ("clairscore_session", "_csrf_token")
ROLES = {operation.name: operation.roles for operation in OPERATIONS}


def takes_something(operation):
    """Whether there is anything that could be sent wrongly."""
    return bool(operation.query.model_fields or operation.body or operation.names_a_client)


CASES = [
    (operation.name, mode)
    for operation in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or takes_something(operation)
]


@pytest.fixture(scope="session")
def document(api_app, people):
    """The document, as Schemathesis reads it; who may ask is tested elsewhere, so that no case spoils the cookie."""
    content = get(people["adviser"], "/openapi.json").get_json()
    operations = [operation for path in content["paths"].values() for operation in path.values()]
    for part in (content, *operations):
        part.pop("security", None)
    loaded = schemathesis.openapi.from_dict(content)
    loaded.app = api_app.server
    return loaded


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("name", "mode"), CASES, ids=[f"{name}-{mode.value}" for name, mode in CASES])
def test_every_answer_is_as_the_document_says(document, people, name, mode, role):
    """Status, media type and schema; no 500; what is allowed is accepted, and what is not is refused."""
    statuses = answered(document.find_operation_by_id(name).as_strategy(generation_mode=mode), people[role])
    assert 401 not in statuses
    if role not in ROLES[name]:
        assert statuses == {403}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", [operation.name for operation in OPERATIONS if operation.names_a_client])
def test_what_is_known_of_a_client_is_as_the_document_says(document, people, own, name, role):
    cases = document.find_operation_by_id(name).as_strategy(path_parameters={"client_id": own})
    assert answered(cases, people[role]) == {200}


def is_contradictory(body):
    """Say whether one value of a form rules out another: no document can say that, and test_prediction.py tries it."""
    form = body.get("application") if isinstance(body, dict) else None
    if not isinstance(form, dict):
        return False
    pairs = [(form.get(rule.column), form.get(rule.other), rule.times) for rule in RELATIONS[FORM]]
    numbers = [pair for pair in pairs if all(isinstance(value, int | float) for value in pair)]
    return any(other != 0 and value > times * other for value, other, times in numbers)


def answered(cases, browser):
    """Send cases, check each answer against the document, and return the statuses."""
    cookies = {name: browser.get_cookie(name).value for name in COOKIES}
    # Over WSGI, Schemathesis unpacks nothing.
    headers = {"X-CSRFToken": cookies["_csrf_token"], "Accept-Encoding": "identity"}
    statuses = set()

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=cases)
    def check(case):
        assume(not is_contradictory(case.body))
        answer = case.call_and_validate(cookies=cookies, headers=headers)
        statuses.add(answer.status_code)

    check()
    return statuses
