import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_build.synthetic.draws import (
    Groups,
    Labels,
    Levels,
    QuantileCurve,
    choose,
    happens,
    mix,
    normal_quantile,
    to_grid,
    to_integers,
)

RNG_SIZE = 200_000


def test_a_curve_gives_its_quantiles_back() -> None:
    quantiles = (-7.0, -3.0, 0.0, 2.0, 5.0, 9.0, 20.0, 50.0, 60.0)
    drawn = QuantileCurve(*quantiles)(np.random.default_rng(0).standard_normal(RNG_SIZE))
    assert np.quantile(drawn, [0.05, 0.25, 0.5, 0.75, 0.95]) == pytest.approx(quantiles[2:7], abs=0.3)
    assert drawn.min() >= -7
    assert drawn.max() <= 60


def test_a_curve_refuses_too_few_quantiles() -> None:
    with pytest.raises(ValueError, match="needs 9 quantiles: got 2"):
        QuantileCurve(0, 1)


def test_levels_have_their_shares_and_rise_with_the_score() -> None:
    levels = Levels({"low": 0.2, "middle": 0.5, "high": 0.3})
    drawn = levels(np.random.default_rng(0).standard_normal(RNG_SIZE))
    assert [drawn.is_level(name).mean() for name in levels.names] == pytest.approx([0.2, 0.5, 0.3], abs=0.005)
    assert levels(np.array([-3.0, 0.0, 3.0])).codes.tolist() == [0, 1, 2]


def test_mixed_scores_lean_as_asked_and_stay_standard() -> None:
    rng = np.random.default_rng(0)
    risk = rng.standard_normal(RNG_SIZE)
    mixed = mix(rng, (-0.4, risk))
    assert np.corrcoef(mixed, risk)[0, 1] == pytest.approx(-0.4, abs=0.01)
    assert mixed.std() == pytest.approx(1.0, abs=0.01)


def test_share_and_score_agree() -> None:
    drawn = np.random.default_rng(0).standard_normal(RNG_SIZE)
    assert (drawn < normal_quantile(0.3)).mean() == pytest.approx(0.3, abs=0.005)
    assert happens(np.random.default_rng(0), 0.3, RNG_SIZE).mean() == pytest.approx(0.3, abs=0.005)


def test_the_first_condition_that_holds_chooses_the_text() -> None:
    first, second = np.array([True, False, True]), np.array([True, True, False])
    chosen = choose([(first, "a"), (second, "b")], "c", 3)
    assert [chosen.levels[code] for code in chosen.codes] == ["a", "b", "a"]
    over = choose([(second, "b")], Labels(np.array([0, 0, 0], np.int16), ("z",)), 3)
    assert [over.levels[code] for code in over.codes] == ["b", "b", "z"]


def test_a_label_can_be_missing() -> None:
    labels = Labels(np.array([0, 1], np.int16), ("a", "b")).missing_where(np.array([True, False]))
    assert labels.codes.tolist() == [-1, 1]


def test_amounts_fall_on_their_grid() -> None:
    assert to_grid(np.array([10.0, 12.0]), 4.5).tolist() == [9.0, 13.5]
    assert to_integers(np.array([1.6, -1.6])).tolist() == [2, -2]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=20))
def test_groups_lay_out_every_parent_in_a_run(counts: list[int]) -> None:
    groups = Groups.of(np.array(counts))
    assert len(groups) == sum(counts)
    assert groups.parent.tolist() == [parent for parent, count in enumerate(counts) for _ in range(count)]
    assert groups.index.tolist() == [place for count in counts for place in range(count)]
