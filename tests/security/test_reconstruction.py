"""Case 17: whoever knows three values of a former client does not learn from comparisons whether they repaid.

The attacker of `reconstruction` moves a client of their own past the target's exact value and watches for a step, and
takes groups from one another until few people are left. Before figures came from fixed bins they told 186 of 200
outcomes rightly (p < 1e-39), each by a step.
"""

import pytest
from scipy.stats import binomtest

from tests.security.reconstruction import attack, simulate

CHANCE = 0.01


@pytest.mark.case(17)
@pytest.mark.parametrize("targets", [40, pytest.param(200, marks=pytest.mark.long)])
@pytest.mark.parametrize(("people", "rate"), [(12_000, 0.3), pytest.param(40_000, 0.08, marks=pytest.mark.long)])
def test_outcomes_are_told_no_better_than_by_chance(people, rate, targets):
    world = simulate(people, rate)
    right, steps = attack(world, world.targets(targets))
    assert steps == 0
    assert binomtest(right, targets, 0.5, alternative="greater").pvalue > CHANCE
