"""The customer's own file: plain words, their own data whole, and after a refusal only what weighed against them."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from dash import html

from dashboard_app.audit.log import AuditLog
from dashboard_app.audit.recorder import LoggedEvents, Requester, RequestRecorder
from dashboard_app.callbacks.me import show_access_history, show_my_file
from dashboard_app.events import Action, Event
from dashboard_app.i18n import get_translator
from dashboard_app.i18n.risks import risk_text
from dashboard_app.presenters.reason_sentences import compared_sentence, few_reasons_sentence
from dashboard_app.services.explanation import explain
from dashboard_app.suppliers import NOBODY_NAMED, Suppliers
from model_bundle.decision import Decision
from tests.dashboard_app.callbacks.asking import context_as, facts_of, of_class, parts, text_of
from tests.dashboard_app.services.people import ADVISER, SCORED, customer, first, open_file

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
JARGON = re.compile(r"SHAP|log-odds|feature|EXT_SOURCE|AMT_|DAYS_|XNA|\bnan\b")


def shown_to(active_bundle, number, language):
    return show_my_file(context_as(customer(number, language), active_bundle))


@LANGUAGES
@pytest.mark.parametrize("decision", SCORED)
def test_a_file_says_result_reasons_and_data(active_bundle, decision, language):
    translator, number = get_translator(language), first(active_bundle, decision)
    result, reasons, data = shown_to(active_bundle, number, language)

    risk = float(active_bundle.probabilities[active_bundle.get_row(number)])
    assert risk_text(risk, active_bundle.bundle.manifest.threshold, translator) in text_of(result)
    assert compared_sentence(translator) in text_of(reasons)
    assert "Source" in text_of(reasons)
    gender = active_bundle.bundle.catalogue.columns["CODE_GENDER"].label
    assert getattr(gender, language) in facts_of(data)


@LANGUAGES
def test_every_source_is_named_with_its_date_and_how_to_contest_it(active_bundle, language):
    translator, suppliers = (
        get_translator(language),
        Suppliers(("Score Ltd", "Rating SA"), "National Register", "data@bank.example"),
    )
    ctx = replace(context_as(customer(int(active_bundle.client_ids[0]), language), active_bundle), suppliers=suppliers)
    read = text_of(show_my_file(ctx)[2])
    for told in ("Score Ltd; Rating SA", "National Register", "data@bank.example"):
        assert told in read
    assert translator.day(active_bundle.bundle.manifest.created_at.timestamp()) in read
    for said in ("From external score suppliers", "From the credit bureau", "Calculated by us"):
        assert translator.gettext(said) in read
    scores = [name for name in facts_of(show_my_file(ctx)[2]) if name in _score_labels(active_bundle, language)]
    assert scores, "external scores stand among the data"
    # What is kept of the histories is a person's own too.
    debt = active_bundle.bundle.catalogue.columns["BUREAU_COUNT"].label
    assert any(
        getattr(debt, language) in text_of(shown_to(active_bundle, number, language)[2])
        for number in active_bundle.client_ids[:5].tolist()
    )


def _score_labels(active_bundle, language):
    columns = active_bundle.bundle.catalogue.columns
    return {getattr(columns[f"EXT_SOURCE_{number}"].label, language) for number in (1, 2, 3)}


def test_a_refusal_says_plainly_what_decides_where_few_facts_do(active_bundle):
    told = 0
    for number in active_bundle.client_ids[
        active_bundle.probabilities >= active_bundle.bundle.manifest.threshold.review_high
    ].tolist():
        found = explain(open_file(active_bundle, ADVISER, number))
        read = text_of(shown_to(active_bundle, number, "en")[1])
        plain = few_reasons_sentence(found, NOBODY_NAMED, get_translator("en"))
        assert (plain is None) is found.has_enough_against
        assert plain is None or plain in read
        told += plain is not None
    assert told, "no client of the small bundle puts this to the test"


def test_a_refusal_names_only_what_weighed_against_the_client(active_bundle):
    _, reasons, _ = shown_to(active_bundle, first(active_bundle, Decision.REFUSED), "en")
    assert "against granting" in text_of(reasons)
    assert of_class(reasons, "bar-raises")
    assert not of_class(reasons, "bar-lowers")
    assert len(of_class(reasons, "reason-text")) <= 4


def test_every_refused_client_is_given_a_reason(active_bundle):
    refused = active_bundle.client_ids[
        active_bundle.probabilities >= active_bundle.bundle.manifest.threshold.review_high
    ]
    for number in refused.tolist():
        _, reasons, _ = shown_to(active_bundle, number, "en")
        assert of_class(reasons, "reason-text"), number


def test_a_client_who_is_granted_sees_both_sides(active_bundle):
    _, reasons, _ = shown_to(active_bundle, first(active_bundle, Decision.GRANTED), "en")
    assert of_class(reasons, "side-lowers")
    assert of_class(reasons, "side-raises")


@pytest.mark.case(16)
@LANGUAGES
def test_nothing_is_said_in_the_words_of_the_trade(active_bundle, language):
    for number in active_bundle.client_ids[::25].tolist():
        read = text_of(list(shown_to(active_bundle, number, language)))
        assert not JARGON.findall(read)


@pytest.mark.case(12)
def test_the_number_comes_from_the_session_whatever_is_sent(active_bundle):
    own, other = active_bundle.client_ids[:2].tolist()
    ctx = context_as(customer(own, "en"), active_bundle)
    assert text_of(list(show_my_file(ctx, _page=str(other)))) == text_of(list(show_my_file(ctx)))


@pytest.mark.parametrize("number", [None, 1])
def test_who_is_not_in_the_portfolio_gets_nobodys_file(active_bundle, number):
    result, reasons, data = shown_to(active_bundle, number, "en")
    assert "Your adviser can tell you" in text_of(result)
    # The empty cards and the download stand aside.
    assert getattr(result, "data-nofile") == ""
    assert reasons is None
    assert data is None


@LANGUAGES
def test_who_opened_the_file_is_told_without_names(active_bundle, database, language):
    own, other = active_bundle.client_ids[:2].tolist()
    translator, log = get_translator(language), AuditLog(database, b"a key of these tests")
    for name, role, number in (("ada", "adviser", own), ("ines", "admin", own), ("paul", "adviser", other)):
        recorder = RequestRecorder(log, LoggedEvents(), Requester(name, role, name, "192.0.2.7"), 1_000)
        recorder.log(Event(Action.OPEN, number))

    admin = SimpleNamespace(audit=log)
    content = show_access_history(context_as(customer(own, language), active_bundle, admin=admin))
    read = text_of(content)
    assert translator.gettext("An adviser of the lender") in read
    assert translator.gettext("An administrator of the lender") in read
    assert "UTC" in read
    assert not any(name in read for name in ("ada", "ines", "paul", str(other), "192.0.2.7"))
    assert len([part for part in parts(content) if isinstance(part, html.Tr)]) == 1 + 2


def test_a_file_that_nobody_opened_says_so(active_bundle, database):
    admin = SimpleNamespace(audit=AuditLog(database, b"a key of these tests"))
    ctx = context_as(customer(int(active_bundle.client_ids[0]), "en"), active_bundle, admin=admin)
    assert "Nobody" in text_of(show_access_history(ctx))
