"""Counts by hand: what is merged, how far noise goes, in which steps shares are told."""

import math

import numpy as np
import pytest

from dashboard_app.services.disclosure.rules import (
    PERCENTILE_STEP,
    ROUNDED_TO,
    SMALLEST_BIN,
    SMALLEST_GROUP,
    generator,
    group_key,
    least_in_bin,
    measured_share,
    moved,
    noise_width,
    percentile,
    publish_bins,
    publish_categories,
    rounded,
    rounded_count,
    share_step,
)

SECRET = b"of this bundle"


def noise():
    return generator(group_key(SECRET, None), "a question")


def test_counts_are_rounded_to_the_nearest_multiple():
    assert rounded(np.array([0, 2, 3, 7, 8, 12, 1_003])).tolist() == [0, 0, 5, 5, 10, 10, 1_005]
    assert rounded_count(58_139) == 58_140


@pytest.mark.parametrize("people", [100, 640, 4_700, 25_000, 282_000])
def test_noise_stays_within_its_width_and_below_the_luck_of_a_sample(people):
    width = noise_width(people)
    counts = np.full((2, 20_000), max(people // 20, least_in_bin(people)))
    found = moved(counts, [width, width], noise()) - counts
    assert np.abs(found).max() <= width + ROUNDED_TO // 2
    assert abs(found.mean()) < 0.5
    # Of small sides more: what they tell of one of their members must not be better than a guess.
    assert found.std() <= 1.2 * max(12, math.sqrt(people / 20))
    assert len(np.unique(found)) > 3


@pytest.mark.case(17)
def test_the_same_question_has_the_same_noise_and_one_person_more_has_another():
    members = np.ones(500, bool)
    others = members.copy()
    others[7] = False
    drawn = [generator(group_key(SECRET, who), "x").integers(0, 10**9) for who in (members, members.copy(), others)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert generator(group_key(b"another", members), "x").integers(0, 10**9) != drawn[0]
    assert generator(group_key(SECRET, members), "y").integers(0, 10**9) != drawn[0]


@pytest.mark.case(17)
@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("publish", [publish_bins, publish_categories])
def test_no_published_cell_holds_few_people_of_a_side(publish, seed):
    chance = np.random.default_rng(seed)
    counts = chance.poisson(chance.gamma(0.4, [[400], [40]], (2, 26)))
    found = publish(counts, noise())
    least = [least_in_bin(int(side.sum())) for side in counts]
    if len(found.parts) > 1:
        for place, part in enumerate(found.parts):
            assert (counts[:, list(part)].sum(axis=1) >= least).all()
            assert (found.counts[:, place] >= SMALLEST_BIN).all()
    assert sorted(place for part in found.parts for place in part) == [
        place for place in range(26) if publish is publish_bins or counts[:, place].any()
    ]
    assert (found.counts % ROUNDED_TO == 0).all()


def test_bins_are_joined_to_their_neighbours_only():
    counts = np.array([[300, 0, 5, 300, 300], [50, 3, 20, 50, 8]])
    assert publish_bins(counts, noise()).parts == ((0,), (1, 2, 3, 4))
    counts = np.array([[300, 300, 300], [50, 50, 50]])
    assert publish_bins(counts, noise()).parts == ((0,), (1,), (2,))
    assert publish_bins(np.array([[300, 9], [90, 3]]), noise()).parts == ((0, 1),)
    # Too few have a value at all.
    assert publish_bins(np.array([[300, 9], [3, 3]]), noise()).parts == ()


def test_small_categories_are_folded_into_others_that_are_large_enough():
    counts = np.array([[500, 3, 200, 90, 0], [200, 60, 50, 39, 0]])
    found = publish_categories(counts, noise())
    # The second is rare; alone it would be few, so the smallest of the large ones goes with it.
    assert (found.parts, found.is_folded) == (((0,), (2,), (1, 3)), True)
    nobody = publish_categories(np.zeros((2, 3), np.int64), noise())
    assert nobody.parts == ()


@pytest.mark.parametrize(("people", "step"), [(100, 0.1), (200, 0.05), (500, 0.02), (1_000, 0.01), (300_000, 0.01)])
def test_a_step_is_worth_ten_people(people, step):
    assert share_step(people) == pytest.approx(step)
    assert people * share_step(people) >= 10


def test_what_is_measured_on_everybody_is_told_to_ten_people():
    assert measured_share(0.123456, 8_000) == pytest.approx(0.124)
    assert measured_share(0.123456, 300_000) == pytest.approx(0.12345)


@pytest.mark.case(17)
def test_a_percentile_is_coarse_and_has_enough_people_on_both_sides():
    assert percentile(523, 1_000) == 0.5
    assert math.isnan(percentile(SMALLEST_GROUP - 1, 1_000))
    assert math.isnan(percentile(1_000 - SMALLEST_GROUP + 1, 1_000))
    assert math.isnan(percentile(0, 0))
    told = {percentile(below, 1_000) for below in range(SMALLEST_GROUP, 901)}
    assert len(told) == round((0.9 - 0.1) / PERCENTILE_STEP) + 1
