"""The rule is the manifest's, for everybody."""

from dashboard_app.services.rule import rule
from tests.dashboard_app.services.people import ADVISER, customer


def test_the_rule_is_the_one_in_force(portfolio):
    manifest = portfolio.bundle.manifest
    found = rule(portfolio, ADVISER)
    assert (found.threshold, found.costs) == (manifest.threshold, manifest.costs)
    assert found.applicants == len(portfolio.granted)
    assert rule(portfolio, customer(int(portfolio.client_ids[0]))) == found
