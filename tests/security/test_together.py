"""Case 40: many people at the same time, each with their own answers."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard_app.ids import MeIds
from tests.conftest import FILE, call
from tests.dashboard_app.api.asking import get
from tests.security.test_assignments import NEIGHBOURS

MINE = f"..{MeIds.RESULT}.content...{MeIds.REASONS}.content...{MeIds.DATA}.content.."
REQUESTS = 50


@pytest.mark.case(40)
def test_requests_of_two_customers_never_mix(lender):
    # One browser for each request: a test client is not meant for several threads.
    names = [name for _ in range(REQUESTS // 2) for name in lender.own]
    browsers = [lender.sign_in(name) for name in names]
    expected = {name: call(lender.browser(name), lender.app, MINE).get_json() for name in lender.own}
    assert expected["customer_a"] != expected["customer_b"]

    with ThreadPoolExecutor(REQUESTS) as pool:
        answers = list(pool.map(lambda browser: call(browser, lender.app, MINE), browsers))
    for name, answer in zip(names, answers, strict=True):
        assert answer.status_code == 200
        assert answer.get_json() == expected[name]


@pytest.mark.case(40)
def test_requests_of_two_advisers_never_mix(lender):
    names = [name for _ in range(REQUESTS // 2) for name in lender.assigned]
    browsers = [lender.sign_in(name) for name in names]
    own = {name: numbers[0] for name, numbers in lender.assigned.items()}

    def ctx(pair):
        name, browser = pair
        other = next(number for who, number in own.items() if who != name)
        return [
            call(browser, lender.app, FILE, [f"/client/{own[name]}"]),
            get(browser, f"/clients/{own[name]}"),
            get(browser, f"/clients/{other}"),
            get(browser, "/clients?size=100"),
        ]

    with ThreadPoolExecutor(REQUESTS) as pool:
        answers = list(pool.map(ctx, zip(names, browsers, strict=True)))
    for name, (file, mine, others, page) in zip(names, answers, strict=True):
        assert NEIGHBOURS.findall(json.dumps(file.get_json())) == [str(lender.assigned[name][1])]
        assert mine.get_json()["client_id"] == own[name]
        assert others.status_code == 404
        assert [item["client_id"] for item in page.get_json()["items"]] == lender.assigned[name]
