import numpy as np
import pytest

from model_build.reports import explain
from model_build.reports.explain import (
    explain_globally,
    family_importance,
    feature_importance,
    reference_of_accepted,
    typical_values,
)
from model_build.training.train import Recipe, train_final
from model_bundle.manifest import Reference
from model_bundle.reports import Importance
from model_bundle.scorer import Scorer
from tests.model_build.training_sets import NAMES, learnable, silent

DATA = learnable(400)
FAMILIES = {"RATING": "outside", "KIND": "person", "NOISE": "person"}


@pytest.fixture(scope="module")
def scorer():
    text = train_final(DATA, Recipe(trees=20, threads=1), silent).model_to_string()
    return Scorer(text, NAMES, Reference(contributions=dict.fromkeys(NAMES, 0.0)))


def explained(scorer, seed=0):
    """The explanation of all rows, all of them accepted."""
    everybody = np.ones(len(DATA.matrix), dtype=bool)
    return explain_globally(scorer, DATA.matrix, everybody, NAMES, {"KIND"}, FAMILIES, seed=seed, threads=1)


def importance(name, value):
    return Importance.model_construct(name=name, importance=pytest.approx(value))


def test_importance_is_the_mean_absolute_contribution_from_the_largest_down():
    contributions = np.array([[0.1, -2.0, 0.0], [0.3, 4.0, 0.0]])
    assert feature_importance(contributions, ("a", "b", "c")) == (
        importance("b", 3.0),
        importance("a", 0.2),
        importance("c", 0.0),
    )


def test_equal_importance_keeps_the_order_of_the_vector():
    ranked = feature_importance(np.array([[1.0, -1.0, 1.0]]), ("b", "c", "a"))
    assert [row.name for row in ranked] == ["b", "c", "a"]


def test_contributions_of_one_family_are_summed_before_their_size_is_taken():
    """Two features that pull in opposite directions weigh little together, and much one by one."""
    contributions = np.array([[1.0, -1.0, 0.5], [2.0, -2.0, -0.5]])
    family_of = {"a": "pair", "b": "pair", "c": "single"}
    assert family_importance(contributions, ("a", "b", "c"), family_of) == (
        importance("single", 0.5),
        importance("pair", 0.0),
    )


def test_every_feature_and_family_is_ranked(scorer):
    content = explained(scorer).report
    assert {row.name for row in content.features} == set(NAMES)
    assert {row.name for row in content.families} == {"outside", "person"}
    for ranked in (content.features, content.families):
        sizes = [row.importance for row in ranked]
        assert sizes == sorted(sizes, reverse=True)
    assert set(content.typical) == set(NAMES)


def test_the_sample_holds_values_contributions_and_the_score_they_add_up_to(scorer):
    found = explained(scorer)

    assert found.table.column_names == [
        "probability",
        *(f"{part}.{name}" for name in NAMES for part in ("value", "contribution")),
    ]
    np.testing.assert_array_equal(found.values, DATA.matrix)
    np.testing.assert_allclose(
        found.table.column("probability").to_numpy(), scorer.probabilities(DATA.matrix), atol=1e-12
    )
    missing = int(np.isnan(DATA.matrix[:, 1]).sum())
    assert found.table.column("value.KIND").null_count == missing > 0


def test_a_large_population_is_sampled_by_seed(scorer, monkeypatch):
    monkeypatch.setattr(explain, "SAMPLE_ROWS", 50)
    first, same, other = (explained(scorer, seed) for seed in (1, 1, 2))
    assert first.table.num_rows == 50
    assert first.table.equals(same.table)
    assert not first.table.equals(other.table)
    assert len(np.unique(first.values[:, 0])) == 50
    assert first.report.rows.startswith("50 ")


def test_the_reference_is_the_mean_of_the_accepted_only(scorer):
    granted = DATA.matrix[:, 0] > 0
    reference = reference_of_accepted(scorer, DATA.matrix, granted, NAMES, seed=0, threads=1)

    by_hand = scorer.raw_contributions(DATA.matrix[granted])[:, :-1].mean(axis=0)
    assert list(reference.contributions) == list(NAMES)
    assert list(reference.contributions.values()) == pytest.approx(by_hand)
    # The accepted have good ratings: what their ratings do on average lowers the risk.
    assert reference.contributions["RATING"] < 0


def test_typical_is_the_median_or_the_most_frequent_category_of_the_accepted():
    nan = np.nan
    matrix = np.array([[1.0, 2.0, nan], [3.0, 2.0, nan], [nan, 0.0, nan], [100.0, 0.0, 5.0], [100.0, 0.0, 5.0]])
    granted = np.array([True, True, True, False, False])

    typical = typical_values(matrix, granted, ("number", "kind", "empty"), {"kind"})

    assert typical == {"number": 2.0, "kind": 2.0, "empty": None}
