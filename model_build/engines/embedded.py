"""DuckDB inside this process: nothing to install, and the fastest on one machine."""

from collections.abc import Generator, Mapping, Sequence

import pyarrow as pa

from model_build.errors import EngineError
from model_build.features import Computed, FeaturePlan, compute
from model_build.progress import Progress
from model_build.serving_plan import serves
from model_build.sources import Tables
from model_build.tables import TEST
from model_build.training.train import available_threads
from model_bundle.bundle import Bundle
from model_bundle.home_credit import KEY
from model_bundle.score_batches import ScoreBatches

_BATCH_ROWS = 8_192


class Embedded:
    """The default engine."""

    name = "duckdb"

    def compute(self, tables: Tables, plan: FeaturePlan, applications: Sequence[str]) -> Mapping[str, Computed]:
        """Compute on the connection on which the tables were checked."""
        return compute(tables.connection, plan, applications)

    def score(
        self, tables: Tables, plan: FeaturePlan, bundle: Bundle, batches: ScoreBatches, progress: Progress
    ) -> Generator[pa.RecordBatch, None, None]:
        """Score with the bundle's own SQL: where the plan compiles to another, the bundle's runner does."""
        progress("Computing the features", 0.0)
        computed = compute(tables.connection, plan, (TEST,))[TEST]
        matrix = computed.matrix
        if not serves(plan, bundle):
            matrix = bundle.runner.run(computed.application, _as_built(computed.history, bundle))
        numbers = computed.application.column(KEY).to_pylist()
        threads = available_threads()
        for begin in range(0, len(numbers), _BATCH_ROWS):
            progress("Scoring", begin / len(numbers))
            part = slice(begin, begin + _BATCH_ROWS)
            yield batches.score(bundle.scorer, numbers[part], matrix[part], threads=threads)


def _as_built(history: pa.Table, bundle: Bundle) -> pa.Table:
    """Leave out aggregates that the bundle does not know: it was built before they were written."""
    names = list(bundle.manifest.inputs.history)
    absent = [name for name in names if name not in history.column_names]
    if absent:
        raise EngineError(
            "The bundle reads what this version no longer computes",
            got=", ".join(absent[:5]),
            remedy="score with the version that built it, or build the bundle again",
        )
    return history.select(names)
