"""Spark: the same expressions on one machine or on a cluster.

Tables are handed over as Parquet files under ``TMPDIR``, which every machine of a cluster must see.
"""

import sys
import tempfile
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from model_build.engines.spark_scoring import pack_contract, score_frame
from model_build.engines.spark_session import open_session, reason
from model_build.engines.spark_sql import spark_sql
from model_build.errors import EngineError
from model_build.features import Computed, FeaturePlan
from model_build.features.feature_plan import APPLICATION, CLIENTS, FITTED, HISTORY
from model_build.progress import Progress
from model_build.serving_plan import require_same_expressions
from model_build.sources import Tables, write_typed
from model_build.tables import TEST
from model_bundle.arrow_file import FloatArray, column_floats
from model_bundle.bundle import Bundle
from model_bundle.home_credit import KEY
from model_bundle.score_batches import ScoreBatches

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@contextmanager
def open_spark() -> Iterator["Spark"]:
    """Start Spark for the length of the ``with``, its workers able to score."""
    searched = list(sys.path)
    with open_session() as session, tempfile.TemporaryDirectory(prefix="clairscore-") as folder:
        session.sparkContext.addPyFile(str(pack_contract(Path(folder))))
        try:
            yield Spark(session)
        finally:
            # Spark adds that file to this process, too.
            sys.path[:] = searched


class Spark:
    """The engine for tables that one machine cannot hold."""

    name = "spark"

    def __init__(self, session: "SparkSession") -> None:
        self._session = session

    def compute(self, tables: Tables, plan: FeaturePlan, applications: Sequence[str]) -> Mapping[str, Computed]:
        """Compute the features on Spark; the forms come from the connection on which they were checked."""
        with self._histories(tables, plan, applications) as history:
            return {name: self._computed(tables, plan, name, history) for name in applications}

    def score(
        self, tables: Tables, plan: FeaturePlan, bundle: Bundle, batches: ScoreBatches, progress: Progress
    ) -> Generator[pa.RecordBatch, None, None]:
        """Score where the features are, and write the scores there; only one part at a time comes back."""
        require_same_expressions(plan, bundle)
        progress("Computing the features", 0.0)
        model = (bundle.path / "model.txt").read_text(encoding="utf-8")
        with self._histories(tables, plan, (TEST,)), tempfile.TemporaryDirectory(prefix="clairscore-") as folder:
            progress("Scoring", 0.0)
            yield from score_frame(self._vector(plan, TEST), model, batches, Path(folder) / "scores")

    def _computed(self, tables: Tables, plan: FeaturePlan, name: str, history: "DataFrame") -> Computed:
        form = ", ".join(f'"{column}"' for column in plan.inputs[APPLICATION])
        selected = history.join(self._session.table(name).select(KEY), KEY, "left_semi")
        return Computed(
            application=tables.connection.sql(f"SELECT {form} FROM {name} ORDER BY {KEY}").to_arrow_table(),  # noqa: S608 - names out of the source
            history=selected.toArrow().sort_by(KEY),
            matrix=_matrix(self._vector(plan, name).toArrow(), plan.names),
        )

    def _vector(self, plan: FeaturePlan, name: str) -> "DataFrame":
        self._session.table(name).select(*plan.inputs[APPLICATION]).createOrReplaceTempView(APPLICATION)
        return self._session.sql(spark_sql(plan.vector))

    @contextmanager
    def _histories(self, tables: Tables, plan: FeaturePlan, applications: Sequence[str]) -> Iterator["DataFrame"]:
        """Show Spark the tables of a plan, and compute table ``history`` once for all that is asked inside."""
        from py4j.protocol import Py4JError
        from pyspark import StorageLevel
        from pyspark.errors import PySparkException

        needed = {*applications, *(table for history in plan.histories for table in history.needs)}
        # Made here, by the bundle's models of single rows, as everything that is handed over.
        needed |= {FITTED} if plan.fitted else set()
        try:
            with tempfile.TemporaryDirectory(prefix="clairscore-") as folder:
                for name in sorted(needed):
                    path = write_typed(tables, name, Path(folder))
                    self._session.read.parquet(path.as_uri()).createOrReplaceTempView(name)
                clients = " UNION ".join(f"SELECT {KEY} FROM {table}" for table in applications)  # noqa: S608 - names out of the source
                self._session.sql(clients).createOrReplaceTempView(CLIENTS)
                history = self._session.sql(spark_sql(plan.history)).persist(StorageLevel.MEMORY_AND_DISK)
                history.createOrReplaceTempView(HISTORY)
                try:
                    yield history
                finally:
                    history.unpersist()
        except (PySparkException, Py4JError) as error:
            raise EngineError(
                "Spark gave up",
                got=repr(reason(error)),
                remedy="give it more memory (SPARK_DRIVER_MEMORY) or machines, or leave out --engine spark",
            ) from error


def _matrix(features: pa.Table, names: Sequence[str]) -> FloatArray:
    order = np.argsort(column_floats(features, KEY), kind="stable")
    matrix = np.empty((features.num_rows, len(names)))
    for column, name in enumerate(names):
        matrix[:, column] = column_floats(features, name)[order]
    return matrix
