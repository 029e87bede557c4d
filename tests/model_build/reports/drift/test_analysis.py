"""One comparison with something wrong in every column, and what is found in each."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from model_build.reports.drift import analysis
from model_build.reports.drift.analysis import Columns, DriftSample, analyse
from model_build.reports.drift.distances import measure
from model_build.reports.drift.report import ReportSize, draw
from model_bundle.json_file import parse
from model_bundle.reports import DriftBins, DriftReport, DriftRule

NAN = np.nan
NAMES = ("STABLE", "SHIFTED", "EMPTY", "EMPTIED", "CONSTANT", "KIND", "MIXED", "MISSING")
KINDS = {"KIND": ("red", "green", "blue"), "MIXED": ("a", "b")}
# Enough for the distance between two samples of the same truth to stay below the threshold.
ROWS = {"reference": 6_000, "current": 4_000}


def side(rows, seed, *, moved):
    rng = np.random.default_rng(seed)
    columns = {
        "STABLE": rng.normal(size=rows),
        "SHIFTED": rng.normal(2.0 if moved else 0.0, 1.0, rows),
        "EMPTY": np.full(rows, NAN),
        "EMPTIED": np.full(rows, NAN) if moved else rng.normal(size=rows),
        "CONSTANT": np.full(rows, 7.0),
        "KIND": rng.choice([0.0, 1.0, 2.0], rows, p=[0.1, 0.1, 0.8] if moved else [0.6, 0.3, 0.1]),
        "MIXED": rng.choice([0.0, 1.0, NAN], rows),
        "MISSING": np.where(rng.uniform(size=rows) < (0.5 if moved else 0.1), NAN, rng.normal(size=rows)),
    }
    return DriftSample(np.column_stack([columns[name] for name in NAMES]), rng.beta(1, 9, rows))


REFERENCE, CURRENT = side(ROWS["reference"], 1, moved=False), side(ROWS["current"], 2, moved=True)
COLUMNS = Columns(
    names=NAMES,
    categories=KINDS,
    importance={name: float(place) for place, name in enumerate(NAMES)},
    new_categories={"KIND": ("violet",)},
)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return tmp_path_factory.mktemp("drift") / "report.html"


@pytest.fixture(scope="module")
def found(report):
    return analyse(REFERENCE, CURRENT, COLUMNS, report, seed=0)


@pytest.fixture(scope="module")
def features(found):
    return {row.name: row for row in found.features}


@pytest.mark.parametrize(
    ("name", "drifted"),
    [
        ("STABLE", False),
        ("SHIFTED", True),
        ("EMPTY", False),
        ("EMPTIED", True),
        ("CONSTANT", False),
        ("KIND", True),
        ("MIXED", False),
        ("MISSING", False),
    ],
)
def test_what_moved_is_found_and_what_stayed_is_not(features, name, drifted):
    assert features[name].is_drifted is drifted


def test_methods_are_distances_that_do_not_depend_on_the_number_of_rows(features):
    assert "wasserstein" in features["SHIFTED"].method
    assert "jensenshannon" in features["KIND"].method
    # Two standard deviations apart, whatever the sample.
    assert features["SHIFTED"].distance == pytest.approx(2.0, abs=0.2)


def test_a_column_without_a_value_has_no_distance_and_no_bins(features):
    for name in ("EMPTY", "EMPTIED"):
        assert features[name].method == "empty column"
        assert features[name].distance is None
    assert features["EMPTY"].bins == DriftBins(reference=(), current=())


def test_missing_shares_of_both_sides_are_kept(features):
    row = features["MISSING"]
    assert row.missing_reference == pytest.approx(0.1, abs=0.04)
    assert row.missing_current == pytest.approx(0.5, abs=0.08)
    assert (features["EMPTIED"].missing_reference, features["EMPTIED"].missing_current) == (0.0, 1.0)


def test_new_categories_are_named_where_they_are(features):
    assert features["KIND"].new_categories == ("violet",)
    assert features["MIXED"].new_categories == ()


def test_bins_of_a_category_are_shares_by_value(features):
    bins = features["KIND"].bins
    assert bins.categories == ("red", "green", "blue")
    assert bins.reference == pytest.approx([0.6, 0.3, 0.1], abs=0.06)
    assert sum(bins.current) == pytest.approx(1.0)


@pytest.mark.parametrize("name", ["STABLE", "SHIFTED", "CONSTANT", "MISSING"])
def test_bins_of_a_number_are_shares_that_hold_every_known_value(features, name):
    bins = features[name].bins
    assert len(bins.edges) == len(bins.reference) + 1
    assert list(bins.edges) == sorted(bins.edges)
    assert sum(bins.reference) == pytest.approx(1.0)
    assert sum(bins.current) == pytest.approx(1.0)


def test_few_whole_numbers_have_a_bin_each():
    children = np.array([0.0, 0, 0, 1, 1, 2, np.nan])
    found = analysis._numeric_bins(children, np.array([0.0, 3.0]))
    assert found.edges == (-0.5, 0.5, 1.5, 2.5, 3.5)
    assert found.reference == pytest.approx([3 / 6, 2 / 6, 1 / 6, 0])
    assert found.current == (0.5, 0, 0, 0.5)


def test_a_flag_that_nearly_nobody_has_keeps_both_of_its_bins():
    rare = np.zeros(5_000)
    rare[0] = 1
    assert analysis._numeric_bins(rare, np.zeros(10)).edges == (-0.5, 0.5, 1.5)


def test_many_whole_numbers_share_bins():
    amounts = np.arange(10_000.0)
    assert len(analysis._numeric_bins(amounts, amounts).edges) == analysis.BINS + 1


def test_features_keep_the_order_of_the_vector_and_their_importance(found):
    assert [row.name for row in found.features] == list(NAMES)
    assert [row.importance for row in found.features] == list(range(len(NAMES)))


def test_the_score_has_its_own_row(found):
    assert found.score.is_drifted is False
    assert sum(found.score.bins.current) == pytest.approx(1.0)


def test_evidently_s_headline_does_not_contradict_the_verdict(report, found):
    """Two of seven columns compared have drifted: with its own rule, half of them, Evidently would see no drift."""
    page = report.read_text(encoding="utf-8")
    assert "Dataset Drift is detected" in page
    assert "Dataset Drift is NOT detected" not in page
    assert found.verdict.is_drifted is True
    assert found.verdict.share_drifted == pytest.approx(3 / 8)


def test_the_distances_are_those_of_evidently(tmp_path):
    """The page and the verdict beside it speak of the same numbers."""
    names = [name for name in NAMES if not name.startswith("EMPT")]
    frames = [analysis._frame(one, COLUMNS)[["score", *names]] for one in (REFERENCE, CURRENT)]
    ours = measure(*frames, list(KINDS), 0.1)
    theirs = {
        metric["config"]["column"]: (metric["config"]["method"], metric["value"])
        for metric in draw(*frames, list(KINDS), tmp_path / "r.html", DriftRule())["metrics"]
        if metric["config"]["type"].endswith(":ValueDrift")
    }
    assert {name: found.method for name, found in ours.items()} == {
        name: method for name, (method, _) in theirs.items()
    }
    assert [found.value for found in ours.values()] == pytest.approx([theirs[name][1] for name in ours], rel=1e-9)


def test_a_bounded_page_draws_the_score_and_what_moved_and_the_verdict_stays(tmp_path, monkeypatch, found):
    drawn = []
    monkeypatch.setattr(analysis, "draw", lambda *frames: drawn.extend(frames[:2]))
    bounded = analyse(REFERENCE, CURRENT, COLUMNS, tmp_path / "r.html", seed=0, size=ReportSize(3, 500))
    # By importance among those that drifted.
    assert [list(side.columns) for side in drawn] == [["score", "KIND", "SHIFTED"]] * 2
    assert [len(side) for side in drawn] == [500, 500]
    assert (bounded.report_columns, bounded.compared_columns) == (3, 7)
    assert (found.report_columns, found.compared_columns) == (7, 7)
    assert bounded.model_copy(update={"report_columns": 7}) == found


def test_everything_is_json_and_says_how_many_rows_were_compared(found):
    assert parse(DriftReport, found.model_dump_json(), "drift.json") == found
    assert (found.reference_rows, found.current_rows) == tuple(ROWS.values())
    assert (found.reference_sample, found.current_sample) == tuple(ROWS.values())


def test_the_rule_can_be_given(tmp_path, monkeypatch):
    monkeypatch.setattr(analysis, "draw", lambda *_: None)
    monkeypatch.setattr(analysis, "measure", lambda *_: {"score": analysis.Distance("a method", 0.0, 0.1)})
    lenient = DriftRule(top_features=0, largest_share=0.9)
    found = analyse(REFERENCE, CURRENT, COLUMNS, tmp_path / "r.html", seed=0, rule=lenient)
    assert found.verdict.is_drifted is False
    assert found.verdict.rule == lenient


def test_many_rows_are_sampled_by_seed(monkeypatch):
    monkeypatch.setattr(analysis, "SAMPLE_ROWS", 100)
    first, same, other = (REFERENCE.sampled(seed) for seed in (1, 1, 2))
    assert first.matrix.shape == (100, len(NAMES))
    np.testing.assert_array_equal(first.score, same.score)
    assert (first.score != other.score).any()
    # Each score stays with the row that has it.
    row = int(np.flatnonzero(REFERENCE.score == first.score[0])[0])
    np.testing.assert_array_equal(first.matrix[0], REFERENCE.matrix[row])


class Addresses(HTMLParser):
    """Everything that a page loads by itself."""

    def __init__(self):
        super().__init__()
        self.loaded = []

    def handle_starttag(self, tag, attributes):
        self.loaded += [value for name, value in attributes if name in {"src", "href", "srcset", "data", "action"}]


def test_the_report_loads_nothing_from_anywhere(report):
    page = report.read_text(encoding="utf-8")
    addresses = Addresses()
    addresses.feed(page)
    assert [address for address in addresses.loaded if not address.startswith(("data:", "#"))] == []
    assert not re.search(
        r"""(fetch|import|importScripts|sendBeacon|EventSource|WebSocket)\(\s*["'`](https?:)?//""", page
    )
    assert not re.search(r"""(@import|url\()\s*["']?(https?:)?//""", page)
