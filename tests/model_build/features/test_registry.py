import pytest

from model_build.features.registry import History, Registry
from model_bundle.catalogue import Text, Unit

WORDS = Text("English", "français")


def test_a_feature_is_named_as_its_function():
    registry = Registry("job", "bureau", null_rule=WORDS)

    @registry.add(WORDS, WORDS, Unit.SHARE, direction=1)
    def SHARE_OF_SOMETHING(row):
        return row.A

    (feature,) = registry
    assert feature.name == feature.entry.name == "SHARE_OF_SOMETHING"
    assert (feature.entry.family, feature.entry.unit, feature.entry.direction) == ("job", Unit.SHARE, 1)
    assert feature.needs == {"bureau"}
    assert feature.entry.null_rule == WORDS


def test_a_name_may_be_put_together_and_a_null_rule_be_its_own():
    registry, rule = Registry("job", null_rule=WORDS), Text("never", "jamais")

    registry.add(WORDS, WORDS, Unit.SHARE, name="LAST_2", null_rule=rule)(lambda row: row.A)

    (feature,) = registry
    assert (feature.name, feature.entry.null_rule) == ("LAST_2", rule)


def test_a_history_needs_the_tables_of_all_its_registries():
    first, second = Registry("job", "bureau", null_rule=WORDS), Registry("job", "bureau_balance", null_rule=WORDS)
    for registry, name in ((first, "A"), (second, "B")):
        registry.add(WORDS, WORDS, Unit.SHARE, name=name)(lambda row: row.A)

    history = History((first, second), lambda tables, _: tables["bureau"])

    assert [feature.name for feature in history.aggregates] == ["A", "B"]
    assert history.needs == {"bureau", "bureau_balance"}


def test_a_name_stands_once():
    registry = Registry("job", null_rule=WORDS)

    def TWICE(row):
        return row.A

    registry.add(WORDS, WORDS, Unit.SHARE)(TWICE)
    with pytest.raises(ValueError, match="Two features are called 'TWICE'"):
        registry.add(WORDS, WORDS, Unit.SHARE)(TWICE)
