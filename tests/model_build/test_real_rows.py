"""Build, verify and score on real rows, where there are any; samples, so that it takes a minute."""

import os
from pathlib import Path

import duckdb
import numpy as np
import pyarrow.parquet as pq
import pytest

from dashboard_app.store import Store
from model_build.cli.score import run_score
from model_build.pipeline.build import build
from model_build.pipeline.build_options import BuildOptions
from model_build.prepare import prepare
from model_build.publishing.tracking.run import connect
from model_build.training.train import Recipe
from model_bundle.arrow_file import unpack_matrix
from model_bundle.bundle import Bundle
from model_bundle.publication import resolve
from tests.model_build.training_sets import silent
from tests.reasons import look_at

FOLDER = os.environ.get("CLAIRSCORE_REAL_DATA")
SAMPLED = {"application_train": 8_000, "application_test": 2_000}
REASONED = 1_500
"""Real applicants whose reasons are looked at; the smaller sample has 1,000."""

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FOLDER, reason="CLAIRSCORE_REAL_DATA does not name a folder of real rows"),
]


def sample(source, target):
    """Copy a seeded share of the applications into another folder."""
    for name, rows in SAMPLED.items():
        duckdb.sql(
            f"COPY (FROM '{source / name}.parquet' ORDER BY hash(SK_ID_CURR) LIMIT {rows}) TO '{target / name}.parquet'"
        )
    return target


@pytest.fixture(scope="module", params=[pytest.param("applications", marks=pytest.mark.long), "with_history"])
def real(request, tmp_path_factory):
    """The folder of the tables and the bundle that was built from them."""
    root, data = tmp_path_factory.mktemp(request.param), Path(str(FOLDER)) / request.param
    if request.param == "applications":
        data = sample(data, root)
    connect(root / "mlflow")
    prepared = prepare(data, engine="duckdb", with_age=False, progress=silent)
    # What other methods reach here is told by a benchmark.
    choices = BuildOptions(is_compared=False)
    return data, build(prepared, Recipe(trees=100, threads=2), root / "bundles", silent, options=choices)


def test_real_rows_give_a_bundle_that_opens_and_is_worth_something(real):
    _, built = real
    bundle = Bundle.open(resolve(built.path.parent))
    metrics = bundle.manifest.metrics
    assert 0.70 < metrics.auc < 0.80
    assert metrics.cost < 0.85 * metrics.cost_accept_all
    assert bundle.manifest.threshold.value == pytest.approx(1 / 11, abs=0.045)
    assert bundle.evaluation.calibration_error < 0.02


def test_reasons_of_real_applicants_hold(real):
    active_bundle = Store(real[1].path.parent).current()
    rows = np.arange(len(active_bundle.client_ids))[:REASONED]
    found = look_at(active_bundle, rows)
    assert found.wrong == []
    assert found.facts > 0.6 * found.reasons > len(rows)
    assert found.with_two + found.told_plainly >= found.refused > 0.1 * len(rows)
    assert found.share_with_two > 0.8


def test_real_rows_have_intervals_and_a_fairness_report(real):
    bundle = Bundle.open(real[1].path)
    auc, found = bundle.evaluation.auc_interval, bundle.evaluation.threshold_interval
    assert auc.low < bundle.manifest.metrics.auc < auc.high < auc.low + 0.06
    assert 0.04 < found.low <= bundle.manifest.threshold.value <= found.high < 0.2
    gender, age, family, children, region = bundle.fairness.attributes
    assert {"F", "M"} <= {group.value for group in gender.groups}
    assert [group.value for group in age.groups] == ["20-29", "30-39", "40-49", "50-59", "60-69"]
    # Real men default more often than women, and the young more often than the old: no group is mixed up with another.
    women, men = (next(group for group in gender.groups if group.value == value) for value in "FM")
    assert women.observed.value < men.observed.value
    assert age.groups[0].observed.value > age.groups[-1].observed.value
    assert [group.value for group in children.groups] == ["0", "1", "2", "3+"]
    assert {group.value for group in region.groups} == {"1", "2", "3"}
    assert sum(group.applicants for group in family.groups) + family.unknown == bundle.manifest.population


def test_more_income_raises_the_risk_of_no_real_applicant_and_would_without_constraints(real):
    steps = {step.name: step for step in Bundle.open(real[1].path).ablation.results}
    levers = {lever.name: lever for lever in steps["constraints"].levers}
    for name in ("income_doubled", "job_time_doubled"):
        assert levers[name].rising_with <= 0.01
    assert levers["income_doubled"].rising_without > 0.05
    assert abs(steps["protected_grounds"].gain) < 0.02


def test_real_rows_are_scored_as_the_dashboard_shows_them(real, tmp_path):
    data, built = real
    run_score(built.path.parent, data, tmp_path / "scores.parquet", progress=silent)

    scores, clients = pq.read_table(tmp_path / "scores.parquet"), Bundle.open(built.path).clients
    assert scores.column("SK_ID_CURR").to_pylist() == clients.column("SK_ID_CURR").to_pylist()
    np.testing.assert_allclose(*(t.column("probability").to_numpy() for t in (scores, clients)), rtol=0, atol=1e-12)


def test_real_forms_give_their_features_back_one_by_one(real):
    bundle = Bundle.open(real[1].path)
    matrix = unpack_matrix(bundle.clients, "features")
    for row in range(0, len(matrix), len(matrix) // 20):
        cells = bundle.clients.slice(row, 1).to_pylist()[0]
        form, past = (
            {name.partition(".")[2]: value for name, value in cells.items() if name.startswith(f"{part}.")}
            for part in ("application", "history")
        )
        np.testing.assert_array_equal(bundle.runner.run_one(form, past), matrix[row])


def test_real_rows_are_not_called_a_demo(real):
    for language, words in (("en", "synthetic"), ("fr", "synthétiques")):
        assert words not in Bundle.open(real[1].path).model_card(language)


def test_training_and_test_rows_of_the_competition_differ_and_the_report_says_so(real):
    data, built = real
    if data.name != "with_history":
        assert built.drift.verdict.is_drifted
