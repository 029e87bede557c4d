"""The table previous_application: what the course of each loan looks like in its 37 columns."""

from __future__ import annotations

import numpy as np

from model_build.synthetic import previous_facts as facts
from model_build.synthetic.draws import Bools, Floats, Frame, Labels, choose, happens, mix, to_integers
from model_build.synthetic.latent import Applicants
from model_build.synthetic.loans import Loans
from model_bundle.home_credit import KEY, NO_DATE, XNA


def draw_previous(rng: np.random.Generator, people: Applicants, loans: Loans) -> Frame:
    """Draw the table; what a cancelled application never fixed is missing or zero."""
    size = len(loans)
    is_card = loans.contract == facts.CARD
    is_consumer = loans.contract == facts.CONSUMER
    is_fixed = loans.is_approved | (loans.is_refused & happens(rng, 0.92, size))
    is_priced = is_fixed | is_consumer
    special = is_consumer & happens(rng, facts.SPECIAL_RATES, size)
    down = np.round(loans.price * loans.down_rate, 3)
    return {
        "SK_ID_PREV": loans.number,
        KEY: people.client[loans.parent],
        "NAME_CONTRACT_TYPE": choose(
            [(~is_fixed & ~is_consumer & happens(rng, 0.001, size), XNA)],
            Labels(loans.contract.astype(np.int16), facts.CONTRACT.names),
            size,
        ),
        "AMT_ANNUITY": np.where(is_fixed, loans.annuity, np.nan),
        "AMT_APPLICATION": np.where(is_priced, loans.price, 0.0),
        "AMT_CREDIT": np.where(is_priced, loans.credit, 0.0),
        "AMT_DOWN_PAYMENT": np.where(is_consumer, down, np.nan),
        "AMT_GOODS_PRICE": np.where(is_priced & ~(is_card & happens(rng, 0.4, size)), loans.price, np.nan),
        "WEEKDAY_APPR_PROCESS_START": facts.WEEKDAY(rng.standard_normal(size)),
        "HOUR_APPR_PROCESS_START": to_integers(facts.HOUR(rng.standard_normal(size))),
        "FLAG_LAST_APPL_PER_CONTRACT": choose([(happens(rng, 0.0052, size), "N")], "Y", size),
        "NFLAG_LAST_APPL_IN_DAY": happens(rng, 0.9965, size).astype(np.int64),
        "RATE_DOWN_PAYMENT": np.where(is_consumer, loans.down_rate, np.nan),
        "RATE_INTEREST_PRIMARY": np.where(special, facts.RATE_PRIMARY(rng.standard_normal(size)), np.nan),
        "RATE_INTEREST_PRIVILEGED": np.where(special, facts.RATE_PRIVILEGED(rng.standard_normal(size)), np.nan),
        "CNT_PAYMENT": np.where(is_fixed, loans.term, np.nan),
        **_decision(rng, people, loans),
        **_product(rng, loans, is_fixed),
        **_dates(rng, loans),
    }


def _decision(rng: np.random.Generator, people: Applicants, loans: Loans) -> Frame:
    size = len(loans)
    is_left = ~loans.is_approved & ~loans.is_refused
    is_unused = is_left & (loans.contract == facts.CONSUMER)
    refusal = facts.REFUSAL(mix(rng, (0.2, people.risk[loans.parent])))
    paid_otherwise = (loans.contract == facts.CARD) | is_left | happens(rng, 0.12, size)
    return {
        "NAME_CONTRACT_STATUS": choose(
            [(loans.is_approved, "Approved"), (loans.is_refused, "Refused"), (is_unused, "Unused offer")],
            "Canceled",
            size,
        ),
        "DAYS_DECISION": to_integers(loans.decided),
        "NAME_PAYMENT_TYPE": choose(
            [
                (paid_otherwise, XNA),
                (happens(rng, 0.0085, size), "Non-cash from your account"),
                (happens(rng, 0.0009, size), "Cashless from the account of the employer"),
            ],
            "Cash through the bank",
            size,
        ),
        "CODE_REJECT_REASON": choose([(is_unused, "CLIENT"), (loans.is_approved | is_left, "XAP")], refusal, size),
        "NAME_TYPE_SUITE": facts.SUITE(rng.standard_normal(size)).missing_where(is_left | happens(rng, 0.37, size)),
        "NAME_CLIENT_TYPE": choose(
            [
                (happens(rng, 0.0015, size), XNA),
                (loans.index == 0, "New"),
                (happens(rng, 0.1, size), "Refreshed"),
            ],
            "Repeater",
            size,
        ),
    }


def _product(rng: np.random.Generator, loans: Loans, is_fixed: Bools) -> Frame:
    size = len(loans)
    is_consumer, is_cash = loans.contract == facts.CONSUMER, loans.contract == facts.CASH
    is_cross = happens(rng, np.where(is_consumer | is_cash, 0.7, 0.42), size)
    goods = facts.GOODS(rng.standard_normal(size))
    area = np.where(is_consumer, facts.SELLER_AREA(rng.standard_normal(size)), -1)
    return {
        "NAME_CASH_LOAN_PURPOSE": choose([(~is_cash, "XAP")], facts.PURPOSE(rng.standard_normal(size)), size),
        "NAME_GOODS_CATEGORY": choose([(~is_consumer, XNA)], goods, size),
        "NAME_PORTFOLIO": choose([(~is_fixed, XNA), (is_consumer, "POS"), (is_cash, "Cash")], "Cards", size),
        "NAME_PRODUCT_TYPE": choose([(is_consumer | ~is_fixed, XNA), (is_cross, "x-sell")], "walk-in", size),
        "CHANNEL_TYPE": _either(
            is_consumer,
            facts.CONSUMER_CHANNEL(rng.standard_normal(size)),
            facts.LENDER_CHANNEL(rng.standard_normal(size)),
        ),
        "SELLERPLACE_AREA": to_integers(area),
        "NAME_SELLER_INDUSTRY": choose([(~is_consumer, XNA)], facts.SELLER(rng.standard_normal(size)), size),
        "NAME_YIELD_GROUP": choose(
            [(~is_fixed | (loans.contract == facts.CARD), XNA)],
            Labels(loans.yields.astype(np.int16), facts.YIELD.names),
            size,
        ),
        "PRODUCT_COMBINATION": _combination(loans, is_fixed, is_cross, goods).missing_where(happens(rng, 0.0002, size)),
    }


def _combination(loans: Loans, is_fixed: Bools, is_cross: Bools, goods: Labels) -> Labels:
    is_consumer, is_cash = loans.contract == facts.CONSUMER, loans.contract == facts.CASH
    pairs: list[tuple[Bools, str]] = [(is_cash & ~is_fixed, "Cash")]
    for level, word in enumerate(facts.YIELD_WORD):
        has_yield = is_cash & (loans.yields == level)
        pairs += [(has_yield & is_cross, f"Cash X-Sell: {word}"), (has_yield, f"Cash Street: {word}")]
    is_mobile = goods.is_level("Mobile")
    is_industry = goods.is_level("Furniture") | goods.is_level("Construction Materials")
    is_free = loans.yields == 0
    for mask, kind, kinds in (
        (is_consumer & is_mobile, "mobile", "mobile"),
        (is_consumer & is_industry, "industry", "industry"),
        (is_consumer & goods.is_level("Clothing and Accessories"), "other", "others"),
        (is_consumer, "household", "household"),
    ):
        pairs += [(mask & is_free, f"POS {kinds} without interest"), (mask, f"POS {kind} with interest")]
    pairs.append((is_cross, "Card X-Sell"))
    return choose(pairs, "Card Street", len(loans))


def _dates(rng: np.random.Generator, loans: Loans) -> Frame:
    size = len(loans)
    is_card = loans.contract == facts.CARD
    is_used = is_card & happens(rng, 0.68, size)
    is_over = ~is_card & (loans.past == loans.end)
    last_due = loans.first_due + 30.0 * (loans.end - 1)
    planned = loans.first_due + 30.0 * (loans.term - 1)
    closed = last_due + np.rint(1 + rng.exponential(6.0, size))

    def dated(days: Floats) -> Floats:
        return np.where(loans.is_dated, days, np.nan)

    return {
        "DAYS_FIRST_DRAWING": dated(np.where(is_used, loans.first_due - 25, float(NO_DATE))),
        "DAYS_FIRST_DUE": dated(np.where(is_card & ~is_used, float(NO_DATE), loans.first_due)),
        "DAYS_LAST_DUE_1ST_VERSION": dated(np.where(is_card, float(NO_DATE), planned)),
        "DAYS_LAST_DUE": dated(np.where(is_over, last_due, float(NO_DATE))),
        "DAYS_TERMINATION": dated(np.where(is_over & (closed < 0), closed, float(NO_DATE))),
        "NFLAG_INSURED_ON_APPROVAL": dated(happens(rng, facts.INSURED, size).astype(np.float64)),
    }


def _either(mask: Bools, first: Labels, second: Labels) -> Labels:
    levels = (*first.levels, *(name for name in second.levels if name not in first.levels))
    codes = np.array([levels.index(name) for name in second.levels], dtype=np.int16)
    return Labels(np.where(mask, first.codes, codes[second.codes]), levels)
