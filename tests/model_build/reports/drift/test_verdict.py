import json

import pytest

from model_build.reports.drift.verdict import assess_drift
from model_bundle.reports import DriftRule

# One hundred features, f0 the most important.
NAMES = [f"f{place}" for place in range(100)]


def verdict(drifted, *, score=False, rule=None):
    return assess_drift({name: name in drifted for name in NAMES}, NAMES, score_drifted=score, rule=rule or DriftRule())


@pytest.mark.parametrize(
    ("drifted", "score", "is_drifted"),
    [
        (set(), False, False),
        (set(), True, True),
        ({"f0"}, False, True),
        ({"f19"}, False, True),
        ({"f20"}, False, False),
        ({f"f{place}" for place in range(90, 100)}, False, False),
        ({f"f{place}" for place in range(89, 100)}, False, True),
        (set(NAMES), True, True),
    ],
    ids=[
        "nothing moved",
        "the score alone",
        "the most important feature",
        "the twentieth feature",
        "the twenty-first feature",
        "a tenth of the features, none important",
        "more than a tenth, none important",
        "everything",
    ],
)
def test_what_counts_as_drift(drifted, score, is_drifted):
    assert verdict(drifted, score=score).is_drifted is is_drifted


def test_the_verdict_says_by_which_part_of_the_rule():
    found = verdict({"f3", "f1", "f50"})
    assert found.top_drifted == ("f1", "f3")
    assert found.share_drifted == pytest.approx(0.03)
    assert not found.too_many_drifted
    assert not found.score_drifted


def test_the_rule_is_the_one_the_documentation_states():
    assert (DriftRule().threshold, DriftRule().top_features, DriftRule().largest_share) == (0.1, 20, 0.10)


def test_another_rule_gives_another_verdict():
    assert not verdict({"f0"}, rule=DriftRule(top_features=0)).is_drifted
    assert verdict({"f99"}, rule=DriftRule(largest_share=0.005)).is_drifted


def test_evidently_s_half_of_the_columns_is_not_the_rule():
    """Twenty columns of a hundred, none important: Evidently's default says that nothing happened."""
    assert verdict({f"f{place}" for place in range(80, 100)}).is_drifted


def test_no_feature_at_all_is_no_drift():
    assert not assess_drift({}, [], score_drifted=False, rule=DriftRule()).is_drifted


def test_the_verdict_is_written_with_its_rule():
    content = json.loads(verdict({"f1"}).model_dump_json())
    assert content["rule"] == {"threshold": 0.1, "top_features": 20, "largest_share": 0.1}
    assert content["top_drifted"] == ["f1"]
    assert content["is_drifted"] is True
