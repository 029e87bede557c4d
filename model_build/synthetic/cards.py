"""The table credit_card_balance, and what cards leave in installments_payments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from model_build.synthetic.draws import Bools, Floats, Frame, Groups, QuantileCurve, choose, happens, mix, to_grid
from model_build.synthetic.instalments import MONTH
from model_build.synthetic.latent import Applicants
from model_build.synthetic.loans import Loans
from model_bundle.home_credit import KEY

LIMIT: Final = QuantileCurve(45000, 45000, 45000, 90000, 157500, 225000, 450000, 765000, 1125000)
# Balance over limit where it is highest, by how deep in debt the applicant lives.
PEAK: Final = QuantileCurve(0.01, 0.1, 0.35, 0.8, 0.95, 1.0, 1.05, 1.07, 1.1)
NEVER_USED: Final = 0.3
MINIMUM: Final = 0.045
INTEREST: Final = 0.022
FURTHER_PAYMENTS: Final = 1.0


@dataclass(frozen=True)
class Statements:
    """One row per card and month; the balance follows from the one before, drawings and payments."""

    groups: Groups
    limit: Floats
    balance: Floats
    owed: Floats
    minimum: Floats
    paid: Floats
    withdrawals: Floats
    is_blank: Bools
    is_closed: Bools


def draw_statements(rng: np.random.Generator, people: Applicants, cards: Loans) -> Statements:
    """Draw the course of each card: a saw-tooth of drawing and paying back between first and last use."""
    life = np.clip(np.floor(-cards.decided / MONTH), 1, 96).astype(np.int64)
    size = len(cards)
    groups = Groups.of(life)
    row = groups.parent
    start = np.floor(life * 0.15 * rng.random(size))
    stop = np.where(happens(rng, 0.5, size), life, start + (life - start) * rng.random(size))
    stop = np.where(happens(rng, NEVER_USED, size), start, stop)
    in_use = (groups.index >= start[row]) & (groups.index < stop[row])
    closes = happens(rng, 0.45, size)
    completes = closes & happens(rng, 0.2, size)
    card_limit = np.maximum(to_grid(LIMIT(rng.standard_normal(size)), 22500), 45000)[row]
    peak = PEAK(mix(rng, (0.55, people.debt[cards.parent])))
    period = 4 + 36 * rng.random(size)
    tooth = np.modf(rng.random(size)[row] + groups.index / period[row])[0]
    balance = np.where(in_use, np.round(card_limit * peak[row] * (1 - 0.6 * tooth), 3), 0.0)
    owed = np.where(groups.index == 0, 0.0, np.concatenate([[0.0], balance])[:-1])
    minimum: Floats = np.minimum(MINIMUM * card_limit, owed).round(3)
    pays_more = happens(rng, 0.22, len(groups))
    paid = np.where(pays_more, minimum * (1 + rng.standard_exponential(len(groups))), 0.0)
    # Whatever the balance moved that the payment does not explain was drawn, or paid on top.
    withdrawals: Floats = balance - owed * (1 + INTEREST) + paid
    return Statements(
        groups=groups,
        limit=np.where(in_use | ~closes[row], card_limit, 0.0),
        balance=balance,
        owed=owed,
        minimum=minimum,
        paid=np.round(paid + np.maximum(-withdrawals, 0), 3),
        withdrawals=np.maximum(withdrawals, 0).round(3),
        is_blank=~in_use & (owed == 0),
        is_closed=completes[row] & (groups.index >= stop[row]),
    )


def draw_card_balance(rng: np.random.Generator, people: Applicants, cards: Loans, course: Statements) -> Frame:
    """Draw the monthly table; where a card was never touched, drawings are missing and not zero."""
    groups, size = course.groups, len(course.groups)
    row = groups.parent
    unknown = course.is_blank & happens(rng, 0.45, size)
    no_minimum = (groups.index == 0) | (unknown & happens(rng, 0.25, size))
    at_machine = np.round(course.withdrawals * np.where(happens(rng, 0.6, size), 1.0, 0.0), 3)
    other = np.where(happens(rng, 0.01, size), course.withdrawals - at_machine, 0.0)
    at_till = course.withdrawals - at_machine - other
    often = 1 + rng.poisson(1.2, size)
    counts = [np.where(part > 0, often, 0) for part in (at_machine, other, at_till)]
    is_late = happens(rng, 0.02 * np.exp(0.8 * people.lateness[cards.parent] - 0.32)[row], size)
    past_due = np.where(is_late & (course.owed > 0), np.ceil(30 * rng.standard_exponential(size)), 0).astype(np.int64)

    def known(values: Floats) -> Floats:
        return np.where(unknown, np.nan, values)

    return {
        "SK_ID_PREV": cards.number[row],
        KEY: people.client[cards.parent[row]],
        "MONTHS_BALANCE": groups.index - groups.counts[row],
        "AMT_BALANCE": course.balance,
        "AMT_CREDIT_LIMIT_ACTUAL": course.limit.astype(np.int64),
        "AMT_DRAWINGS_ATM_CURRENT": known(at_machine),
        "AMT_DRAWINGS_CURRENT": course.withdrawals,
        "AMT_DRAWINGS_OTHER_CURRENT": known(other),
        "AMT_DRAWINGS_POS_CURRENT": known(at_till),
        "AMT_INST_MIN_REGULARITY": np.where(no_minimum, np.nan, course.minimum),
        "AMT_PAYMENT_CURRENT": known(course.paid),
        "AMT_PAYMENT_TOTAL_CURRENT": course.paid,
        "AMT_RECEIVABLE_PRINCIPAL": np.round(course.balance * 0.96, 3),
        "AMT_RECIVABLE": course.balance,
        "AMT_TOTAL_RECEIVABLE": course.balance,
        "CNT_DRAWINGS_ATM_CURRENT": known(counts[0].astype(np.float64)),
        "CNT_DRAWINGS_CURRENT": (counts[0] + counts[1] + counts[2]).astype(np.int64),
        "CNT_DRAWINGS_OTHER_CURRENT": known(counts[1].astype(np.float64)),
        "CNT_DRAWINGS_POS_CURRENT": known(counts[2].astype(np.float64)),
        "CNT_INSTALMENT_MATURE_CUM": np.where(no_minimum, np.nan, _matured(course)),
        "NAME_CONTRACT_STATUS": choose(
            [
                (course.is_closed, "Completed"),
                ((groups.index == 0) & happens(rng, 0.14, size), "Signed"),
                (happens(rng, 0.00017, size), "Sent proposal"),
                (happens(rng, 1e-5, size), "Demand"),
            ],
            "Active",
            size,
        ),
        "SK_DPD": past_due,
        "SK_DPD_DEF": np.where(happens(rng, 0.55, size), past_due, 0),
    }


def draw_card_payments(rng: np.random.Generator, people: Applicants, cards: Loans, course: Statements) -> Frame:
    """Draw the payments of months in which something was owed, often in several parts."""
    billed = np.flatnonzero(course.minimum > 0)
    parts = Groups.of(1 + rng.poisson(FURTHER_PAYMENTS, len(billed)))
    statement = billed[parts.parent]
    card = course.groups.parent[statement]
    due = np.ceil((course.groups.index - course.groups.counts[course.groups.parent])[statement] * MONTH)
    late = np.where(
        happens(rng, 0.06 * np.exp(0.7 * people.lateness[cards.parent] - 0.24)[card], len(parts)),
        1 + np.floor(7 * rng.standard_exponential(len(parts))),
        -np.floor(12 * rng.standard_exponential(len(parts))),
    )
    entry = due + np.maximum(late, -30)
    is_open = entry > -1
    paid = np.round(course.paid[statement] / parts.counts[parts.parent], 3)
    return {
        "SK_ID_PREV": cards.number[card],
        KEY: people.client[cards.parent[card]],
        "NUM_INSTALMENT_VERSION": np.zeros(len(parts)),
        "NUM_INSTALMENT_NUMBER": course.groups.index[statement] + 1,
        "DAYS_INSTALMENT": due,
        "DAYS_ENTRY_PAYMENT": np.where(is_open, np.nan, entry),
        "AMT_INSTALMENT": course.minimum[statement],
        "AMT_PAYMENT": np.where(is_open, np.nan, paid),
    }


def _matured(course: Statements) -> Floats:
    billed = (course.minimum > 0).astype(np.int64)
    reached = np.cumsum(billed)
    starts = np.cumsum(course.groups.counts) - course.groups.counts
    before = (reached - billed)[starts]
    matured: Floats = (reached - before[course.groups.parent]).astype(np.float64)
    return matured
