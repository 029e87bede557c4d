"""All tables for a run of applicants, drawn from a random stream of their own.

Nothing passes from one chunk to another, so that chunks can be drawn in any order, on any number of threads,
and give the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from model_build.synthetic import previous_facts
from model_build.synthetic.application import draw_application
from model_build.synthetic.bureau import draw_bureau, draw_bureau_balance, draw_credits
from model_build.synthetic.cards import draw_card_balance, draw_card_payments, draw_statements
from model_build.synthetic.draws import Frame, Ints
from model_build.synthetic.instalments import draw_instalments, draw_payments, draw_pos
from model_build.synthetic.latent import draw_applicants
from model_build.synthetic.loans import draw_loans
from model_build.synthetic.previous import draw_previous
from model_build.synthetic.shift import Period

CHUNK: Final = 6_000
FIRST_LOAN: Final = 1_000_001
FIRST_CREDIT: Final = 5_000_001
# Loans and credits per chunk, with a reserve of eleven deviations over the mean.
LOAN_NUMBERS: Final = 33_000
CREDIT_NUMBERS: Final = 34_000


@dataclass(frozen=True)
class Chunk:
    """A run of applicants: its index among all chunks, its application table, and its clients."""

    index: int
    table: str
    period: Period
    client: Ints


def draw_chunk(chunk: Chunk, seed: int) -> Iterator[tuple[str, Frame]]:
    """Draw every table of a chunk, one after the other, as ``(table, rows)``; a table may come twice."""
    streams = (
        np.random.Generator(np.random.SFC64(source))
        for source in np.random.SeedSequence(seed, spawn_key=(chunk.index,)).spawn(8)
    )
    people = draw_applicants(next(streams), chunk.client)
    yield chunk.table, draw_application(next(streams), people, chunk.period)

    numbers = np.arange(LOAN_NUMBERS) + FIRST_LOAN + chunk.index * LOAN_NUMBERS
    loans = draw_loans(next(streams), people, numbers)
    rng = next(streams)
    yield "previous_application", draw_previous(rng, people, loans)
    is_card = loans.contract == previous_facts.CARD
    repaid = loans.rows(loans.is_dated & ~is_card)
    payments = draw_payments(rng, people, repaid)
    yield "POS_CASH_balance", draw_pos(rng, people, repaid, payments)
    yield "installments_payments", draw_instalments(rng, people, repaid, payments)
    del payments

    rng = next(streams)
    cards = loans.rows(loans.is_dated & is_card)
    course = draw_statements(rng, people, cards)
    yield "credit_card_balance", draw_card_balance(rng, people, cards, course)
    yield "installments_payments", draw_card_payments(rng, people, cards, course)
    del course

    rng = next(streams)
    numbers = np.arange(CREDIT_NUMBERS) + FIRST_CREDIT + chunk.index * CREDIT_NUMBERS
    credits = draw_credits(rng, people, numbers)
    yield "bureau", draw_bureau(rng, people, credits)
    yield "bureau_balance", draw_bureau_balance(rng, people, credits, chunk.period.with_balance)
