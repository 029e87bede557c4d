"""Facts that a person reads: human units, words for what is missing, singular and plural."""

import math
from dataclasses import replace

import pytest

from dashboard_app.i18n import get_translator
from dashboard_app.i18n.values import format_value
from dashboard_app.presenters.profile_view import ProfileFormatter, form_facts, missing_sentence
from dashboard_app.services.profile import FormCell, Profile, form, profile
from model_bundle.home_credit import DAYS_PER_YEAR
from tests.dashboard_app.services.people import ADVISER, open_file

EN, FR = get_translator("en"), get_translator("fr")
PERSON = Profile(
    client_id=100_001,
    age=28.9,
    family_status="Married",
    children=2,
    occupation="Drivers",
    income_type="Working",
    employed_years=3.2,
    income=135_000.0,
    housing="House / apartment",
    education="Higher education",
    contract="Cash loans",
    amount=500_000.0,
    annuity=25_000.0,
    goods_price=450_000.0,
    weekday="MONDAY",
    hour=10,
)
NOBODY = Profile(100_001, *(None,) * 15)


@pytest.fixture
def facts(active_bundle):
    """A function: a person to all facts by label."""

    def said(person, translator=EN):
        made = ProfileFormatter(person, active_bundle.bundle.catalogue, translator)
        return {fact.label: fact.value for fact in (*made.who(), *made.request_facts())}

    return said


def test_facts_are_said_in_english(facts):
    said = facts(PERSON)
    assert said["Age"] == "28 years"
    assert said["Household"].endswith(", 2 children")
    assert said["Work"].endswith(", employed for 3 years")
    assert said["Income"] == "135,000"
    assert said["Credit / instalment"] == "at least 20 instalments"
    assert said["Applied on"] == "Monday at 10:00"


def test_facts_are_said_in_french(facts):
    said = facts(PERSON, FR)
    assert "28 ans" in said.values()
    assert "500\u202f000" in said.values()
    assert any("2 enfants" in value for value in said.values())


@pytest.mark.parametrize(("children", "translator"), [(0, "no children"), (1, "1 child"), (3, "3 children")])
def test_children_are_counted_in_words(facts, children, translator):
    assert facts(replace(PERSON, children=children))["Household"].endswith(f", {translator}")


@pytest.mark.parametrize(
    ("years", "said"), [(0.05, "18 days"), (0.4, "4 months"), (1.2, "14 months"), (2.1, "2 years"), (0.0, "0 days")]
)
def test_time_in_a_job_is_said_as_the_form_says_it(facts, active_bundle, years, said):
    """A page that says "1 year" here and "14 months" there contradicts itself."""
    assert facts(replace(PERSON, employed_years=years))["Work"].endswith(f", employed for {said}")
    entry = active_bundle.bundle.catalogue.columns["DAYS_EMPLOYED"]
    assert format_value(EN, entry, -years * DAYS_PER_YEAR) == said


@pytest.mark.parametrize("years", [12.0, 12.01, 12.6, 12.99])
def test_interest_comes_on_top_so_that_there_are_at_least_so_many_instalments(facts, years):
    said = facts(replace(PERSON, amount=1_000 * years, annuity=1_000.0))["Credit / instalment"]
    assert said == f"at least {12 if years == 12 else 13} instalments"


def test_who_has_no_job_is_told_the_same_in_the_form_and_among_the_variables(active_bundle):
    catalogue = active_bundle.bundle.catalogue
    form_entry, feature = catalogue.columns["DAYS_EMPLOYED"], catalogue.features["DAYS_EMPLOYED"]
    for translator in (EN, FR):
        assert format_value(translator, form_entry, 365_243) == format_value(translator, feature, math.nan)
    assert format_value(EN, feature, math.nan) == "no current job stated"


def test_without_years_in_a_job_there_is_only_the_job(facts):
    assert "employed" not in facts(replace(PERSON, employed_years=None))["Work"]


def test_without_an_occupation_the_source_of_income_is_named(facts):
    other = facts(replace(PERSON, occupation=None, employed_years=None))["Work"]
    assert other not in {facts(replace(PERSON, employed_years=None))["Work"], "not known"}


@pytest.mark.parametrize(
    ("translator", "unknown"), [(EN, "not known"), (FR, FR.gettext("not known"))], ids=["en", "fr"]
)
def test_what_is_missing_is_a_word(facts, translator, unknown):
    assert set(facts(NOBODY, translator).values()) == {unknown}


@pytest.mark.parametrize("translator", [EN, FR], ids=["en", "fr"])
def test_the_form_has_no_raw_name_and_no_raw_value(active_bundle, translator):
    for number in active_bundle.client_ids[::40].tolist():
        said = form_facts(form(open_file(active_bundle, ADVISER, number)), translator)
        for fact in said:
            assert fact.label not in active_bundle.bundle.catalogue.columns
            assert "365" not in fact.value or "DAYS" not in fact.hint
            assert "." not in fact.value or len(fact.value.split(".")[-1].split()[0]) <= 4, fact
            assert fact.hint


def test_empty_fields_are_counted(active_bundle):
    cells = form(open_file(active_bundle, ADVISER, int(active_bundle.client_ids[0])))
    empty = [cell for cell in cells if cell.value is None]
    full = [cell for cell in cells if cell.value is not None]
    assert missing_sentence(full, EN) == "Every field that the estimate reads is filled in."
    gap = FormCell(cells[0].entry, None)
    assert missing_sentence([gap], EN).startswith("1 field that the estimate reads is empty")
    assert missing_sentence([gap, gap], EN).startswith("2 fields that the estimate reads are empty")
    assert missing_sentence([gap, gap._replace(is_used=False)], EN) == missing_sentence([gap], EN)
    unread = {cell.entry.name for cell in cells if not cell.is_used}
    assert {"FLOORSMAX_MEDI", "APARTMENTS_MODE"} <= unread
    assert not unread & set(active_bundle.feature_index)
    assert len(form_facts(cells, EN)) == len(cells) - len(empty)


def test_the_first_facts_of_every_client_can_be_said(active_bundle, facts):
    for number in active_bundle.client_ids.tolist():
        said = facts(profile(open_file(active_bundle, ADVISER, number)))
        assert all(said.values()), number
