"""Reasons are confirmed by scoring again, name what carries them, and nothing that is protected."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard_app.services.contributions import FamilyContribution, FeatureContribution
from dashboard_app.services.explanation import explain, explain_vector
from dashboard_app.services.reasons import CARRIED, FACTS_PER_REASON, NAMED_SHARE, Fact, Reason, is_protected
from dashboard_app.store import ActiveBundle
from model_bundle.naming import ALWAYS_PROTECTED, Ground, Naming, default_phrasing
from tests.dashboard_app.services.people import ADVISER, open_file
from tests.reasons import look_at


def test_every_reason_of_the_demo_holds(active_bundle):
    found = look_at(active_bundle, range(len(active_bundle.client_ids)))

    assert found.wrong == []
    assert found.reasons > 2 * len(active_bundle.client_ids)
    assert found.facts > 0.7 * found.reasons
    assert found.refused > 20
    assert found.with_two + found.told_plainly >= found.refused
    assert found.share_with_two > 0.8


def test_a_fact_carries_a_good_part_of_its_family(active_bundle):
    for row in range(0, len(active_bundle.client_ids), 8):
        explanation = explain_vector(active_bundle, active_bundle.features[row])
        for part in explanation.ranked_reasons:
            assert len(part.facts) <= FACTS_PER_REASON
            members = next(one.members for one in explanation.families if one.family.name == part.family.name)
            places = [
                active_bundle.feature_index[one.entry.name]
                for one in members
                if one.entry.phrasing.naming is not Naming.NEVER
                and not is_protected(one.entry, active_bundle.protected_grounds, one.value)
            ]
            changed = active_bundle.features[row].copy()
            changed[places] = active_bundle.typical[places]
            before, after = active_bundle.bundle.scorer.log_odds(np.array([active_bundle.features[row], changed]))
            for fact in part.facts:
                assert fact.effect / (before - after) >= CARRIED - 1e-9


def test_what_is_protected_is_a_setting_and_gender_and_age_always_are(active_bundle):
    lenient = ActiveBundle(active_bundle.bundle, ALWAYS_PROTECTED)
    names = {"household", "region", "social_circle"}
    rows = range(0, len(active_bundle.client_ids), 4)
    strict = {
        part.family.name
        for row in rows
        for part in explain_vector(active_bundle, active_bundle.features[row]).ranked_reasons
    }
    told = {
        part.family.name for row in rows for part in explain_vector(lenient, active_bundle.features[row]).ranked_reasons
    }

    assert not names & strict
    assert names & told
    entry = active_bundle.bundle.catalogue.columns["DAYS_BIRTH"]
    assert entry.protected and is_protected(entry, frozenset())
    assert is_protected(active_bundle.bundle.catalogue.features["REGION_RATING_CLIENT"], {Ground.RESIDENCE})


def test_protected_data_are_counted_apart_and_never_as_a_smaller_topic(active_bundle):
    for number in active_bundle.client_ids[::8].tolist():
        explanation = explain(open_file(active_bundle, ADVISER, number))
        protected = sum(
            part.contribution
            for part in explanation.features
            if is_protected(part.entry, active_bundle.protected_grounds, part.value)
        )
        assert explanation.protected == pytest.approx(protected)
        assert not {"household", "region", "social_circle"} & {part.family.name for part in explanation.unnamed}


def test_a_bundle_without_marks_names_no_value_and_no_protected_family(active_bundle):
    catalogue = active_bundle.bundle.catalogue
    old = replace(
        catalogue,
        families={name: replace(family, contents=None) for name, family in catalogue.families.items()},
        features={
            name: replace(one, phrasing=default_phrasing(one.family)) for name, one in catalogue.features.items()
        },
    )
    before = ActiveBundle(replace(active_bundle.bundle, catalogue=old))

    found = [
        part
        for row in range(0, len(before.client_ids), 8)
        for part in explain_vector(before, before.features[row]).ranked_reasons
    ]

    assert found
    assert not any(part.facts for part in found)
    assert not {"household", "region", "social_circle", "housing"} & {part.family.name for part in found}


def test_fewer_than_two_facts_against_a_client_are_few(active_bundle):
    explanation = explain_vector(active_bundle, active_bundle.features[0])
    entry = explanation.features[0].entry
    family = active_bundle.bundle.catalogue.families["external_ratings"]
    fact = Fact(entry, 1.0, 2.0, 0.5)
    scores = Reason(family, 0.9, 0.9, (fact,))
    other = Reason(active_bundle.bundle.catalogue.families["job"], 0.1, NAMED_SHARE, (fact,))

    assert not replace(explanation, ranked_reasons=(scores,)).has_enough_against
    assert replace(explanation, ranked_reasons=(scores,)).do_scores_decide
    assert not replace(explanation, ranked_reasons=(other, scores)).do_scores_decide
    assert replace(explanation, ranked_reasons=(scores, other)).has_enough_against
    assert not replace(explanation, ranked_reasons=(scores, replace(other, facts=()))).has_enough_against
    assert not replace(explanation, ranked_reasons=(scores, replace(other, share=NAMED_SHARE / 2))).has_enough_against


def test_a_typical_value_is_told_to_three_digits(active_bundle):
    explanation = explain_vector(active_bundle, active_bundle.features[0])
    assert all(isinstance(part, FeatureContribution) for part in explanation.features)
    assert all(isinstance(part, FamilyContribution) for part in explanation.families)
    for part in explanation.features:
        assert np.isnan(part.typical) or float(f"{part.typical:.3g}") == part.typical
