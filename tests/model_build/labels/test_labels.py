"""Everything that a person may read has a name in both languages."""

import re

import pytest

from model_build.features import plan
from model_build.tables import HISTORY_TABLES, SCHEMAS, TEST
from model_build.target_encoding.row_features import row_features
from model_bundle.catalogue import Unit
from tests.model_build.known_categories import CATEGORIES

CATALOGUE = plan(HISTORY_TABLES, CATEGORIES, with_age=True).with_fitted(row_features(HISTORY_TABLES)).catalogue
ENTRIES = [*CATALOGUE.features.values(), *CATALOGUE.columns.values()]
TEXTS = [text for entry in ENTRIES for text in (entry.label, entry.definition, entry.null_rule)]
# The same word in both languages.
SAME = {"Agriculture", "Culture"}


def test_every_column_of_the_form_and_every_aggregate_is_there():
    form = set(SCHEMAS[TEST].columns) - {"SK_ID_CURR"}

    assert form <= set(CATALOGUE.columns)
    assert set(CATALOGUE.columns) - form == {
        name
        for name in CATALOGUE.features
        if name.startswith(("BUREAU_", "BALANCE_", "PREV_", "POS_", "CARD_", "INST_"))
    } - {"BUREAU_DEBT_TO_INCOME", "BUREAU_DEBT_TO_APPLICATION", "INST_LATE_TREND", "CARD_USE_TREND"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_text_is_written(language):
    assert all(getattr(text, language).strip() for text in TEXTS)


def test_every_feature_and_column_says_when_it_is_unknown():
    for entry in ENTRIES:
        assert entry.null_rule.en.startswith(("Unknown ", "Always known")), entry.name
        assert entry.null_rule.fr.startswith(("Inconnu ", "Toujours connu")), entry.name
        assert entry.null_rule.en.endswith(".") and entry.null_rule.fr.endswith("."), entry.name


def test_french_is_not_english():
    assert not [entry.name for entry in ENTRIES if entry.label.en == entry.label.fr]
    assert not [entry.name for entry in ENTRIES if entry.definition.en == entry.definition.fr]


def test_categories_differ_in_the_two_languages_but_for_words_that_are_the_same():
    labels = {one.label for entry in ENTRIES for one in entry.categories}

    assert {label.en for label in labels if label.en == label.fr} <= SAME


def test_no_label_is_the_name_of_a_column():
    raw = set(SCHEMAS[TEST].columns) | set(CATALOGUE.features)

    for text in TEXTS:
        assert not raw & {text.en, text.fr}
        assert not re.search(r"[A-Z]+_[A-Z]", text.en + text.fr)


@pytest.mark.parametrize("part", ["features", "columns"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_two_labels_are_the_same(part, language):
    labels = [getattr(entry.label, language) for entry in getattr(CATALOGUE, part).values()]

    assert len(set(labels)) == len(labels)


def test_labels_of_one_list_differ():
    for entry in ENTRIES:
        for language in ("en", "fr"):
            labels = [getattr(category.label, language) for category in entry.categories]
            assert len(set(labels)) == len(labels), entry.name


def test_definitions_are_sentences():
    for entry in ENTRIES:
        for text in (entry.definition.en, entry.definition.fr):
            assert text[0].isupper(), entry.name
            assert text.endswith((".", "…")), entry.name


def test_french_typography():
    french = [text.fr for text in TEXTS] + [one.label.fr for entry in ENTRIES for one in entry.categories]

    assert not [
        text
        for text in french
        if "'" in text or re.search(r"[^\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}][;:!?%]", text)
    ]
    assert not [text.en for text in TEXTS if "'" in text.en]


def test_a_column_with_categories_is_counted_as_one():
    for entry in ENTRIES:
        assert (entry.unit is Unit.CATEGORY) == bool(entry.categories), entry.name


def test_families_are_used_and_in_order():
    families = CATALOGUE.families

    assert {entry.family for entry in ENTRIES} == set(families)
    assert [family.order for family in families.values()] == list(range(len(families)))
    assert all(family.label.en != family.label.fr for family in families.values())


def test_protected_is_what_tells_gender_or_age():
    assert {entry.name for entry in ENTRIES if entry.protected} == {"CODE_GENDER", "DAYS_BIRTH", "EMPLOYED_TO_AGE"}


def test_actionable_columns_are_what_the_client_asks_for():
    actionable = {name for name, entry in CATALOGUE.columns.items() if entry.actionable}

    assert actionable == {"AMT_CREDIT", "AMT_ANNUITY", "AMT_GOODS_PRICE"}


def test_raw_days_are_marked():
    form = set(SCHEMAS[TEST].columns)

    assert {entry.name for entry in ENTRIES if entry.days} == {name for name in form if name.startswith("DAYS_")}


def test_an_unlisted_value_is_shown_as_it_stands():
    catalogue = plan((), {**CATEGORIES, "NAME_HOUSING_TYPE": (*CATEGORIES["NAME_HOUSING_TYPE"], "Houseboat")}).catalogue

    last = catalogue.columns["NAME_HOUSING_TYPE"].categories[-1]
    assert (last.value, last.label.en, last.label.fr) == ("Houseboat", "Houseboat", "Houseboat")
