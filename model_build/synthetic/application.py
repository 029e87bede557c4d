"""The application form: every part of it, put together."""

from __future__ import annotations

import numpy as np

from model_build.synthetic.building import draw_building
from model_build.synthetic.circle import draw_circle, draw_documents
from model_build.synthetic.draws import Frame
from model_build.synthetic.latent import Applicants
from model_build.synthetic.person import draw_family, draw_gender, draw_papers, draw_region
from model_build.synthetic.request import draw_contract, draw_enquiries, draw_request, draw_scores
from model_build.synthetic.shift import Period
from model_build.synthetic.work import draw_work
from model_bundle.home_credit import KEY, TARGET


def draw_application(rng: np.random.Generator, people: Applicants, period: Period) -> Frame:
    """Draw the form of each applicant, outcome included (the writer leaves it out of application_test)."""
    gender = draw_gender(rng, people)
    is_card = draw_contract(rng, people, period)
    scores, second_score = draw_scores(rng, people, period)
    work, income = draw_work(rng, people, gender)
    return {
        KEY: people.client,
        TARGET: people.defaults.astype(np.int64),
        **draw_family(rng, people, gender),
        **work,
        **draw_request(rng, people, is_card, income, period),
        **scores,
        **draw_region(rng, people, second_score),
        **draw_papers(rng, people),
        **draw_building(rng, people),
        **draw_circle(rng, people, period),
        **draw_documents(rng, people, is_card, period),
        **draw_enquiries(rng, people, period),
    }
