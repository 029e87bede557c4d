"""What may be said of a feature: read whole or refused by name, and stricter where a catalogue says nothing."""

import pytest

from model_bundle.naming import UNMARKED, Ground, Naming, Said, Source, Text, said_before

MARKS = {
    "naming": "value",
    "ground": None,
    "source": "bureau",
    "is_computed": True,
    "value": {"en": "{value} owed", "fr": "{value} dus"},
    "zero": None,
    "absent": None,
    "about": ["BUREAU_DEBT"],
}


def test_marks_are_read_whole():
    said = Said.from_dict(MARKS)
    assert said == Said(
        Naming.VALUE,
        source=Source.BUREAU,
        is_computed=True,
        value=Text("{value} owed", "{value} dus"),
        about=("BUREAU_DEBT",),
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("naming", "loudly", "naming"),
        ("ground", "wealth", "ground"),
        ("source", None, "source"),
        ("value", {"en": "only"}, "value.fr"),
        ("about", "BUREAU_DEBT", "about"),
    ],
)
def test_a_wrong_mark_is_named(name, value, said):
    with pytest.raises(ValueError, match=said):
        Said.from_dict(MARKS | {name: value})


@pytest.mark.parametrize(
    ("family", "naming", "ground", "source"),
    [
        ("region", Naming.FAMILY, Ground.RESIDENCE, Source.REGISTERS),
        ("household", Naming.FAMILY, Ground.FAMILY_SITUATION, Source.CLIENT),
        ("social_circle", Naming.FAMILY, Ground.PEOPLE_AROUND, Source.LENDER),
        ("housing", Naming.NEVER, None, Source.CLIENT),
        ("external_ratings", Naming.FAMILY, None, Source.SCORES),
        ("of another catalogue", Naming.FAMILY, None, Source.CLIENT),
    ],
)
def test_a_catalogue_without_marks_names_no_value_and_nothing_doubtful(family, naming, ground, source):
    said = said_before(family)
    assert (said.naming, said.ground, said.source, said.value) == (naming, ground, source, None)


def test_nothing_is_named_that_nobody_marked():
    assert UNMARKED.naming is Naming.FAMILY
    assert UNMARKED.value is None
