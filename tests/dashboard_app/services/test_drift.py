"""Drift by the project's own rule, for administrators."""

import pytest

from dashboard_app.services.drift import drift, get_feature_drift, report
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer


@pytest.fixture(scope="module")
def found(active_bundle):
    return drift(active_bundle, ADMIN)


def test_every_feature_is_in_the_table_once(active_bundle, found):
    assert sorted(part.entry.name for part in found.features) == sorted(active_bundle.feature_index)


def test_what_moved_stands_first_by_distance_weighted_with_importance(found):
    moved = [part.measured.is_drifted for part in found.features]
    assert moved == sorted(moved, reverse=True)
    for side in (True, False):
        weights = [part.measured.weight for part in found.features if part.measured.is_drifted is side]
        assert weights == sorted(weights, reverse=True)


def test_a_feature_that_could_not_be_measured_weighs_nothing(found):
    assert found.features[0].measured.model_copy(update={"distance": None}).weight == 0


def test_the_verdict_follows_from_the_table(found):
    assert found.drifted == sum(part.measured.is_drifted for part in found.features)
    assert found.verdict.share_drifted == pytest.approx(found.drifted / len(found.features))
    important = sorted(found.features, key=lambda part: -part.measured.importance)[: found.rule.top_features]
    assert {entry.name for entry in found.top_drifted} == {
        part.entry.name for part in important if part.measured.is_drifted
    }
    too_many = found.verdict.share_drifted > found.rule.largest_share
    assert found.verdict.is_drifted is (found.verdict.score_drifted or bool(found.top_drifted) or too_many)
    assert found.verdict.score_drifted is (found.report.score.distance >= found.rule.threshold)


def test_what_moved_and_what_matters_comes_first_and_nothing_is_lost(found):
    first = {part.entry.name for part in found.first}
    important = sorted(found.features, key=lambda part: -part.measured.importance)[: found.rule.top_features]
    assert {part.entry.name for part in important} <= first
    assert {part.entry.name for part in found.features if part.measured.is_drifted} <= first
    assert not any(part.measured.is_drifted for part in found.others)
    assert len(found.first) + len(found.others) == len(found.features)


def test_both_sides_are_shares_of_the_known_values(found):
    for part in found.features:
        bins = part.bins
        for side in (bins.reference, bins.current):
            assert sum(side) == pytest.approx(1) or sum(side) == 0
        if part.entry.categories:
            assert bins.edges == ()
            assert len(bins.reference) == len(part.entry.categories)
        elif bins.reference:
            assert len(bins.edges) == len(bins.reference) + 1
    assert sum(found.report.score.bins.current) == pytest.approx(1)


def test_one_feature_is_the_same_as_in_the_table(active_bundle, found):
    for part in found.features[:5]:
        assert get_feature_drift(active_bundle, ADMIN, part.entry.name) == part


@pytest.mark.parametrize("name", ["NOPE", "score", ""])
def test_a_feature_that_is_not_there_is_refused(active_bundle, name):
    with pytest.raises(InvalidRequestError):
        get_feature_drift(active_bundle, ADMIN, name)


def test_the_rows_compared_are_those_of_the_bundle(active_bundle, found):
    assert (found.report.reference_rows, found.report.current_rows) == (
        active_bundle.bundle.population.num_rows,
        len(active_bundle.client_ids),
    )


def test_the_report_is_evidentlys_page(active_bundle):
    assert b"<html" in report(active_bundle, ADMIN)[:2000].lower()


@pytest.mark.case(18)
def test_nobody_but_administrators_sees_drift(active_bundle):
    for actor in (ADVISER, customer(int(active_bundle.client_ids[0]))):
        for ask in (drift, report):
            with pytest.raises(NotAllowedError):
                ask(active_bundle, actor)
        with pytest.raises(NotAllowedError):
            get_feature_drift(active_bundle, actor, "AMT_CREDIT")
