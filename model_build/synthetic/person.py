"""The part of the form that says who the applicant is: family, home, region, papers."""

from __future__ import annotations

import numpy as np

from model_build.synthetic import person_facts as facts
from model_build.synthetic.draws import Floats, Frame, Labels, choose, happens, mix, to_integers
from model_build.synthetic.latent import Applicants
from model_bundle.home_credit import BIRTH, DAYS_PER_YEAR, GENDER, XNA


def age_in_days(people: Applicants) -> Floats:
    """Return DAYS_BIRTH, which other columns bow to: nobody worked before they were born."""
    return np.rint(facts.AGE_DAYS(people.youth))


def by_age(people: Applicants, shares: tuple[float, ...]) -> Floats:
    """Return for each applicant the share that holds at their age."""
    return np.interp(age_in_days(people) / -DAYS_PER_YEAR, facts.AGES, shares)


def draw_gender(rng: np.random.Generator, people: Applicants) -> Labels:
    """Draw CODE_GENDER, on which cars and occupations hang."""
    no_gender = happens(rng, facts.NO_GENDER, len(people))
    is_male = mix(rng, (0.12, people.risk)) > facts.MALE_SCORE
    return choose([(no_gender, XNA), (is_male, "M")], "F", len(people))


def draw_family(rng: np.random.Generator, people: Applicants, gender: Labels) -> Frame:
    """Draw age, family, home and car; the household is counted from the children and the couple."""
    size = len(people)
    draw = rng.random(size)
    status = choose(
        [
            (draw < by_age(people, facts.SINGLE_BY_AGE), "Single / not married"),
            (draw > 1 - by_age(people, facts.WIDOW_BY_AGE), "Widow"),
        ],
        facts.COUPLES(mix(rng, (0.12, people.risk))),
        size,
    )
    children = np.minimum(rng.poisson(by_age(people, facts.CHILDREN_BY_AGE) * 1.05), 10).astype(np.int64)
    is_couple = status.is_level("Married") | status.is_level("Civil marriage")
    household = children + 1.0 + is_couple
    car_share = np.where(gender.is_level("M"), facts.CAR_OF_MEN, facts.CAR_OF_WOMEN) - 0.03 * people.risk
    has_car = happens(rng, car_share, size)
    return {
        GENDER: gender,
        "FLAG_OWN_CAR": choose([(has_car, "Y")], "N", size),
        "FLAG_OWN_REALTY": choose([(happens(rng, facts.REALTY, size), "Y")], "N", size),
        "CNT_CHILDREN": children,
        "NAME_FAMILY_STATUS": status,
        "NAME_HOUSING_TYPE": facts.HOUSING(mix(rng, (0.12, people.risk), (0.25, people.youth))),
        BIRTH: to_integers(age_in_days(people)),
        "OWN_CAR_AGE": np.where(has_car, np.rint(facts.CAR_AGE(mix(rng, (0.15, people.risk)))), np.nan),
        "CNT_FAM_MEMBERS": np.where(happens(rng, facts.NO_HOUSEHOLD, size), np.nan, household),
    }


def draw_region(rng: np.random.Generator, people: Applicants, second_score: Floats) -> Frame:
    """Draw the region and whether the applicant lives and works where they are registered.

    ``second_score`` is the score behind EXT_SOURCE_2, which in the published tables leans on the region.
    """
    size = len(people)
    rating_score = mix(rng, (0.35, second_score), (0.05, people.risk))
    rating = facts.RATING(rating_score).codes.astype(np.int64) + 1
    step = rng.random(size)
    in_city = np.where((rating == 2) & (step < 0.005), 1, rating)
    in_city = np.where((rating == 3) & (step < 0.095), np.where(step < 0.016, 1, 2), in_city)
    # Sixteenths of a deviation: as many different regions as the published table has.
    population = np.round(mix(rng, (-0.42, rating_score)) * 16) / 16
    works_away = happens(rng, 0.0508, size)
    lives_away = happens(rng, 0.0151, size)
    works_out = mix(rng, (0.15, people.risk), (0.15, people.youth)) > 0.737
    lives_out = mix(rng, (0.15, people.risk), (0.15, people.youth)) > 1.417
    return {
        "REGION_POPULATION_RELATIVE": np.round(facts.POPULATION(population), 6),
        "REGION_RATING_CLIENT": rating,
        "REGION_RATING_CLIENT_W_CITY": in_city,
        "REG_REGION_NOT_LIVE_REGION": lives_away.astype(np.int64),
        "REG_REGION_NOT_WORK_REGION": works_away.astype(np.int64),
        "LIVE_REGION_NOT_WORK_REGION": (works_away & happens(rng, 0.8, size)).astype(np.int64),
        "REG_CITY_NOT_LIVE_CITY": lives_out.astype(np.int64),
        "REG_CITY_NOT_WORK_CITY": works_out.astype(np.int64),
        "LIVE_CITY_NOT_WORK_CITY": (works_out & happens(rng, 0.78, size)).astype(np.int64),
    }


def draw_papers(rng: np.random.Generator, people: Applicants) -> Frame:
    """Draw how long ago the registration, the identity paper and the telephone changed."""
    registered = facts.REGISTRATION_DAYS(mix(rng, (0.3, people.youth), (0.06, people.risk)))
    return {
        "DAYS_REGISTRATION": np.maximum(np.rint(registered), age_in_days(people)),
        "DAYS_ID_PUBLISH": to_integers(facts.ID_PUBLISH_DAYS(mix(rng, (0.25, people.youth), (0.13, people.risk)))),
        "DAYS_LAST_PHONE_CHANGE": np.rint(facts.PHONE_DAYS(mix(rng, (0.18, people.risk)))),
    }
