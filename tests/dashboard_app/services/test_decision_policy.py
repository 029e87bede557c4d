"""The rule is the manifest's, for everybody."""

from types import SimpleNamespace

import pytest

from dashboard_app.services.decision_policy import get_decision_policy
from tests.dashboard_app.services.people import ADVISER, customer


@pytest.mark.case(34)
def test_gender_and_age_are_left_out_unless_the_model_uses_them(active_bundle):
    assert {entry.name for entry in get_decision_policy(active_bundle, ADVISER).left_out} == {
        "CODE_GENDER",
        "DAYS_BIRTH",
    }
    catalogue = active_bundle.bundle.catalogue
    features = {**catalogue.features, "DAYS_BIRTH": catalogue.columns["DAYS_BIRTH"]}
    bundle = SimpleNamespace(
        manifest=active_bundle.bundle.manifest, catalogue=SimpleNamespace(features=features, columns=catalogue.columns)
    )
    other = SimpleNamespace(bundle=bundle, protected_grounds=active_bundle.protected_grounds)
    assert [entry.name for entry in get_decision_policy(other, ADVISER).left_out] == ["CODE_GENDER"]


def test_the_rule_is_the_one_in_force(active_bundle):
    manifest = active_bundle.bundle.manifest
    found = get_decision_policy(active_bundle, ADVISER)
    assert (found.threshold, found.costs) == (manifest.threshold, manifest.costs)
    assert found.applicants == active_bundle.bundle.population.num_rows
    assert get_decision_policy(active_bundle, customer(int(active_bundle.client_ids[0]))) == found
