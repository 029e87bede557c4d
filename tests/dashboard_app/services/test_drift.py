"""Drift by the project's own rule, for administrators."""

from dataclasses import replace

import pytest

from dashboard_app.services.drift import drift, report
from dashboard_app.services.errors import NotAllowedError
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer


@pytest.fixture(scope="module")
def found(portfolio):
    return drift(portfolio, ADMIN)


def test_every_feature_is_in_the_table_once(portfolio, found):
    assert sorted(part.entry.name for part in found.features) == sorted(portfolio.feature_index)


def test_what_moved_stands_first_by_distance_weighted_with_importance(found):
    moved = [part.drifted for part in found.features]
    assert moved == sorted(moved, reverse=True)
    for side in (True, False):
        weights = [part.weight for part in found.features if part.drifted is side]
        assert weights == sorted(weights, reverse=True)


def test_a_feature_that_could_not_be_measured_weighs_nothing(found):
    assert replace(found.features[0], distance=None).weight == 0


def test_the_verdict_follows_from_the_table(found):
    assert found.drifted == sum(part.drifted for part in found.features)
    assert found.share_drifted == pytest.approx(found.drifted / len(found.features))
    important = sorted(found.features, key=lambda part: -part.importance)[: found.top_features]
    assert {entry.name for entry in found.top_drifted} == {part.entry.name for part in important if part.drifted}
    too_many = found.share_drifted > found.largest_share
    assert found.is_drifted is (found.score_drifted or bool(found.top_drifted) or too_many)
    assert found.score_drifted is (found.score_distance >= found.threshold)


def test_the_rows_compared_are_those_of_the_bundle(portfolio, found):
    assert (found.reference_rows, found.current_rows) == (len(portfolio.granted), len(portfolio.client_ids))


def test_the_report_is_evidentlys_page(portfolio):
    assert b"<html" in report(portfolio, ADMIN)[:2000].lower()


def test_nobody_but_administrators_sees_drift(portfolio):
    for actor in (ADVISER, customer(int(portfolio.client_ids[0]))):
        for ask in (drift, report):
            with pytest.raises(NotAllowedError):
                ask(portfolio, actor)
