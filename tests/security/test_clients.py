"""Attack cases 11, 12, 15 and 16: whatever a customer sends, nobody else's data comes back, and nothing breaks."""

import math
import re

import pytest

from dashboard_app.ids import ClientIds, ClientListIds, DriftIds, FrameIds, HelpIds, MeIds, ModelIds
from tests.conftest import PASSWORD, call, callback_body, post_login, token_in

SIX_DIGITS = re.compile(r"(?<![\d.,])\d{6}(?![\d.,])")
ROUTER = f"..{FrameIds.PAGE}.children...{FrameIds.PLACE}.data.."
HELP = f"..{HelpIds.DECISION}.content...{HelpIds.GLOSSARY}.content.."
MINE = f"..{MeIds.RESULT}.content...{MeIds.REASONS}.content...{MeIds.DATA}.content.."
ACCESS_HISTORY = f"{MeIds.ACCESS_HISTORY}.content"


@pytest.fixture(scope="module")
def app(real_app):
    return real_app


def signed_in(app, name):
    browser = app.server.test_client()
    browser.get(post_login(browser, name, PASSWORD).location)
    return browser


@pytest.fixture(scope="module")
def customer(app):
    return signed_in(app, "customer")


@pytest.fixture(scope="module")
def staff(app):
    return signed_in(app, "adviser"), signed_in(app, "admin")


def disguises(number):
    """The number of another client in every form that a browser could send."""
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    return [
        number,
        str(number),
        f" {number} ",
        float(number),
        f"{number}.0",
        f"/client/{number}",
        f"/client/{full_width}",
        full_width,
        [number],
        [[str(number)]],
        {"client_id": number},
        {"path": "/client/<client_id>", "variables": {"client_id": str(number)}},
        {"startRow": 0, "endRow": 100, "sortModel": [], "filterModel": {"client_id": {"filter": str(number)}}},
        -number,
        10**30,
        1e30,
        math.nan,
        math.inf,
        True,
        None,
        "1 OR 1=1",
        f"{number}' OR '1'='1",
        f"{number}\x00",
        "../client/" + str(number),
    ]


def bodies(app, output, values):
    """Requests for a callback with each value at each place, and one with the value at every place."""
    registered = app.callback_map[output]
    places = len(registered["inputs"]) + len(registered["state"])
    for value in values:
        for place in range(places):
            yield callback_body(app, output, [None] * place + [value])
        yield callback_body(app, output, [value] * places)


def data_callbacks(app):
    return [output for output, registered in app.callback_map.items() if "callback" in registered]


def numbers_in(text):
    return set(map(int, SIX_DIGITS.findall(text)))


@pytest.mark.case(11)
@pytest.mark.parametrize("path", ["/client/{0}", "/client/{0}?tab=1", "/client?number={0}", "/?id={0}", "/client/0{0}"])
def test_an_address_with_another_number_opens_nothing(customer, others, path):
    answer = customer.get(path.format(others[0]), headers={"Accept": "text/html"})
    if answer.status_code == 302:
        assert answer.location == "/me"
    else:
        assert answer.status_code in {403, 404}
        # Versions of files, colours, the build of the model and the mark of an account are numbers of nobody else.
        own = r'\?m=[\d.]+|#[0-9a-f]{6}|\d{8}T\d{6}Z-\w+|data-person="\w+"|name="csrf_token" value="[^"]+"'
        assert numbers_in(re.sub(own, "", answer.text.replace(path.format(others[0]), ""))) == set()


@pytest.mark.case(11)
@pytest.mark.case(15)
def test_another_client_and_no_client_are_the_same_to_a_customer(customer, others, own):
    answers = [customer.get(f"/client/{number}") for number in (others[0], others[-1], own, 999_999)]
    bodies = {answer.text.replace(token_in(answer.text), "").replace(answer.request.path, "") for answer in answers}
    assert {answer.status_code for answer in answers} == {404}
    assert len(bodies) == 1


@pytest.mark.case(11)
@pytest.mark.case(12)
def test_the_router_yields_a_customer_no_other_file(app, customer, others):
    nothing = call(customer, app, ROUTER, ["/nothing"]).get_json()
    answers = [call(customer, app, ROUTER, body=body) for body in bodies(app, ROUTER, disguises(others[0]))]
    read = [answer.get_json() for answer in answers if answer.status_code == 200]
    assert read == [nothing] * len(read)
    assert read
    # What is no path, or no place, is not read.
    assert {answer.status_code for answer in answers} == {200, 400}


@pytest.mark.case(12)
def test_whatever_a_customer_sends_only_their_own_data_come_back(app, customer, others, own):
    entered = set()
    for output in data_callbacks(app):
        for body in bodies(app, output, disguises(others[0])):
            answer = call(customer, app, output, body=body)
            assert answer.status_code in {200, 400, 403, 404}, (output, body)
            assert not numbers_in(answer.text) & set(others), (output, body)
            if answer.status_code == 200:
                entered.add(output)
    assert entered == {ROUTER, MINE, ACCESS_HISTORY, HELP}


@pytest.mark.case(12)
def test_a_customers_file_is_the_same_whatever_is_sent(app, customer, others):
    expected = call(customer, app, MINE).get_json()
    assert expected["response"][MeIds.RESULT]["content"]
    answers = [call(customer, app, MINE, body=body) for body in bodies(app, MINE, disguises(others[0]))]
    read = [answer.get_json() for answer in answers if answer.status_code == 200]
    assert read == [expected] * len(read)
    assert read
    # What no control holds is not read.
    assert {answer.status_code for answer in answers} == {200, 400}


@pytest.mark.case(12)
@pytest.mark.parametrize(
    "name", [ClientIds.HEADING, ClientIds.COMPARISON, ClientListIds.GRID, ModelIds.CONTENT, DriftIds.TABLE]
)
def test_ids_of_another_page_in_a_customers_callback_are_refused(app, customer, others, name):
    body = callback_body(app, MINE, [others[0]])
    for part in ("outputs", "inputs"):
        spoiled = {**body, part: [{**body[part][0], "id": name}, *body[part][1:]]}
        assert call(customer, app, MINE, body=spoiled).status_code == 400


@pytest.mark.case(16)
def test_nothing_a_customer_receives_holds_another_clients_number(app, customer, others, own):
    texts = [customer.get(path).text for path in ("/me", "/_dash-layout", "/_dash-dependencies")]
    for language in ("fr", "en"):
        customer.get(f"/language/{language}")
        texts += [call(customer, app, MINE).text, call(customer, app, ROUTER, ["/me"]).text]
    assert set().union(*map(numbers_in, texts)) & set(others) == set()


@pytest.mark.case(12)
def test_what_staff_send_never_breaks_the_server(app, staff, others):
    for browser in staff:
        for output in data_callbacks(app):
            for body in bodies(app, output, disguises(others[0])):
                answer = call(browser, app, output, body=body)
                assert answer.status_code in {200, 204, 400, 403, 404}, (output, body)
                assert "Traceback" not in answer.text


@pytest.mark.case(12)
def test_no_choice_that_staff_send_breaks_a_comparison(app, staff, others):
    output = next(output for output in data_callbacks(app) if output.startswith(f"..{ClientIds.COMPARISON}.content"))
    good = ["EXT_SOURCE_2", "none", "decision", *["all"] * 5, f"/client/{others[0]}"]
    for place in range(len(good)):
        for value in disguises(others[0]):
            answer = call(staff[0], app, output, [*good[:place], value, *good[place + 1 :]])
            assert answer.status_code in {200, 204, 400}, (place, value)


@pytest.mark.case(12)
@pytest.mark.parametrize("value", ["0", "１００００１", "1 OR 1=1", "-5", "9" * 18, "1e5", "%00"])
def test_a_client_who_is_not_there_is_told_to_staff_without_an_error(app, staff, value):
    output = next(output for output in data_callbacks(app) if f"..{ClientIds.HEADING}.content" in output)
    answer = call(staff[0], app, output, [f"/client/{value}"])
    assert answer.status_code == 200
    assert "Unknown client" in answer.text or "Client inconnu" in answer.text


@pytest.mark.case(16)
def test_a_comparison_holds_no_number_of_anybody(app, staff, others, active_bundle):
    """Case 16: shares and edges, no points of persons."""
    output = next(output for output in data_callbacks(app) if output.startswith(f"..{ClientIds.COMPARISON}.content"))
    values = ["EXT_SOURCE_2", "none", "decision", *["all"] * 5, f"/client/{others[0]}"]
    answer = call(staff[0], app, output, values)
    former = set(active_bundle.bundle.population["SK_ID_CURR"].to_pylist())
    assert answer.status_code == 200
    assert numbers_in(answer.text) & (former | set(others)) == set()
