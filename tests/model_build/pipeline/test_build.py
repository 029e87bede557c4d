"""What holds for the bundle that a build leaves, and what a build that ends early leaves."""

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from functools import reduce
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from dashboard_app.services.client_lines import sort_key
from dashboard_app.services.client_list import SORTS
from dashboard_app.store import Store
from model_build.errors import BuildError
from model_build.pipeline import build as building
from model_build.pipeline import bundle_tables
from model_build.pipeline.build_options import BuildOptions, quick_recipe
from model_build.pipeline.bundle_tables import golden_rows
from model_build.prepare import prepare
from model_build.synthetic import write_demo
from model_build.training import fitting
from model_build.training.train import Recipe, TrainingSet
from model_bundle.arrow_file import unpack_matrix
from model_bundle.bundle import Bundle
from model_bundle.column_limits import COLUMN_LIMITS
from model_bundle.data_checks import DataCheck
from model_bundle.form_limits import broken_relations
from model_bundle.integrity import REQUIRED_FILES
from model_bundle.journal import read_journal
from model_bundle.publication import resolve, staging
from model_bundle.reports import TuningOutcome
from tests.bundle_copies import active_id, listing
from tests.model_build.training_sets import silent

EXTERNAL = ("EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3")


@pytest.fixture(scope="module")
def bundle(built):
    return Bundle.open(built.path)


def part(table: pa.Table, prefix: str) -> pa.Table:
    """Return the key and the columns of one prefix, under their own names."""
    names = [name for name in table.column_names if name.startswith(f"{prefix}.")]
    return pa.table(
        {"SK_ID_CURR": table.column("SK_ID_CURR")} | {name.partition(".")[2]: table.column(name) for name in names}
    )


@pytest.fixture(scope="module")
def forms(bundle):
    return part(bundle.clients, "application")


@pytest.fixture(scope="module")
def histories(bundle):
    return part(bundle.clients, "history")


def replaced(forms: pa.Table, column: str, values: object) -> pa.Table:
    place = forms.column_names.index(column)
    return forms.set_column(place, column, pa.array(values, forms.schema.field(column).type))


def scores(bundle, forms, histories):
    return bundle.scorer.probabilities(bundle.runner.run(forms, histories))


def test_the_sql_of_the_bundle_gives_its_feature_matrix_back_cell_for_cell(bundle, forms, histories):
    found = bundle.runner.run(forms, histories)
    np.testing.assert_array_equal(found, unpack_matrix(bundle.clients, "features"))


def test_one_form_at_a_time_gives_the_same_rows(bundle, forms, histories):
    stored = unpack_matrix(bundle.clients, "features")
    for row in range(0, forms.num_rows, 40):
        (form,), (past,) = (table.slice(row, 1).to_pylist() for table in (forms, histories))
        np.testing.assert_array_equal(bundle.runner.run_one(form, past), stored[row])


def test_stored_scores_are_what_form_and_history_give(bundle, forms, histories):
    np.testing.assert_allclose(
        scores(bundle, forms, histories), bundle.clients.column("probability").to_numpy(), rtol=0, atol=1e-12
    )


@pytest.mark.parametrize("column", EXTERNAL)
def test_the_risk_falls_when_an_external_rating_rises(bundle, forms, histories, column):
    levels = [0.05, 0.25, 0.45, 0.65, 0.85]
    risk = np.array([scores(bundle, replaced(forms, column, [level] * forms.num_rows), histories) for level in levels])
    assert (risk[-1] <= risk[0]).mean() > 0.99
    assert (np.diff(risk.mean(axis=1)) < 0).all()


@pytest.mark.parametrize(
    ("column", "values"), [("CODE_GENDER", "F"), ("CODE_GENDER", "M"), ("DAYS_BIRTH", -8_000), ("DAYS_BIRTH", -24_000)]
)
def test_neither_gender_nor_age_changes_a_score(bundle, forms, histories, column, values):
    changed = scores(bundle, replaced(forms, column, [values] * forms.num_rows), histories)
    np.testing.assert_array_equal(changed, scores(bundle, forms, histories))


def test_no_number_of_a_row_is_a_feature(bundle, forms, histories):
    assert not [name for name in bundle.manifest.feature_names if name.startswith("SK_ID") or name == "TARGET"]
    others = pa.array(np.arange(forms.num_rows) + 900_000)
    renumbered = [table.set_column(0, "SK_ID_CURR", others) for table in (forms, histories)]
    np.testing.assert_array_equal(scores(bundle, *renumbered), scores(bundle, forms, histories))


def test_contributions_of_every_client_add_up_to_the_score_shown(bundle):
    matrix, stored = unpack_matrix(bundle.clients, "features"), bundle.clients.column("probability").to_numpy()
    for row in range(0, len(matrix), 8):
        found = bundle.scorer.explain(matrix[row])
        assert found.log_odds == pytest.approx(np.log(stored[row] / (1 - stored[row])), abs=1e-9)


def test_contributions_are_measured_from_the_average_accepted_client(bundle):
    population = bundle.population
    granted = population.column("granted").to_numpy(zero_copy_only=False)
    names = bundle.manifest.feature_names
    accepted = np.column_stack([population.column(f"feature.{name}").to_numpy()[granted] for name in names])

    raw = bundle.scorer.raw_contributions(accepted)

    assert list(bundle.manifest.reference.contributions.values()) == pytest.approx(raw[:, :-1].mean(axis=0), abs=1e-9)


def test_former_applicants_are_granted_below_the_threshold(bundle):
    population = bundle.population
    below = population.column("probability").to_numpy() < bundle.manifest.threshold.value
    np.testing.assert_array_equal(population.column("granted").to_numpy(zero_copy_only=False), below)
    assert population.column("target").to_numpy().mean() == pytest.approx(bundle.manifest.metrics.default_rate)


def test_the_refused_did_repay_less_often(bundle):
    """An inverted decision or outcome passes every check of form."""
    population = bundle.population
    granted = population.column("granted").to_numpy(zero_copy_only=False)
    target = population.column("target").to_numpy()
    assert target[~granted].mean() > 2 * target[granted].mean()


def test_scores_of_former_applicants_are_not_those_of_the_served_model(bundle):
    """The served model saw these rows; scores by it would flatter it."""
    population, names = bundle.population, bundle.manifest.feature_names
    matrix = np.column_stack([population.column(f"feature.{name}").to_numpy() for name in names])
    served = bundle.scorer.probabilities(matrix)
    assert np.abs(served - population.column("probability").to_numpy()).mean() > 0.005


def test_golden_rows_are_nobodys_and_score_from_low_to_high(bundle):
    golden, inputs = bundle.golden, bundle.manifest.inputs
    clients = bundle.clients
    assert len(golden) == 20
    probabilities = [row.probability for row in golden]
    assert probabilities == sorted(probabilities)
    assert probabilities[0] < bundle.manifest.threshold.value < probabilities[-1]
    for row in golden:
        assert set(row.application) == set(inputs.application) - {"SK_ID_CURR"}
        assert set(row.history) == set(inputs.history) - {"SK_ID_CURR"}
        assert row.application["CODE_GENDER"] is None
        # Nobody shares even these four values of a form with one of them.
        few = {name: row.application[name] for name in ("AMT_CREDIT", "DAYS_BIRTH", "EXT_SOURCE_2", "DAYS_ID_PUBLISH")}
        same = [pc.equal(clients.column(f"application.{name}"), value) for name, value in few.items()]
        assert not pc.any(reduce(pc.and_kleene, same), min_count=0).as_py()


def test_the_manifest_holds_no_row_of_anybody(built):
    content = json.loads((built.path / "manifest.json").read_text(encoding="utf-8"))
    assert "golden" not in content


def test_golden_rows_are_forms_that_the_application_would_accept(bundle):
    assert len(bundle.golden) == 20
    for row in bundle.golden:
        assert not list(broken_relations(row.application))


def test_golden_rows_come_from_applicants_with_a_score_alone(bundle):
    inputs, clients = bundle.manifest.inputs.model_dump(), bundle.clients
    amounts = clients.column("application.AMT_CREDIT").to_pylist()
    kept = amounts[7]
    scores = pa.array([0.1 if amount == kept else None for amount in amounts], pa.float64())
    place = clients.column_names.index("probability")
    few = clients.set_column(place, "probability", scores)
    golden = golden_rows(few, bundle.runner, bundle.scorer, inputs, seed=1)
    assert {row.application["AMT_CREDIT"] for row in golden} == {kept}


def test_everything_in_the_bundle_is_named_in_the_manifest_and_in_the_catalogue(built, bundle):
    manifest, catalogue = bundle.manifest, bundle.catalogue
    assert set(manifest.files) == {
        *REQUIRED_FILES,
        *(f"{name}.json" for name in ("candidates", "tuning", "ablation", "fairness")),
    }
    assert set(catalogue.features) == set(manifest.feature_names)
    inputs = {*manifest.inputs.application, *manifest.inputs.history} - {"SK_ID_CURR"}
    assert inputs <= set(catalogue.columns)
    assert "CODE_GENDER" in manifest.inputs.application
    assert built.path.name == manifest.bundle_id
    assert (manifest.clients, manifest.population) == (bundle.clients.num_rows, bundle.population.num_rows)


def test_every_categorical_feature_holds_places_of_its_list(bundle):
    matrix = unpack_matrix(bundle.clients, "features")
    for place, feature in enumerate(bundle.manifest.features):
        values = bundle.catalogue.features[feature.name].categories
        assert feature.categorical == bool(values)
        if values:
            codes = matrix[~np.isnan(matrix[:, place]), place]
            assert set(codes) <= set(range(len(values))), feature.name


def test_the_drift_page_names_no_client(bundle):
    page = bundle.drift_report.read_text(encoding="utf-8")
    # Whole numbers alone: six digits also stand behind a decimal point.
    shown = {int(text) for text in re.findall(r"(?<![\w.#-])\d{6}(?![\w.])", page)}
    assert not shown & set(bundle.clients.column("SK_ID_CURR").to_pylist())


def test_no_file_of_a_bundle_is_a_pickle(built):
    for path in built.path.rglob("*"):
        assert path.suffix not in {".pkl", ".pickle", ".joblib"}
        assert path.is_dir() or path.read_bytes()[:1] != b"\x80", path.name


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Tables of two applications and no history: the quickest build that is one."""
    folder = write_demo(tmp_path_factory.mktemp("tiny") / "raw", applicants=600, decided=60, seed=3).out
    for path in folder.glob("*.parquet"):
        if not path.name.startswith("application"):
            path.unlink()
    return folder


@pytest.fixture(scope="module")
def prepared(tables):
    return prepare(tables, engine="duckdb", with_age=False, progress=silent)


@pytest.fixture
def quick(monkeypatch, built):
    """Leave out what takes half a minute and changes no other file: Evidently's page, MLflow and other methods."""

    def compared(*sides: object, **_options: object) -> dict:
        Path(str(sides[3])).write_text("<html></html>")
        return built.drift

    monkeypatch.setattr("model_build.pipeline.assemble.analyse", compared)
    monkeypatch.setattr("model_build.pipeline.check.record", lambda *_: "a run")
    monkeypatch.setattr("model_build.pipeline.check.register", lambda *_: "1")
    monkeypatch.setattr("model_build.pipeline.explain.compare", lambda *_, **__: ())


RECIPE = Recipe(trees=10, seed=1, threads=1)


@pytest.mark.usefixtures("quick")
def test_two_builds_with_the_same_seed_give_the_same_files(prepared, tmp_path):
    first, second = (building.build(prepared, RECIPE, tmp_path / name, silent) for name in ("a", "b"))

    same = {name: entry.sha256 for name, entry in first.manifest.files.items() if name != "drift/report.html"}
    assert {name: second.manifest.files[name].sha256 for name in same} == same
    assert second.manifest.threshold == first.manifest.threshold


@pytest.mark.usefixtures("quick")
def test_another_seed_gives_another_model(prepared, tmp_path):
    # Forced: which of the two costs more is a matter of luck.
    options = BuildOptions(with_steps=False, is_forced=True, reason="another seed")
    first, second = (
        building.build(prepared, Recipe(trees=10, seed=seed, threads=1), tmp_path, silent, options=options)
        for seed in (1, 2)
    )
    assert first.manifest.files["model.txt"] != second.manifest.files["model.txt"]
    assert resolve(tmp_path) == second.path
    Bundle.open(first.path)


@pytest.fixture
def worse(monkeypatch):
    """Let the next build give scores that mean nothing: whatever is active costs less."""
    fit_model = fitting.fit_model

    def fit_nothing(data, *rest):
        fitted_model = fit_model(data, *rest)
        scores = np.random.default_rng(0).uniform(0.05, 0.12, len(data.target))
        return replace(fitted_model, probabilities=scores, granted=scores < fitted_model.threshold.value)

    monkeypatch.setattr("model_build.pipeline.fit.fit_model", fit_nothing)


def test_a_bundle_that_costs_more_is_left_beside_the_one_in_force(quick, prepared, tmp_path, request):
    announced = []
    plain = BuildOptions(with_steps=False)
    first = building.build(prepared, RECIPE, tmp_path, silent, options=plain, on_activated=announced.append)
    request.getfixturevalue("worse")

    second = building.build(prepared, RECIPE, tmp_path, silent, options=plain, on_activated=announced.append)

    assert (first.is_active, second.is_active) == (True, False)
    assert second.verdict.comparison.cost > second.verdict.comparison.champion_cost
    assert second.verdict.comparison.are_all
    assert resolve(tmp_path) == first.path
    assert Bundle.open(second.path).manifest.forced_reason is None
    assert announced == [first.manifest.bundle_id]
    assert [entry.bundle for entry in read_journal(tmp_path)] == [first.manifest.bundle_id]

    # By force it is activated, and says why in manifest, journal and both cards.
    forced = BuildOptions(with_steps=False, is_forced=True, reason="The committee asked for it")
    third = building.build(prepared, RECIPE, tmp_path, silent, options=forced, on_activated=announced.append)
    assert resolve(tmp_path) == third.path
    assert announced[-1] == third.manifest.bundle_id
    assert third.manifest.forced_reason == read_journal(tmp_path)[-1].reason == "The committee asked for it"
    for language in ("en", "fr"):
        assert "The committee asked for it" in Bundle.open(third.path).model_card(language)


def test_a_bundle_that_needs_no_force_is_not_called_forced(quick, prepared, tmp_path):
    options = BuildOptions(with_steps=False, is_forced=True, reason="to be sure")
    built = building.build(prepared, RECIPE, tmp_path, silent, options=options)
    assert built.manifest.forced_reason is None
    assert "to be sure" not in Bundle.open(built.path).model_card("en")
    assert read_journal(tmp_path)[-1].reason == "to be sure"


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_force_without_a_reason_is_refused_before_anything_is_done(reason):
    with pytest.raises(BuildError, match="not forced without a reason"):
        BuildOptions(is_forced=True, reason=reason)


def test_a_build_without_steps_measures_neither_constraints_nor_protected_columns(quick, prepared, tmp_path):
    options = BuildOptions(with_steps=False)
    found = Bundle.open(building.build(prepared, RECIPE, tmp_path, silent, options=options).path)
    assert found.ablation is None
    assert found.fairness.auc_with_protected is None
    assert found.fairness.attributes


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "step",
    [
        "fit.fit_model",
        "explain.compare",
        "assemble.analyse",
        "check.render",
        "check.record",
        "check.seal",
        "check.register",
        "activate.publish",
    ],
)
def test_a_build_that_fails_leaves_the_bundle_in_force_and_nothing_else(prepared, built, tmp_path, monkeypatch, step):
    parent = active_id(built.path, tmp_path)
    before = listing(parent)

    def fail(*_, **__):
        raise OSError("No space left on device")

    monkeypatch.setattr(f"model_build.pipeline.{step}", fail)
    with pytest.raises(OSError, match="No space left"):
        building.build(prepared, RECIPE, parent, silent)

    assert listing(parent) == before
    assert resolve(parent).name == built.path.name


@pytest.mark.usefixtures("quick")
def test_a_bundle_that_a_reader_would_refuse_is_not_put_in_force(prepared, built, tmp_path, monkeypatch):
    parent = active_id(built.path, tmp_path)
    before = listing(parent)
    golden = bundle_tables.golden_rows

    def untrue(*given):
        first, *rest = golden(*given)
        return (first.model_copy(update={"probability": first.probability + 1e-6}), *rest)

    monkeypatch.setattr(bundle_tables, "golden_rows", untrue)
    with pytest.raises(Exception, match="Golden row 1 scores"):
        building.build(prepared, RECIPE, parent, silent)
    assert listing(parent) == before


@pytest.mark.usefixtures("quick")
def test_a_figure_that_is_no_number_fails_the_build_and_not_the_page(prepared, tmp_path, monkeypatch):
    monkeypatch.setattr("model_build.reports.explain.typical_values", lambda *_: {"AMT_CREDIT": float("nan")})
    with pytest.raises(ValueError, match="finite number"):
        building.build(prepared, RECIPE, tmp_path, silent)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_applicants_whose_data_must_be_checked_have_no_score_in_the_bundle(prepared, tmp_path):
    numbers = prepared.decided.application.column("SK_ID_CURR").to_pylist()
    aside = numbers[3:8]
    check = DataCheck.of("application_test", "EXT_SOURCE_2", 7.0, COLUMN_LIMITS["application_test"]["EXT_SOURCE_2"], 1)

    built = building.build(replace(prepared, checks=dict.fromkeys(aside, (check,))), RECIPE, tmp_path, silent)

    bundle, active_bundle = Bundle.open(built.path), Store(tmp_path).current()
    scores = dict(
        zip(*(bundle.clients.column(name).to_pylist() for name in ("SK_ID_CURR", "probability")), strict=True)
    )
    assert [number for number, score in scores.items() if score is None] == aside
    assert dict(bundle.data_checks) == dict.fromkeys(aside, (check,))
    assert built.set_aside == len(aside)
    rows = [active_bundle.get_row(number) for number in aside]
    assert np.flatnonzero(active_bundle.needs_data_check).tolist() == rows
    assert np.flatnonzero(np.isnan(active_bundle.probabilities)).tolist() == rows
    assert active_bundle.data_checks(rows[0]) == (check,)
    assert active_bundle.data_checks(active_bundle.get_row(numbers[0])) == ()
    for descending in (False, True):
        key = sort_key(active_bundle, SORTS["probability"], "en")
        assert active_bundle.list_order(key, descending=descending)[-len(rows) :].tolist() == rows


@pytest.mark.usefixtures("quick")
def test_a_build_without_histories_says_so_and_can_be_read(prepared, tmp_path):
    found = Bundle.open(building.build(prepared, RECIPE, tmp_path, silent).path)
    assert found.manifest.tables_present == ()
    assert len(found.manifest.tables_missing) == 6
    assert list(found.manifest.inputs.history) == ["SK_ID_CURR"]
    assert json.loads((found.path / "catalogue.json").read_text(encoding="utf-8"))["columns"]


@pytest.mark.usefixtures("quick")
def test_a_build_that_was_tuned_serves_the_recipe_it_found_and_keeps_its_history(prepared, tmp_path):
    weak = Recipe(trees=10, seed=1, threads=1, parameters={**RECIPE.parameters, "learning_rate": 0.01})
    options = BuildOptions(trials=3, minutes=60.0)

    found = building.build(prepared, weak, tmp_path / "bundles", silent, options=options, store=tmp_path / "store")

    history = Bundle.open(found.path).tuning
    assert len(history.trials) == 3
    trees = history.chosen["trees"] if history.is_adopted else 10
    assert Bundle.open(found.path).scorer.trees == trees
    assert (tmp_path / "store" / "tuning.db").is_file()


@pytest.mark.usefixtures("quick")
def test_averaged_boosters_are_one_model_of_as_many_trees(prepared, tmp_path):
    found = building.build(prepared, Recipe(trees=10, seed=1, threads=1, seeds=2), tmp_path, silent)
    bundle = Bundle.open(found.path)
    assert bundle.scorer.trees == 10
    row = unpack_matrix(bundle.clients, "features")[0]
    assert bundle.scorer.explain(row).log_odds == pytest.approx(
        bundle.scorer.log_odds(row.reshape(1, -1))[0], abs=1e-12
    )


def test_a_build_says_what_was_compared_and_that_nothing_was_tuned(built):
    bundle = Bundle.open(built.path)
    found = {one.name: one for one in bundle.candidates.candidates}
    assert list(found) == ["dummy", "logistic", "forest", "xgboost", "lightgbm"]
    assert found["lightgbm"].auc == built.manifest.metrics.auc
    assert found["lightgbm"].threshold == built.manifest.threshold.value
    assert found["dummy"].auc < 0.55 < min(found[name].auc for name in ("logistic", "forest", "xgboost"))
    for name in ("logistic", "forest", "xgboost", "lightgbm"):
        assert len(found[name].importance) == 10
        assert {one.name for one in found[name].importance} <= set(built.manifest.feature_names)
    assert (bundle.tuning.trials, bundle.tuning.outcome) == ((), TuningOutcome.NOT_TUNED)


def test_a_quick_build_has_everything_that_the_pages_show_and_is_no_run(prepared, tmp_path, monkeypatch):
    for name in ("record", "register"):
        monkeypatch.setattr(f"model_build.pipeline.check.{name}", lambda *_: pytest.fail("a quick build was logged"))
    found = building.build(prepared, quick_recipe(RECIPE), tmp_path, silent, options=BuildOptions(is_quick=True))
    bundle = Bundle.open(found.path)
    assert found.run_id is None
    assert [one.name for one in bundle.candidates.candidates] == ["dummy", "logistic", "lightgbm"]
    assert (bundle.candidates.folds, len(bundle.ablation.results)) == (3, 3)
    assert (bundle.drift.report_columns, bundle.drift.compared_columns) == (30, len(bundle.drift.features) + 1)
    assert bundle.drift_report.stat().st_size < 10_000_000
    assert bundle.fairness.attributes
    assert bundle.evaluation.headline.auc > 0.55
    assert bundle.shap_sample.num_rows
    assert bundle.model_card("fr")


@pytest.mark.parametrize("options", [{"trials": 3}, {"tried": ("neighbours",)}])
def test_a_quick_build_neither_tunes_nor_tries(options):
    with pytest.raises(BuildError, match="neither tunes nor tries"):
        BuildOptions(is_quick=True, **options)


@pytest.mark.usefixtures("quick")
def test_without_a_comparison_the_bundle_says_so(prepared, tmp_path, monkeypatch):
    monkeypatch.setattr("model_build.pipeline.explain.compare", lambda *_, **__: pytest.fail("methods were compared"))
    found = building.build(prepared, RECIPE, tmp_path, silent, options=BuildOptions(is_compared=False))
    assert Bundle.open(found.path).candidates.candidates == ()


@pytest.mark.parametrize(
    ("number", "code"), [pytest.param(signal.SIGTERM, 128 + 15, marks=pytest.mark.long), (signal.SIGKILL, -9)]
)
def test_a_build_that_is_killed_leaves_the_bundle_in_force(tables, built, tmp_path, number, code):
    parent = active_id(built.path, tmp_path / "bundles")
    before = listing(parent)
    command = [sys.executable, "-m", "model_build", "build", "--data", str(tables), "--out", str(parent)]
    command.append("--no-compare")
    environment = {name: value for name, value in os.environ.items() if name != "MLFLOW_TRACKING_URI"}

    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        # From here on, half a bundle lies beside the active one.
        lines = iter(process.stdout.readline, "")
        assert any(line.startswith("Comparing") for line in lines), process.stderr.read()
        process.send_signal(number)
        errors = process.communicate(timeout=60)[1]

    assert process.returncode == code
    assert "Traceback" not in errors
    if number == signal.SIGKILL:
        # Nobody can tidy up after this; the next build does.
        with staging(parent):
            pass
    assert listing(parent) == before
    Bundle.open(resolve(parent))


def test_too_few_defaults_are_refused_before_anything_is_written(prepared, tmp_path):
    kept = np.flatnonzero(np.cumsum(prepared.target) <= 3)
    few = TrainingSet(
        prepared.train.matrix[kept], prepared.target[kept], prepared.plan.names, (), (0,) * len(prepared.plan.names)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("model_build.pipeline.fit.training_set", lambda _: few)
        with pytest.raises(BuildError, match="too few applicants of one outcome"):
            building.build(prepared, RECIPE, tmp_path, silent)
    assert list(tmp_path.iterdir()) == []
