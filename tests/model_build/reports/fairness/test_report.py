import numpy as np
import pytest

from model_build.metrics.headline import Figures
from model_build.reports.fairness.report import fairness
from model_bundle.bundle import Bundle

SERVED = Figures(0.75, 0.53)


@pytest.fixture
def rows():
    rng = np.random.default_rng(2)
    probabilities = rng.beta(1, 9, 3_000)
    target = (rng.uniform(size=3_000) < probabilities).astype(np.int64)
    gender = np.where(rng.uniform(size=3_000) < 0.6, "F", "M").astype(object)
    gender[:3] = "XNA"
    gender[3] = None
    return {"gender": gender}, probabilities, target


def test_groups_stand_in_order_and_count_everybody_once(rows):
    labels, probabilities, target = rows
    (found,) = fairness(labels, probabilities, target, 0.09, served=SERVED, protected=None, seed=0).attributes
    assert [group.value for group in found.groups] == ["F", "M", "XNA"]
    assert found.unknown == 1
    assert sum(group.applicants for group in found.groups) == 2_999
    women = labels["gender"] == "F"
    assert found.groups[0].selection_rate.value == pytest.approx((probabilities[women] < 0.09).mean())
    assert found.groups[0].predicted == pytest.approx(probabilities[women].mean())


def test_the_report_does_not_depend_on_the_order_of_the_applicants(rows):
    labels, probabilities, target = rows
    order = np.random.default_rng(5).permutation(3_000)
    one = fairness(labels, probabilities, target, 0.09, served=SERVED, protected=None, seed=0)
    other = fairness(
        {"gender": labels["gender"][order]}, probabilities[order], target[order], 0.09,
        served=SERVED, protected=None, seed=0,
    )  # fmt: skip
    assert one == other


@pytest.mark.parametrize(("protected", "auc", "cost"), [(None, None, None), (Figures(0.76, 0.52), 0.76, 0.52)])
def test_the_price_of_leaving_gender_and_age_out_stands_beside_the_groups(rows, protected, auc, cost):
    found = fairness(*rows, 0.09, served=SERVED, protected=protected, seed=0)
    assert (found.auc, found.cost) == (0.75, 0.53)
    assert (found.auc_with_protected, found.cost_with_protected) == (auc, cost)


def test_a_build_reports_all_attributes_on_its_own_rows(built):
    bundle = Bundle.open(built.path)
    found = bundle.fairness
    assert [attribute.name for attribute in found.attributes] == [
        "gender",
        "age",
        "family_status",
        "children",
        "region_rating",
    ]
    assert found.threshold == bundle.manifest.threshold.value
    assert found.auc == bundle.manifest.metrics.auc
    assert found.cost == bundle.manifest.metrics.cost
    for attribute in found.attributes:
        assert sum(group.applicants for group in attribute.groups) + attribute.unknown == 2_000
    # Granted below the threshold: what the report says of all groups together is what the population file says.
    granted = bundle.population.column("granted").to_numpy(zero_copy_only=False).mean()
    women, men = found.attributes[0].groups[:2]
    shares = [side.selection_rate.value * side.applicants / 2_000 for side in (women, men)]
    assert sum(shares) == pytest.approx(granted, abs=0.001)
