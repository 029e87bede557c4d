"""The one way to a client's data: what is no number, who reaches whom, what is logged, and no way around it."""

import importlib
import inspect
import math
import pkgutil
import typing
from dataclasses import replace

import numpy as np
import pytest

from dashboard_app import services
from dashboard_app.capabilities import Capability, Scope, get_scope
from dashboard_app.client_number import LARGEST_NUMBER, parse_client_number
from dashboard_app.events import Action, RecordError
from dashboard_app.filters import GroupFilter
from dashboard_app.services import comparison, explanation, pairs, prediction, profile, scoring
from dashboard_app.services.client_cells import get_cells
from dashboard_app.services.client_file import ClientFile, require_client
from dashboard_app.services.errors import NotAllowedError, UnknownClientError
from tests.dashboard_app.callbacks.asking import context_as
from tests.dashboard_app.services.people import (
    ADMIN,
    ADVISER,
    customer,
    following,
    open_file,
    simulate_file,
    work_file,
)

NO_NUMBERS = [
    None,
    True,
    False,
    "",
    " ",
    "abc",
    "-100001",
    "+100001",
    "100001.0",
    "1e5",
    "1_000",
    "0x10",
    "1 OR 1=1",
    "100001; DROP TABLE clients",
    "100001\x00",
    "１００００１",
    "١٠٠٠٠١",
    "²",
    "9" * 20,
    "9" * 100_000,
    10**30,
    2**63,
    2**53,
    str(2**53),
    0,
    "0",
    -1,
    -100_001,
    100_001.0,
    math.nan,
    math.inf,
    1e30,
    b"100001",
    [100_001],
    (100_001,),
    {"id": 100_001},
    {100_001},
    pytest.param(object(), id="object"),
]


@pytest.mark.case(12)
@pytest.mark.parametrize("value", NO_NUMBERS, ids=lambda value: repr(value)[:24])
def test_what_is_no_client_number_is_none(value):
    assert parse_client_number(value) is None


@pytest.mark.parametrize(
    ("value", "number"), [(1, 1), (100_001, 100_001), (2**53 - 1, LARGEST_NUMBER), ("100001", 100_001), (" 007 ", 7)]
)
def test_a_client_number_is_a_whole_number_or_its_digits(value, number):
    assert parse_client_number(value) == number


@pytest.mark.parametrize("value", [*NO_NUMBERS, 1, 999_999_999], ids=lambda value: repr(value)[:24])
def test_what_names_no_client_is_unknown(active_bundle, value):
    with pytest.raises(UnknownClientError, match="no client with this number"):
        open_file(active_bundle, ADVISER, value)


def test_staff_find_every_client(active_bundle):
    for row, number in enumerate(active_bundle.client_ids.tolist()):
        for file in (open_file(active_bundle, ADVISER, number), open_file(active_bundle, ADMIN, str(number))):
            assert file.client_id == number
            np.testing.assert_array_equal(file.features, active_bundle.features[row])
            assert file.cells() == get_cells(active_bundle, row)


@pytest.mark.case(11)
def test_a_customer_finds_themselves_and_nobody_else(active_bundle):
    own, *others = active_bundle.client_ids.tolist()
    actor = customer(own)

    assert open_file(active_bundle, actor, own).client_id == open_file(active_bundle, actor, str(own)).client_id == own
    for other in others:
        with pytest.raises(UnknownClientError):
            open_file(active_bundle, actor, other)


@pytest.mark.parametrize("number", [None, 1])
def test_a_customer_who_has_no_application_finds_nobody(active_bundle, number):
    for client_id in (None, 1, int(active_bundle.client_ids[0])):
        with pytest.raises(UnknownClientError):
            open_file(active_bundle, customer(number), client_id)


@pytest.mark.case(15)
def test_a_client_of_somebody_else_and_no_client_are_refused_in_the_same_words(active_bundle):
    said = set()
    for client_id in (int(active_bundle.client_ids[1]), 999_999_999, "1 OR 1=1"):
        with pytest.raises(UnknownClientError) as refused:
            open_file(active_bundle, customer(int(active_bundle.client_ids[0])), client_id)
        said.add(str(refused.value))
    assert len(said) == 1


OF_ONE_CLIENT = [capability for capability in Capability if "file" in capability.value or capability == "simulate"]


@pytest.mark.case(13)
@pytest.mark.parametrize("capability", [Capability.READ_FILE, Capability.WORK_ON_FILE, Capability.SIMULATE])
def test_an_adviser_reaches_their_own_clients_and_no_other_by_any_capability(active_bundle, capability):
    own, other = active_bundle.client_ids[:2].tolist()

    assert open_file(active_bundle, following(own), own, capability).capability is capability
    said = set()
    for number in (other, 999_999_999):
        with pytest.raises(UnknownClientError) as refused:
            open_file(active_bundle, following(own), number, capability)
        said.add(str(refused.value))
    assert len(said) == 1
    with pytest.raises(UnknownClientError):
        open_file(active_bundle, following(), own, capability)


@pytest.mark.case(39)
@pytest.mark.parametrize("capability", OF_ONE_CLIENT)
@pytest.mark.parametrize("role", ["adviser", "admin", "customer"])
def test_a_file_opens_by_the_capabilities_of_a_role_and_by_no_other(active_bundle, role, capability):
    own = int(active_bundle.client_ids[0])
    actor = {"adviser": following(own), "admin": ADMIN, "customer": customer(own)}[role]
    if get_scope(actor.role, capability) is Scope.NONE:
        with pytest.raises(NotAllowedError, match=actor.role.value):
            open_file(active_bundle, actor, own, capability)
    else:
        assert open_file(active_bundle, actor, own, capability).client_id == own


ENTRIES = {
    "part": ({}, "ensure_viewed", Action.OPEN),
    "page": ({"detail": "page"}, "log_view", Action.OPEN),
    "print": ({"action": Action.PRINT}, "log", Action.PRINT),
    "copy": ({"action": Action.EXPORT, "detail": "own form"}, "log", Action.EXPORT),
    "score": ({"action": Action.SIMULATE}, "log", Action.SIMULATE),
}


@pytest.mark.case(35)
@pytest.mark.parametrize(("entry", "way", "action"), ENTRIES.values(), ids=ENTRIES)
def test_what_is_shown_of_a_client_is_logged_with_the_score(active_bundle, entry, way, action):
    own = int(active_bundle.client_ids[1])
    actor = following(own)
    open_file(active_bundle, actor, own, **entry)

    [(logged, event)] = actor.recorder.events
    assert (logged, event.action, event.detail) == (way, action, entry.get("detail", ""))
    assert (event.client_id, event.bundle_id) == (own, active_bundle.bundle.manifest.bundle_id)
    assert event.score == active_bundle.probabilities[1]


@pytest.mark.case(35)
@pytest.mark.parametrize(("entry", "way", "action"), ENTRIES.values(), ids=ENTRIES)
def test_what_cannot_be_logged_is_not_opened(active_bundle, entry, way, action):
    own = int(active_bundle.client_ids[1])
    actor = following(own)

    def fail(event):
        assert event.action is action
        raise RecordError("full")

    setattr(actor.recorder, way, fail)
    with pytest.raises(RecordError):
        open_file(active_bundle, actor, own, **entry)


@pytest.mark.parametrize("number", [999_999_999, "x"])
def test_a_refusal_is_logged(active_bundle, number):
    actor = following(int(active_bundle.client_ids[0]))
    with pytest.raises(UnknownClientError):
        require_client(context_as(actor, active_bundle), number, Capability.READ_FILE)

    [(way, event)] = actor.recorder.events
    assert (way, event.action, event.client_id) == ("log_refusal", Action.REFUSED, parse_client_number(number))


def test_looking_whether_a_client_is_there_shows_nothing(active_bundle):
    own = int(active_bundle.client_ids[0])
    actor = following(own)
    assert require_client(context_as(actor, active_bundle), f" 00{own} ", Capability.READ_FILE) == own
    assert actor.recorder.events == []


@pytest.mark.case(39)
def test_nothing_but_the_check_makes_a_file(active_bundle):
    """Neither by its constructor nor as a copy of another one: that would be somebody's file without their check."""
    file = open_file(active_bundle, ADVISER, int(active_bundle.client_ids[0]))
    fields = {name: getattr(file, name) for name in ("client_id", "capability", "actor", "active_bundle", "_row")}
    for seal in (None, object(), True):
        with pytest.raises(TypeError, match="Call open_client"):
            ClientFile(**fields, seal=seal)
    with pytest.raises(TypeError, match="seal"):
        ClientFile(**fields)
    with pytest.raises((TypeError, ValueError), match="seal"):
        replace(file, _row=1)
    with pytest.raises(TypeError, match="Call open_client"):
        replace(file, _row=1, seal=None)
    with pytest.raises(AttributeError):
        file._row = 1


def public_functions():
    """Every function that a module of the services offers, by its full name."""
    for found in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        module = importlib.import_module(found.name)
        for name, function in vars(module).items():
            if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{found.name.removeprefix(services.__name__ + '.')}.{name}", function


@pytest.mark.case(39)
def test_no_service_takes_the_number_or_the_row_of_a_client():
    """A service that needs a client takes a file, which only a check makes."""
    by_number = {
        name
        for name, function in public_functions()
        if {"client_id", "client_ids", "number"} & set(inspect.signature(function).parameters)
    }
    # The first two are the check; the last finds a number in a list of numbers that the person is shown.
    assert by_number == {
        "client_file.open_client",
        "client_file.require_client",
        "access.is_reached",
        "client_list.get_list_position",
    }


def test_the_services_of_one_client_take_a_file():
    taking = {
        name
        for name, function in public_functions()
        if ClientFile in typing.get_type_hints(inspect.unwrap(function)).values()
    } - {"client_file.open_client"}
    assert taking == {
        "scoring.score",
        "explanation.explain",
        "prediction.predict_client",
        "comparison.compare",
        "pairs.compare_pair",
        "profile.profile",
        "profile.form",
        "profile.read_by_model",
        "profile.recorded",
        "profile.own_copy",
        "data_checks.require_score",
    }


READING = [scoring.score, explanation.explain, profile.profile, profile.form, profile.read_by_model, profile.recorded]
WORKING = {
    "compare": (lambda file: comparison.compare(file, "EXT_SOURCE_2", GroupFilter()), work_file),
    "compare_pair": (lambda file: pairs.compare_pair(file, ("EXT_SOURCE_2", "AMT_CREDIT"), GroupFilter()), work_file),
    "predict": (prediction.predict_client, simulate_file),
}


@pytest.mark.parametrize("service", READING, ids=lambda service: service.__name__)
def test_whoever_has_a_file_may_read_it(active_bundle, service):
    own = int(active_bundle.client_ids[0])
    assert service(open_file(active_bundle, customer(own), own)) is not None
    assert service(work_file(active_bundle, ADVISER, own)) is not None


@pytest.mark.case(16)
@pytest.mark.parametrize(("service", "opening"), WORKING.values(), ids=WORKING)
def test_what_is_more_than_reading_needs_a_file_that_was_opened_for_it(active_bundle, service, opening):
    own = int(active_bundle.client_ids[0])
    assert service(opening(active_bundle, ADVISER, own)) is not None
    actor = customer(own)
    with pytest.raises(NotAllowedError, match="Open it for that"):
        service(open_file(active_bundle, actor, own))
    assert [way for way, _ in actor.recorder.events] == ["ensure_viewed", "log_refusal"]
