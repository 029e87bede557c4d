"""Preparation of checked tables for training: features, outcomes, and excluded values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from model_build.engines import open_engine
from model_build.errors import LimitsError
from model_build.features import Computed, FeaturePlan, known_categories, plan
from model_build.progress import Progress
from model_build.reading_report import ReportCollector
from model_build.sources import Reading, TableSelection, fingerprint, note_former_applicants, open_tables
from model_build.synthetic import MARKER
from model_build.tables import APPLICATION_TABLES, HISTORY_TABLES
from model_build.target_encoding.past_rows import NEEDED, PastRows, read_past_rows
from model_build.training.train import TrainingSet
from model_build.validation.data_checks import Checks, set_impossible_values_aside
from model_bundle.arrow_file import FloatArray, IntArray, column_floats
from model_bundle.data_checks import DataCheck
from model_bundle.home_credit import BIRTH, GENDER, UNKNOWN_CATEGORIES

TRAIN, DECIDED = "application_train", "application_test"
_NO_ROWS = f"row_models is not tried: neither {' nor '.join(NEEDED)} holds a row."


@dataclass(frozen=True)
class Prepared:
    """Everything that training needs, read once.

    ``target`` has shape (rows,); ``protected`` holds age and gender of the same rows, of shape (rows, 2), for
    measuring what leaving them out costs and for nothing else; ``checks`` says of each applicant who is not decided on
    what must be checked; ``rows`` are those of row-level models, if asked for.
    """

    plan: FeaturePlan
    train: Computed
    target: IntArray
    decided: Computed
    protected: FloatArray
    present: frozenset[str]
    missing: frozenset[str]
    fingerprint: str
    engine: str
    with_age: bool
    is_demo: bool
    new_categories: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    checks: Mapping[int, tuple[DataCheck, ...]] = field(default_factory=dict)
    rows: tuple[PastRows, ...] = ()


def prepare(
    data: Path,
    *,
    engine: str,
    with_age: bool,
    progress: Progress,
    with_rows: bool = False,
    without_protected: bool = False,
    selection: TableSelection | None = None,
    collector: ReportCollector | None = None,
) -> Prepared:
    """Open and check the tables of a folder and compute the features of both application tables.

    ``with_rows`` also reads what row-level models learn from; ``without_protected`` leaves out what tells of a
    protected ground beside gender and age (``grounds.py``); ``selection`` says which file holds which table;
    ``collector`` takes what was read and found.

    Raises
    ------
    BuildError
        The engine is unknown or does not start, or a table cannot be used.
    """
    progress("Reading and checking the tables", 0.0)
    reading = Reading(selection=selection or TableSelection())
    with open_engine(engine) as chosen, open_tables(data, reading=reading, collector=collector) as tables:
        note_former_applicants(tables, TRAIN)
        checks = set_impossible_values_aside(tables)
        _require_decided(tables.connection, checks)
        histories = tables.present & frozenset(HISTORY_TABLES)
        features = plan(
            histories,
            known_categories(tables.connection, histories),
            with_age=with_age,
            without_protected=without_protected,
        )
        progress("Computing the features", 0.0)
        computed = chosen.compute(tables, features, (TRAIN, DECIDED))
        rows = read_past_rows(tables.connection, histories) if with_rows else ()
        return Prepared(
            plan=features,
            train=computed[TRAIN],
            target=_target(tables.connection),
            decided=computed[DECIDED],
            protected=_protected(computed[TRAIN].application),
            present=histories,
            missing=tables.missing - frozenset(APPLICATION_TABLES),
            fingerprint=fingerprint(tables),
            engine=chosen.name,
            with_age=with_age,
            is_demo=(data / MARKER).is_file(),
            new_categories=_new_categories(features, computed[DECIDED].application),
            notes=(_NO_ROWS,) if with_rows and not rows else (),
            checks=checks,
            rows=rows,
        )


def _require_decided(connection: duckdb.DuckDBPyConnection, checks: Checks) -> None:
    (applicants,) = connection.execute(f"SELECT count(*) FROM {DECIDED}").fetchall()[0]  # noqa: S608 - a name out of the source
    if len(checks) == applicants:
        first = next(iter(checks.values()))[0]
        raise LimitsError(
            f"No applicant of {DECIDED} can be scored, because each has an impossible value",
            got=f"{str(first)!r} and others, for {applicants:,} applicants",
            remedy="correct them at their source; the report lists the columns",
        )


def training_set(prepared: Prepared) -> TrainingSet:
    """Return what is learnt from: the former applicants, and what the catalogue says of each feature."""
    entries, names = prepared.plan.catalogue.features, prepared.plan.names
    return TrainingSet(
        matrix=prepared.train.matrix,
        target=prepared.target,
        names=names,
        categorical=tuple(name for name in names if entries[name].categories),
        directions=tuple(entries[name].direction for name in names),
    )


def _target(connection: duckdb.DuckDBPyConnection) -> IntArray:
    outcomes = connection.execute("SELECT TARGET FROM application_train ORDER BY SK_ID_CURR").fetchnumpy()
    return np.asarray(outcomes["TARGET"], dtype=np.int64)


def _protected(application: pa.Table) -> FloatArray:
    gender = application.column(GENDER)
    is_male = pc.if_else(pc.equal(gender, "M"), 1.0, pc.if_else(pc.equal(gender, "F"), 0.0, None))
    return np.column_stack(
        [
            column_floats(application, BIRTH),
            np.asarray(is_male.cast(pa.float64()).to_numpy(zero_copy_only=False)),
        ]
    )


def _new_categories(features: FeaturePlan, application: pa.Table) -> dict[str, tuple[str, ...]]:
    """Return values of the pending applications that the model never saw, by feature."""
    new: dict[str, tuple[str, ...]] = {}
    for name, entry in features.catalogue.features.items():
        known = {category.value for category in entry.categories}
        if known and name in application.column_names and pa.types.is_string(application.schema.field(name).type):
            values = {value for value in pc.unique(application.column(name)).to_pylist() if value is not None}
            # The tables' own words for a missing value stand in no list.
            unseen = values - known - set(UNKNOWN_CATEGORIES)
            if unseen:
                new[name] = tuple(sorted(unseen))
    return new
