"""The life of a previous application: requested, decided, started, repaid or still running.

This is what the wide table of former applications and the three tables of their payments agree on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model_build.synthetic import previous_facts as facts
from model_build.synthetic.draws import Bools, Floats, Groups, Ints, happens, mix, to_grid
from model_build.synthetic.latent import Applicants


@dataclass(frozen=True)
class Loans:
    """Former applications, one row each; ``parent`` is the applicant's row.

    Attributes
    ----------
    contract
        0 consumer, 1 cash, 2 card (``previous_facts.CONTRACT``).
    is_approved, is_refused
        The decision; neither: cancelled or left unused by the client.
    is_dated
        Approved and begun: only these have payments.
    first_due
        Day of the first instalment.
    term, end
        Number of instalments agreed, and the number after which the loan ended or will end.
    past
        Number of instalments due until today.
    yields
        Index of the yield group; the monthly rate and the annuity follow from it.
    """

    number: Ints
    parent: Ints
    index: Ints
    contract: Ints
    is_approved: Bools
    is_refused: Bools
    is_dated: Bools
    decided: Floats
    first_due: Floats
    term: Ints
    end: Ints
    past: Ints
    yields: Ints
    price: Floats
    down_rate: Floats
    credit: Floats
    annuity: Floats

    def __len__(self) -> int:
        return len(self.number)

    def rows(self, mask: Bools) -> Loans:
        """Return the loans where ``mask`` holds."""
        return Loans(**{name: column[mask] for name, column in vars(self).items()})


def count_loans(rng: np.random.Generator, people: Applicants) -> Ints:
    """Draw how many former applications each applicant has; some have none."""
    size = len(people)
    further = rng.poisson(rng.gamma(facts.FURTHER_SHAPE, facts.FURTHER_MEAN / facts.FURTHER_SHAPE, size))
    counts: Ints = np.where(happens(rng, facts.WITH_PREVIOUS, size), 1 + further, 0)
    return counts


def draw_loans(rng: np.random.Generator, people: Applicants, numbers: Ints) -> Loans:
    """Draw the former applications of each applicant, numbered from the pool ``numbers``."""
    groups = Groups.of(count_loans(rng, people))
    size = len(groups)
    risk = people.risk[groups.parent]
    contract = facts.CONTRACT(rng.standard_normal(size)).codes.astype(np.int64)
    is_card = contract == facts.CARD
    # Every contract has its own shares, and the risk of the applicant moves the decision within them.
    reluctance = rng.random(size) + 0.06 * risk
    is_approved = reluctance < np.array(facts.APPROVED)[contract]
    is_refused = reluctance >= np.array(facts.NOT_REFUSED)[contract]
    # What was approved is older than what was not: loans of long ago are what makes a client a client.
    recency = mix(rng, (0.12, risk)) + np.where(is_approved, -0.22, 0.35)
    decided = np.where(is_card & is_approved, facts.CARD_DECIDED(recency + 0.22), facts.DECIDED(recency))
    decided = np.rint(decided)
    first_due = decided + 30 + np.rint(rng.exponential(2.0, size))
    is_undated = happens(rng, np.array(facts.UNDATED)[contract], size) | (first_due > -1)
    term = _term(rng, contract, risk)
    ends_early = happens(rng, facts.EARLY_END, size)
    end = np.where(ends_early, np.ceil(term * rng.random(size)), term).astype(np.int64)
    elapsed = np.maximum((-first_due - 1) // 30 + 1, 0).astype(np.int64)
    yields = facts.YIELD(mix(rng, (0.22, risk))).codes.astype(np.int64)
    price = _price(rng, contract)
    down_rate = np.where(contract == facts.CONSUMER, facts.DOWN_RATE(rng.standard_normal(size)), 0.0)
    insurance = np.where(happens(rng, 0.5, size), 1 + 0.2 * rng.random(size), 1.0)
    credit = to_grid(np.where(is_card, price, price * (1 - down_rate) * insurance), 4.5)
    rate = np.array(facts.MONTHLY_RATE)[yields]
    annuity: Floats = np.where(
        is_card, credit * 0.05, credit * rate / (1 - (1 + rate) ** -np.maximum(term, 1).astype(np.float64))
    )
    return Loans(
        number=rng.permutation(numbers)[:size],
        parent=groups.parent,
        index=groups.index,
        contract=contract,
        is_approved=is_approved,
        is_refused=is_refused,
        is_dated=is_approved & ~is_undated,
        decided=decided,
        first_due=first_due,
        term=term,
        end=end,
        past=np.minimum(elapsed, end),
        yields=yields,
        price=price,
        down_rate=down_rate,
        credit=credit,
        annuity=annuity.round(3),
    )


def _term(rng: np.random.Generator, contract: Ints, risk: Floats) -> Ints:
    score = mix(rng, (0.08, risk))
    of_cash = np.array([int(name) for name in facts.CASH_TERM.names])[facts.CASH_TERM(score).codes]
    of_goods = np.array([int(name) for name in facts.CONSUMER_TERM.names])[facts.CONSUMER_TERM(score).codes]
    term: Ints = np.select([contract == facts.CASH, contract == facts.CONSUMER], [of_cash, of_goods], 0)
    return term


def _price(rng: np.random.Generator, contract: Ints) -> Floats:
    score = rng.standard_normal(len(contract))
    return np.select(
        [contract == facts.CONSUMER, contract == facts.CASH],
        [to_grid(facts.CONSUMER_PRICE(score), 4.5), to_grid(facts.CASH_AMOUNT(score), 4500)],
        to_grid(facts.CARD_AMOUNT(score), 22500),
    )
