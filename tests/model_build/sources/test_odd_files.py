"""Odd files: whatever way tables are written in, no score is wrong in silence."""

import re
from collections import Counter
from contextlib import closing
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

from model_build.cli.reading import select_tables
from model_build.cli.score import score_with
from model_build.engines import open_engine
from model_build.errors import InputError
from model_build.reading_report import FindingKind, ReportCollector
from model_bundle.bundle import Bundle
from tests.model_build.sources.odd_files.population import take_applicants
from tests.model_build.sources.odd_files.variants import Outcome, all_variants
from tests.model_build.training_sets import silent

VARIANTS = list(all_variants())
# What an engine says, and what a person should never have to read.
ENGINE_WORDS = re.compile(
    r"duckdb|Binder|Conversion Error|Parser Error|Invalid Input|Possible (fixes|solutions)|Original Line|LINE \d|"
    r"Traceback|0x[0-9a-f]{6,}|read_csv|read_parquet|Candidate bindings|\^"
)


@pytest.fixture(scope="module")
def clean(built):
    return take_applicants(built.path.parent.parent / "demo")


@pytest.fixture(scope="module")
def scoring(built):
    """A bundle and an engine, both open."""
    with open_engine("duckdb") as engine, closing(SimpleNamespace(close=lambda: None)):
        yield SimpleNamespace(bundle=Bundle.open(built.path), engine=engine)


@pytest.fixture(scope="module")
def expected(scoring, clean, tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean")
    clean.write_parquet(folder)
    return scores_of(scoring, folder, folder.parent / "clean.parquet", ReportCollector())


def scores_of(scoring, folder, out, collector, options=None):
    options = options or {}
    selection = select_tables(options.get("table"), options.get("ignore"), options.get("allow_missing"))
    score_with(
        scoring.engine,
        scoring.bundle,
        folder,
        out,
        with_contributions=False,
        progress=silent,
        selection=selection,
        collector=collector,
    )
    rows = pq.read_table(out).to_pylist()
    # Who is set aside stands in the file without a score, and with the reason.
    assert all((row["probability"] is None) == bool(row["data_check"]) for row in rows)
    return {row["SK_ID_CURR"]: row["probability"] for row in rows if row["probability"] is not None}


def check_refusal(sentence, variant, clean):
    """A refusal has three parts, names the cause, and shows neither a row nor what an engine said."""
    assert re.fullmatch(r"[^\n]+: got [^\n]+; [^\n]+\.", sentence), sentence
    assert variant.says in sentence
    assert not ENGINE_WORDS.search(sentence), sentence
    for row in clean.tables["application_test"].slice(0, 5).to_pylist():
        values = [str(value) for value in row.values() if value is not None and len(str(value)) > 3]
        assert sum(value in sentence for value in values) < 4, sentence


def test_there_are_enough_variants_and_each_has_a_name_of_its_own():
    assert len(VARIANTS) >= 150
    assert max(Counter(variant.name for variant in VARIANTS).values()) == 1
    outcomes = Counter(variant.outcome for variant in VARIANTS)
    assert min(outcomes[Outcome.SAME], outcomes[Outcome.REFUSED]) >= 50


@pytest.mark.long
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_no_score_is_wrong_in_silence(scoring, clean, expected, tmp_path, variant):
    folder = tmp_path / "tables"
    folder.mkdir()
    variant.make(clean, folder)
    collector = ReportCollector()
    try:
        scores = scores_of(scoring, folder, tmp_path / "scores.parquet", collector, variant.options)
    except InputError as error:
        assert variant.outcome is Outcome.REFUSED, str(error)
        check_refusal(str(error), variant, clean)
        return
    report = collector.report
    assert {number: expected[number] for number in scores} == scores
    if variant.outcome is Outcome.SET_ASIDE:
        named = {example for finding in report.of(FindingKind.SET_ASIDE) for example in finding.examples}
        left_out = {str(number) for number in expected.keys() - scores.keys()}
        assert left_out
        assert left_out & named
        return
    assert variant.outcome is Outcome.SAME
    assert scores.keys() == expected.keys()
    assert not report.of(FindingKind.SET_ASIDE)
    assert {read.table for read in report.tables} == clean.tables.keys()
    assert not variant.says or report.with_code(variant.says)
