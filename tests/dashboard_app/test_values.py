"""Values as people say them, in both languages."""

import math
from datetime import UTC, datetime

import pytest

from dashboard_app.i18n import get_translator
from dashboard_app.i18n.values import category_label, format_days, format_value, get_label, is_missing, text_in
from model_bundle.catalogue import CatalogueEntry, Category, Text, Unit

EN, FR = get_translator("en"), get_translator("fr")
LANGUAGES = pytest.mark.parametrize("translator", [EN, FR], ids=["en", "fr"])


def entry(unit, **options):
    label = Text("Label", "Libellé")
    return CatalogueEntry("NAME", "feature", "family", label, label, unit, **options)


HOUSING = entry(
    Unit.CATEGORY,
    categories=(
        Category("House / apartment", Text("House or flat", "Maison ou appartement")),
        Category("With parents", Text("With the parents", "Chez les parents")),
    ),
)


@pytest.mark.parametrize(
    ("unit", "value", "english", "french"),
    [
        (Unit.MONEY, 135_000.0, "135,000", "135\u202f000"),
        (Unit.MONEY, 0.0, "0", "0"),
        (Unit.SHARE, 0.0631, "6.3%", "6,3\u202f%"),
        (Unit.FLAG, 1.0, "yes", "oui"),
        (Unit.FLAG, 0.0, "no", "non"),
        (Unit.YEARS, 12.0, "12 years", "12 ans"),
        (Unit.MONTHS, 5.0, "5 months", "5 mois"),
        (Unit.MONTHS, 1.0, "30 days", "30 jours"),
        (Unit.DAYS, 7.0, "7 days", "7 jours"),
        (Unit.DAYS, 1.0, "1 day", "1 jour"),
        (Unit.DAYS, 2.5, "2.5 days", "2,5 jours"),
        (Unit.DAYS, 0.2, "0.2 days", "0,2 jour"),
        (Unit.DAYS, 1.9, "1.9 days", "1,9 jour"),
        (Unit.DAYS, -12.0, "−12 days", "−12 jours"),
        (Unit.DAYS, 0.0, "0 days", "0 jour"),
        (Unit.DAYS, -0.01, "0 days", "0 jour"),
        (Unit.COUNT, 3.0, "3", "3"),
        (Unit.COUNT, 1.2222222222222223, "1.2", "1,2"),
        (Unit.RATIO, 0.7123, "0.71", "0,71"),
        (Unit.RATIO, 12.432, "12.4", "12,4"),
        (Unit.RATIO, 3520.4, "3,520", "3\u202f520"),
        (Unit.SCORE, 0.00123, "0.0012", "0,0012"),
        (Unit.NUMBER, 0.0, "0", "0"),
    ],
)
def test_a_value_is_written_by_its_unit(unit, value, english, french):
    assert format_value(EN, entry(unit), value) == english
    assert format_value(FR, entry(unit), value) == french


@pytest.mark.parametrize(
    ("days", "english", "french"),
    [
        (-10_395, "28 years", "28 ans"),
        (-1_188, "3 years", "3 ans"),
        (-400, "13 months", "13 mois"),
        (-61, "2 months", "2 mois"),
        (-59, "59 days", "59 jours"),
        (-1, "1 day", "1 jour"),
        (365_243, "does not apply", "sans objet"),
    ],
)
def test_days_are_said_in_the_largest_unit_that_still_says_something(days, english, french):
    assert format_days(EN, days) == english
    assert format_days(FR, days) == french
    assert format_value(EN, entry(Unit.YEARS, days=True), days) == english


@LANGUAGES
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("missing", [None, math.nan])
def test_a_missing_value_is_a_word_and_never_zero(translator, unit, missing):
    assert is_missing(missing)
    assert format_value(translator, entry(unit), missing) == translator.gettext("not known")


@pytest.mark.parametrize("value", [0, 0.0, "", False])
def test_zero_and_empty_text_are_not_missing(value):
    assert not is_missing(value)


def test_a_category_is_named_by_code_and_by_raw_text():
    for value in (1.0, 1, "With parents"):
        assert format_value(EN, HOUSING, value) == "With the parents"
        assert format_value(FR, HOUSING, value) == "Chez les parents"


def test_a_category_that_the_catalogue_does_not_know_is_shown_as_it_is():
    assert category_label(EN, HOUSING, "Castle") == "Castle"
    assert category_label(EN, HOUSING, 7.0) == "7"
    assert category_label(EN, HOUSING, -1.0) == "−1"


def test_text_without_categories_is_shown_as_it_is():
    assert format_value(EN, entry(Unit.NUMBER), "Y") == "Y"


def test_names_follow_the_language():
    assert (get_label(EN, HOUSING), get_label(FR, HOUSING)) == ("Label", "Libellé")
    assert text_in(FR, Text("a", "b")) == "b"


@LANGUAGES
def test_every_value_of_the_small_bundle_can_be_read(active_bundle, translator):
    for name, place in active_bundle.feature_index.items():
        feature = active_bundle.bundle.catalogue.features[name]
        for value in active_bundle.features[::50, place].tolist():
            said = format_value(translator, feature, value)
            assert said
            assert len(said) < 90, (name, said)
            decimals = said.split(translator.locale.number_symbols["latn"]["decimal"])[1:]
            assert all(len(part.split()[0]) <= 5 for part in decimals if part[:1].isdigit()), (name, said)


@pytest.mark.parametrize(
    ("language", "minute", "second"),
    [
        ("en", "21 November 2026, 21:04", "21 Nov 2026, 21:04:05"),
        ("fr", "21 novembre 2026, 21:04", "21 nov. 2026, 21:04:05"),
    ],
)
def test_times_are_said_in_utc(language, minute, second):
    at = datetime(2026, 11, 21, 21, 4, 5, 999_000, tzinfo=UTC).timestamp()
    assert (get_translator(language).moment(at), get_translator(language).second(at)) == (minute, second)
