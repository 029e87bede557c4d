"""A bundle whose row-level models stay: what it holds, and that a scoring gives its own scores again."""

import shutil

import numpy as np
import pyarrow.parquet as pq
import pytest

from model_build.cli.score import score_with
from model_build.engines.embedded import Embedded
from model_build.experiments.optional import row_models
from model_build.serving_plan import load_plan, require_same_expressions
from model_build.sources import TableSelection
from model_build.target_encoding.row_features import row_features
from model_build.target_encoding.served_rows import ServedRows
from model_bundle.arrow_file import unpack_matrix
from model_bundle.bundle import Bundle
from tests.model_build.training_sets import silent

TABLES = ("bureau", "previous_application")
NAMES = tuple(feature.name for feature in row_features(TABLES))


# Two builds with row-level models in every fold.
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def bundle(adopted):
    return Bundle.open(adopted.path)


def scored(bundle, data, out, *missing):
    allowed = TableSelection(allow_missing=frozenset(missing))
    score_with(Embedded(), bundle, data, out, with_contributions=False, progress=silent, selection=allowed)
    return pq.read_table(out).column("probability").to_numpy()


def test_its_columns_are_features_with_a_meaning_and_the_model_reads_them(bundle):
    assert bundle.manifest.feature_names[-6:] == NAMES
    assert set(NAMES) <= set(bundle.catalogue.features) & set(bundle.catalogue.columns)
    assert set(NAMES) <= set(bundle.manifest.inputs.history)
    importance = {one.name: one.importance for one in bundle.explanation.features}
    assert sum(importance[name] for name in NAMES) > 0


def test_models_and_selects_are_files_of_the_bundle(bundle):
    assert {f"row_models/{table}.{ending}" for table in TABLES for ending in ("txt", "sql")} <= set(
        bundle.manifest.files
    )


def test_the_steps_say_what_was_kept_and_the_headline_is_that_of_the_kept_model(bundle):
    row_model, neighbours = bundle.ablation.results
    assert (row_model.name, row_model.is_kept) == ("row_models", True)
    assert row_model.auc_with == bundle.manifest.metrics.auc != row_model.auc_without
    assert row_model.cost_with == bundle.manifest.metrics.cost
    # Neighbours earned it as much, and are measured only.
    assert (neighbours.name, neighbours.is_kept) == ("neighbours", False)
    assert neighbours.auc_without == row_model.auc_without


def test_form_and_stored_history_give_the_features_of_every_applicant(bundle):
    clients = bundle.clients
    tables = {}
    for prefix in ("application", "history"):
        names = [name for name in clients.column_names if name.startswith(f"{prefix}.")]
        table = clients.select(["SK_ID_CURR", *names])
        tables[prefix] = table.rename_columns([name.partition(".")[2] or name for name in table.column_names])
    found = bundle.runner.run(tables["application"], tables["history"])
    np.testing.assert_array_equal(found, unpack_matrix(clients, "features"))


def test_former_applicants_have_cross_fitted_values_and_the_others_those_of_the_served_models(adopted, bundle):
    expected = np.hstack([fitted.fit(np.arange(2_000)) for fitted in row_models(adopted.prepared, adopted.recipe)])
    found = np.column_stack([bundle.population.column(f"feature.{name}").to_numpy() for name in NAMES])
    np.testing.assert_array_equal(found, expected)

    decided = unpack_matrix(bundle.clients, "features")[:, -6:]
    for place, (table, rows) in enumerate(zip(TABLES, adopted.prepared.rows, strict=True)):
        model = ServedRows.read(bundle, table).model
        columns = slice(3 * place, 3 * place + 3)
        np.testing.assert_array_equal(decided[:, columns], model.summaries(rows.decided, threads=1))
        # A served model has seen the outcomes of the former applicants: none of them has a value by it.
        seen = model.summaries(rows.train, threads=1)
        known = ~np.isnan(seen[:, 0])
        assert (found[known, columns.start] != seen[known, 0]).mean() > 0.95


def test_the_plan_of_the_bundle_is_the_one_it_was_built_with(bundle):
    found = load_plan(bundle)
    assert found.names == bundle.manifest.feature_names
    assert found.inputs == bundle.manifest.inputs.model_dump()
    require_same_expressions(found, bundle)


def test_a_scoring_of_the_same_applicants_gives_the_bundles_own_scores(adopted, bundle, tmp_path):
    found = scored(bundle, adopted.data, tmp_path / "scores.parquet")
    np.testing.assert_allclose(found, bundle.clients.column("probability").to_numpy(), rtol=0, atol=1e-12)


def test_a_history_that_is_absent_when_scoring_counts_as_empty(adopted, bundle, tmp_path):
    for name in ("application_test", "bureau"):
        shutil.copy(adopted.data / f"{name}.parquet", tmp_path)
    found = scored(bundle, tmp_path, tmp_path / "scores.parquet", "previous_application")

    assert np.isfinite(found).all()
    assert (found != bundle.clients.column("probability").to_numpy()).any()
