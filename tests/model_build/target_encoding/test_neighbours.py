import numpy as np
import pytest

from model_build.target_encoding import CrossFitted
from model_build.target_encoding.neighbours import NeighbourEncoder, Space, Surroundings

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [9.0, 9.0], [9.0, 8.0], [8.0, 9.0]])
ENDED = np.array([1, 0, 0, 1, 1, 1])


def test_the_rate_is_that_of_the_nearest():
    around = Surroundings(CORNERS, ENDED, neighbours=3, threads=1)
    np.testing.assert_array_equal(around.rate(np.array([[0.5, 0.5], [8.5, 8.5]])), [1 / 3, 1.0])


def test_a_client_does_not_find_themselves_nor_their_double():
    """The double stands at the same point with the other outcome, and may be found; the client may not."""
    points = np.repeat(CORNERS, 2, axis=0)
    target = np.tile([0, 1], 6)
    values = CrossFitted(NeighbourEncoder(points, target, neighbours=1, threads=1), folds=12).fit(np.arange(12))
    np.testing.assert_array_equal(values[:, 0], 1 - target)


def test_two_clients_at_one_point_are_not_told_apart_by_their_values():
    """Leaving out one at a time would give the one who defaulted the lower value in every pair."""
    rng = np.random.default_rng(0)
    points = np.repeat(rng.normal(size=(1_000, 2)), 2, axis=0)
    encoder = NeighbourEncoder(points, np.tile([0, 1], 1_000), neighbours=100, threads=1)

    repaid, defaulted = CrossFitted(encoder).fit(np.arange(2_000)).reshape(1_000, 2).T

    assert np.mean(defaulted < repaid) < 0.65
    assert np.mean(defaulted > repaid) > 0.2


def test_with_fewer_clients_than_neighbours_all_are_asked():
    around = Surroundings(CORNERS, ENDED, neighbours=500, threads=1)
    np.testing.assert_array_equal(around.rate(CORNERS), np.full(6, 4 / 6))


def test_among_nobody_the_rate_is_unknown():
    assert np.isnan(Surroundings(CORNERS[:0], ENDED[:0], neighbours=3, threads=1).rate(CORNERS)).all()


def test_points_beyond_one_chunk_are_all_asked():
    rng = np.random.default_rng(0)
    points, target = rng.normal(size=(9_000, 2)), rng.integers(0, 2, 9_000)
    rate = Surroundings(points, target, neighbours=1, threads=2).rate(points)
    np.testing.assert_array_equal(rate, target)


def test_distance_counts_each_coordinate_in_its_own_unit():
    """In cents or in euros, the neighbours are the same."""
    rng = np.random.default_rng(0)
    points, target = rng.normal(size=(400, 2)), rng.integers(0, 2, 400)
    rates = [
        Surroundings(points * unit, target, neighbours=20, threads=1).rate(points * unit)
        for unit in (np.array([1.0, 1.0]), np.array([1.0, 1024.0]))
    ]
    np.testing.assert_array_equal(*rates)


def test_what_is_unknown_stands_at_the_median_of_the_known():
    space = Space.of(np.array([[0.0, np.nan], [2.0, np.nan], [10.0, np.nan], [np.inf, np.nan]]))

    np.testing.assert_array_equal(space.typical, [2.0, 0.0])
    assert space.spread[0] == pytest.approx(np.std([0, 2, 10]))
    np.testing.assert_array_equal(space.scale(np.array([[np.nan, 7.0], [2.0, np.nan]])), [[0.0, 7.0], [0.0, 0.0]])


def test_a_coordinate_that_never_varies_is_no_division_by_zero():
    assert Space.of(np.full((5, 1), 3.0)).scale(np.array([[3.0]])).tolist() == [[0.0]]


def test_the_space_is_measured_on_those_who_are_learnt_from():
    """Whoever is judged may stand anywhere: where the others stand to one another does not change."""
    rng = np.random.default_rng(0)
    points, target = rng.normal(size=(300, 2)), rng.integers(0, 2, 300)
    learn = np.arange(200)
    moved = points.copy()
    moved[200:] *= 1_000
    values = [
        CrossFitted(NeighbourEncoder(given, target, neighbours=10, threads=1)).fit(learn) for given in (points, moved)
    ]
    np.testing.assert_array_equal(values[0][learn], values[1][learn])
