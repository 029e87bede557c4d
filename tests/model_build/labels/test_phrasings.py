"""Every feature is marked: what may be named of it, what is protected, and where it comes from."""

import math
import re

import pytest

from dashboard_app.i18n.phrases import mentioned
from model_build.features import plan
from model_build.labels.phrasings import PHRASINGS
from model_build.tables import HISTORY_TABLES
from model_build.target_encoding.row_features import row_features
from model_bundle.naming import Ground, Naming, Source
from tests.model_build.features.hand_made import features_of
from tests.model_build.known_categories import CATEGORIES
from tests.reasons import NEVER, PROTECTED, SILENT

CATALOGUE = plan(HISTORY_TABLES, CATEGORIES, with_age=True).with_fitted(row_features(HISTORY_TABLES)).catalogue
ENTRIES = {**CATALOGUE.columns, **CATALOGUE.features}
# Rows of a client whose histories say nothing but that there is one: whatever a table may leave out is not there.
BARE = {
    "bureau": [{"SK_ID_BUREAU": 1, "CREDIT_ACTIVE": "Closed", "DAYS_CREDIT": -900, "CREDIT_DAY_OVERDUE": 0,
                "CNT_CREDIT_PROLONG": 0, "AMT_CREDIT_SUM_OVERDUE": 0.0, "CREDIT_TYPE": "Consumer credit"}],
    "bureau_balance": [{"SK_ID_BUREAU": 1, "MONTHS_BALANCE": -3, "STATUS": "0"}],
    "previous_application": [{"SK_ID_PREV": 1, "NAME_CONTRACT_STATUS": "Approved", "DAYS_DECISION": -800,
                              "NAME_CONTRACT_TYPE": "Revolving loans", "CODE_REJECT_REASON": "XAP"}],
    "POS_CASH_balance": [{"SK_ID_PREV": 1, "MONTHS_BALANCE": -2, "NAME_CONTRACT_STATUS": "Completed", "SK_DPD": 0,
                          "SK_DPD_DEF": 0}],
    "installments_payments": [{"SK_ID_PREV": 1, "NUM_INSTALMENT_VERSION": 1.0, "NUM_INSTALMENT_NUMBER": 1,
                               "DAYS_INSTALMENT": -500.0, "DAYS_ENTRY_PAYMENT": -500.0, "AMT_INSTALMENT": 10.0,
                               "AMT_PAYMENT": 10.0}],
    "credit_card_balance": [{"SK_ID_PREV": 2, "MONTHS_BALANCE": -1, "AMT_BALANCE": 0.0, "SK_DPD": 0, "SK_DPD_DEF": 0,
                             "AMT_CREDIT_LIMIT_ACTUAL": 0}],
}  # fmt: skip
MISSING_OF_BARE = re.compile(
    "AMT_GOODS_PRICE|DAYS_EMPLOYED|OWN_CAR_AGE|OCCUPATION_TYPE|ORGANIZATION_TYPE|EXT_SOURCE_.|AMT_REQ_.*|ENQUIRY_COUNT"
    "|BUREAU_(SINCE_CLOSED|DEBT|CREDIT|CREDIT_MAX|NEW_CREDIT_..?M|OVERDUE_(AMOUNT_MAX|AMOUNT_MEAN|COUNT))"
    "|PREV_(ANNUITY_MEAN|LAST_ANNUITY)"
)
"""Features of which the missing datum itself is all that is said: no date, no amount, no answer."""
TEXTS = [
    text
    for one in ENTRIES.values()
    for text in (one.phrasing.value, one.phrasing.zero, one.phrasing.negative, one.phrasing.absent)
    if text is not None
] + [family.contents for family in CATALOGUE.families.values() if family.contents is not None]


def test_marks_are_those_of_features_and_columns():
    assert set(PHRASINGS) <= set(ENTRIES)


def test_what_is_named_has_words_and_nothing_else_has():
    for entry in ENTRIES.values():
        assert (entry.phrasing.naming is Naming.VALUE) is (entry.phrasing.value is not None), entry.name


def test_protected_features_carry_their_ground_and_are_never_named():
    for name, entry in ENTRIES.items():
        assert (entry.phrasing.ground is not None) is bool(PROTECTED.match(name)), name
        assert entry.phrasing.ground is None or entry.phrasing.value is None, name
    assert {entry.phrasing.ground for entry in ENTRIES.values()} - {None} == set(Ground)


def test_what_nobody_can_talk_about_is_never_named():
    assert not [name for name, entry in ENTRIES.items() if NEVER.fullmatch(name) and entry.phrasing.value is not None]


def test_no_phrase_tells_of_what_is_protected():
    for entry in ENTRIES.values():
        if entry.phrasing.value is not None:
            assert not [name for name in mentioned(entry) if PROTECTED.match(name)], entry.name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_phrases_hold_features_that_may_be_there(language):
    for entry in ENTRIES.values():
        if entry.phrasing.value is not None:
            names = re.findall(r"[A-Z_0-9]{4,}", getattr(entry.phrasing.value, language))
            assert set(names) <= set(ENTRIES), entry.name
            assert set(entry.phrasing.about) <= set(ENTRIES), entry.name


def test_both_languages_hold_the_same_values():
    for entry in ENTRIES.values():
        for text in (entry.phrasing.value, entry.phrasing.negative):
            english, french = (
                ([], [])
                if text is None
                else (sorted(re.findall(r"\{(\w+)", written)) for written in (text.en, text.fr))
            )
            assert english == french, entry.name


def test_phrases_are_parts_of_sentences():
    for text in TEXTS:
        for written in (text.en, text.fr):
            assert not written[0].isupper() and not written.endswith("."), written
            assert "'" not in written, written
        plain = re.sub(r"\{[^}]*\}", "", text.fr)
        assert not re.search(r"[^\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}][;:!?%]", plain), text.fr


def test_every_source_is_that_of_some_feature():
    assert {entry.phrasing.source for entry in ENTRIES.values()} == set(Source)
    assert ENTRIES["EXT_SOURCE_2"].phrasing.source is Source.SCORES
    assert (
        ENTRIES["AMT_INCOME_TOTAL"].phrasing.source is Source.CLIENT
        and not ENTRIES["AMT_INCOME_TOTAL"].phrasing.is_computed
    )
    assert ENTRIES["CREDIT_TO_INCOME"].phrasing.is_computed


def test_families_that_may_speak_alone_say_what_they_are_made_of():
    silent = {name for name, family in CATALOGUE.families.items() if family.contents is None}
    assert silent == {"household", "building", "region", "application_time", "social_circle", "person"}


def test_what_is_said_in_place_of_a_value_is_true_of_a_history_without_it():
    found = features_of({"AMT_CREDIT": 1000.0}, **BARE)
    named = [name for name, value in found.items() if math.isnan(value) and CATALOGUE.features[name].phrasing.absent]

    assert "BUREAU_DEBT" in named and not math.isnan(found["BUREAU_COUNT"])
    assert [name for name in named if not MISSING_OF_BARE.fullmatch(name)] == []


def test_nothing_is_said_of_the_conduct_of_somebody_without_a_history():
    found = features_of({"AMT_CREDIT": 1000.0}, **dict.fromkeys(BARE, ()))
    said = {name: CATALOGUE.features[name].phrasing.absent for name, value in found.items() if math.isnan(value)}
    texts = [text.en for text in said.values() if text is not None]

    assert "no credit with other lenders on record" in texts and "no earlier application to us" in texts
    assert not [text for text in texts if re.search("late|refused|drawing|month overdue|down payment|paid early", text)]


def test_no_plural_stands_in_brackets():
    labels = [
        text
        for one in (*ENTRIES.values(), *CATALOGUE.families.values())
        for text in (one.label, getattr(one, "definition", None), getattr(one, "null_rule", None))
        if text is not None
    ]
    for text in (*TEXTS, *labels):
        assert not re.search(r"\(s\)", text.en + text.fr), text


def test_categories_that_tell_of_a_protected_ground_or_of_health_are_marked():
    marked = {entry.name: dict(entry.phrasing.silent) for entry in CATALOGUE.features.values() if entry.phrasing.silent}
    assert {name: tuple(categories) for name, categories in marked.items()} == SILENT
    assert marked["NAME_INCOME_TYPE"] == {"Pensioner": Ground.AGE, "Maternity leave": Ground.GENDER}
    assert marked["NAME_HOUSING_TYPE"] == {"With parents": Ground.FAMILY_SITUATION}
    assert set(marked["PREV_LAST_GOODS"].values()) == {None}
    for name, categories in marked.items():
        assert set(categories) <= {category.value for category in CATALOGUE.features[name].categories}


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("BUREAU_NEW_12M", "no credit opened with other lenders within 12 months",
         "aucun nouveau crédit auprès d’autres prêteurs en 12 mois"),
        ("BUREAU_BAD_COUNT", "no credit written off or sold by other lenders",
         "aucun crédit passé en perte ou cédé par d’autres prêteurs"),
    ],
)  # fmt: skip
def test_none_says_what_there_is_none_of(name, english, french):
    said = CATALOGUE.features[name].phrasing
    assert (said.zero.en, said.zero.fr) == (english, french)


def test_the_length_of_the_latest_credit_is_what_was_agreed():
    assert "repaid" not in CATALOGUE.features["PREV_LAST_PAYMENTS"].phrasing.value.en
