import json
from dataclasses import replace

import pytest

from model_bundle.catalogue import Catalogue, CatalogueEntry, Category, Family, Text, Unit
from model_bundle.errors import BundleError
from model_bundle.naming import Ground, Naming, Phrasing, Source

WORDS = Text("English", "français")
CATALOGUE = Catalogue(
    families={"job": Family("job", WORDS, 0)},
    features={
        "B": CatalogueEntry(
            "B", "feature", "job", WORDS, WORDS, Unit.CATEGORY, (Category("x", WORDS), Category("y", WORDS))
        ),
        "A": CatalogueEntry(
            "A", "feature", "job", WORDS, WORDS, Unit.SCORE, actionable=True, direction=-1, null_rule=WORDS
        ),
    },
    columns={"C": CatalogueEntry("C", "column", "job", WORDS, WORDS, Unit.DAYS, protected=True, days=True)},
)


def changed(*path, value):
    content = json.loads(CATALOGUE.to_json())
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(content)


def test_json_gives_the_catalogue_back_in_order():
    again = Catalogue.from_json(CATALOGUE.to_json())

    assert again == CATALOGUE
    assert list(again.features) == ["B", "A"]


def test_a_unit_is_written_as_its_value():
    assert json.loads(CATALOGUE.to_json())["features"][1]["unit"] == "score"


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("features",), None, "features"),
        (("features", 0), "B", "features.0"),
        (("features", 0, "kind"), "table", "features.0.kind"),
        (("features", 0, "unit"), "euros", "features.0.unit"),
        (("features", 0, "direction"), 2, "features.0.direction"),
        (("features", 0, "direction"), True, "features.0.direction"),
        (("features", 0, "actionable"), 1, "features.0.actionable"),
        (("features", 0, "label"), {"en": "English"}, "features.0.label.fr"),
        (("features", 0, "categories", 1), {"value": 3, "label": {}}, "features.0.categories.1.value"),
        (("features", 0, "family"), "work", "features.B.family"),
        (("features", 1, "name"), "B", "features.1.name"),
        (("columns", 0, "days"), None, "columns.0.days"),
        (("families", 0, "order"), "first", "families.0.order"),
        (("features", 1, "null_rule"), {"en": "English"}, "features.1.null_rule.fr"),
    ],
)
def test_what_is_wrong_is_named(path, value, named):
    with pytest.raises(BundleError) as error:
        Catalogue.from_json(changed(*path, value=value))

    assert f"catalogue.json is wrong at {named}:" in str(error.value)
    assert "Build the bundle again" in str(error.value)


MARKED = Phrasing(
    Naming.VALUE,
    source=Source.BUREAU,
    is_computed=True,
    value=WORDS,
    about=("C",),
    silent=(("x", Ground.AGE), ("y", None)),
)


def marked(**changes):
    """The text of a catalogue with one feature, whose marks are changed."""
    catalogue = replace(CATALOGUE, features={"A": replace(CATALOGUE.features["A"], phrasing=MARKED)})
    content = json.loads(catalogue.to_json())
    content["features"][0]["phrasing"] |= changes
    return json.dumps(content)


def test_marks_are_kept():
    assert Catalogue.from_json(marked()).features["A"].phrasing == MARKED


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("naming", "loudly", "naming"),
        ("ground", "wealth", "ground"),
        ("source", None, "source"),
        ("value", {"en": "only"}, "value.fr"),
        ("about", "BUREAU_DEBT", "about"),
        ("volume", 3, "volume"),
    ],
)
def test_a_wrong_mark_is_named(name, value, place):
    with pytest.raises(BundleError, match=rf"wrong at features\.0\.phrasing\.{place}"):
        Catalogue.from_json(marked(**{name: value}))


@pytest.mark.parametrize("text", ["[]", "", "{", '{"families": []}'])
def test_a_catalogue_is_an_object_with_all_its_parts(text):
    with pytest.raises(BundleError, match=r"catalogue\.json is wrong at"):
        Catalogue.from_json(text)
