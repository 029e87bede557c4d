"""What bounds a search for parameters; read where nothing is searched too, so it needs no library of the search."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDS: Final = 3


@dataclass(frozen=True)
class Search:
    """How long to search, and the folder where the trials are kept."""

    trials: int
    minutes: float
    folder: Path
