"""Facts that a person reads: human units, words for what is missing, singular and plural."""

from dataclasses import replace

import pytest

from dashboard_app.callbacks.profile_view import ProfileWords, form_facts, missing_sentence
from dashboard_app.i18n import words_in
from dashboard_app.services.profile import FormCell, Profile, form, profile
from tests.dashboard_app.services.people import ADVISER

EN, FR = words_in("en"), words_in("fr")
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
def facts(portfolio):
    """A function: a person to all facts by label."""

    def said(person, words=EN):
        made = ProfileWords(person, portfolio.bundle.catalogue, words)
        return {fact.label: fact.value for fact in (*made.who(), *made.asked())}

    return said


def test_facts_are_said_in_english(facts):
    said = facts(PERSON)
    assert said["Age"] == "28 years"
    assert said["Household"].endswith(", 2 children")
    assert said["Work"].endswith(", employed for 3 years")
    assert said["Income"] == "135,000"
    assert said["Length"] == "about 20 instalments"
    assert said["Asked on"] == "Monday, 10:00"


def test_facts_are_said_in_french(facts):
    said = facts(PERSON, FR)
    assert "28 ans" in said.values()
    assert "500\u202f000" in said.values()
    assert any("2 enfants" in value for value in said.values())


@pytest.mark.parametrize(("children", "words"), [(0, "no children"), (1, "1 child"), (3, "3 children")])
def test_children_are_counted_in_words(facts, children, words):
    assert facts(replace(PERSON, children=children))["Household"].endswith(f", {words}")


def test_a_new_job_is_less_than_a_year_old(facts):
    assert facts(replace(PERSON, employed_years=0.4))["Work"].endswith(", employed for less than a year")


def test_without_years_in_a_job_there_is_only_the_job(facts):
    assert "employed" not in facts(replace(PERSON, employed_years=None))["Work"]


def test_without_an_occupation_the_source_of_income_is_named(facts):
    other = facts(replace(PERSON, occupation=None, employed_years=None))["Work"]
    assert other not in {facts(replace(PERSON, employed_years=None))["Work"], "not known"}


@pytest.mark.parametrize(("words", "unknown"), [(EN, "not known"), (FR, FR.gettext("not known"))], ids=["en", "fr"])
def test_what_is_missing_is_a_word(facts, words, unknown):
    assert set(facts(NOBODY, words).values()) == {unknown}


@pytest.mark.parametrize("words", [EN, FR], ids=["en", "fr"])
def test_the_form_has_no_raw_name_and_no_raw_value(portfolio, words):
    for number in portfolio.client_ids[::40].tolist():
        said = form_facts(form(portfolio, ADVISER, number), words)
        for fact in said:
            assert fact.label not in portfolio.bundle.catalogue.columns
            assert "365" not in fact.value or "DAYS" not in fact.hint
            assert "." not in fact.value or len(fact.value.split(".")[-1].split()[0]) <= 4, fact
            assert fact.hint


def test_empty_fields_are_counted(portfolio):
    cells = form(portfolio, ADVISER, int(portfolio.client_ids[0]))
    empty = [cell for cell in cells if cell.value is None]
    full = [cell for cell in cells if cell.value is not None]
    assert missing_sentence(full, EN) == "Every field of the form is filled in."
    gap = FormCell(cells[0].entry, None)
    assert missing_sentence([gap], EN).startswith("1 field of the form is empty")
    assert missing_sentence([gap, gap], EN).startswith("2 fields of the form are empty")
    assert len(form_facts(cells, EN)) == len(cells) - len(empty)


def test_the_first_facts_of_every_client_can_be_said(portfolio, facts):
    for number in portfolio.client_ids.tolist():
        said = facts(profile(portfolio, ADVISER, number))
        assert all(said.values()), number
