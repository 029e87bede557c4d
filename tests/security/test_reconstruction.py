"""Case 17: whoever knows three values of a former client does not learn from comparisons whether they repaid.

The attacker of `reconstruction` moves a client of their own past the target's exact value and watches for a step, and
takes groups from one another until few people are left. Before figures came from fixed bins they told 186 of 200
outcomes rightly (p < 1e-39), each by a step.
"""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import binomtest

from dashboard_app.actor import Actor, Role
from dashboard_app.filters import AGE_BANDS, Basis, GroupFilter
from dashboard_app.services.disclosure import distribution, grid
from tests.dashboard_app.services.people import Kept
from tests.security.reconstruction import AMOUNT, BORN, RATING, attack, simulate

CHANCE = 0.01
TARGETS = 200


@pytest.mark.case(17)
@pytest.mark.parametrize(("people", "rate"), [(12_000, 0.3), pytest.param(40_000, 0.08, marks=pytest.mark.long)])
def test_outcomes_are_told_no_better_than_by_chance(people, rate):
    world = simulate(people, rate)
    right, steps = attack(world, world.targets(TARGETS))
    assert steps == 0
    assert binomtest(right, TARGETS, 0.5, alternative="greater").pvalue > CHANCE


def ask_everything(world, basis=Basis.OUTCOME):
    """Return what is published of every feature in some groups, and of two features together."""
    active_bundle = world.active_bundle
    features = active_bundle.bundle.catalogue.features
    actor = Actor("attacker", Role.ADVISER, None, "en", None, Kept())
    groups = [GroupFilter(), *(GroupFilter(age=band.name) for band in AGE_BANDS)]
    told = [distribution(active_bundle, actor, features[name], group, basis) for name in features for group in groups]
    pairs = [
        grid(active_bundle, actor, (features[RATING], features[other]), groups[0], basis) for other in (AMOUNT, BORN)
    ]
    return told, [pair.worse.tolist() for pair in pairs]


def with_other_scores(world):
    """Let another model have scored the same people."""
    population = world.active_bundle.bundle.population
    place = population.column_names.index("probability")
    scores = np.random.default_rng(9).beta(2, 20, population.num_rows)
    world.active_bundle.bundle.population = population.set_column(place, "probability", [scores])
    return world


@pytest.mark.case(17)
def test_another_bundle_of_the_same_people_brings_no_other_noise_to_average():
    before = ask_everything(simulate(4_000, 0.3))
    assert ask_everything(with_other_scores(simulate(4_000, 0.3))) == before
    # Of other people, or where one outcome was corrected, all of it is other noise.
    assert ask_everything(simulate(4_000, 0.3, seed=1)) != before


@pytest.mark.case(17)
def test_a_column_for_another_filter_brings_no_other_noise_to_average():
    before = ask_everything(simulate(4_000, 0.3))
    world = simulate(4_000, 0.3)
    bundle = world.active_bundle.bundle
    # Not that of any filter, so that the table of filters may have every column of the form.
    bundle.population = bundle.population.append_column("application.ANOTHER", pa.array(["this", "that"] * 2_000))
    assert ask_everything(world) == before


@pytest.mark.case(17)
def test_decisions_of_another_model_have_other_noise():
    """Else the difference of two bundles would be exact."""
    before = ask_everything(simulate(4_000, 0.3), Basis.DECISION)
    assert ask_everything(with_other_scores(simulate(4_000, 0.3)), Basis.DECISION) != before


@pytest.mark.case(17)
def test_features_that_divide_people_alike_bring_no_other_noise_to_average():
    world = simulate(4_000, 0.3)
    bundle = world.active_bundle.bundle
    bundle.population = bundle.population.append_column("feature.TWIN", bundle.population.column(f"feature.{RATING}"))
    actor = Actor("attacker", Role.ADVISER, None, "en", None, Kept())
    entry, amount = (bundle.catalogue.features[name] for name in (RATING, AMOUNT))
    twin = replace(entry, name="TWIN")
    for group in (GroupFilter(), GroupFilter(age=AGE_BANDS[0].name)):
        one, other = (
            distribution(world.active_bundle, actor, feature, group, Basis.OUTCOME) for feature in (entry, twin)
        )
        assert one == other
    pairs = [
        grid(world.active_bundle, actor, (feature, amount), GroupFilter(), Basis.OUTCOME) for feature in (entry, twin)
    ]
    assert pairs[0].worse.tolist() == pairs[1].worse.tolist()
