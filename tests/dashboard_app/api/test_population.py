"""A histogram counts what it says, and shows no group in which a person could be found."""

import numpy as np
import pytest

from dashboard_app.services.disclosure import SMALLEST_GROUP
from tests.dashboard_app.api.asking import assert_problem, get


@pytest.fixture(autouse=True)
def exact(monkeypatch):
    """What is counted is tested here; that counts are rounded is tested beside `disclosure`."""
    monkeypatch.setattr("dashboard_app.services.disclosure.ROUNDED_TO", 1)


def counted(browser, query):
    answer = get(browser, f"/population/histogram{query}")
    assert answer.status_code == 200, answer.text
    return answer.get_json()


@pytest.mark.parametrize("basis", ["decision", "outcome"])
def test_shares_are_those_of_the_population(adviser, portfolio, basis):
    found = counted(adviser, f"?feature=EXT_SOURCE_2&basis={basis}")
    values = portfolio.population_floats("feature.EXT_SOURCE_2")
    target = np.array(portfolio.bundle.population["target"])
    better = portfolio.granted if basis == "decision" else target == 0
    edges = np.array(found["edges"])
    for side, chosen in (("better", better), ("worse", ~better)):
        known = values[chosen][~np.isnan(values[chosen])]
        expected = np.histogram(np.clip(known, edges[0], edges[-1]), edges)[0] / len(known)
        np.testing.assert_allclose(found[side]["shares"], expected)
        assert found[side]["clients"] == chosen.sum()
        assert found[side]["missing"] == pytest.approx(np.isnan(values[chosen]).mean())
    assert (found["group"], found["population"]) == (len(values), len(values))


def test_a_categorical_feature_has_its_categories(adviser, portfolio):
    found = counted(adviser, "?feature=NAME_EDUCATION_TYPE")
    entry = portfolio.bundle.catalogue.features["NAME_EDUCATION_TYPE"]
    assert found["edges"] == []
    assert found["categories"] == [category.value for category in entry.categories]
    assert len(found["better"]["shares"]) == len(found["categories"])
    assert sum(found["better"]["shares"]) == pytest.approx(1)


def test_filters_narrow_the_group(adviser, portfolio):
    found = counted(adviser, "?feature=EXT_SOURCE_2&age=35-44&amount=250k-500k")
    ages, amounts = portfolio.population_ages, portfolio.population_floats("application.AMT_CREDIT")
    wanted = (ages >= 35) & (ages < 45) & (amounts >= 250_000) & (amounts < 500_000)
    assert found["group"] == wanted.sum() < found["population"]
    assert found["better"]["clients"] + found["worse"]["clients"] == found["group"]


@pytest.mark.case(17)
def test_a_group_that_is_too_small_is_suppressed(adviser, portfolio):
    coded = portfolio.population_coded("application.NAME_FAMILY_STATUS")
    ages = portfolio.population_ages
    small = [
        status
        for code, status in enumerate(coded.values)
        if min(np.bincount(portfolio.granted[(coded.codes == code) & (ages < 25)], minlength=2)) < SMALLEST_GROUP
    ]
    assert small
    for status in small:
        found = counted(adviser, f"?feature=EXT_SOURCE_2&age=under-25&family={status}")
        assert found["is_suppressed"]
        assert (found["better"], found["worse"], found["edges"]) == (None, None, [])


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
