"""The rule is the manifest's, for everybody."""

from types import SimpleNamespace

import pytest

from dashboard_app.services.rule import rule
from tests.dashboard_app.services.people import ADVISER, customer


@pytest.mark.case(34)
def test_gender_and_age_are_left_out_unless_the_model_uses_them(portfolio):
    assert {entry.name for entry in rule(portfolio, ADVISER).left_out} == {"CODE_GENDER", "DAYS_BIRTH"}
    catalogue = portfolio.bundle.catalogue
    features = {**catalogue.features, "DAYS_BIRTH": catalogue.columns["DAYS_BIRTH"]}
    bundle = SimpleNamespace(
        manifest=portfolio.bundle.manifest, catalogue=SimpleNamespace(features=features, columns=catalogue.columns)
    )
    other = SimpleNamespace(bundle=bundle, protected_grounds=portfolio.protected_grounds)
    assert [entry.name for entry in rule(other, ADVISER).left_out] == ["CODE_GENDER"]


def test_the_rule_is_the_one_in_force(portfolio):
    manifest = portfolio.bundle.manifest
    found = rule(portfolio, ADVISER)
    assert (found.threshold, found.costs) == (manifest.threshold, manifest.costs)
    assert found.applicants == portfolio.bundle.population.num_rows
    assert rule(portfolio, customer(int(portfolio.client_ids[0]))) == found
