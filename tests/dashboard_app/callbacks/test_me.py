"""The customer's own file: plain words, their own data whole, and after a refusal only what weighed against them."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from dash import html

from dashboard_app.audit.log import AuditLog
from dashboard_app.audit.recorder import Remembered, RequestRecorder, Who
from dashboard_app.callbacks.me import show_my_file, show_openings
from dashboard_app.callbacks.reason_sentences import compared_sentence, few_reasons_sentence
from dashboard_app.events import Action, Event
from dashboard_app.i18n import words_in
from dashboard_app.i18n.risks import risk_text
from dashboard_app.services.explanation import explain
from dashboard_app.suppliers import NOBODY_NAMED, Suppliers
from model_bundle.decision import Decision
from tests.dashboard_app.callbacks.asking import ask_as, facts_of, of_class, parts, text_of
from tests.dashboard_app.services.people import ADVISER, SCORED, customer, first

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
JARGON = re.compile(r"SHAP|log-odds|feature|EXT_SOURCE|AMT_|DAYS_|XNA|\bnan\b")


def shown_to(portfolio, number, language):
    return show_my_file(ask_as(customer(number, language), portfolio), None)


@LANGUAGES
@pytest.mark.parametrize("decision", SCORED)
def test_a_file_says_result_reasons_and_data(portfolio, decision, language):
    words, number = words_in(language), first(portfolio, decision)
    result, reasons, data = shown_to(portfolio, number, language)

    risk = float(portfolio.probabilities[portfolio.row_of(number)])
    assert risk_text(risk, portfolio.bundle.manifest.threshold, words) in text_of(result)
    assert compared_sentence(words) in text_of(reasons)
    assert "Source" in text_of(reasons)
    gender = portfolio.bundle.catalogue.columns["CODE_GENDER"].label
    assert getattr(gender, language) in facts_of(data)


@LANGUAGES
def test_every_source_is_named_with_its_date_and_how_to_contest_it(portfolio, language):
    words, suppliers = (
        words_in(language),
        Suppliers(("Score Ltd", "Rating SA"), "National Register", "data@bank.example"),
    )
    ask = replace(ask_as(customer(int(portfolio.client_ids[0]), language), portfolio), suppliers=suppliers)
    read = text_of(show_my_file(ask, None)[2])
    for told in ("Score Ltd; Rating SA", "National Register", "data@bank.example"):
        assert told in read
    assert words.day(portfolio.bundle.manifest.created_at.timestamp()) in read
    for said in ("From external score suppliers", "From the credit bureau", "Calculated by us"):
        assert words.gettext(said) in read
    scores = [name for name in facts_of(show_my_file(ask, None)[2]) if name in _score_labels(portfolio, language)]
    assert scores, "external scores stand among the data"
    # What is kept of the histories is a person's own too.
    debt = portfolio.bundle.catalogue.columns["BUREAU_COUNT"].label
    assert any(
        getattr(debt, language) in text_of(shown_to(portfolio, number, language)[2])
        for number in portfolio.client_ids[:5].tolist()
    )


def _score_labels(portfolio, language):
    columns = portfolio.bundle.catalogue.columns
    return {getattr(columns[f"EXT_SOURCE_{number}"].label, language) for number in (1, 2, 3)}


def test_a_refusal_says_plainly_what_decides_where_few_facts_do(portfolio):
    told = 0
    for number in portfolio.client_ids[
        portfolio.probabilities >= portfolio.bundle.manifest.threshold.review_high
    ].tolist():
        found = explain(portfolio, ADVISER, number)
        read = text_of(shown_to(portfolio, number, "en")[1])
        plain = few_reasons_sentence(found, NOBODY_NAMED, words_in("en"))
        assert (plain is None) is found.has_enough_against
        assert plain is None or plain in read
        told += plain is not None
    assert told, "no client of the small bundle puts this to the test"


def test_a_refusal_names_only_what_weighed_against_the_client(portfolio):
    _, reasons, _ = shown_to(portfolio, first(portfolio, Decision.REFUSED), "en")
    assert "against granting" in text_of(reasons)
    assert of_class(reasons, "bar-raises")
    assert not of_class(reasons, "bar-lowers")
    assert len(of_class(reasons, "reason-text")) <= 4


def test_every_refused_client_is_given_a_reason(portfolio):
    refused = portfolio.client_ids[portfolio.probabilities >= portfolio.bundle.manifest.threshold.review_high]
    for number in refused.tolist():
        _, reasons, _ = shown_to(portfolio, number, "en")
        assert of_class(reasons, "reason-text"), number


def test_a_client_who_is_granted_sees_both_sides(portfolio):
    _, reasons, _ = shown_to(portfolio, first(portfolio, Decision.GRANTED), "en")
    assert of_class(reasons, "side-lowers")
    assert of_class(reasons, "side-raises")


@pytest.mark.case(16)
@LANGUAGES
def test_nothing_is_said_in_the_words_of_the_trade(portfolio, language):
    for number in portfolio.client_ids[::25].tolist():
        read = text_of(list(shown_to(portfolio, number, language)))
        assert not JARGON.findall(read)


@pytest.mark.case(12)
def test_the_number_comes_from_the_session_whatever_is_sent(portfolio):
    own, other = portfolio.client_ids[:2].tolist()
    ask = ask_as(customer(own, "en"), portfolio)
    assert text_of(list(show_my_file(ask, other))) == text_of(list(show_my_file(ask, None)))


@pytest.mark.parametrize("number", [None, 1])
def test_who_is_not_in_the_portfolio_gets_nobodys_file(portfolio, number):
    result, reasons, data = shown_to(portfolio, number, "en")
    assert "Your adviser can tell you" in text_of(result)
    # The empty cards and the download stand aside.
    assert getattr(result, "data-nofile") == ""
    assert reasons is None
    assert data is None


@LANGUAGES
def test_who_opened_the_file_is_told_without_names(portfolio, database, language):
    own, other = portfolio.client_ids[:2].tolist()
    words, log = words_in(language), AuditLog(database, b"a key of these tests")
    for name, role, number in (("ada", "adviser", own), ("ines", "admin", own), ("paul", "adviser", other)):
        recorder = RequestRecorder(log, Remembered(), Who(name, role, name, "192.0.2.7"), 1_000)
        recorder.record(Event(Action.OPEN, number))

    office = SimpleNamespace(audit=log)
    content = show_openings(ask_as(customer(own, language), portfolio, office=office), None)
    read = text_of(content)
    assert words.gettext("An adviser of the lender") in read
    assert words.gettext("An administrator of the lender") in read
    assert "UTC" in read
    assert not any(name in read for name in ("ada", "ines", "paul", str(other), "192.0.2.7"))
    assert len([part for part in parts(content) if isinstance(part, html.Tr)]) == 1 + 2


def test_a_file_that_nobody_opened_says_so(portfolio, database):
    office = SimpleNamespace(audit=AuditLog(database, b"a key of these tests"))
    ask = ask_as(customer(int(portfolio.client_ids[0]), "en"), portfolio, office=office)
    assert "Nobody" in text_of(show_openings(ask, None))
