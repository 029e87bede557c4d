"""The latent variable of all tables: the true risk of each synthetic applicant.

Nothing shows the risk itself. The form, the external scores and the histories each see it through noise of
their own, and the outcome is drawn from it, so that a model learns from each of them and none says all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from model_build.synthetic.draws import Bools, Floats, Ints, mix

# Log-odds of default = INTERCEPT + SLOPE * risk: 8.07 % of defaults, and a ceiling on what a model can know.
INTERCEPT: Final = -3.48
SLOPE: Final = 1.75


@dataclass(frozen=True)
class Applicants:
    """What is true of each applicant before any table says it; all scores are standard normal.

    Attributes
    ----------
    client
        SK_ID_CURR.
    risk
        The latent risk: high is risky.
    youth
        High is young; the young are riskier.
    lateness, debt
        How the applicant pays, and how deep in debt they live: each leans on the risk.
    defaults
        The outcome.
    """

    client: Ints
    risk: Floats
    youth: Floats
    lateness: Floats
    debt: Floats
    defaults: Bools

    def __len__(self) -> int:
        return len(self.client)


def draw_applicants(rng: np.random.Generator, client: Ints) -> Applicants:
    """Draw who the applicants are, for given client numbers."""
    size = len(client)
    risk = rng.standard_normal(size)
    return Applicants(
        client=client,
        risk=risk,
        youth=mix(rng, (0.25, risk)),
        lateness=mix(rng, (0.55, risk)),
        debt=mix(rng, (0.6, risk)),
        defaults=_draw_outcome(rng, risk),
    )


def _draw_outcome(rng: np.random.Generator, risk: Floats) -> Bools:
    # Systematic sampling: everyone keeps their own probability, and their number hardly varies, so that small
    # demos have 8 % of defaults too.
    share = 1 / (1 + np.exp(-(INTERCEPT + SLOPE * risk)))
    reached = np.cumsum(share) + rng.random()
    defaults: Bools = np.floor(reached) > np.floor(reached - share)
    return defaults
