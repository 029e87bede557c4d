"""The tables POS_CASH_balance and installments_payments: one course of payments, seen twice.

Month by month in one, payment by payment in the other: a day late in one is a day late in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from model_build.synthetic.draws import Bools, Floats, Frame, Groups, QuantileCurve, choose, happens
from model_build.synthetic.latent import Applicants
from model_build.synthetic.loans import Loans
from model_bundle.home_credit import KEY

# Days between a payment in time and its date.
EARLINESS: Final = QuantileCurve(-180, -60, -33, -15, -7, -1, 0, 0, 0)
LATE_LOG_ODDS: Final = -2.85
LATE_WEIGHT: Final = 0.85
LATE_DAYS: Final = 7.0
VERY_LATE: Final = 0.02
SPLIT: Final = 0.046
UNDERPAID: Final = 0.004
MONTH: Final = 30.4375
OLDEST_MONTH: Final = -96


@dataclass(frozen=True)
class Payments:
    """Instalments due until today: ``groups.parent`` is the loan's row, ``delay`` days past its date."""

    groups: Groups
    due: Floats
    delay: Floats
    amount: Floats
    is_settling: Bools


def draw_payments(rng: np.random.Generator, people: Applicants, loans: Loans) -> Payments:
    """Draw when each instalment was paid; one client is late again and again, another never."""
    groups = Groups.of(loans.past)
    size = len(groups)
    lateness = people.lateness[loans.parent] + 0.6 * rng.standard_normal(len(loans))
    share = 1 / (1 + np.exp(-(LATE_LOG_ODDS + LATE_WEIGHT * lateness)))
    is_late = rng.random(size) < share[groups.parent]
    early = EARLINESS(rng.standard_normal(size))
    late = 1 + LATE_DAYS * rng.standard_exponential(size) * np.where(happens(rng, VERY_LATE, size), 12, 1)
    # A loan that ends before its term is settled at once: the last instalment holds what is left.
    is_settling = (groups.index + 1 == loans.end[groups.parent]) & (loans.end < loans.term)[groups.parent]
    left = np.where(is_settling, (loans.term - loans.end)[groups.parent] * 0.85 + 1, 1.0)
    return Payments(
        groups=groups,
        due=loans.first_due[groups.parent] + 30.0 * groups.index,
        delay=np.rint(np.where(is_late, late, early)),
        amount=np.round(loans.annuity[groups.parent] * left, 3),
        is_settling=is_settling,
    )


def draw_instalments(rng: np.random.Generator, people: Applicants, loans: Loans, payments: Payments) -> Frame:
    """Draw the payments; some instalments are paid in two parts, which add up to what was due."""
    groups = payments.groups
    is_split = happens(rng, SPLIT, len(groups))
    parts = Groups.of(1 + is_split.astype(np.int64))
    row, is_second = parts.parent, parts.index == 1
    share = np.where(is_split, 0.05 + 0.9 * rng.random(len(groups)), 1.0)[row]
    amount = payments.amount[row]
    first = np.round(amount * share, 3)
    paid = np.where(is_second, np.round(amount - first, 3), first)
    paid = np.where(happens(rng, UNDERPAID, len(row)), np.round(paid * 0.5, 3), paid)
    entry = payments.due[row] + payments.delay[row] - np.where(is_second, 0, is_split[row] * 4.0)
    # What would be paid after today is not paid yet.
    is_open = entry > -1
    loan = groups.parent[row]
    return {
        "SK_ID_PREV": loans.number[loan],
        KEY: people.client[loans.parent[loan]],
        "NUM_INSTALMENT_VERSION": np.where(payments.is_settling[row], 2.0, 1.0),
        "NUM_INSTALMENT_NUMBER": groups.index[row] + 1,
        "DAYS_INSTALMENT": payments.due[row],
        "DAYS_ENTRY_PAYMENT": np.where(is_open, np.nan, entry),
        "AMT_INSTALMENT": amount,
        "AMT_PAYMENT": np.where(is_open, np.nan, paid),
    }


def draw_pos(rng: np.random.Generator, people: Applicants, loans: Loans, payments: Payments) -> Frame:
    """Draw the monthly balances: one row at the start, one after each instalment, the last one completed."""
    groups = Groups.of(loans.past + 1)
    size = len(groups)
    loan = groups.parent
    is_start = groups.index == 0
    is_last = (groups.index == loans.end[loan]) & ~is_start
    # Instalments are 30 days apart and months a little longer: counted back from the last one, none is twice.
    newest = np.floor((loans.first_due + 30.0 * np.maximum(loans.past - 1, 0)) / MONTH).astype(np.int64)
    # No month is older than the oldest one, and none stands twice: a loan that began earlier is moved as a whole.
    first = np.maximum(newest - loans.past, OLDEST_MONTH)
    month = first[loan] + groups.index
    past_due = np.zeros(size, dtype=np.int64)
    past_due[~is_start] = np.maximum(payments.delay - 8 * rng.random(len(payments.delay)), 0).astype(np.int64)
    is_signed = is_start & happens(rng, 0.09, size)
    odd = rng.random(size)
    agreed = np.where(is_last, loans.end[loan], loans.term[loan]).astype(np.float64)
    left = np.where(is_last, 0.0, loans.term[loan] - groups.index)
    unknown = is_signed & (odd > 0.68)
    return {
        "SK_ID_PREV": loans.number[loan],
        KEY: people.client[loans.parent[loan]],
        "MONTHS_BALANCE": month,
        "CNT_INSTALMENT": np.where(unknown, np.nan, agreed),
        "CNT_INSTALMENT_FUTURE": np.where(unknown, np.nan, left),
        "NAME_CONTRACT_STATUS": choose(
            [
                (is_last, "Completed"),
                (is_signed, "Signed"),
                (odd < 0.00077, "Demand"),
                (odd < 0.00137, "Returned to the store"),
                (odd < 0.00197, "Approved"),
                (odd < 0.00206, "Amortized debt"),
                (odd < 0.0021, "Canceled"),
            ],
            "Active",
            size,
        ),
        "SK_DPD": past_due,
        "SK_DPD_DEF": np.where(happens(rng, 0.38, size), past_due, 0),
    }
