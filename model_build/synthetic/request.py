"""The requested credit in the form: consistent amounts, scores, enquiries."""

from __future__ import annotations

from typing import Final

import numpy as np

from model_build.synthetic import person_facts
from model_build.synthetic.draws import (
    Bools,
    Floats,
    Frame,
    Levels,
    QuantileCurve,
    choose,
    happens,
    mix,
    normal_quantile,
    to_grid,
    to_integers,
)
from model_build.synthetic.latent import Applicants
from model_build.synthetic.shift import Period

CARD_LIMIT: Final = QuantileCurve(135000, 135000, 135000, 180000, 270000, 337500, 765000, 1350000, 2250000)
# The credit exceeds the price of the goods by the insurance taken with it.
CREDIT_PER_GOODS: Final = QuantileCurve(1, 1, 1, 1, 1.132, 1.198, 1.396, 1.475, 1.66)
CARD_INSTALMENTS: Final = 20
NO_GOODS_PRICE: Final = 0.0084
HOUR: Final = QuantileCurve(0, 4, 7, 10, 12, 14, 17, 19, 23)
WEEKDAY: Final = Levels(
    {
        "WEDNESDAY": 0.1685,
        "MONDAY": 0.1667,
        "FRIDAY": 0.1629,
        "SATURDAY": 0.1115,
        "TUESDAY": 0.1734,
        "THURSDAY": 0.1643,
        "SUNDAY": 0.0527,
    }
)

# The scores are distributions of a low risk: they fall where the score behind them rises.
EXT_SOURCES: Final = (
    QuantileCurve(0.0146, 0.0831, 0.1604, 0.334, 0.506, 0.6751, 0.832, 0.8896, 0.9627),
    QuantileCurve(8e-8, 0.031, 0.1352, 0.3925, 0.566, 0.6636, 0.747, 0.7819, 0.855),
    QuantileCurve(0.0005, 0.0638, 0.1547, 0.3707, 0.5353, 0.6691, 0.7863, 0.8328, 0.896),
)


def draw_contract(rng: np.random.Generator, people: Applicants, period: Period) -> Bools:
    """Draw who asks for a card: revolving loans go to the less risky."""
    is_card: Bools = mix(rng, (-0.15, people.risk)) > normal_quantile(1 - period.revolving)
    return is_card


def draw_request(rng: np.random.Generator, people: Applicants, is_card: Bools, income: Floats, period: Period) -> Frame:
    """Draw the loan asked for: a card's limit, or a price of goods, its credit and its instalment."""
    size = len(people)
    wealth = (np.log(income) - 11.9) / 0.5
    wish = mix(rng, (0.4, np.clip(wealth, -2, 2)), (-0.08, people.risk))
    price = period.goods(wish)
    price = np.where(price > 150000, to_grid(price, 22500), to_grid(price, 4500))
    credit = to_grid(price * CREDIT_PER_GOODS(mix(rng, (0.2, people.risk))), 4.5)
    count = period.instalments(mix(rng, (0.6, wish)))
    card_limit = to_grid(CARD_LIMIT(wish), 45000)
    credit = np.where(is_card, card_limit, credit)
    annuity = to_grid(np.where(is_card, card_limit / CARD_INSTALMENTS, credit / count), 4.5)
    no_price = is_card & happens(rng, NO_GOODS_PRICE, size)
    suite = person_facts.SUITE(rng.standard_normal(size))
    return {
        "NAME_CONTRACT_TYPE": choose([(is_card, "Revolving loans")], "Cash loans", size),
        "AMT_CREDIT": credit,
        "AMT_ANNUITY": np.where(happens(rng, 3.9e-5, size), np.nan, annuity),
        "AMT_GOODS_PRICE": np.where(no_price, np.nan, np.where(is_card, card_limit, price)),
        "NAME_TYPE_SUITE": suite.missing_where(happens(rng, period.missing_suite, size)),
        "WEEKDAY_APPR_PROCESS_START": WEEKDAY(rng.standard_normal(size)),
        "HOUR_APPR_PROCESS_START": to_integers(HOUR(mix(rng, (-0.08, people.risk)))),
    }


def draw_scores(rng: np.random.Generator, people: Applicants, period: Period) -> tuple[Frame, Floats]:
    """Draw the external scores, and the score behind the second, on which the region leans."""
    behind = (
        # The weights give the published correlations: -0.15 with the outcome, 0.60 with age.
        mix(rng, (0.37, people.risk), (0.5, people.youth)),
        mix(rng, (0.5, people.risk)),
        mix(rng, (0.55, people.risk), (0.07, people.youth)),
    )
    frame: Frame = {}
    for number, (score, curve, missing) in enumerate(
        zip(behind, EXT_SOURCES, period.missing_source, strict=True), start=1
    ):
        is_missing = happens(rng, missing, len(people))
        frame[f"EXT_SOURCE_{number}"] = np.where(is_missing, np.nan, curve(-score))
    return frame, behind[1]


def draw_enquiries(rng: np.random.Generator, people: Applicants, period: Period) -> Frame:
    """Draw the number of credit bureau enquiries about the applicant, by age of the enquiry."""
    size = len(people)
    unknown = happens(rng, period.missing_enquiries, size)
    spans = ("HOUR", "DAY", "WEEK", "MON", "QRT", "YEAR")
    frame: Frame = {}
    for span, mean in zip(spans, period.enquiries, strict=True):
        hunger = rng.gamma(2.4, mean / 2.4, size) * np.exp(0.1 * people.risk)
        frame[f"AMT_REQ_CREDIT_BUREAU_{span}"] = np.where(unknown, np.nan, rng.poisson(hunger))
    return frame
