"""The ``score`` command: the applicants of a folder, scored with a bundle."""

from contextlib import closing
from pathlib import Path

from model_build.engines import Engine, open_engine
from model_build.fitted.served_rows import lay_out_rows
from model_build.portfolio import Scored, check_destination, write_scores
from model_build.reading_report import ReportCollector
from model_build.serving_plan import plan_of
from model_build.sources import open_tables, stand_in
from model_build.tables import TEST
from model_build.train import Progress, available_threads
from model_bundle.bundle import Bundle
from model_bundle.publication import resolve
from model_bundle.score_batches import ScoreBatches


def run_score(
    bundle_path: Path,
    data: Path,
    out: Path,
    *,
    engine: str = "duckdb",
    with_contributions: bool = False,
    progress: Progress,
    collector: ReportCollector | None = None,
) -> Scored:
    """Score the application_test of a folder and write the scores; ``collector`` takes what was read and found.

    A history that the bundle was trained with and the folder lacks counts as empty: its features are null.
    """
    check_destination(out)
    progress("Checking the bundle", 0.0)
    bundle = Bundle.open(resolve(bundle_path))
    progress("Reading and checking the tables", 0.0)
    with open_engine(engine) as chosen:
        return score_with(
            chosen,
            bundle,
            data,
            out,
            with_contributions=with_contributions,
            progress=progress,
            collector=collector,
        )


def score_with(
    engine: Engine,
    bundle: Bundle,
    data: Path,
    out: Path,
    *,
    with_contributions: bool,
    progress: Progress,
    collector: ReportCollector | None = None,
) -> Scored:
    """Score the application_test of a folder on an engine that is open."""
    batches = ScoreBatches.of(bundle.manifest, with_contributions=with_contributions)
    with open_tables(data, required=(TEST,), collector=collector) as tables:
        stand_in(tables, bundle.manifest.tables_present)
        lay_out_rows(tables.connection, bundle, TEST, threads=available_threads())
        with closing(engine.score(tables, plan_of(bundle), bundle, batches, progress)) as parts:
            return write_scores(parts, batches.schema, bundle.manifest.threshold.value, out)
