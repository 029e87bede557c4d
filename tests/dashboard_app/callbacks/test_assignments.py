"""Client assignments as the page shows and changes it."""

from dataclasses import replace
from functools import partial

import pytest
from dash import html

from dashboard_app.admin.assignments import PAGE
from dashboard_app.audit.recorder import LoggedEvents, Requester, RequestRecorder
from dashboard_app.callbacks.assignments import (
    change_assignments,
    count_clients,
    offer_advisers,
    offer_choices,
    show_assigned,
)
from dashboard_app.components.controls import Whom
from dashboard_app.i18n import get_translator
from dashboard_app.list_filters import LIST_FILTERS
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.admin.conftest import admin_over
from tests.dashboard_app.callbacks.asking import context_as, of_class, parts, text_of
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
FILTERS = {"whom": Whom.FREE, "decision": "all", "occupation": "all", "amount": "all"}
EVERYBODY = {"what": "assign", "adviser": "paul", **FILTERS}


@pytest.fixture
def admin(database):
    return admin_over(database)


@pytest.fixture
def ctx(admin, active_bundle):
    """A function: who asks in which language, of an office with one adviser of its own and one from elsewhere."""
    return lambda actor=ADMIN, language="en": context_as(actor, active_bundle, language, admin=admin)


@LANGUAGES
def test_advisers_are_offered_with_how_many_they_follow(ctx, language):
    offered = offer_choices(ctx(language=language), search="?adviser=paul")
    options = offer_advisers(ctx(language=language))
    assert [option["value"] for option in options] == ["elsewhere", "paul"]
    assert (
        options[1]["label"] == f"paul ({get_translator(language).ngettext('%(count)s client', '%(count)s clients', 0)})"
    )
    assert offered["adviser"] == "paul"
    assert [options[0]["value"] for options in offered["options"].values()] == ["all"] * len(LIST_FILTERS)
    assert offered["note"] is None
    other = offer_choices(ctx(language=language), search="?adviser=nobody")
    assert other["adviser"] == "elsewhere"
    assert "nobody" in other["note"]


def test_whose_account_is_closed_is_not_the_first_choice(ctx, admin):
    admin.users.disable("elsewhere")
    assert offer_choices(ctx(), search="")["adviser"] == "paul"
    assert "deactivated" in offer_advisers(ctx())[0]["label"]


@LANGUAGES
def test_everybody_is_counted_assigned_and_shown_in_pages(ctx, active_bundle, language):
    translator, every = get_translator(language), len(active_bundle.client_ids)
    content, is_disabled = count_clients(ctx(language=language), adviser="paul", filters=FILTERS)
    assert translator.number(every) in text_of(content)
    assert not is_disabled

    asked, answer, changed = change_assignments(ctx(language=language), command=EVERYBODY)
    assert of_class(asked, "cs-question")
    assert translator.number(every) in text_of(asked)
    assert count_clients(ctx(), adviser="paul", filters=FILTERS)[1] is False
    # Somebody else was quicker: the number is another one, and is asked about again.
    assert of_class(change_assignments(ctx(), command={**EVERYBODY, "sure": every - 1})[0], "cs-question")

    assigned, answer, changed = change_assignments(ctx(language=language), command={**EVERYBODY, "sure": every})
    assert translator.number(every) in text_of(assigned)
    assert (answer, changed) == (None, "assign")
    assert count_clients(ctx(), adviser="paul", filters=FILTERS)[1]

    content, shown, is_first, is_last = show_assigned(ctx(), request={"page": 1, "adviser": "paul"})
    links = [part.href for part in parts(content) if isinstance(part, html.A)]
    assert links == [f"/client/{number}" for number in active_bundle.client_ids[PAGE : 2 * PAGE]]
    assert (is_first, is_last) == (False, False)
    assert "101" in shown


def test_numbers_are_assigned_and_removed_and_unknown_ones_named(ctx, active_bundle):
    number = int(active_bundle.client_ids[0])
    _, answer, _ = change_assignments(ctx(), command={"what": "add", "adviser": "paul", "list": f"{number} 7 <script>"})
    assert "1 client assigned." in text_of(answer)
    assert "7, <script>" in text_of(answer)
    _, answer, _ = change_assignments(ctx(), command={"what": "remove", "adviser": "paul", "list": f"{number} 7"})
    assert "1 client removed." in text_of(answer)
    assert "Not assigned to this adviser: 7" in text_of(answer)


def test_many_unknown_numbers_are_counted_and_not_all_named(ctx):
    text = " ".join(f"x{number}" for number in range(25))
    _, answer, _ = change_assignments(ctx(), command={"what": "add", "adviser": "paul", "list": text})
    assert "x9, and 15 more" in text_of(answer)
    assert "x10" not in text_of(answer)


def test_all_are_removed_once_it_is_confirmed_and_come_back(ctx, admin, active_bundle):
    every = len(active_bundle.client_ids)
    # What is undone is read from beside the log.
    recorder = RequestRecorder(admin.audit, LoggedEvents(), Requester("ines", "admin", "one", "192.0.2.7"), 1_000)
    admin, plain_ask = replace(ADMIN, recorder=recorder), ctx
    ctx = partial(plain_ask, admin)
    change_assignments(ctx(), command={**EVERYBODY, "sure": every})
    remove = {"what": "everybody", "adviser": "paul"}
    _, asked, _ = change_assignments(ctx(), command=remove)
    assert f"Remove {every} clients from paul?" in text_of(asked)
    _, removed, _ = change_assignments(ctx(), command={**remove, "sure": every})
    content, shown, *_ = show_assigned(ctx(), request={"page": 0, "adviser": "paul"})
    assert "0 clients" in text_of(content)
    assert shown == ""

    [undo] = [part for part in parts(removed) if hasattr(part, "data-undo")]
    command = {name: getattr(undo, f"data-with-{name}") for name in ("of", "adviser", "clients")}
    # The command was sent again, because its answer was lost: the way back is the same.
    _, again, _ = change_assignments(ctx(), command=remove)
    assert f"{every} clients were already removed by your previous change." in text_of(again)
    assert [getattr(part, "data-with-clients", None) for part in parts(again) if hasattr(part, "data-undo")] == [
        command["clients"]
    ]
    # What the page says of the direction does not count.
    _, undone, _ = change_assignments(ctx(), command={"what": "undo", **command, "of": "add"})
    assert f"{every} clients are assigned to paul again" in text_of(undone)
    assert f"{every} clients assigned" in text_of(show_assigned(ctx(), request={"page": 0, "adviser": "paul"})[0])


def test_more_than_a_few_numbers_are_asked_about(ctx, active_bundle):
    text = " ".join(map(str, active_bundle.client_ids[:12]))
    _, asked, _ = change_assignments(ctx(), command={"what": "add", "adviser": "paul", "list": text})
    assert "Assign 12 clients to paul?" in text_of(asked)
    _, done, _ = change_assignments(ctx(), command={"what": "add", "adviser": "paul", "list": text, "sure": 12})
    assert "12 clients assigned." in text_of(done)


def test_an_empty_text_is_said(ctx):
    _, answer, _ = change_assignments(ctx(), command={"what": "add", "adviser": "paul", "list": None})
    assert of_class(answer, "cs-not-done")


@pytest.mark.parametrize("do_all_see_all", [False, True])
def test_where_every_adviser_sees_everybody_it_is_said(admin, active_bundle, do_all_see_all):
    asked = context_as(ADMIN, active_bundle, "en", admin=replace(admin, do_advisers_see_all=do_all_see_all))
    content, *_ = show_assigned(asked, request={"page": 0, "adviser": "paul"})
    assert bool(of_class(content, "cs-told")) is do_all_see_all


def test_without_an_adviser_there_is_nothing_to_assign(ctx):
    assert "no advisers" in text_of(show_assigned(ctx(), request={"page": 0})[0])
    assert count_clients(ctx(), adviser="", filters=FILTERS) == (None, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"what": "drop"},
        {"what": ["assign"]},
        {"adviser": "ines"},
        {"adviser": None},
        {"adviser": {"a": 1}},
        {"whom": "x"},
        {"whom": ["all"]},
        {"decision": "maybe"},
        {"occupation": ["Laborers"]},
        {"amount": 7},
    ],
    ids=repr,
)
def test_what_no_button_sends_is_refused(ctx, changes):
    with pytest.raises(InvalidRequestError):
        change_assignments(ctx(), command={**EVERYBODY, **changes})


@pytest.mark.parametrize("actor", [ADVISER, customer(1)], ids=lambda actor: actor.role.value)
def test_others_get_nothing(ctx, actor):
    for call in (
        lambda asked: offer_advisers(asked),
        lambda asked: offer_choices(asked, search=""),
        lambda asked: show_assigned(asked, request={"page": 0, "adviser": "paul"}),
        lambda asked: count_clients(asked, adviser="paul", filters=FILTERS),
        lambda asked: change_assignments(asked, command=EVERYBODY),
        lambda asked: change_assignments(asked, command={"what": "everybody", "adviser": "paul"}),
    ):
        with pytest.raises(NotAllowedError):
            call(ctx(actor))
