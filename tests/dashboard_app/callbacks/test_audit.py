"""The audit log as the page shows it: lines in words, a file of the same lines, and whether it is whole."""

from types import SimpleNamespace

import pytest
from dash import html, no_update

from dashboard_app.audit.log import AuditLog
from dashboard_app.audit.recorder import Remembered, RequestRecorder, Who
from dashboard_app.audit.verification import Verdict
from dashboard_app.callbacks.audit import offer_filters, show_lines, verify_log
from dashboard_app.callbacks.audit_view import verdict
from dashboard_app.components.actions import ACTION_LABELS, action_word, role_word
from dashboard_app.events import Action, Event
from dashboard_app.i18n import words_in
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.callbacks.asking import ask_as, of_class, parts, text_of
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
CLIENT = 100_001


@pytest.fixture
def office(database):
    log = AuditLog(database, b"a key of these tests")
    recorder = RequestRecorder(log, Remembered(), Who("ada", "adviser", "one", "192.0.2.7"), 1_000)
    recorder.record(Event(Action.OPEN, CLIENT, "bundle", 0.25, "page"))
    recorder.record(Event(Action.SEARCH, detail="<script>alert(1)</script>"))
    return SimpleNamespace(audit=log)


def ask(office, actor=ADMIN, language="en"):
    return ask_as(actor, None, language, office=office)


@LANGUAGES
def test_lines_are_said_in_words_and_a_client_leads_to_their_file(office, language):
    words = words_in(language)
    content, shown, is_first, is_last, file = show_lines(ask(office, language=language), None)
    read = text_of(content)
    assert action_word("open", words) in read
    assert role_word("adviser", words) in read
    assert [part.href for part in parts(content) if isinstance(part, html.A)] == [f"/client/{CLIENT}"]
    assert (is_first, is_last, file) == (True, True, "/admin/audit.csv")
    assert words.gettext("%(first)s to %(last)s of %(total)s", first=1, last=2, total=2) == shown


def test_the_file_holds_what_is_shown(office):
    *_, file = show_lines(ask(office), {"page": 0, "user": "ada", "since": "2026-01-02"})
    assert file == "/admin/audit.csv?user=ada&since=2026-01-02"


@pytest.mark.parametrize(
    "asked", [{"page": 0, "client": "x"}, {"page": 0, "since": "yesterday"}, {"page": 0, "user": ["ada"]}], ids=repr
)
def test_a_filter_that_cannot_be_read_is_said(office, asked):
    content, *_ = show_lines(ask(office), asked)
    assert of_class(content, "cs-state")


def test_nothing_found_is_said(office):
    content, shown, *_ = show_lines(ask(office), {"page": 0, "user": "nobody"})
    assert "No matching entries" in text_of(content)
    assert shown == ""


@pytest.mark.parametrize("asked", [7, {"page": None}, {"page": -1}, {"page": 0.5}], ids=repr)
def test_a_page_that_is_none_is_refused(office, asked):
    with pytest.raises(InvalidRequestError):
        show_lines(ask(office), asked)


def test_the_address_filters(office):
    assert offer_filters(ask(office), None, "?user=ada&action=open") == ("ada", "open", "", "", "")
    assert offer_filters(ask(office), None, "?action=dance") == ("", "all", "", "", "")


@LANGUAGES
def test_the_log_is_verified_when_it_is_asked_for(office, language):
    assert verify_log(ask(office), None, None) is no_update
    content = verify_log(ask(office, language=language), 1, None)
    [seal] = of_class(content, "cs-hash")
    assert len(seal.children) == 64
    assert of_class(verify_log(ask(office), 2, seal.children), "cs-done")
    assert of_class(verify_log(ask(office), 3, "0" * 64), "cs-not-done")
    assert of_class(verify_log(ask(office), 4, "no seal"), "cs-not-done")


@LANGUAGES
def test_a_broken_log_says_where(language):
    words = words_in(language)
    content = verdict(Verdict(lines=41, newest="0" * 64, broken=42, is_known_there=True), words)
    assert of_class(content, "cs-not-done")
    assert "42" in text_of(content)
    assert "0" * 64 not in text_of(content)


@LANGUAGES
def test_every_action_and_role_has_a_name_and_unknown_ones_their_own(language):
    words = words_in(language)
    assert set(ACTION_LABELS) == set(Action)
    assert len({action_word(action.value, words) for action in Action}) == len(Action)
    assert action_word("dance", words) == "dance"
    assert role_word("operator", words) != "operator"
    assert role_word("owner", words) == "owner"


@pytest.mark.parametrize("actor", [ADVISER, customer(1)], ids=lambda actor: actor.role.value)
def test_others_get_nothing(office, actor):
    for call in (lambda asked: show_lines(asked, None), lambda asked: verify_log(asked, 1, None)):
        with pytest.raises(NotAllowedError):
            call(ask(office, actor))
