"""A small valid manifest, for tests that need one and no model."""

from datetime import UTC, datetime

from model_bundle.manifest import (
    CONTRACT,
    Calibration,
    Costs,
    FeatureSpec,
    GoldenRow,
    Headline,
    Inputs,
    Manifest,
    Reference,
    Threshold,
)


def manifest(**changes: object) -> Manifest:
    content = {
        "contract": CONTRACT,
        "created_at": datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
        "git_commit": "unknown",
        "training_fingerprint": "0" * 64,
        "seed": 0,
        "engine": "duckdb",
        "libraries": {"lightgbm": "4.7.0"},
        "tables_present": (),
        "tables_missing": (),
        "clients": 1,
        "population": 1,
        "features": (FeatureSpec(name="a"), FeatureSpec(name="b", categorical=True)),
        "inputs": Inputs(application={"SK_ID_CURR": "BIGINT"}, history={"SK_ID_CURR": "BIGINT"}),
        "threshold": Threshold(value=0.09, review_low=0.08, review_high=0.1),
        "costs": Costs(),
        "calibration": Calibration(slope=1.0, intercept=0.0),
        "reference": Reference(contributions={"a": 0.1, "b": 0.0}),
        "metrics": Headline(
            applicants=10,
            default_rate=0.1,
            auc=0.75,
            average_precision=0.2,
            brier=0.07,
            cost=0.5,
            cost_accept_all=0.8,
        ),
        "files": {},
    } | changes
    if content["contract"] in (1, 2):
        golden = GoldenRow(application={"SK_ID_CURR": 1}, history={"SK_ID_CURR": 1}, probability=0.05)
        content.setdefault("golden", (golden,))
    return Manifest.model_validate(content)
