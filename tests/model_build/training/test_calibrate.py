import lightgbm as lgb
import numpy as np
import pytest

from model_build.errors import BuildError
from model_build.training import calibrate
from model_build.training.train import OutOfFold
from model_bundle.manifest import Calibration

RNG = np.random.default_rng(7)
MATRIX = RNG.normal(size=(600, 4))
TARGET = (RNG.uniform(size=600) < 1 / (1 + np.exp(-MATRIX[:, 0]))).astype(np.int64)


def booster() -> lgb.Booster:
    return lgb.train(
        {"objective": "binary", "verbose": -1, "num_threads": 1},
        lgb.Dataset(MATRIX, TARGET),
        num_boost_round=20,
    )


def test_platt_finds_the_constants_that_made_the_outcomes():
    margins = RNG.normal(size=200_000)
    target = (RNG.uniform(size=len(margins)) < 1 / (1 + np.exp(-(0.7 * margins - 1.2)))).astype(np.int64)
    found = calibrate.fit(margins, target)
    assert found.slope == pytest.approx(0.7, abs=0.02)
    assert found.intercept == pytest.approx(-1.2, abs=0.02)


def test_folded_model_predicts_the_calibrated_probability():
    model, constants = booster(), Calibration(slope=0.8, intercept=-0.3)
    expected = calibrate.apply(constants, model.predict(MATRIX, raw_score=True))
    text = calibrate.fold_into_leaves(model, constants, MATRIX)
    assert lgb.Booster(model_str=text).predict(MATRIX) == pytest.approx(expected, abs=1e-12)


def test_a_fold_is_calibrated_on_the_other_folds_only():
    margins, fold = RNG.normal(size=400), np.repeat([0, 1], 200)
    target = (RNG.uniform(size=400) < 0.3).astype(np.int64)
    found = calibrate.cross_fitted(OutOfFold(margins, fold), target)
    changed = target.copy()
    changed[fold == 0] = 1 - changed[fold == 0]
    again = calibrate.cross_fitted(OutOfFold(margins, fold), changed)
    assert np.array_equal(found[fold == 0], again[fold == 0])
    assert not np.allclose(found[fold == 1], again[fold == 1])


def test_a_folding_that_does_not_hold_stops_the_build(monkeypatch):
    monkeypatch.setattr(calibrate, "leaves_of_trees", lambda booster: [])
    with pytest.raises(BuildError, match="does not predict what the calibration says"):
        calibrate.fold_into_leaves(booster(), Calibration(slope=0.5, intercept=0.1), MATRIX)
