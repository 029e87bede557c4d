"""The ``score`` command: the applicants of a folder, scored with a bundle."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from model_build.engines import Engine, open_engine
from model_build.features.previous import LAST_CATEGORIES
from model_build.pipeline.score_writer import Scored, check_destination, write_scores
from model_build.progress import Progress
from model_build.reading_report import ReportCollector
from model_build.serving_plan import load_plan
from model_build.sources import (
    KNOWN_TEXTS,
    Reading,
    TableSelection,
    note_former_applicants,
    open_tables,
    stand_in,
    with_values,
)
from model_build.sources.known_texts import Known
from model_build.tables import SCHEMAS, TEST
from model_build.target_encoding.served_rows import lay_out_rows
from model_build.training.train import available_threads
from model_build.validation.data_checks import set_impossible_values_aside
from model_build.validation.score_checks import with_checks, with_column
from model_bundle.bundle import Bundle
from model_bundle.home_credit import KEY
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
    selection: TableSelection | None = None,
    collector: ReportCollector | None = None,
) -> Scored:
    """Score the application_test of a folder and write the scores; ``collector`` takes what was read and found.

    ``selection`` says which file holds which table, and which history may be missing: such a history counts as empty,
    and its features are null.

    Raises
    ------
    BuildError
        A table cannot be used, or a history that the bundle was trained with is missing and not allowed to be.
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
            selection=selection,
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
    selection: TableSelection | None = None,
    collector: ReportCollector | None = None,
) -> Scored:
    """Score the application_test of a folder on an engine that is open."""
    batches = ScoreBatches.of(bundle.manifest, with_contributions=with_contributions)
    reading = Reading(
        required=(TEST,),
        needed=bundle.manifest.tables_present,
        selection=selection or TableSelection(),
        known=_known_texts(bundle),
    )
    with open_tables(data, reading=reading, collector=collector) as tables:
        with _population(tables.connection, bundle) as former:
            note_former_applicants(tables, former)
        checks = set_impossible_values_aside(tables)
        stand_in(tables, bundle.manifest.tables_present)
        lay_out_rows(tables.connection, bundle, TEST, threads=available_threads())
        with closing(engine.score(tables, load_plan(bundle), bundle, batches, progress)) as parts:
            checked = with_checks(parts, checks)
            return write_scores(checked, with_column(batches.schema), bundle.manifest.threshold.value, out)


def _known_texts(bundle: Bundle) -> Known:
    """Return the texts that columns may hold: those of the tables, and what the bundle learnt besides."""
    form = {
        name: tuple(category.value for category in entry.categories)
        for name, entry in bundle.catalogue.columns.items()
        if entry.categories and name in SCHEMAS[TEST].columns
    }
    entries = {**bundle.catalogue.columns, **bundle.catalogue.features}
    latest = {
        column: tuple(category.value for category in entries[name].categories)
        for name, column in LAST_CATEGORIES.items()
        if name in entries
    }
    return with_values(with_values(KNOWN_TEXTS, TEST, form), "previous_application", latest)


@contextmanager
def _population(connection: duckdb.DuckDBPyConnection, bundle: Bundle) -> Iterator[str]:
    """Show the numbers of the bundle's former applicants to the connection, and return the name they have there."""
    name = "_former"
    connection.register(name, bundle.population.select([KEY]))
    try:
        yield name
    finally:
        connection.unregister(name)
