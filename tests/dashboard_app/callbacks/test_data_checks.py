"""Applicants whose data must be checked: nothing of a score anywhere, and what is wrong everywhere."""

import numpy as np
import pytest

from dashboard_app.callbacks import client, client_list, me
from dashboard_app.events import Action
from dashboard_app.i18n import get_translator
from dashboard_app.presenters.data_check_view import allowed
from dashboard_app.services import client_list as client_list_service
from dashboard_app.services import explanation, prediction, scoring
from dashboard_app.services.client_list import ListQuery
from dashboard_app.services.data_checks import DataCheckError
from model_bundle.decision import Decision
from tests.dashboard_app.callbacks.asking import (
    context_as,
    facts_of,
    figures_in,
    file_choices,
    of_class,
    show_file,
    text_of,
)
from tests.dashboard_app.checked import CHECKS, PLACES, check, checked_bundle, opened
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer, following, open_file, simulate_file

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
WORD = {"en": "Data to be checked", "fr": "Données à vérifier"}


@pytest.fixture(scope="module")
def checked(built, active_bundle, tmp_path_factory):
    numbers = active_bundle.client_ids[list(PLACES)].tolist()
    return opened(checked_bundle(built.path, tmp_path_factory.mktemp("checked"), numbers))


@pytest.fixture(scope="module")
def number(checked):
    return int(checked.client_ids[PLACES[1]])


@pytest.mark.parametrize(
    ("service", "opening"),
    [
        (scoring.score, open_file),
        (explanation.explain, open_file),
        (prediction.predict_client, simulate_file),
    ],
)
def test_no_service_makes_a_score(checked, number, service, opening):
    with pytest.raises(DataCheckError, match=r"AMT_CREDIT is 3\.4028") as refused:
        service(opening(checked, ADVISER, number))
    assert refused.value.checks == CHECKS


def test_who_may_see_the_file_sees_what_is_wrong_and_others_do_not(checked, number, active_bundle):
    assert open_file(checked, ADVISER, number).data_checks == CHECKS
    assert open_file(checked, ADVISER, int(checked.client_ids[1])).data_checks == ()
    with pytest.raises(Exception, match="no client with this number"):
        open_file(checked, following(1), number)
    with pytest.raises(Exception, match="no client with this number"):
        open_file(checked, customer(int(active_bundle.client_ids[1])), number)


@LANGUAGES
def test_the_list_shows_filters_and_counts_them(checked, language):
    ctx = context_as(ADVISER, checked, language)
    request = {
        "startRow": 0,
        "endRow": 100,
        "sortModel": [],
        "filterModel": {"decision": {"filter": Decision.DATA_CHECK.value}},
    }
    answer, _, decisions, _ = client_list.list_rows(ctx, request=request)
    rows = answer["rowData"]
    assert [row["client_id"] for row in rows] == [str(checked.client_ids[place]) for place in PLACES]
    assert {(row["decision"], row["tone"], row["probability"], row["distance"]) for row in rows} == {
        (WORD[language], "check", "–", "–")
    }
    assert decisions[-1]["label"] == f"{WORD[language]} (3)"
    assert "nan" not in str(answer).lower()


@pytest.mark.parametrize("column", client_list_service.SORTS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_holds_everybody_and_those_without_a_score_last_by_risk(checked, column, descending):
    block = client_list_service.list_clients(checked, ADMIN, ListQuery(sort=column, descending=descending, end=500))
    numbers = [row.client_id for row in block.rows]
    assert sorted(numbers) == checked.client_ids.tolist()
    if client_list_service.SORTS[column] == "probability":
        assert numbers[-3:] == checked.client_ids[list(PLACES)].tolist()
        assert all(not np.isnan(row.probability) for row in block.rows[:-3])


@LANGUAGES
def test_the_file_says_what_is_wrong_and_shows_no_score(checked, number, language):
    ctx = context_as(ADVISER, checked, language)
    head, decision, who, opened_number = show_file(ctx, f"/client/{number}")
    said = text_of(decision)
    assert WORD[language] in said
    for value in ("3.40282346638529e+38", "4000", "500", "13900", "DAYS_CREDIT"):
        assert value in said
    translator = get_translator(language)
    assert all(allowed(found, translator) in said for found in CHECKS)
    assert figures_in(decision) == []
    assert "%" not in said
    assert str(number) in text_of(head)
    assert opened_number == number
    assert len(of_class(who, "cs-wrong")) == 3
    assert any("500" in str(value) for value in facts_of(who).values())


@LANGUAGES
@pytest.mark.parametrize("view", ["words", "families", "variables"])
def test_there_are_no_reasons(checked, number, language, view):
    content = client.show_reasons(context_as(ADVISER, checked, language), path=f"/client/{number}", view=view)
    assert get_translator(language).gettext("There is no score to explain") in text_of(content)
    assert figures_in(content) == []


def test_the_form_marks_the_cells(checked, number):
    content = client.show_form(context_as(ADVISER, checked, "en"), path=f"/client/{number}")
    marked = [text_of(part) for part in of_class(content, "cs-wrong")]
    assert len(marked) == 3
    assert all("not possible" in text for text in marked)


def test_a_comparison_still_shows_what_is_known(checked, number):
    ctx = context_as(ADVISER, checked, "en")
    content, _ = client.show_comparison(ctx, path=f"/client/{number}", choices=file_choices("EXT_SOURCE_2"))
    assert content is not None


@LANGUAGES
def test_the_customer_reads_it_in_plain_words(checked, number, language):
    ctx = context_as(customer(number, language), checked, language)
    result, reasons, mine = me.show_my_file(ctx)
    assert get_translator(language).gettext("Your data must be checked first") in text_of(result)
    assert "3.40282346638529e+38" in text_of(result)
    assert figures_in([result, reasons, mine]) == []
    assert "%" not in text_of(result)


def test_what_is_opened_is_on_record_without_a_score(checked, number):
    actor = following(number)
    show_file(context_as(actor, checked, "en"), f"/client/{number}")
    events = [event for _, event in actor.recorder.events if event.action is Action.OPEN]
    assert events
    assert {event.score for event in events if event.client_id == number} == {None}


@pytest.mark.parametrize(
    ("found", "english", "french"),
    [
        (check("application_test", "EXT_SOURCE_2", -3), "a number from 0 to 1", "un nombre de 0 à 1"),
        (check("application_test", "CNT_CHILDREN", 500), "a whole number from 0 to 30", "un nombre entier de 0 à 30"),
        (
            check("application_test", "DAYS_EMPLOYED", 5),
            "a number from −40,150 to 0, or 365,243, in days, negative before the application",
            "un nombre de −40\u202f150 à 0, ou 365\u202f243, en jours, négatifs avant la demande",
        ),
    ],
)
def test_what_is_possible_is_said_in_both_languages(found, english, french):
    assert allowed(found, get_translator("en")) == english
    assert allowed(found, get_translator("fr")) == french
