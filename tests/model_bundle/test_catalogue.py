import copy
import json
from dataclasses import replace

import pytest

from model_bundle.catalogue import Catalogue, Category, Entry, Family, Text, Unit
from model_bundle.errors import BundleError
from model_bundle.naming import Naming, Said, Source, said_before

WORDS = Text("English", "français")
CATALOGUE = Catalogue(
    families={"job": Family("job", WORDS, 0)},
    features={
        "B": Entry("B", "feature", "job", WORDS, WORDS, Unit.CATEGORY, (Category("x", WORDS), Category("y", WORDS))),
        "A": Entry("A", "feature", "job", WORDS, WORDS, Unit.SCORE, actionable=True, direction=-1, null_rule=WORDS),
    },
    columns={"C": Entry("C", "column", "job", WORDS, WORDS, Unit.DAYS, protected=True, days=True)},
)


def changed(*path, value):
    content = copy.deepcopy(CATALOGUE.to_dict())
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return content


def test_json_gives_the_catalogue_back_in_order():
    again = Catalogue.from_dict(json.loads(json.dumps(CATALOGUE.to_dict())))

    assert again == CATALOGUE
    assert list(again.features) == ["B", "A"]


def test_a_unit_is_written_as_its_value():
    assert json.loads(json.dumps(CATALOGUE.to_dict()))["features"][1]["unit"] == "score"


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("features",), None, "catalogue.features"),
        (("features", 0), "B", "features[0]"),
        (("features", 0, "kind"), "table", "features[0].kind"),
        (("features", 0, "unit"), "euros", "features[0].unit"),
        (("features", 0, "direction"), 2, "features[0].direction"),
        (("features", 0, "direction"), True, "features[0].direction"),
        (("features", 0, "actionable"), 1, "features[0].actionable"),
        (("features", 0, "label"), {"en": "English"}, "features[0].label.fr"),
        (("features", 0, "categories", 1), {"value": 3, "label": {}}, "features[0].categories[1].value"),
        (("features", 0, "family"), "work", "features.B.family"),
        (("features", 1, "name"), "B", "features[1].name"),
        (("columns", 0, "days"), None, "columns[0].days"),
        (("families", 0, "order"), "first", "families[0].order"),
        (("features", 1, "null_rule"), {"en": "English"}, "features[1].null_rule.fr"),
    ],
)
def test_what_is_wrong_is_named(path, value, named):
    with pytest.raises(BundleError) as error:
        Catalogue.from_dict(changed(*path, value=value))

    assert f"not usable at {named}:" in str(error.value)
    assert "Build the bundle again" in str(error.value)


def test_a_catalogue_from_before_there_were_null_rules_is_read():
    content = CATALOGUE.to_dict()
    for entry in (*content["features"], *content["columns"]):
        del entry["null_rule"]

    again = Catalogue.from_dict(content)

    assert {entry.null_rule for entry in (*again.features.values(), *again.columns.values())} == {None}


def test_marks_are_kept_and_a_wrong_one_is_named():
    said = Said(Naming.VALUE, value=WORDS, source=Source.BUREAU, about=("C",))
    marked = replace(CATALOGUE, features={"A": replace(CATALOGUE.features["A"], said=said)})
    content = json.loads(json.dumps(marked.to_dict()))

    assert Catalogue.from_dict(content) == marked
    content["features"][0]["said"]["naming"] = "loudly"
    with pytest.raises(BundleError, match=r"features\[0\].said: .*naming"):
        Catalogue.from_dict(content)


def test_a_catalogue_from_before_there_were_marks_is_read_with_the_stricter_ones():
    content = CATALOGUE.to_dict()
    content["families"][0]["name"] = "region"
    for entry in (*content["features"], *content["columns"]):
        del entry["said"]
        entry["family"] = "region"
    del content["families"][0]["contents"]

    again = Catalogue.from_dict(content)

    assert {entry.said for entry in (*again.features.values(), *again.columns.values())} == {said_before("region")}
    assert again.families["region"].contents is None


def test_a_catalogue_is_an_object():
    with pytest.raises(BundleError, match="expected an object, got \\[\\]"):
        Catalogue.from_dict([])
