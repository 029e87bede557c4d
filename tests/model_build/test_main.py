"""The commands, as a person at a terminal meets them."""

import csv
import json
import shutil
import signal
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from model_build.cli.commands import app
from model_build.labels.protected_grounds import ON_PROTECTED_GROUNDS
from model_build.publishing.gate import evaluate_candidate_bundle
from model_build.tables import HISTORY_TABLES
from model_build.training.train import trees_for
from model_bundle.bundle import Bundle
from model_bundle.decision import decide_all
from model_bundle.reports import TuningOutcome
from tests.bundle_copies import active_id, copied, variant

COMMANDS = ("demo", "build", "score", "verify", "publish", "rollback", "compare")
APPLICATIONS = ("application_train", "application_test")


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def refused(*words):
    """Run a command that must refuse; return its one sentence."""
    result = run(*words)
    assert result.exit_code == 2, result.output
    (sentence,) = result.stderr.splitlines()
    assert sentence.startswith("Error: ")
    assert sentence.endswith(".")
    return sentence


@pytest.fixture(scope="module")
def demo_tables(built):
    """The tables that the small bundle was built from."""
    return built.path.parent.parent / "demo"


@pytest.fixture
def tables(demo_tables, tmp_path):
    """The two application tables alone, to be changed."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for name in APPLICATIONS:
        shutil.copy(demo_tables / f"{name}.parquet", folder)
    return folder


@pytest.fixture(scope="module")
def bundles(tmp_path_factory):
    """A folder that no refused build may put a bundle into; they share the tracking store beside it."""
    return tmp_path_factory.mktemp("refused") / "bundles"


@pytest.fixture(scope="module")
def stored(built):
    clients = Bundle.open(built.path).clients
    return dict(zip(*(clients.column(name).to_pylist() for name in ("SK_ID_CURR", "probability")), strict=True))


def change(folder, table, how):
    path = folder / f"{table}.parquet"
    pq.write_table(how(pq.read_table(path)), path)


def read_scores(path):
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_and_what_it_takes(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
    assert "--" in result.stdout


def test_without_a_command_all_are_listed():
    assert all(command in run().output for command in COMMANDS)


def test_demo_writes_tables_and_says_how_many_rows(tmp_path):
    result = run("demo", "--out", tmp_path / "demo", "--applicants", 120, "--decided", 30, "--seed", 7)

    assert result.exit_code == 0, result.output
    assert pq.read_metadata(tmp_path / "demo" / "application_train.parquet").num_rows == 120
    assert len(list((tmp_path / "demo").glob("*.parquet"))) == 8
    assert "application_train" in result.stdout
    assert "120" in result.stdout


def test_demo_refuses_a_folder_of_other_files(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    assert "none of them is overwritten" in refused("demo", "--out", tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def drawn_at_once(reference, current, categorical, html, rule):
    """Stand in for Evidently, whose page takes half a minute and is part of the small bundle already."""
    html.write_text("<html></html>")


def test_tables_without_histories_are_built_verified_and_scored(tables, tmp_path, monkeypatch):
    """The whole way of a person who has the two application tables only."""
    monkeypatch.setattr("model_build.reports.drift.analysis.draw", drawn_at_once)
    bundles, out = tmp_path / "bundles", tmp_path / "scores.csv"

    (tables / "application_test.csv").write_text("SK_ID_CURR\n")
    named = ("--table", "application_test=application_test.parquet", "--report", tmp_path / "report.json")
    assert "Two files may hold the table application_test" in refused("build", "--data", tables, "--out", bundles)
    chosen = ("--seed", 3, "--drift-threshold", 0.25, "--no-compare", "--tune", 1, "--seeds", 2, "--without-protected")
    tried = ("--try", "neighbours", "--try", "row_models")
    result = run("build", "--data", tables, "--out", bundles, *chosen, *tried, *named)
    assert result.exit_code == 0, result.output
    assert "row_models is not tried" in result.stdout
    assert "Tuning, trial 1 of 1" in result.stdout
    assert "Judging" not in result.stdout
    for told in ("Reading and checking the tables", "Training", "Bundle active", "AUC, out of fold", "installments"):
        assert told in result.stdout
    assert "Traceback" not in result.output
    assert "application_test.csv is ignored: application_test is read from application_test.parquet" in result.stdout
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [read["rows"] for read in report["tables"]] == [2_000, 400]
    assert not report["is_refused"]

    verified = run("verify", "--bundle", bundles)
    assert verified.exit_code == 0
    assert "20 of 20 score as stored" in verified.stdout

    assert "nothing is active yet" in result.stdout
    assert run("score", "--bundle", bundles, "--data", tables, "--out", out, *named[:2]).exit_code == 0
    opened = Bundle.open(bundles / (bundles / "current").read_text().strip())
    assert opened.drift.verdict.rule.threshold == 0.25
    assert opened.tuning.outcome is TuningOutcome.DEFAULT_BEST
    assert [result.name for result in opened.ablation.results] == ["neighbours", "constraints", "protected"]
    assert not ON_PROTECTED_GROUNDS & set(opened.manifest.feature_names)
    assert opened.scorer.trees == trees_for(2_000) // 2 * 2
    clients = opened.clients
    assert [float(row["probability"]) for row in read_scores(out)] == pytest.approx(
        clients.column("probability").to_pylist(), rel=0, abs=1e-12
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("bundles", "mlflow", "report.json", "scores.csv", "tables")
    ]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_score_gives_the_numbers_of_the_dashboard(built, demo_tables, stored, tmp_path, ending):
    out = tmp_path / f"scores.{ending}"

    result = run("score", "--bundle", built.path.parent, "--data", demo_tables, "--out", out)

    assert result.exit_code == 0, result.output
    rows = read_scores(out)
    assert [int(row["SK_ID_CURR"]) for row in rows] == list(stored)
    np.testing.assert_allclose([float(row["probability"]) for row in rows], list(stored.values()), rtol=0, atol=1e-12)
    assert [row["decision"] for row in rows] == decide_all(np.array(list(stored.values())), built.manifest.threshold)
    assert {float(row["threshold"]) for row in rows} == {built.manifest.threshold.value}
    assert f"{len(rows):,}" in result.stdout


def test_score_needs_no_outcomes(built, demo_tables, stored, tmp_path):
    alone = tmp_path / "alone"
    alone.mkdir()
    for path in demo_tables.glob("*.parquet"):
        if path.stem != "application_train":
            (alone / path.name).symlink_to(path)

    assert run("score", "--bundle", built.path, "--data", alone, "--out", tmp_path / "s.csv").exit_code == 0
    first = read_scores(tmp_path / "s.csv")[0]
    assert float(first["probability"]) == pytest.approx(stored[int(first["SK_ID_CURR"])], rel=0, abs=1e-12)


def test_clients_whose_histories_are_missing_are_scored_as_clients_without_a_history(built, tables, stored, tmp_path):
    out = tmp_path / "scores.parquet"

    sentence = refused("score", "--bundle", built.path, "--data", tables, "--out", out)
    assert "lacks bureau, bureau_balance, previous_application" in sentence
    assert not out.exists()
    allowed = [word for table in HISTORY_TABLES for word in ("--allow-missing", table)]
    assert run("score", "--bundle", built.path, "--data", tables, "--out", out, *allowed).exit_code == 0

    bundle = Bundle.open(built.path)
    form = {
        name.partition(".")[2]: value
        for name, value in bundle.clients.slice(0, 1).to_pylist()[0].items()
        if name.startswith("application.")
    }
    expected = float(bundle.scorer.probabilities(bundle.runner.run_one(form, {}).reshape(1, -1))[0])
    rows = read_scores(out)
    assert len(rows) == len(stored)
    assert rows[0]["probability"] == pytest.approx(expected, rel=0, abs=1e-12)
    changed = [row["probability"] != stored[row["SK_ID_CURR"]] for row in rows]
    assert np.mean(changed) > 0.5


def test_one_history_of_six_may_be_missing(built, demo_tables, tmp_path):
    some = tmp_path / "some"
    some.mkdir()
    for path in demo_tables.glob("*.parquet"):
        if path.stem != "bureau_balance":
            (some / path.name).symlink_to(path)
    words = ("score", "--bundle", built.path, "--data", some, "--out", tmp_path / "s.csv")
    assert "--allow-missing bureau_balance" in refused(*words)
    result = run(*words, "--allow-missing", "bureau_balance")
    assert result.exit_code == 0, result.output
    assert "Missing\n  bureau_balance\n" in result.stdout


def test_verify_takes_a_bundle_or_the_folder_of_bundles(built):
    for path in (built.path, built.path.parent):
        result = run("verify", "--bundle", path)
        assert result.exit_code == 0
        assert built.manifest.bundle_id in result.stdout


def test_a_bundle_is_compared_published_and_rolled_back(built, tmp_path):
    parent = active_id(built.path, tmp_path)
    first, other = built.path.name, variant(built.path, parent, seed=8)

    compared = run("compare", first, other.name, "--bundles", parent)
    assert compared.exit_code == 0, compared.output
    for told in (first, other.name, "auc", "threshold", "decided otherwise", "-> 8"):
        assert told in compared.stdout

    published = run("publish", other)
    assert published.exit_code == 0, published.output
    assert "it costs no more than the active bundle" in published.stdout
    assert run("verify", "--bundle", parent).stdout.count(other.name) == 1

    back = run("rollback", "--bundles", parent, "--reason", "too soon")
    assert back.exit_code == 0, back.output
    assert first in run("verify", "--bundle", parent).stdout
    assert "too soon" in (parent / "history").read_text(encoding="utf-8")
    assert "No bundle was active before" in refused("rollback", "--bundles", parent)


def test_a_bundle_that_costs_more_is_published_by_force_and_with_a_reason_only(built, tmp_path):
    parent = active_id(built.path, tmp_path)
    worse = variant(built.path, parent, seed=9, noise=1.5)

    sentence = refused("publish", worse.name, "--bundles", parent)
    assert f"costs more than '{built.path.name}' and does not replace it" in sentence
    assert "--force --reason" in sentence
    assert "not forced without a reason" in refused("publish", worse.name, "--bundles", parent, "--force")

    result = run("publish", worse.name, "--bundles", parent, "--force", "--reason", "the [only] one allowed")
    assert result.exit_code == 0, result.output
    assert "the [only] one allowed" in result.stdout
    assert "the [only] one allowed" in Bundle.open(parent / (parent / "current").read_text().strip()).model_card("en")


def test_a_build_that_costs_more_ends_as_refused_and_says_where_its_bundle_lies(monkeypatch, built, tmp_path):
    parent = active_id(built.path, tmp_path)
    worse = variant(built.path, parent, seed=9, noise=1.5)
    verdict = evaluate_candidate_bundle(Bundle.open(worse).population, parent, built.manifest.costs)
    left = replace(built, path=worse, verdict=verdict, is_active=False)
    monkeypatch.setattr("model_build.cli.build.run_build", lambda *_, **__: left)

    result = run("build", "--data", tmp_path)

    assert result.exit_code == 2
    assert "Bundle written, not active" in result.stdout
    (sentence,) = result.stderr.splitlines()
    assert f"publish {worse} --force" in sentence


def test_a_build_is_not_forced_without_a_reason(tables, bundles):
    assert "not forced without a reason" in refused("build", "--data", tables, "--out", bundles, "--force")


@pytest.mark.parametrize("words", [("publish", "nowhere"), ("compare", "nowhere", "elsewhere")])
def test_a_bundle_that_is_not_there_is_named(tmp_path, words):
    assert "There is no bundle 'nowhere'" in refused(*words, "--bundles", tmp_path)


def test_verify_names_what_is_wrong(built, tmp_path):
    bundle = copied(built.path, tmp_path)
    (bundle / "features.sql").write_text("SELECT 1")
    assert "'features.sql' has 8 bytes" in refused("verify", "--bundle", bundle)


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_verify_says_where_there_is_no_bundle(tmp_path, name):
    (tmp_path / "empty").mkdir()
    assert "python -m model_build build" in refused("verify", "--bundle", tmp_path / name) or name == "empty"


def test_a_bundle_in_force_that_was_deleted_is_named(built, tmp_path):
    parent = active_id(built.path, tmp_path)
    shutil.rmtree(parent / built.path.name)
    assert "There is no bundle at" in refused("verify", "--bundle", parent)


def doubled_with_another_income(rows):
    again = rows.slice(0, 1)
    place = again.column_names.index("AMT_INCOME_TOTAL")
    return pa.concat_tables([rows, again.set_column(place, "AMT_INCOME_TOTAL", pa.array([1.0]))])


@pytest.mark.parametrize(
    ("table", "how", "named"),
    [
        (
            "application_train",
            lambda rows: rows.rename_columns(["INCOME" if n == "AMT_INCOME_TOTAL" else n for n in rows.column_names]),
            ("application_train.parquet", "AMT_INCOME_TOTAL", "INCOME"),
        ),
        (
            "application_train",
            lambda rows: rows.set_column(1, "TARGET", pa.array([2] * rows.num_rows)),
            ("application_train.parquet", "'TARGET'", "got 2"),
        ),
        (
            "application_train",
            lambda rows: rows.set_column(1, "TARGET", pa.array([0] * rows.num_rows)),
            ("no positive", "take the whole file"),
        ),
        ("application_test", doubled_with_another_income, ("SK_ID_CURR", "2 rows")),
    ],
    ids=["renamed column", "TARGET of another kind", "no positive", "key twice"],
)
def test_build_names_file_column_and_remedy(tables, bundles, table, how, named):
    change(tables, table, how)
    sentence = refused("build", "--data", tables, "--out", bundles)
    for part in named:
        assert part in sentence
    assert list(bundles.iterdir()) == []


def test_build_without_applicants_to_be_decided_says_where_to_get_them(tables, bundles):
    (tables / "application_test.parquet").unlink()
    sentence = refused("build", "--data", tables, "--out", bundles)
    assert "application_test" in sentence


@pytest.mark.parametrize("command", ["build", "score"])
def test_a_folder_of_tables_that_is_not_there_is_named(built, bundles, tmp_path, command):
    options = {
        "build": ("--out", bundles),
        "score": ("--bundle", built.path, "--out", tmp_path / "s.csv"),
    }
    sentence = refused(command, "--data", tmp_path / "nowhere", *options[command])
    assert "nowhere" in sentence
    assert "name the folder that holds the Kaggle files" in sentence


def test_an_unknown_engine_is_refused(tables, bundles):
    sentence = refused("build", "--data", tables, "--out", bundles, "--engine", "abacus")
    assert "'abacus'" in sentence
    assert "duckdb" in sentence


def test_scores_of_an_unknown_kind_are_refused_before_the_bundle_is_opened(tables, tmp_path):
    sentence = refused("score", "--bundle", tmp_path / "nowhere", "--data", tables, "--out", tmp_path / "scores.xlsx")
    assert "'scores.xlsx'" in sentence
    assert "name a .csv or .parquet file" in sentence


@pytest.mark.parametrize(
    "words", [("build",), ("score", "--data", "x"), ("dmeo",), ("demo", "--seed", "-1", "--out", "x")]
)
def test_a_wrong_command_line_ends_with_code_2_and_no_traceback(words):
    result = run(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_path_in_brackets_is_printed_as_it_is(demo_tables, built, tmp_path):
    """In the language of the terminal library, brackets are colours."""
    out = tmp_path / "[red]"
    out.mkdir()
    result = run("score", "--bundle", built.path, "--data", demo_tables, "--out", out / "s.csv")
    assert "[red]" in result.stdout


def test_an_error_in_brackets_is_printed_as_it_is(tmp_path):
    assert "[bold]" in refused("verify", "--bundle", tmp_path / "[bold]")


def test_a_command_leaves_the_signals_of_the_process_as_they_were(tmp_path):
    before = signal.getsignal(signal.SIGTERM)
    refused("verify", "--bundle", tmp_path)
    assert signal.getsignal(signal.SIGTERM) is before
