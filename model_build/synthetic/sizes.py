"""Number of synthetic applicants, and how they are split into chunks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from model_build.errors import DemoError
from model_build.synthetic.chunk import CHUNK, Chunk
from model_build.synthetic.draws import Ints
from model_build.synthetic.shift import FORMER, TO_DECIDE, Period
from model_build.tables import TEST, TRAIN

FULL_APPLICANTS: Final = 307_511
FULL_DECIDED: Final = 48_744
FEWEST_APPLICANTS: Final = 100
FEWEST_DECIDED: Final = 10
FIRST_CLIENT: Final = 100_001


@dataclass(frozen=True)
class Sizes:
    """Former applicants, whose outcome is known, and pending applications."""

    applicants: int
    decided: int

    @classmethod
    def checked(cls, applicants: int, decided: int, scale: float | None) -> Sizes:
        """Take the sizes as asked, or as a share of the published ones; raise DemoError if too small."""
        if scale is not None:
            if not 0 < scale <= 1:
                raise DemoError(
                    "The scale is a share of the published tables, above 0 and at most 1",
                    got=repr(scale),
                    remedy="give for example 0.1, or 1 for all 307,511 + 48,744 applicants",
                )
            applicants, decided = round(FULL_APPLICANTS * scale), round(FULL_DECIDED * scale)
        if applicants < FEWEST_APPLICANTS or decided < FEWEST_DECIDED:
            raise DemoError(
                f"A demo needs at least {FEWEST_APPLICANTS} former applicants and {FEWEST_DECIDED} to be decided",
                got=f"{applicants!r} and {decided!r}",
                remedy="ask for more applicants, or for a larger scale",
            )
        return cls(applicants, decided)


def cut_into_chunks(sizes: Sizes, seed: int) -> list[Chunk]:
    """Share the client numbers out between the two tables, without overlap, and cut each into chunks."""
    total = sizes.applicants + sizes.decided
    rng = np.random.default_rng(np.random.SeedSequence(seed))
    client: Ints = rng.permutation(total) + FIRST_CLIENT
    tables: tuple[tuple[str, Period, Ints], ...] = (
        (TRAIN, FORMER, np.sort(client[: sizes.applicants])),
        (TEST, TO_DECIDE, np.sort(client[sizes.applicants :])),
    )
    chunks: list[Chunk] = []
    for table, period, clients in tables:
        for start in range(0, len(clients), CHUNK):
            chunks.append(Chunk(len(chunks), table, period, clients[start : start + CHUNK]))
    return chunks
