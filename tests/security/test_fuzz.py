"""Every callback as every role, with what no browser would send: no failure, and no byte of another client's data."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard_app.components.controls import ReasonsView
from dashboard_app.filters import FILTERS, Basis
from dashboard_app.services.client_list import SORTS
from tests.conftest import call, callback_body
from tests.dashboard_app.api.asking import get
from tests.security.test_clients import SIX_DIGITS, data_callbacks

EXAMPLES = 60
FEWEST = 5_000
PEOPLE = ["adviser1", "adviser_without", "admin1", "customer_a", None]
ALLOWED = {200, 204, 400, 403, 404}
QUIET = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
SENT: Counter[str] = Counter()
"""How many requests were sent, and how many were answered with data; the last test of this file reads it."""

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.sampled_from(["__proto__", "\x00"])
)
junk = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def words(active_bundle):
    """What the pages offer to choose from."""
    features = [feature.name for feature in active_bundle.bundle.explanation.features]
    bands = [band.name for one in FILTERS for band in one.bands]
    return [*features[:8], *Basis, *ReasonsView, *bands, "all", "none", "light", "dark", "quality", "card"]


def values(active_bundle):
    """A value of a callback's input: an address, a choice, a request for rows, or anything."""
    numbers = st.sampled_from(active_bundle.client_ids.tolist()) | st.integers(0, 2**63)
    paths = st.one_of(
        st.builds("/client/{}".format, numbers),
        st.sampled_from(["/", "/me", "/drift", "/model", "/help", "/admin/users", "/client/", "//client/1"]),
        st.builds("?{}={}".format, st.sampled_from(["feature", "view", "age", "search", "sort"]), st.text(max_size=12)),
    )
    columns, directions = st.sampled_from([*SORTS, "x"]), st.sampled_from(["asc", "desc"])
    rows = st.fixed_dictionaries(
        {
            "startRow": st.integers(-5, 300) | junk,
            "endRow": st.integers(0, 700) | junk,
            "sortModel": st.lists(
                st.fixed_dictionaries({"colId": columns, "sort": directions}),
                max_size=2,
            ),
            "filterModel": st.dictionaries(
                st.sampled_from(["client_id", "decision", "occupation", "amount"]),
                st.fixed_dictionaries({"filter": st.sampled_from(["1", "refused", "Laborers", "1m-plus"]) | scalars}),
                max_size=3,
            ),
        }
    )
    chosen = st.sampled_from(words(active_bundle))
    return st.one_of(paths, paths, chosen, chosen, rows, numbers, junk)


@pytest.fixture(scope="module")
def strange(lender, active_bundle):
    """A function: the numbers that a person must not read anywhere."""
    everybody = set(active_bundle.client_ids.tolist())
    reached = {"admin1": everybody, "customer_a": {lender.own["customer_a"]}, **map_sets(lender.assigned)}

    def of(name):
        return everybody - reached.get(name, set())

    return of


def map_sets(assigned):
    return {name: set(numbers) for name, numbers in assigned.items()}


def leaked(text, forbidden, given_numbers):
    """Numbers of others in an answer, those aside that the request itself held."""
    return {number for number in map(int, SIX_DIGITS.findall(text)) if number in forbidden} - given_numbers


def numbers_in(value):
    """Every whole number in what is sent."""
    return {int(found) for found in SIX_DIGITS.findall(str(value))}


@pytest.mark.case(3)
@pytest.mark.case(12)
@pytest.mark.case(29)
@pytest.mark.parametrize("name", PEOPLE, ids=str)
def test_no_callback_fails_or_tells_of_others(lender, active_bundle, strange, name):
    browser = lender.app.server.test_client() if name is None else lender.browser(name)
    forbidden = strange(name)
    for output in data_callbacks(lender.app):
        attack(lender, browser, output, values(active_bundle), forbidden, {401} if name is None else ALLOWED)


def attack(lender, browser, output, drawn, forbidden, allowed):
    """Send one callback whatever is drawn for its inputs and states."""
    registered = lender.app.callback_map[output]
    places = len(registered["inputs"]) + len(registered["state"])

    @QUIET
    @given(sent=st.lists(drawn, min_size=places, max_size=places))
    def send(sent):
        answer = call(browser, lender.app, output, body=callback_body(lender.app, output, sent))
        SENT["callbacks"] += 1
        SENT["data"] += answer.status_code == 200
        assert answer.status_code in allowed, answer.text
        assert not leaked(answer.text, forbidden, numbers_in(sent))

    send()


@pytest.mark.case(12)
@pytest.mark.case(13)
@pytest.mark.parametrize("name", PEOPLE, ids=str)
def test_no_path_of_the_api_fails_or_tells_of_others(lender, active_bundle, strange, name):
    browser = lender.app.server.test_client() if name is None else lender.browser(name)
    forbidden = strange(name)
    paths = st.sampled_from(
        ["/clients", "/clients/{}", "/clients/{}/score", "/clients/{}/explanation", "/features", "/model", "/{}"]
    )
    numbers = st.sampled_from(active_bundle.client_ids.tolist()) | st.integers(0, 10**12) | st.text(max_size=10)
    names = ["page", "size", "number", "sort", "order", "decision", "occupation", "amount", "family", "x"]
    asked = st.sampled_from(["refused", "asc", "desc", "probability", "Laborers", "1m-plus"])
    queries = st.dictionaries(st.sampled_from(names), st.integers(-1, 600) | asked | st.text(max_size=8), max_size=4)

    @settings(QUIET, max_examples=5 * EXAMPLES)
    @given(path=paths, number=numbers, query=queries)
    def send(path, number, query):
        answer = get(browser, path.format(number), query_string=query)
        SENT["api"] += 1
        assert answer.status_code in ({401, 308} if name is None else {*ALLOWED, 302, 308, 405, 422}), answer.text
        assert not leaked(answer.text, forbidden, numbers_in((number, query)))

    send()


def test_that_there_were_enough():
    """Not by accident fewer, and not all of them refused at the door."""
    assert SENT["callbacks"] + SENT["api"] >= FEWEST, SENT
    assert SENT["data"] > FEWEST // 10, SENT
