"""The tables bureau and bureau_balance: loans at other lenders, and their state month by month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model_build.synthetic import bureau_facts as facts
from model_build.synthetic.draws import (
    Bools,
    Floats,
    Frame,
    Groups,
    Ints,
    Labels,
    choose,
    happens,
    mix,
    to_grid,
    to_integers,
)
from model_build.synthetic.instalments import MONTH
from model_build.synthetic.latent import Applicants
from model_bundle.home_credit import KEY


@dataclass(frozen=True)
class Credits:
    """Loans at other lenders, one row each; ``parent`` is the applicant's row.

    ``size`` is the score behind length and amount; ``ended`` is the day paid back, or to come.
    """

    number: Ints
    parent: Ints
    size: Floats
    kind: Labels
    start_day: Floats
    planned: Floats
    ended: Floats
    is_active: Bools


def draw_credits(rng: np.random.Generator, people: Applicants, numbers: Ints) -> Credits:
    """Draw the loans of each applicant, numbered from the pool ``numbers``; some have none."""
    size = len(people)
    further = rng.poisson(rng.gamma(facts.FURTHER_SHAPE, facts.FURTHER_MEAN / facts.FURTHER_SHAPE, size))
    groups = Groups.of(np.where(happens(rng, facts.WITH_BUREAU, size), 1 + further, 0))
    size = len(groups)
    debt = people.debt[groups.parent]
    kind = facts.KIND(mix(rng, (0.05, debt)))
    start_day = np.rint(facts.START_DAY(mix(rng, (0.35, debt))))
    score = rng.standard_normal(size)
    length = np.select(
        [kind.is_level(name) for name in facts.LENGTH],
        [curve(score) for curve in facts.LENGTH.values()],
        1000.0,
    )
    planned = start_day + np.rint(length)
    ended = np.where(
        happens(rng, facts.PAID_EARLY, size), start_day + 5 + (planned - start_day) * rng.random(size) ** 0.6, planned
    )
    ended = np.rint(ended + np.where(happens(rng, 0.15, size), 60 * rng.standard_exponential(size), 0))
    return Credits(
        number=rng.permutation(numbers)[:size],
        parent=groups.parent,
        size=score,
        kind=kind,
        start_day=start_day,
        planned=planned,
        ended=ended,
        is_active=(ended >= 0) | happens(rng, np.clip(0.02 * np.exp(0.5 * debt), 0, 1), size),
    )


def draw_bureau(rng: np.random.Generator, people: Applicants, credits: Credits) -> Frame:
    """Draw the table; what each lender reports differs, so whole columns are often missing."""
    size = len(credits.number)
    debt, lateness = people.debt[credits.parent], people.lateness[credits.parent]
    is_active, is_card = credits.is_active, credits.kind.is_level("Credit card")
    is_sold = is_active & happens(rng, 0.011, size)
    amount = np.select(
        [credits.kind.is_level(name) for name in facts.AMOUNT],
        [curve(mix(rng, (0.05, debt), (0.5, credits.size))) for curve in facts.AMOUNT.values()],
        300000.0,
    )
    amount = to_grid(amount, 4.5)
    owes = facts.OWED(mix(rng, (0.45, debt)))
    unknown_end = happens(rng, np.where(is_active, 0.113, 0.028), size)
    is_reported = happens(rng, 0.349, size)
    has_overdue = is_reported & (mix(rng, (0.25, lateness)) > facts.OVERDUE_SCORE)
    is_overdue = is_active & happens(rng, np.clip(0.006 * np.exp(0.8 * lateness), 0, 1), size)
    days_overdue = np.where(is_overdue, np.ceil(40 * rng.standard_exponential(size)), 0)
    reports_annuity = happens(rng, 0.3, len(people))[credits.parent]
    instalment = np.where(happens(rng, 0.51, size), to_grid(amount / (4 + 30 * rng.random(size)), 4.5), 0.0)
    spread = rng.standard_exponential(size)
    updated = np.where(is_active, -np.ceil(25 * spread), np.minimum(credits.ended + np.ceil(60 * spread), -1))
    return {
        KEY: people.client[credits.parent],
        "SK_ID_BUREAU": credits.number,
        "CREDIT_ACTIVE": choose([(is_sold, "Sold"), (is_active, "Active")], "Closed", size),
        "CREDIT_CURRENCY": facts.CURRENCY(rng.standard_normal(size)),
        "DAYS_CREDIT": to_integers(credits.start_day),
        "CREDIT_DAY_OVERDUE": to_integers(days_overdue),
        "DAYS_CREDIT_ENDDATE": np.where(unknown_end, np.nan, credits.planned),
        "DAYS_ENDDATE_FACT": np.where(is_active, np.nan, np.minimum(credits.ended, -1)),
        "AMT_CREDIT_MAX_OVERDUE": np.where(
            is_reported,
            np.where(has_overdue, to_grid(9000 * rng.standard_exponential(size), 4.5), 0.0),
            np.nan,
        ),
        "CNT_CREDIT_PROLONG": rng.poisson(0.0064, size),
        "AMT_CREDIT_SUM": np.where(happens(rng, 8e-6, size), np.nan, amount),
        "AMT_CREDIT_SUM_DEBT": np.where(
            happens(rng, np.where(is_active, 0.127, 0.163), size),
            np.nan,
            np.where(is_active, to_grid(amount * owes, 4.5), 0.0),
        ),
        "AMT_CREDIT_SUM_LIMIT": np.where(
            happens(rng, np.where(is_active, 0.3, 0.37), size),
            np.nan,
            np.where(is_card & happens(rng, 0.29, size), to_grid(amount * rng.random(size), 4.5), 0.0),
        ),
        "AMT_CREDIT_SUM_OVERDUE": np.where(is_overdue, to_grid(12000 * spread, 4.5), 0.0),
        "CREDIT_TYPE": credits.kind,
        "DAYS_CREDIT_UPDATE": to_integers(np.maximum(updated, credits.start_day)),
        "AMT_ANNUITY": np.where(reports_annuity, instalment, np.nan),
    }


def draw_bureau_balance(rng: np.random.Generator, people: Applicants, credits: Credits, share: float) -> Frame:
    """Draw the months of the loans of the share of applicants whose lenders report month by month."""
    is_followed = happens(rng, share, len(people))[credits.parent]
    followed = np.flatnonzero(is_followed)
    start_day, ended = credits.start_day[followed], np.where(credits.is_active, 0, credits.ended)[followed]
    age = np.floor(-start_day / MONTH).astype(np.int64)
    since_end = np.floor(-np.minimum(ended, 0) / MONTH).astype(np.int64)
    # Some lenders stop reporting once a loan is closed.
    last = np.where(happens(rng, 0.12, len(followed)), since_end, 0)
    groups = Groups.of(np.minimum(age - last, 96) + 1)
    row = groups.parent
    ago = last[row] + groups.index
    silence = facts.SILENCE(rng.standard_normal(len(followed)))
    lateness = people.lateness[credits.parent[followed]]
    late_share = np.clip(0.028 * np.exp(0.8 * lateness - 0.32), 0, 1)
    draw = rng.random(len(groups))
    paid_since = since_end + np.where(happens(rng, 0.45, len(followed)), np.floor(12 * rng.random(len(followed))), 0)
    is_closed = (ago < paid_since[row]) & (since_end > 0)[row]
    worst = 1 + facts.WORSE(rng.standard_normal(len(groups))).codes
    codes = np.where(draw < late_share[row], 2 + worst, 2).astype(np.int16)
    codes = np.where(is_closed, np.int16(0), codes)
    codes = np.where(rng.random(len(groups)) < silence[row], np.int16(1), codes)
    return {
        "SK_ID_BUREAU": credits.number[followed][row],
        "MONTHS_BALANCE": -ago,
        "STATUS": Labels(codes, facts.STATUS),
    }
