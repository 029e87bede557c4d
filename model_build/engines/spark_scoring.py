"""Scores made by Spark's workers, each with a copy of the model."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

import model_bundle
from model_build.engines.spark_session import quiet_about_pandas
from model_bundle.home_credit import KEY
from model_bundle.score_batches import ScoreBatches

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_TASKS_PER_CORE = 4


def pack_contract(folder: Path) -> Path:
    """Write the package ``model_bundle`` as one file, for workers that have the libraries but not this project."""
    path, root = folder / "model_bundle.zip", Path(model_bundle.__path__[0])
    with zipfile.ZipFile(path, "w") as archive:
        for module in sorted(root.rglob("*.py")):
            archive.write(module, Path(root.name) / module.relative_to(root))
    return path


def score_frame(features: "DataFrame", model: str, batches: ScoreBatches, folder: Path) -> Iterator[pa.RecordBatch]:
    """Score a frame of the key and the features, ordered by key.

    The workers write the scores into ``folder``; they are read back from there a part at a time.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    context = features.sparkSession.sparkContext
    sent = context.broadcast(model)

    def score(rows: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return batches.score_rows(sent.value, rows)

    try:
        # By ranges of the key: the parts one after the other are in its order.
        ranges = features.repartitionByRange(_TASKS_PER_CORE * context.defaultParallelism, KEY)
        with quiet_about_pandas():
            scored = ranges.sortWithinPartitions(KEY).mapInArrow(score, from_arrow_schema(batches.schema))
        scored.write.parquet(folder.as_uri())
        for part in sorted(folder.glob("part-*.parquet")):
            with pq.ParquetFile(part) as file:
                for rows in file.iter_batches():
                    yield rows.cast(batches.schema)
    finally:
        sent.destroy()
