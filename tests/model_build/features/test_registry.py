import pytest

from model_build.features.registry import Registry
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


def test_a_name_stands_once():
    registry = Registry("job", null_rule=WORDS)

    def TWICE(row):
        return row.A

    registry.add(WORDS, WORDS, Unit.SHARE)(TWICE)
    with pytest.raises(ValueError, match="Two features are called 'TWICE'"):
        registry.add(WORDS, WORDS, Unit.SHARE)(TWICE)
