"""What a build and a scoring ask of the engine that computes their features."""

from collections.abc import Generator, Mapping, Sequence
from typing import Protocol

import pyarrow as pa

from model_build.features import Computed, FeaturePlan
from model_build.progress import Progress
from model_build.sources import Tables
from model_bundle.bundle import Bundle
from model_bundle.score_batches import ScoreBatches


class Engine(Protocol):
    """Runs the expressions of a plan on tables that ``sources`` has checked.

    An engine is open inside the ``with`` of ``open_engine`` and leaves nothing behind.
    """

    @property
    def name(self) -> str:
        """The name on the command line and in the manifest."""
        ...

    def compute(self, tables: Tables, plan: FeaturePlan, applications: Sequence[str]) -> Mapping[str, Computed]:
        """Compute histories once, then forms and features of each application table named.

        Raises
        ------
        EngineError
            The engine gave up; what it said stands in the message.
        """
        ...

    def score(
        self, tables: Tables, plan: FeaturePlan, bundle: Bundle, batches: ScoreBatches, progress: Progress
    ) -> Generator[pa.RecordBatch, None, None]:
        """Score application_test with a bundle, ordered by client number, a part at a time.

        ``plan`` is the one that the bundle was built with; all its tables can be queried, be they empty.
        """
        ...
