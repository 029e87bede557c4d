"""Which groups may be shown: none whose difference with others is a few people."""

import itertools

import numpy as np
import pytest

from dashboard_app.filters import Basis, GroupFilter
from dashboard_app.services.disclosure import filter_values
from dashboard_app.services.disclosure.boxes import get_boxes
from dashboard_app.services.disclosure.reference import AXES, get_reference
from dashboard_app.services.disclosure.rules import SMALLEST_GROUP
from dashboard_app.services.errors import InvalidRequestError
from tests.dashboard_app.services.disclosure.worlds import world_of
from tests.security.reconstruction import simulate


@pytest.fixture(scope="module")
def world():
    return simulate(20_000, 0.3).active_bundle


def sides(reference, wanted, basis):
    members = reference.members(wanted)
    better = reference.is_better(basis)
    better = better if members is None else better[members]
    return np.array([better.sum(), (~better).sum()])


def filters(reference):
    """Every combination of filters."""
    values = [[None, *reference.filters[name].values] for name in AXES]
    for chosen in itertools.product(*values):
        yield GroupFilter(**dict(zip(AXES, chosen, strict=True)))


@pytest.mark.case(17)
@pytest.mark.parametrize("basis", Basis)
def test_both_sides_of_a_group_that_is_shown_are_large(world, basis):
    reference = get_reference(world)
    boxes, shown = get_boxes(reference, basis), 0
    for wanted in filters(reference):
        if boxes.shows(reference.get_codes(wanted)):
            shown += 1
            assert sides(reference, wanted, basis).min() >= SMALLEST_GROUP
    assert shown > 50


@pytest.mark.case(17)
@pytest.mark.parametrize("basis", Basis)
def test_what_a_group_shows_more_than_its_parts_is_nothing_or_many(world, basis):
    """Along every filter: the group without it, less the groups that are shown, is nobody or enough of both sides."""
    reference = get_reference(world)
    boxes, checked = get_boxes(reference, basis), 0
    for wanted in filters(reference):
        if not boxes.shows(reference.get_codes(wanted)):
            continue
        for name in AXES:
            if wanted.get(name) is not None:
                continue
            left = sides(reference, wanted, basis)
            for value in reference.filters[name].values:
                part = GroupFilter(**{**dict(wanted.chosen), name: value})
                if boxes.shows(reference.get_codes(part)):
                    left = left - sides(reference, part, basis)
            checked += 1
            assert left.sum() == 0 or left.min() >= SMALLEST_GROUP, (wanted, name)
    assert checked > 100


@pytest.mark.case(17)
def test_no_two_groups_that_are_shown_differ_by_a_few(world):
    reference = get_reference(world)
    boxes = get_boxes(reference, Basis.OUTCOME)
    shown = [wanted for wanted in filters(reference) if boxes.shows(reference.get_codes(wanted))]
    members = [reference.members(wanted) for wanted in shown]
    members = [np.ones(reference.people, bool) if who is None else who for who in members]
    better = reference.is_better(Basis.OUTCOME)
    for one, other in itertools.permutations(members, 2):
        if not (other & ~one).any():
            more = one & ~other
            assert not more.any() or min((more & better).sum(), (more & ~better).sum()) >= SMALLEST_GROUP


def test_people_with_none_of_the_values_of_a_filter_are_not_found_by_difference():
    """One person has no family status: married people alone would be everybody but them."""
    repaid = np.arange(1_000) % 2 == 0
    status = ["Married"] * 999 + [None]
    world = world_of({"X": np.zeros(1_000)}, repaid, NAME_FAMILY_STATUS=status)
    reference = get_reference(world)
    boxes = get_boxes(reference, Basis.OUTCOME)
    assert boxes.shows(reference.get_codes(GroupFilter()))
    assert not boxes.shows(reference.get_codes(GroupFilter(family="Married")))


def test_a_filter_that_leaves_everybody_is_shown_as_no_filter_is():
    world = world_of({"X": np.zeros(400)}, np.arange(400) % 2 == 0)
    reference = get_reference(world)
    boxes = get_boxes(reference, Basis.OUTCOME)
    assert boxes.shows(reference.get_codes(GroupFilter(family="Married", income="Working")))
    assert reference.members(GroupFilter(family="Married")) is None


def test_a_filter_whose_column_a_bundle_does_not_have_offers_nothing_and_leaves_everybody():
    """As after an upgrade that brings a filter, until the next build."""
    world = world_of({"X": np.zeros(400)}, np.arange(400) % 2 == 0)
    world.bundle.population = world.bundle.population.drop_columns(["application.AMT_CREDIT"])
    reference = get_reference(world)
    assert filter_values(world, "amount") == ()
    assert get_boxes(reference, Basis.OUTCOME).shows(reference.get_codes(GroupFilter(age="35-44")))
    with pytest.raises(InvalidRequestError):
        reference.get_codes(GroupFilter(amount="1m-plus"))
