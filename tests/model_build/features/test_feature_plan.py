import pytest

from model_build.features import plan
from model_build.tables import HISTORY_TABLES
from model_bundle.features import FeatureRunner
from tests.model_build.known_categories import CATEGORIES


@pytest.mark.parametrize("present", [(), ("bureau",), HISTORY_TABLES], ids=["none", "bureau", "all"])
def test_the_sql_gives_the_key_and_the_features_in_order(present):
    made = plan(present, CATEGORIES)

    # The runner refuses anything else.
    FeatureRunner(made.sql, made.inputs, made.names)


def test_each_missing_table_leaves_its_features_out():
    everything = set(plan(HISTORY_TABLES, CATEGORIES).names)

    for table in HISTORY_TABLES:
        without = set(plan(set(HISTORY_TABLES) - {table}, CATEGORIES).names)
        assert without < everything


def test_the_history_holds_what_features_read():
    made = plan(HISTORY_TABLES, CATEGORIES)

    stored = set(made.inputs["history"]) - {"SK_ID_CURR"}
    assert stored == {aggregate.name for aggregate in made.aggregates}
    assert stored <= set(made.names)
    assert set(made.inputs["history"].values()) == {"BIGINT", "DOUBLE"}


def test_no_id_gender_or_age_among_the_features():
    names = plan(HISTORY_TABLES, CATEGORIES).names

    assert not [name for name in names if name.startswith("SK_ID") or name in {"CODE_GENDER", "DAYS_BIRTH"}]


def test_ratings_lower_the_risk_and_overdue_measures_raise_it():
    directions = {feature.name: feature.entry.direction for feature in plan(HISTORY_TABLES, CATEGORIES).features}

    for name, direction in directions.items():
        if name.startswith("EXT_SOURCE_") or name in {"EXT_MEAN", "EXT_MIN", "EXT_MAX"}:
            assert direction == -1, name
        if "OVERDUE" in name and "SINCE" not in name:
            assert direction == 1, name
