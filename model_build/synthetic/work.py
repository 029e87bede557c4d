"""The part of the form that says what the applicant does and earns."""

from __future__ import annotations

import numpy as np

from model_build.synthetic import person_facts as facts
from model_build.synthetic.draws import Bools, Floats, Frame, Labels, choose, happens, mix, to_grid
from model_build.synthetic.latent import Applicants
from model_build.synthetic.person import age_in_days, by_age
from model_bundle.home_credit import NO_DATE, XNA


def draw_work(rng: np.random.Generator, people: Applicants, gender: Labels) -> tuple[Frame, Floats]:
    """Draw employment, education and income, and give the income again for the amounts that follow it.

    Who is not employed carries 365243, XNA and no occupation.
    """
    size = len(people)
    is_pensioner = happens(rng, by_age(people, facts.PENSIONER_BY_AGE), size)
    income_type = choose([(is_pensioner, "Pensioner")], facts.INCOME_TYPE(mix(rng, (0.2, people.risk))), size)
    not_employed = is_pensioner | income_type.is_level("Unemployed")
    since = facts.EMPLOYED_DAYS(mix(rng, (0.22, people.risk), (0.22, people.youth)))
    since = np.rint(np.maximum(since, age_in_days(people) + facts.WORKING_AGE))
    education = facts.EDUCATION(mix(rng, (0.24, people.risk)))
    unknown = not_employed | happens(rng, facts.OCCUPATION_MISSING, size)
    organisation = facts.ORGANISATION(mix(rng, (0.2, people.risk)))
    income = _income(rng, people, is_pensioner, education)
    frame: Frame = {
        "NAME_INCOME_TYPE": income_type,
        "NAME_EDUCATION_TYPE": education,
        "AMT_INCOME_TOTAL": income,
        "DAYS_EMPLOYED": np.where(not_employed, NO_DATE, since).astype(np.int64),
        "FLAG_EMP_PHONE": (~not_employed).astype(np.int64),
        "FLAG_WORK_PHONE": (happens(rng, 0.243, size) & ~not_employed).astype(np.int64),
        "OCCUPATION_TYPE": _occupation(rng, people, gender).missing_where(unknown),
        "ORGANIZATION_TYPE": choose([(not_employed, XNA)], organisation, size),
    }
    return frame, income


def _income(rng: np.random.Generator, people: Applicants, is_pensioner: Bools, education: Labels) -> Floats:
    score = mix(rng, (-0.05, people.risk)) * 0.95
    score += np.where(is_pensioner, -0.7, 0.15) + np.where(education.is_level("Higher education"), 0.4, -0.12)
    return to_grid(facts.INCOME(score), 4500)


def _occupation(rng: np.random.Generator, people: Applicants, gender: Labels) -> Labels:
    score = mix(rng, (0.2, people.risk))
    of_women, of_men = facts.OCCUPATION_OF_WOMEN(score), facts.OCCUPATION_OF_MEN(score)
    codes_of_men = np.array([of_women.levels.index(name) for name in of_men.levels], dtype=np.int16)
    codes = np.where(gender.is_level("M"), codes_of_men[of_men.codes], of_women.codes)
    return Labels(codes, of_women.levels)
