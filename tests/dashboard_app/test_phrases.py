"""Facts as people say them: durations, multiples, counts, and what is not there."""

import math
import re

import pytest

from dashboard_app.i18n import get_translator
from dashboard_app.i18n.phrases import FactText, Values, fact_text, has_phrase, mentioned, sentence, topics
from model_build.features import plan
from model_build.tables import HISTORY_TABLES
from tests.model_build.known_categories import CATEGORIES

EN, FR = get_translator("en"), get_translator("fr")
NAN = math.nan
ORGANIZATIONS = CATEGORIES["ORGANIZATION_TYPE"]
ENTRIES = plan(HISTORY_TABLES, CATEGORIES, with_age=True).catalogue.features
CLIENT = {
    "AMT_CREDIT": 225_000.0,
    "AMT_ANNUITY": 17_500.0,
    "AMT_GOODS_PRICE": 180_000.0,
    "CREDIT_TO_ANNUITY": 225_000 / 17_500,
    "CREDIT_TO_GOODS": 1.25,
    "CREDIT_TO_EMPLOYED": 26.0,
    "CAR_AGE_TO_EMPLOYED": 0.74,
    "OWN_CAR_AGE": 4.0,
    "DAYS_EMPLOYED": -23.4 * 365.25,
    "EXT_MEAN": 0.31,
    "EXT_SOURCE_1": NAN,
    "ENQUIRY_COUNT": NAN,
    "AMT_REQ_CREDIT_BUREAU_YEAR": 1.0,
    "PREV_REFUSED_SHARE": 2 / 24,
    "PREV_COUNT": 24.0,
    "INST_LATE_SHARE": 0.0,
    "DAYS_LATEST_CHANGE": 0.0,
    "INST_COUNT": 24.0,
    "INST_SHORT_SHARE": 1 / 24,
    "PREV_DAYS_EARLY": -61.0,
    "PREV_LAST_PAYMENTS": 12.0,
    "INCOME_AFTER_ANNUITY": -4_500.0,
    "NAME_EDUCATION_TYPE": 3.0,
    "OCCUPATION_TYPE": 7.0,
}


def client(**changes):
    values = {**dict.fromkeys(ENTRIES, NAN), **CLIENT, **changes}
    return Values(ENTRIES, values)


def said(name, typical, translator, **changes):
    return sentence([fact_text(ENTRIES[name], typical, client(**changes), translator)], translator)


@pytest.mark.parametrize(
    ("name", "typical", "english", "french"),
    [
        (
            "CREDIT_TO_ANNUITY",
            20.0,
            "At least 13 instalments of 17,500 for a credit of 225,000.",
            "Au moins 13 mensualités de 17 500 pour un crédit de 225 000.",
        ),
        (
            "CREDIT_TO_GOODS",
            1.11,
            "Credit equal to 125% of the price of the goods (typical: 111%).",
            "Crédit égal à 125 % du prix du bien (valeur typique : 111 %).",
        ),
        (
            "CREDIT_TO_EMPLOYED",
            100.0,
            "23 years in the job for a credit of 225,000.",
            "23 ans d’ancienneté dans l’emploi pour un crédit de 225 000.",
        ),
        (
            "CAR_AGE_TO_EMPLOYED",
            1.0,
            "Car 4 years old, 23 years in the job.",
            "Voiture de 4 ans, 23 ans d’ancienneté dans l’emploi.",
        ),
        (
            "EXT_MEAN",
            0.58,
            "Average external score of 0.31 (typical: 0.58), on a scale from 0 (weak) to 1 (strong).",
            "Score externe moyen de 0,31 (valeur typique : 0,58), sur une échelle de 0 (faible) à 1 (solide).",
        ),
        (
            "EXT_SOURCE_1",
            0.5,
            "No score from the first external source.",
            "Aucun score auprès de la première source externe.",
        ),
        (
            "ENQUIRY_COUNT",
            2.0,
            "Number of bureau enquiries not available.",
            "Nombre d’interrogations du fichier non disponible.",
        ),
        (
            "AMT_REQ_CREDIT_BUREAU_YEAR",
            0.0,
            "1 bureau enquiry 3 to 12 months ago (typical: 0).",
            "1 interrogation du fichier il y a 3 à 12 mois (valeur typique : 0).",
        ),
        (
            "PREV_REFUSED_SHARE",
            0.0,
            "2 of 24 earlier applications refused.",
            "2 demandes antérieures refusées sur 24.",
        ),
        (
            "INST_SHORT_SHARE",
            0.0,
            "1 of 24 instalments not paid in full.",
            "1 mensualité non soldée sur 24.",
        ),
        (
            "PREV_DAYS_EARLY",
            90.0,
            "Earlier credits ended 2 months after their term on average.",
            "Crédits antérieurs terminés 2 mois après leur terme en moyenne.",
        ),
        (
            "PREV_DAYS_EARLY",
            -122.0,
            "Earlier credits ended 2 months after their term on average (typical: 4 months).",
            "Crédits antérieurs terminés 2 mois après leur terme en moyenne (valeur typique : 4 mois).",
        ),
        (
            "PREV_LAST_PAYMENTS",
            24.0,
            "Latest credit agreed over 12 instalments (typical: 24).",
            "Dernier crédit prévu en 12 mensualités (valeur typique : 24).",
        ),
        (
            "INCOME_AFTER_ANNUITY",
            90_000.0,
            "One instalment 4,500 above the income.",
            "Mensualité supérieure de 4 500 aux revenus.",
        ),
        ("INST_LATE_SHARE", 0.1, "No instalment paid late.", "Aucune mensualité payée en retard."),
        (
            "DAYS_LATEST_CHANGE",
            700.0,
            "Phone or papers changed on the day of the application.",
            "Téléphone ou papiers modifiés le jour même.",
        ),
        ("NAME_EDUCATION_TYPE", 1.0, "Education: higher education.", "Niveau d’études : études supérieures."),
        ("OCCUPATION_TYPE", 1.0, "Occupation: IT staff.", "Profession : informaticien(ne)."),
    ],
)
def test_a_fact_is_said_as_people_say_it(name, typical, english, french):
    plain = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})
    assert said(name, typical, EN) == english
    assert said(name, typical, FR).translate(plain) == french.translate(plain)


def test_counts_are_singular_below_two_in_french_and_at_one_in_english():
    name = "AMT_REQ_CREDIT_BUREAU_YEAR"
    assert "1.5 bureau enquiries" in said(name, 0.0, EN, **{name: 1.5})
    assert "1,5\N{NO-BREAK SPACE}interrogation du" in said(name, 0.0, FR, **{name: 1.5})
    assert "2\N{NO-BREAK SPACE}interrogations du" in said(name, 0.0, FR, **{name: 2.0})


@pytest.mark.parametrize(("value", "english", "french"), [
    (1.96, "2 bureau enquiries", "2\N{NO-BREAK SPACE}interrogations"),
    (1.95, "2 bureau enquiries", "2\N{NO-BREAK SPACE}interrogations"),
    (1.94, "1.9 bureau enquiries", "1,9\N{NO-BREAK SPACE}interrogation du"),
    (1.02, "1 bureau enquiry", "1\N{NO-BREAK SPACE}interrogation du"),
])  # fmt: skip
def test_the_number_that_is_read_decides_between_singular_and_plural(value, english, french):
    name = "AMT_REQ_CREDIT_BUREAU_YEAR"
    assert english in said(name, 0.0, EN, **{name: value}).lower()
    assert french in said(name, 0.0, FR, **{name: value}).lower()


@pytest.mark.parametrize("translator", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("others", [3.0, -3.0])
def test_no_fact_holds_a_minus_whatever_the_sign(translator, others):
    told = 0
    for entry in ENTRIES.values():
        for value in (-4000.0, -0.4, 0.0, 61.0):
            for typical in (-500.0, 500.0):
                person = Values(ENTRIES, {**dict.fromkeys(ENTRIES, others), entry.name: value})
                if not entry.categories and has_phrase(entry, typical, person, translator):
                    text = sentence([fact_text(entry, typical, person, translator)], translator)
                    assert not re.search(r"[-\N{MINUS SIGN}]\W?\d", text), f"{entry.name} {value} {typical}: {text}"
                    told += 1
    assert told > 400


@pytest.mark.parametrize(
    ("name", "typical", "changes", "expected"),
    [
        ("EXT_MEAN", 0.58, {}, True),
        ("EXT_MEAN", 0.312, {}, False),
        ("EXT_MEAN", NAN, {}, True),
        ("EXT_SOURCE_1", NAN, {}, False),
        ("EXT_SOURCE_1", 0.5, {}, True),
        ("CAR_AGE_TO_EMPLOYED", 1.0, {"OWN_CAR_AGE": NAN}, False),
        ("CREDIT_TO_EMPLOYED", 1.0, {"DAYS_EMPLOYED": math.inf}, False),
        ("CREDIT_TO_GOODS", 1.2501, {}, False),
        ("EXT_PRODUCT", 0.1, {"EXT_PRODUCT": 0.4}, False),
        ("REGION_RATING_CLIENT", 1.0, {"REGION_RATING_CLIENT": 2.0}, False),
        ("ORGANIZATION_TYPE", 1.0, {"ORGANIZATION_TYPE": float(ORGANIZATIONS.index("Transport: type 4"))}, False),
        ("ORGANIZATION_TYPE", 1.0, {"ORGANIZATION_TYPE": float(ORGANIZATIONS.index("School"))}, True),
    ],
    ids=["apart", "reads alike", "no typical", "unknown on both sides", "unknown", "a part unknown", "no number",
         "percent alike", "a product", "protected", "a code", "an employer"],
)  # fmt: skip
def test_what_may_be_said(name, typical, changes, expected):
    assert has_phrase(ENTRIES[name], typical, client(**changes), EN) is expected


def test_a_phrase_names_what_it_tells_of():
    assert mentioned(ENTRIES["CREDIT_TO_EMPLOYED"]) == {"CREDIT_TO_EMPLOYED", "DAYS_EMPLOYED", "AMT_CREDIT"}
    assert mentioned(ENTRIES["PREV_REFUSED_SHARE"]) == {"PREV_REFUSED_SHARE", "PREV_COUNT"}
    assert "DAYS_ID_PUBLISH" in topics(ENTRIES["DAYS_LATEST_CHANGE"]) - mentioned(ENTRIES["DAYS_LATEST_CHANGE"])


def test_two_facts_are_one_sentence():
    facts = [FactText("car 4 years old", "9 years"), FactText("no debt")]
    assert sentence(facts, EN) == "Car 4 years old (typical: 9 years); no debt."


@pytest.mark.parametrize("translator", [EN, FR], ids=["en", "fr"])
def test_every_phrase_can_be_written(translator):
    values = Values(ENTRIES, dict.fromkeys(ENTRIES, 3.0))
    for entry in ENTRIES.values():
        for value in (0.0, 1.0, 2.5, 1e9, -1.0, NAN):
            written = fact_text(entry, 2.0, Values(ENTRIES, {**values.values, entry.name: value}), translator)
            assert written.text and not {"{", "}"} & set(written.text), entry.name


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (1.96, "2 days", "2 jours"),
        (1.95, "2 days", "2 jours"),
        (1.94, "1.9 days", "1,9 jour"),
        (1.04, "1 day", "1 jour"),
    ],
)
def test_lengths_and_points_are_singular_by_what_is_written(count, english, french):
    assert EN.ngettext("%(count)s day", "%(count)s days", count) == english
    assert FR.ngettext("%(count)s day", "%(count)s days", count) == french


def test_points_are_singular_by_as_many_decimals_as_are_written():
    assert FR.points_text(0.0196) == "2,0 points" and FR.points_text(0.0196, 2) == "1,96 point"
    assert EN.points_text(0.0104) == "1.0 point" and EN.points_text(0.0104, 2) == "1.04 points"
