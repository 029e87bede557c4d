"""A histogram counts what it says, and shows no group in which a person could be found."""

import numpy as np
import pytest

from dashboard_app.services.disclosure import SMALLEST_GROUP, questions, rounded_count
from tests.dashboard_app.api.asking import assert_problem, get


def counted(browser, query):
    answer = get(browser, f"/population/histogram{query}")
    assert answer.status_code == 200, answer.text
    return answer.get_json()


@pytest.mark.parametrize("basis", ["decision", "outcome"])
def test_shares_are_about_those_of_the_population(adviser, active_bundle, basis):
    found = counted(adviser, f"?feature=EXT_SOURCE_2&basis={basis}")
    population = active_bundle.bundle.population
    values = np.array(population["feature.EXT_SOURCE_2"].to_pylist(), dtype=float)
    better = np.array(population["granted"]) == 1 if basis == "decision" else np.array(population["target"]) == 0
    edges = np.array(found["edges"])
    for side, chosen in (("better", better), ("worse", ~better)):
        known = values[chosen & ~np.isnan(values)]
        expected = np.histogram(np.clip(known, edges[0], edges[-1]), edges)[0] / len(known)
        np.testing.assert_allclose(found[side]["shares"], expected, atol=60 / len(known))
        assert abs(found[side]["clients"] - chosen.sum()) <= 40
    assert found["group"] == found["population"] == rounded_count(len(values))


def test_a_categorical_feature_has_its_categories(adviser, active_bundle):
    found = counted(adviser, "?feature=NAME_EDUCATION_TYPE&basis=decision")
    entry = active_bundle.bundle.catalogue.features["NAME_EDUCATION_TYPE"]
    assert found["edges"] == []
    # Null stands for the small ones together.
    assert {name for name in found["categories"] if name} < {category.value for category in entry.categories}
    assert len(found["better"]["shares"]) == len(found["categories"])
    assert sum(found["better"]["shares"]) == pytest.approx(1)


def test_filters_narrow_the_group(adviser, active_bundle):
    found = counted(adviser, "?feature=EXT_SOURCE_2&age=35-44&basis=decision")
    ages = np.array(active_bundle.bundle.population["application.DAYS_BIRTH"]) / -365.25
    assert found["group"] == rounded_count(int(((ages >= 35) & (ages < 45)).sum())) < found["population"]
    assert found["better"]["clients"] + found["worse"]["clients"] == found["group"]


@pytest.mark.case(17)
def test_a_group_that_is_too_small_is_suppressed(adviser, active_bundle):
    population = active_bundle.bundle.population
    ages = np.array(population["application.DAYS_BIRTH"]) / -365.25
    statuses, granted = np.array(population["application.NAME_FAMILY_STATUS"]), np.array(population["granted"])
    small = [
        status
        for status in sorted(set(statuses))
        if np.bincount(granted[(statuses == status) & (ages < 25)].astype(int), minlength=2).min() < SMALLEST_GROUP
    ]
    assert small
    for status in small:
        found = counted(adviser, f"?feature=EXT_SOURCE_2&age=under-25&family={status}&basis=decision")
        assert found["is_suppressed"]
        assert (found["better"], found["worse"], found["edges"], found["group"]) == (None, None, [], 0)


@pytest.mark.case(17)
def test_who_asks_for_very_many_waits(adviser, active_bundle, monkeypatch):
    monkeypatch.setattr(questions, "MOST_QUESTIONS", 0)
    active_bundle.cached("questions", questions.QuestionLimit)
    answer = get(adviser, "/population/histogram?feature=EXT_SOURCE_2&amount=500k-1m")
    assert_problem(answer, 429)
    assert int(answer.headers["Retry-After"]) > 0
    assert "comparisons" in answer.get_json()["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?feature=",
        "?feature=SK_ID_CURR",
        "?feature=EXT_SOURCE_2&age=30",
        "?feature=EXT_SOURCE_2&family=Nobody",
        "?feature=EXT_SOURCE_2&basis=luck",
        "?feature=EXT_SOURCE_2&feature=EXT_SOURCE_3",
        "?feature=EXT_SOURCE_2&client_id=1",
    ],
)
def test_what_cannot_be_counted_is_refused(adviser, query):
    assert_problem(get(adviser, f"/population/histogram{query}"), 422)
