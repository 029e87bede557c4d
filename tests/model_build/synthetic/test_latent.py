"""What a model can learn from the default demo is what it could from the published tables."""

import lightgbm
import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from model_build.synthetic import DemoSummary
from model_build.synthetic.latent import draw_applicants
from tests.model_build.synthetic.matrix import draw_matrix


def test_a_model_reaches_an_auc_as_on_the_published_tables(demo: DemoSummary) -> None:
    features, target = draw_matrix(demo.out)
    out_of_fold = np.zeros(len(target))
    settings = {
        "objective": "binary",
        "learning_rate": 0.06,
        "num_leaves": 16,
        "max_depth": 4,
        "feature_fraction": 0.15,
        "lambda_l2": 20,
        "num_threads": 2,
        "verbose": -1,
        "seed": 0,
    }
    for learn, judge in StratifiedKFold(5, shuffle=True, random_state=0).split(features, target):
        model = lightgbm.train(settings, lightgbm.Dataset(features[learn], target[learn]), 200)
        out_of_fold[judge] = model.predict(features[judge])
    assert 0.745 < roc_auc_score(target, out_of_fold) < 0.795


def test_the_risk_itself_bounds_what_can_be_learned() -> None:
    people = draw_applicants(np.random.default_rng(0), np.arange(100_000))
    assert people.defaults.mean() == pytest.approx(0.0807, abs=0.002)
    assert 0.83 < roc_auc_score(people.defaults, people.risk) < 0.88
