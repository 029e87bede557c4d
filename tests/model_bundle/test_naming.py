"""What may be said of a feature: read whole or refused by name, and stricter where a catalogue says nothing."""

import pytest

from model_bundle.naming import UNMARKED, Ground, Naming, Source, default_phrasing


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
    said = default_phrasing(family)
    assert (said.naming, said.ground, said.source, said.value) == (naming, ground, source, None)


def test_nothing_is_named_that_nobody_marked():
    assert UNMARKED.naming is Naming.FAMILY
    assert UNMARKED.value is None
