"""The variants: each writes the same applicants in another way, and says what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from tests.model_build.sources.odd_files.population import Clean


class Outcome(Enum):
    """What must come of a scoring."""

    SAME = "the scores of the clean files, exactly"
    REFUSED = "a refusal that names the cause"
    SET_ASIDE = "applicants that are not scored and that the report names"


@dataclass(frozen=True)
class Variant:
    """One way of writing the tables."""

    name: str
    outcome: Outcome
    make: Callable[[Clean, Path], None]
    says: str = ""
    """A part of the refusal, or the code of a finding."""
    options: dict[str, list[str]] = field(default_factory=dict)
    """Options of the command: ``table``, ``ignore``, ``allow_missing``."""


def all_variants() -> Iterator[Variant]:
    """Yield every variant."""
    from tests.model_build.sources.odd_files import layouts, parquet_types, places, traps, values

    for module in (layouts, values, places, parquet_types, traps):
        yield from module.variants()
