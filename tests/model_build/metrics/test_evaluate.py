import numpy as np
import pytest

from model_build.metrics.evaluate import CALIBRATION_BINS, CURVE_POINTS, calibration_bins, calibration_error, evaluate
from model_build.metrics.intervals import wilson
from model_build.metrics.threshold import choose, cross_chosen_cost
from model_bundle.json_file import parse
from model_bundle.manifest import Costs
from model_bundle.reports import CalibrationBin, ConfusionMatrix, EvaluationReport, PrecisionRecallPoint, RocPoint

COSTS = Costs()
# Ten applicants whose figures can be worked out on paper.
PROBABILITIES = np.array([0.02, 0.04, 0.05, 0.10, 0.12, 0.20, 0.30, 0.40, 0.50, 0.60])
TARGET = np.array([0, 0, 1, 0, 0, 0, 1, 0, 1, 0])
FOLD = np.array([0] * 5 + [1] * 5)


@pytest.fixture(scope="module")
def many():
    rng = np.random.default_rng(8)
    probabilities = rng.beta(1, 9, 6_000)
    target = (rng.uniform(size=6_000) < probabilities).astype(np.int64)
    return probabilities, target, rng.integers(0, 5, 6_000)


@pytest.fixture(scope="module")
def report(many):
    return evaluate(*many, 0.09, COSTS)


def test_the_auc_is_the_share_of_pairs_in_the_right_order():
    pairs = [(bad, good) for bad in PROBABILITIES[TARGET == 1] for good in PROBABILITIES[TARGET == 0]]
    right = sum(bad > good for bad, good in pairs) / len(pairs)

    assert evaluate(PROBABILITIES, TARGET, FOLD, 0.09, COSTS).headline.auc == pytest.approx(right)


def test_average_precision_is_the_precision_at_each_default_found():
    # From the riskiest down, the defaults stand at places 2, 4 and 8.
    by_hand = (1 / 2 + 2 / 4 + 3 / 8) / 3

    assert evaluate(PROBABILITIES, TARGET, FOLD, 0.09, COSTS).headline.average_precision == pytest.approx(by_hand)


def test_the_other_headline_figures_follow_their_definitions():
    headline = evaluate(PROBABILITIES, TARGET, FOLD, 0.09, COSTS).headline

    assert headline.applicants == 10
    assert headline.default_rate == pytest.approx(0.3)
    assert headline.brier == pytest.approx(np.mean((PROBABILITIES - TARGET) ** 2))
    assert headline.cost_accept_all == pytest.approx(3.0)


def test_the_headline_cost_is_measured_at_thresholds_chosen_on_other_folds(many):
    found = evaluate(*many, 0.09, COSTS)

    assert found.headline.cost == cross_chosen_cost(*many, COSTS)
    assert found.headline.cost != found.confusion.cost(COSTS)


def test_the_confusion_matrix_is_the_one_at_the_threshold_in_force():
    found = evaluate(PROBABILITIES, TARGET, FOLD, 0.25, COSTS).confusion

    assert found == ConfusionMatrix(true_positive=2, false_positive=2, false_negative=1, true_negative=5)
    assert found.accuracy == pytest.approx(0.7)
    assert found.cost(COSTS) == pytest.approx((10 * 1 + 2) / 10)


def test_the_figures_say_on_which_rows_they_were_measured(report):
    assert "Out-of-fold" in report.rows
    assert "the rows that chose the threshold" in report.rows


def test_each_fold_has_its_auc(many, report):
    probabilities, target, fold = many
    assert len(report.auc_by_fold) == 5
    one = fold == 3
    again = evaluate(probabilities[one], target[one], np.arange(one.sum()) % 2, 0.09, COSTS).headline.auc
    assert report.auc_by_fold[3] == pytest.approx(again)


def test_calibration_groups_have_equal_size_and_rising_risk(many, report):
    bins = report.calibration
    assert [bin_.applicants for bin_ in bins] == [300] * CALIBRATION_BINS
    predicted = [bin_.predicted for bin_ in bins]
    assert predicted == sorted(predicted)


def test_each_calibration_group_has_the_interval_of_its_default_rate(report):
    for bin_ in report.calibration:
        interval = wilson(round(bin_.observed * bin_.applicants), bin_.applicants)
        assert bin_.interval == interval


def test_headline_figures_and_threshold_stand_within_their_intervals(many, report):
    headline = report.headline
    assert report.auc_interval.low < headline.auc < report.auc_interval.high
    assert report.cost_interval.low < headline.cost < report.cost_interval.high
    cheapest = choose(*many[:2], COSTS)
    assert report.threshold_interval.low <= cheapest <= report.threshold_interval.high


def test_costs_by_fold_add_up_to_the_headline_cost(many, report):
    sizes = np.bincount(many[2])
    assert np.dot(sizes, report.cost_by_fold) / sizes.sum() == pytest.approx(report.headline.cost)


def test_each_point_of_the_cost_curve_stands_within_its_interval(report):
    for point in report.cost_curve:
        assert point.interval.low <= point.cost <= point.interval.high


def test_the_seed_draws_the_intervals_and_nothing_else(many, report):
    other = evaluate(*many, 0.09, COSTS, seed=1)
    assert other.auc_interval != report.auc_interval
    assert other.headline == report.headline


def test_calibration_error_is_the_weighted_gap_between_prediction_and_outcome():
    bins = [
        CalibrationBin(predicted=0.1, observed=0.2, applicants=30),
        CalibrationBin(predicted=0.5, observed=0.2, applicants=10),
    ]
    assert calibration_error(bins) == pytest.approx((30 * 0.1 + 10 * 0.3) / 40)


def test_a_calibrated_score_has_a_small_error_and_a_doubled_one_a_large(many):
    probabilities, target, _ = many
    good = calibration_error(calibration_bins(probabilities, target))
    bad = calibration_error(calibration_bins(2 * probabilities, target))
    assert good < 0.02
    assert bad == pytest.approx(0.1, abs=0.02)


def test_fewer_applicants_than_groups_leave_no_empty_group():
    bins = calibration_bins(PROBABILITIES, TARGET)
    assert [bin_.applicants for bin_ in bins] == [1] * 10
    assert [bin_.observed for bin_ in bins] == TARGET.tolist()


def test_the_roc_curve_runs_from_nobody_refused_to_everybody(report):
    first, last = report.roc[0], report.roc[-1]
    assert first == RocPoint(false_positive_rate=0.0, true_positive_rate=0.0)
    assert last == RocPoint(false_positive_rate=1.0, true_positive_rate=1.0)


def test_the_precision_recall_curve_runs_from_all_found_to_none(report):
    first, last = report.precision_recall[0], report.precision_recall[-1]
    assert first.recall == 1.0
    assert first.precision == pytest.approx(report.headline.default_rate)
    assert last == PrecisionRecallPoint(precision=1.0, recall=0.0)


@pytest.mark.parametrize("curve", ["roc", "precision_recall"])
def test_a_curve_is_thinned_for_the_page_and_keeps_its_order(report, curve):
    points = getattr(report, curve)
    assert 100 < len(points) <= CURVE_POINTS
    across = [next(reversed(list(dict(point).values()))) for point in points]
    assert across in (sorted(across), sorted(across, reverse=True))


def test_the_cost_curve_has_its_lowest_point_near_one_eleventh(report):
    cheapest = min(report.cost_curve, key=lambda point: point.cost)
    assert cheapest.threshold == pytest.approx(1 / 11, abs=0.03)


def test_a_report_that_is_written_is_read_the_same(report):
    assert parse(EvaluationReport, report.model_dump_json(), "evaluation.json") == report
