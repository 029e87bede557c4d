"""The part of the form about the applicant's surroundings: people known, telephones, documents given."""

from __future__ import annotations

from typing import Final

import numpy as np

from model_build.synthetic.draws import Bools, Floats, Frame, QuantileCurve, happens, mix
from model_build.synthetic.latent import Applicants
from model_build.synthetic.shift import Period

OBSERVED: Final = QuantileCurve(0, 0, 0, 0, 0, 2, 6, 10, 30)
CIRCLE_UNKNOWN: Final = 0.0033
# Documents 6, 8 and 5 stand in for document 3; these are their shares where it was not given.
INSTEAD: Final = {6: 0.304, 8: 0.281, 5: 0.052}
RARE_DOCUMENTS: Final = {
    2: 4e-5, 4: 8e-5, 7: 2e-4, 9: 0.0039, 10: 2e-5, 11: 0.0039, 12: 1e-5, 13: 0.0035, 14: 0.0029,
    15: 0.0012, 16: 0.0099, 17: 3e-4, 18: 0.0081, 19: 6e-4, 20: 5e-4, 21: 3e-4,
}  # fmt: skip


def draw_circle(rng: np.random.Generator, people: Applicants, period: Period) -> Frame:
    """Draw social circle and telephones; of the people observed, some defaulted."""
    size = len(people)
    unknown = happens(rng, CIRCLE_UNKNOWN, size)
    observed = np.rint(OBSERVED(rng.standard_normal(size)))
    recent = np.maximum(observed - happens(rng, 0.02, size), 0)
    share = np.clip(0.1 * np.exp(0.3 * people.risk - 0.045), 0, 1)
    defaulted = np.minimum(rng.binomial(observed.astype(np.int64), share), recent)
    defaulted_recently = rng.binomial(defaulted.astype(np.int64), 0.7)
    counts: dict[str, Floats] = {
        "OBS_30": observed,
        "DEF_30": defaulted.astype(np.float64),
        "OBS_60": recent,
        "DEF_60": defaulted_recently.astype(np.float64),
    }
    frame: Frame = {f"{name}_CNT_SOCIAL_CIRCLE": np.where(unknown, np.nan, count) for name, count in counts.items()}
    flags = {
        "FLAG_MOBIL": ~happens(rng, 3e-6, size),
        "FLAG_CONT_MOBILE": happens(rng, 0.9981, size),
        "FLAG_PHONE": mix(rng, (-0.1, people.risk)) > 0.58,
        "FLAG_EMAIL": happens(rng, period.email, size),
    }
    return frame | {name: flag.astype(np.int64) for name, flag in flags.items()}


def draw_documents(rng: np.random.Generator, people: Applicants, is_card: Bools, period: Period) -> Frame:
    """Draw FLAG_DOCUMENT_2 to 21: nearly everyone gives one, seldom two."""
    size = len(people)
    is_given = {3: happens(rng, np.where(is_card, 0.037, period.document_3) + 0.02 * people.risk, size)}
    draw = rng.random(size)
    start = 0.0
    for number, share in INSTEAD.items():
        is_given[number] = ~is_given[3] & (draw >= start) & (draw < start + share)
        start += share
    for number, share in RARE_DOCUMENTS.items():
        is_given[number] = happens(rng, share, size)
    return {f"FLAG_DOCUMENT_{number}": is_given[number].astype(np.int64) for number in sorted(is_given)}
