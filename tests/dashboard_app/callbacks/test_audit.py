"""The audit log as the page shows it: lines in words, a file of the same lines, and whether it is whole."""

from types import SimpleNamespace

import pytest
from dash import html, no_update

from dashboard_app.audit.log import AuditLog
from dashboard_app.audit.recorder import LoggedEvents, Requester, RequestRecorder
from dashboard_app.audit.verification import VerificationResult
from dashboard_app.callbacks.audit import offer_filters, show_lines, verify_log
from dashboard_app.components.actions import ACTION_LABELS, action_word, role_word
from dashboard_app.events import Action, Event
from dashboard_app.i18n import get_translator
from dashboard_app.presenters.audit_view import verdict
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.callbacks.asking import context_as, of_class, parts, text_of
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
CLIENT = 100_001


@pytest.fixture
def admin(database):
    log = AuditLog(database, b"a key of these tests")
    recorder = RequestRecorder(log, LoggedEvents(), Requester("ada", "adviser", "one", "192.0.2.7"), 1_000)
    recorder.log(Event(Action.OPEN, CLIENT, "bundle", 0.25, "page"))
    recorder.log(Event(Action.SEARCH, detail="<script>alert(1)</script>"))
    return SimpleNamespace(audit=log)


def ctx(admin, actor=ADMIN, language="en"):
    return context_as(actor, None, language, admin=admin)


@LANGUAGES
def test_lines_are_said_in_words_and_a_client_leads_to_their_file(admin, language):
    translator = get_translator(language)
    content, shown, is_first, is_last, file = show_lines(ctx(admin, language=language), asked=None)
    read = text_of(content)
    assert action_word("open", translator) in read
    assert role_word("adviser", translator) in read
    assert [part.href for part in parts(content) if isinstance(part, html.A)] == [f"/client/{CLIENT}"]
    assert (is_first, is_last, file) == (True, True, "/admin/audit.csv")
    assert translator.gettext("%(first)s to %(last)s of %(total)s", first=1, last=2, total=2) == shown


def test_the_file_holds_what_is_shown(admin):
    *_, file = show_lines(ctx(admin), asked={"page": 0, "user": "ada", "since": "2026-01-02"})
    assert file == "/admin/audit.csv?user=ada&since=2026-01-02"


@pytest.mark.parametrize(
    "asked",
    [
        {"client": "x"},
        {"client": -1},
        {"user": ["ada"]},
        {"user": "\0"},
        {"action": "dance"},
        {"action": {"a": 1}},
        {"since": "yesterday"},
        {"since": "2026-13-01"},
        {"until": "9999-12-31"},
        {"until": "0001-01-01"},
        {"until": 7},
    ],
    ids=repr,
)
def test_a_filter_that_cannot_be_read_is_said(admin, asked):
    content, *_ = show_lines(ctx(admin), asked={"page": 0, **asked})
    assert of_class(content, "cs-state")


def test_nothing_found_is_said(admin):
    content, shown, *_ = show_lines(ctx(admin), asked={"page": 0, "user": "nobody"})
    assert "No matching entries" in text_of(content)
    assert shown == ""


@pytest.mark.parametrize("asked", [7, {"page": None}, {"page": -1}, {"page": 0.5}], ids=repr)
def test_a_page_that_is_none_is_refused(admin, asked):
    with pytest.raises(InvalidRequestError):
        show_lines(ctx(admin), asked=asked)


def test_the_address_filters(admin):
    found = offer_filters(ctx(admin), search="?user=ada&action=open&since=2026-01-02&until=")
    assert found["chosen"] == {"user": "ada", "action": "open", "client": "", "since": "2026-01-02", "until": ""}
    assert found["note"] is None


@LANGUAGES
def test_what_the_address_asks_for_in_vain_is_told(admin, language):
    found = offer_filters(
        ctx(admin, language=language), search="?user=ada&action=dance&since=yesterday&until=2026-13-01"
    )
    assert found["chosen"] == {"user": "ada", "action": "all", "client": "", "since": "", "until": ""}
    for value in ("dance", "yesterday", "2026-13-01"):
        assert value in found["note"]


@LANGUAGES
def test_the_log_is_verified_when_it_is_asked_for(admin, language):
    assert verify_log(ctx(admin), clicks=None, noted=None) is no_update
    content = verify_log(ctx(admin, language=language), clicks=1, noted=None)
    [seal] = of_class(content, "cs-hash")
    assert len(seal.children) == 64
    assert of_class(verify_log(ctx(admin), clicks=2, noted=seal.children), "cs-done")
    assert of_class(verify_log(ctx(admin), clicks=3, noted="0" * 64), "cs-not-done")
    assert of_class(verify_log(ctx(admin), clicks=4, noted="no seal"), "cs-not-done")


@LANGUAGES
def test_a_broken_log_says_where(language):
    translator = get_translator(language)
    content = verdict(VerificationResult(lines=41, newest="0" * 64, broken=42, is_known_there=True), translator)
    assert of_class(content, "cs-not-done")
    assert "42" in text_of(content)
    assert "0" * 64 not in text_of(content)


@LANGUAGES
def test_every_action_and_role_has_a_name_and_unknown_ones_their_own(language):
    translator = get_translator(language)
    assert set(ACTION_LABELS) == set(Action)
    assert len({action_word(action.value, translator) for action in Action}) == len(Action)
    assert action_word("dance", translator) == "dance"
    assert role_word("operator", translator) != "operator"
    assert role_word("owner", translator) == "owner"


@pytest.mark.parametrize("actor", [ADVISER, customer(1)], ids=lambda actor: actor.role.value)
def test_others_get_nothing(admin, actor):
    for call in (lambda asked: show_lines(asked, asked=None), lambda asked: verify_log(asked, clicks=1, noted=None)):
        with pytest.raises(NotAllowedError):
            call(ctx(admin, actor))
