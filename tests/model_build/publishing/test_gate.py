import shutil

import numpy as np
import pyarrow as pa
import pytest

from model_build.metrics.bootstrap import confidence
from model_build.metrics.threshold import cross_chosen_cost
from model_build.publishing.gate import Outcome, compare_scores, evaluate_candidate_bundle
from model_bundle.bundle import Bundle
from model_bundle.manifest import Costs
from tests.bundle_copies import active_id, variant

COSTS = Costs()


@pytest.fixture
def bundles(built, tmp_path):
    """A folder in which the small bundle is active."""
    return active_id(built.path, tmp_path)


@pytest.fixture
def population(built):
    return Bundle.open(built.path).population


def changed(table, column, change):
    values = change(table.column(column).to_numpy().copy())
    return table.set_column(table.column_names.index(column), column, pa.array(values, table.schema.field(column).type))


def spoilt(scores):
    return np.clip(scores * np.exp(np.random.default_rng(1).normal(0, 1.5, len(scores))), 1e-6, 0.999)


def test_where_nothing_is_in_force_there_is_nothing_to_compare_with(population, tmp_path):
    verdict = evaluate_candidate_bundle(population, tmp_path, COSTS)
    assert (verdict.outcome, verdict.champion, verdict.comparison) == (Outcome.FIRST, None, None)
    assert str(verdict) == "nothing is active yet"


def test_the_same_scores_are_not_worse(built, population, bundles):
    verdict = evaluate_candidate_bundle(population, bundles, COSTS)
    assert verdict.outcome is Outcome.NOT_WORSE
    assert verdict.champion == built.path.name
    assert verdict.comparison.cost == verdict.comparison.champion_cost
    assert (verdict.comparison.difference.low, verdict.comparison.difference.high) == (0.0, 0.0)
    assert f"the same {population.num_rows:,} applicants" in str(verdict)


def test_worse_scores_of_the_same_people_are_worse_and_the_interval_says_how_surely(population, bundles):
    verdict = evaluate_candidate_bundle(changed(population, "probability", spoilt), bundles, COSTS)
    assert verdict.outcome is Outcome.WORSE
    found = verdict.comparison
    assert 0 < found.difference.low < found.cost - found.champion_cost < found.difference.high
    assert f"{found.cost:.4f} against {found.champion_cost:.4f}" in str(verdict)


def test_better_scores_are_not_worse(population, bundles):
    def told(scores):
        return np.clip(scores + 0.3 * population.column("target").to_numpy(), 0, 0.999)

    verdict = evaluate_candidate_bundle(changed(population, "probability", told), bundles, COSTS)
    assert verdict.outcome is Outcome.NOT_WORSE
    assert verdict.comparison.difference.high < 0


@pytest.mark.parametrize("column", ["target", "application.DAYS_BIRTH"])
def test_other_people_under_the_same_numbers_stand_in_nobodys_way(population, bundles, column):
    """Synthetic tables begin at the same client number as the real ones."""
    others = changed(population, column, lambda values: np.random.default_rng(3).permutation(values))
    verdict = evaluate_candidate_bundle(changed(others, "probability", spoilt), bundles, COSTS)
    assert verdict.outcome is Outcome.INCOMPARABLE
    assert "2,000 client numbers in common" in str(verdict)


def test_people_of_other_numbers_cannot_be_compared(population, bundles):
    verdict = evaluate_candidate_bundle(changed(population, "SK_ID_CURR", lambda ids: ids + 5_000_000), bundles, COSTS)
    assert verdict.outcome is Outcome.INCOMPARABLE
    assert "of 0 client numbers in common" in str(verdict)


@pytest.mark.parametrize(("rows", "outcome"), [(1_900, Outcome.WORSE), (900, Outcome.INCOMPARABLE)])
def test_a_part_of_the_people_is_enough_if_it_is_large(population, bundles, monkeypatch, rows, outcome):
    part = changed(population.slice(50, rows), "probability", spoilt)
    verdict = evaluate_candidate_bundle(part, bundles, COSTS)
    assert verdict.outcome is outcome
    if verdict.comparison:
        assert (verdict.comparison.rows, verdict.comparison.are_all) == (rows, False)
        assert f"on the {rows:,} applicants of both" in str(verdict)
    else:
        assert f"{rows:,} applicants in common" in str(verdict)


def test_a_few_corrected_outcomes_do_not_make_other_people(population, bundles):
    def corrected(target):
        target[:40] = 1 - target[:40]
        return target

    verdict = evaluate_candidate_bundle(changed(population, "target", corrected), bundles, COSTS)
    assert verdict.outcome is Outcome.NOT_WORSE
    assert verdict.comparison.rows == 1_960


def test_a_champion_that_cannot_be_opened_stands_in_nobodys_way(population, bundles, built):
    champion = bundles / built.path.name
    (champion / "model.txt").unlink()
    verdict = evaluate_candidate_bundle(population, bundles, COSTS)
    assert verdict.outcome is Outcome.INCOMPARABLE
    assert "'model.txt' is missing" in str(verdict)
    shutil.rmtree(champion)
    assert evaluate_candidate_bundle(population, bundles, COSTS).outcome is Outcome.INCOMPARABLE


def test_the_costs_are_those_of_thresholds_chosen_on_other_fifths():
    rng = np.random.default_rng(0)
    one, other = rng.beta(1, 9, 2_000), rng.beta(1, 9, 2_000)
    target = (rng.uniform(size=2_000) < one).astype(np.int64)
    found = compare_scores(one, other, target, COSTS)
    fifth = np.arange(2_000) % 5
    assert found.cost == cross_chosen_cost(one, target, fifth, COSTS)
    assert found.champion_cost == cross_chosen_cost(other, target, fifth, COSTS)
    assert found.cost < found.champion_cost
    again = compare_scores(one, other, target, COSTS)
    assert again == found


def test_pairing_makes_the_difference_surer_than_either_cost(population):
    """Two scores that are nearly the same differ by much less than their costs vary."""
    scores = population.column("probability").to_numpy()
    target = population.column("target").to_numpy().astype(np.int64)
    near = scores * np.exp(np.random.default_rng(2).normal(0, 0.02, len(scores)))
    difference = compare_scores(near, scores, target, COSTS).difference
    alone = confidence(scores, target, np.arange(len(target)) % 5, COSTS, thresholds=np.array([]), seed=0).cost
    assert difference.high - difference.low < 0.7 * (alone.high - alone.low)


def test_a_bundle_made_worse_on_disk_is_found_so(built, bundles):
    path = variant(built.path, bundles, seed=9, noise=1.5)
    assert evaluate_candidate_bundle(Bundle.open(path).population, bundles, COSTS).outcome is Outcome.WORSE
