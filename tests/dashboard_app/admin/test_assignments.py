"""Client assignments: by filter, by number, in one change that is logged before it is kept."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from sqlalchemy import delete

from dashboard_app.admin import assignments
from dashboard_app.admin.assignments import LONGEST_LIST, PAGE
from dashboard_app.admin.errors import ChangeRefusedError, RefusalReason
from dashboard_app.audit.client_sets import get_id
from dashboard_app.database.schema import CLIENT_SETS
from dashboard_app.events import Action, Event, RecordError
from dashboard_app.services.client_list import ListQuery
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError, NotYourChangeError
from model_bundle.decision import Decision
from tests.dashboard_app.services.people import ADVISER, customer

EVERYBODY = ListQuery()


def get_numbers(admin, ines, name="paul"):
    return assignments.assigned(admin, ines, name)


def undone(admin, actor, done):
    """How many clients are changed by taking back what was done, and whether that was a removal."""
    found, was_removal = assignments.undo(admin, actor, "paul", done.clients)
    return found.changed, was_removal


def test_an_adviser_follows_nobody_at_first(admin, ines):
    assert get_numbers(admin, ines) == ((), 0)
    assert [(adviser.name, adviser.count) for adviser in assignments.advisers(admin, ines)] == [
        ("elsewhere", 0),
        ("paul", 0),
    ]


def test_a_filter_says_how_many_before_it_assigns_as_many(admin, ines, active_bundle, said):
    query = ListQuery(filters={"decision": Decision.REFUSED.value, "amount": "250k-500k"})
    found = assignments.count_matching(admin, active_bundle, ines, "paul", query, only_free=True)
    assert 0 < found.clients == found.new < len(active_bundle.client_ids)

    done = assignments.assign_matching(admin, active_bundle, ines, "paul", query, only_free=True)
    assert (done.changed, done.unchanged) == (found.new, 0)
    assert get_numbers(admin, ines)[1] == found.new
    [entry] = said("portfolio")
    begin = f"paul: {found.new} clients assigned; by decision, amount; followed by nobody; clients sha256 "
    assert entry == begin + done.clients


def test_whom_somebody_follows_is_left_out_unless_all_are_wanted(admin, ines, active_bundle):
    three = active_bundle.client_ids[:3].tolist()
    assignments.assign_listed(admin, active_bundle, ines, "elsewhere", " ".join(map(str, three)))
    free = assignments.count_matching(admin, active_bundle, ines, "paul", EVERYBODY, only_free=True)
    every = assignments.count_matching(admin, active_bundle, ines, "paul", EVERYBODY, only_free=False)
    assert every.clients - free.clients == 3
    done = assignments.assign_matching(admin, active_bundle, ines, "paul", EVERYBODY, only_free=True)
    assert done.changed == len(active_bundle.client_ids) - 3
    assert not set(three) & admin.assignments.of(admin.users.find("paul"))


def test_numbers_are_assigned_and_what_is_none_is_named(admin, ines, active_bundle):
    first, second = active_bundle.client_ids[:2].tolist()
    text = f"{first}, {second};\n{first} 999999999 x <script> 1e5"
    done = assignments.assign_listed(admin, active_bundle, ines, "paul", text)
    assert (done.changed, done.unknown) == (2, ("999999999", "x", "<script>", "1e5"))
    again = assignments.assign_listed(admin, active_bundle, ines, "paul", str(first))
    assert (again.changed, again.unchanged) == (0, 1)


def test_numbers_are_removed_and_those_of_others_are_named(admin, ines, active_bundle, said):
    first, second, third = active_bundle.client_ids[:3].tolist()
    assignments.assign_listed(admin, active_bundle, ines, "paul", f"{first} {second}")
    done = assignments.remove_listed(admin, ines, "paul", f"{first} {third}")
    assert (done.changed, done.unknown) == (1, (str(third),))
    assert get_numbers(admin, ines) == ((second,), 1)
    assert assignments.remove_all(admin, ines, "paul").changed == 1
    assert get_numbers(admin, ines) == ((), 0)
    assert assignments.remove_all(admin, ines, "paul").changed == 0
    entries = [entry.partition("; clients sha256")[0] for entry in said("portfolio")[1:]]
    assert entries == ["paul: 1 clients removed; by number", "paul: 1 clients removed; all of them"]


def test_a_change_is_undone_exactly_and_on_record(admin, ines, active_bundle, said):
    kept, *others = active_bundle.client_ids[:30].tolist()
    assignments.assign_listed(admin, active_bundle, ines, "paul", str(kept))
    done = assignments.assign_listed(admin, active_bundle, ines, "paul", " ".join(map(str, [kept, *others])))
    assert undone(admin, ines, done) == (len(others), False)
    assert get_numbers(admin, ines) == ((kept,), 1)
    assert said("portfolio")[-1].startswith(f"paul: {len(others)} clients removed; undone; clients sha256 ")

    gone = assignments.remove_all(admin, ines, "paul")
    assert undone(admin, ines, gone) == (1, True)
    assert get_numbers(admin, ines) == ((kept,), 1)
    # Once more it changes nothing, and logs nothing.
    entries = len(said("portfolio"))
    assert undone(admin, ines, gone) == (0, True)
    assert len(said("portfolio")) == entries


@pytest.mark.parametrize("clients", [None, "", "0" * 64, 7, ["a"]], ids=repr)
def test_what_is_no_change_is_not_undone(admin, ines, said, clients):
    with pytest.raises(NotYourChangeError):
        assignments.undo(admin, ines, "paul", clients)
    assert said("refused") == ["manage_assignments"]


def test_what_somebody_else_changed_or_of_another_adviser_is_not_undone(admin, ines, omar, active_bundle):
    done = assignments.assign_listed(admin, active_bundle, ines, "paul", str(active_bundle.client_ids[0]))
    for actor, adviser in ((omar, "paul"), (ines, "elsewhere")):
        with pytest.raises(NotYourChangeError):
            assignments.undo(admin, actor, adviser, done.clients)
    # A set that is kept, but of an export of hers.
    listed = ines.recorder.log(Event(Action.EXPORT, detail="all", clients=[7])) or get_id([7])
    with pytest.raises(NotYourChangeError):
        assignments.undo(admin, ines, "paul", listed)
    assert get_numbers(admin, ines)[1] == 1
    assert undone(admin, ines, done) == (1, False)


def test_a_change_whose_clients_are_no_longer_kept_is_not_undone(admin, ines, active_bundle):
    done = assignments.assign_listed(admin, active_bundle, ines, "paul", str(active_bundle.client_ids[0]))
    with admin.database.writing() as connection:
        connection.execute(delete(CLIENT_SETS))
    with pytest.raises(ChangeRefusedError) as refused:
        assignments.undo(admin, ines, "paul", done.clients)
    assert refused.value.reason is RefusalReason.NOT_UNDONE


def test_a_command_that_is_sent_again_offers_to_undo_what_it_did_the_first_time(admin, ines, omar, active_bundle):
    people, three = (admin, active_bundle, ines), " ".join(map(str, active_bundle.client_ids[:3]))
    commands = {
        "filter": lambda: assignments.assign_matching(*people, "paul", EVERYBODY, only_free=True),
        "none left": lambda: assignments.remove_all(admin, ines, "paul"),
        "add": lambda: assignments.assign_listed(*people, "paul", f"{three} x"),
        "remove": lambda: assignments.remove_listed(admin, ines, "paul", f"{three} x"),
    }
    for name, command in commands.items():
        first, again = command(), command()
        assert first.changed > 0, name
        assert (again.changed, again.earlier, again.clients) == (0, first.changed, first.clients), name
    # What follows is not what was sent before: other clients, another person, or taken back already.
    assert assignments.assign_listed(*people, "paul", three).changed == 3
    assert assignments.remove_listed(admin, ines, "paul", str(active_bundle.client_ids[5])).clients is None
    assert assignments.assign_listed(*people, "paul", str(active_bundle.client_ids[0])).clients is None
    assert assignments.assign_listed(admin, active_bundle, omar, "paul", three).clients is None
    assert undone(admin, ines, assignments.assign_listed(*people, "paul", three)) == (3, False)
    assert assignments.remove_listed(admin, ines, "paul", three).clients is None


def test_what_was_changed_long_ago_is_not_taken_for_the_same_command(admin, ines, active_bundle, monkeypatch):
    assignments.assign_listed(admin, active_bundle, ines, "paul", str(active_bundle.client_ids[0]))
    monkeypatch.setattr("dashboard_app.admin.assignment_log.RECENT_SECONDS", -1.0)
    assert (
        assignments.assign_listed(admin, active_bundle, ines, "paul", str(active_bundle.client_ids[0])).clients is None
    )


def test_a_list_is_counted_before_it_is_changed(admin, ines, active_bundle):
    first, second, third = active_bundle.client_ids[:3].tolist()
    assignments.assign_listed(admin, active_bundle, ines, "paul", str(first))
    text = f"{first} {second} {third} x"
    assert assignments.count_listed(admin, active_bundle, ines, "paul", text, is_removal=False) == 2
    assert assignments.count_listed(admin, active_bundle, ines, "paul", text, is_removal=True) == 1


def test_the_clients_of_an_adviser_come_in_pages(admin, ines, active_bundle):
    assignments.assign_matching(admin, active_bundle, ines, "paul", EVERYBODY, only_free=False)
    everybody = active_bundle.client_ids.tolist()
    assert assignments.assigned(admin, ines, "paul", PAGE) == (tuple(everybody[PAGE : 2 * PAGE]), len(everybody))


def test_fifty_thousand_at_once(admin, ines):
    """Not timed: that they go in one change, and come out again, is what is tested."""
    ids = np.arange(1, LONGEST_LIST + 1)
    many = SimpleNamespace(client_ids=ids)
    text = " ".join(map(str, ids))
    assert assignments.assign_listed(admin, many, ines, "paul", text).changed == LONGEST_LIST
    assert assignments.remove_listed(admin, ines, "paul", text).changed == LONGEST_LIST


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", RefusalReason.EMPTY),
        (" ,;\n", RefusalReason.EMPTY),
        (" ".join(map(str, range(LONGEST_LIST + 1))), RefusalReason.TOO_LONG),
    ],
    ids=["nothing", "no number", "too many"],
)
def test_a_text_that_is_none_is_refused(admin, ines, active_bundle, text, reason):
    with pytest.raises(ChangeRefusedError) as error:
        assignments.assign_listed(admin, active_bundle, ines, "paul", text)
    assert error.value.reason is reason


@pytest.mark.parametrize("name", ["nobody", "ines", "", "\0"], ids=repr)
def test_only_advisers_follow(admin, ines, active_bundle, name):
    with pytest.raises(InvalidRequestError):
        assignments.assign_listed(admin, active_bundle, ines, name, "1")


def test_a_filter_that_is_not_offered_is_refused(admin, ines, active_bundle):
    with pytest.raises(InvalidRequestError):
        assignments.assign_matching(
            admin, active_bundle, ines, "paul", ListQuery(filters={"decision": "maybe"}), only_free=False
        )


@pytest.mark.case(35)
def test_what_cannot_be_recorded_is_not_done(admin, ines, active_bundle):
    class Broken:
        def log(self, event):
            raise RecordError("The disk is full.")

    first = str(active_bundle.client_ids[0])
    assignments.assign_listed(admin, active_bundle, ines, "paul", first)
    unrecorded = replace(ines, recorder=Broken())
    for call in (
        lambda: assignments.assign_matching(admin, active_bundle, unrecorded, "paul", EVERYBODY, only_free=False),
        lambda: assignments.remove_listed(admin, unrecorded, "paul", first),
        lambda: assignments.remove_all(admin, unrecorded, "paul"),
    ):
        with pytest.raises(RecordError):
            call()
    assert get_numbers(admin, ines)[1] == 1


@pytest.mark.case(19)
@pytest.mark.parametrize("actor", [ADVISER, customer(1)], ids=lambda actor: actor.role.value)
def test_nobody_else_sees_or_changes_anything(admin, active_bundle, actor):
    for call in (
        lambda: assignments.advisers(admin, actor),
        lambda: assignments.assigned(admin, actor, "paul"),
        lambda: assignments.count_matching(admin, active_bundle, actor, "paul", EVERYBODY, only_free=True),
        lambda: assignments.assign_matching(admin, active_bundle, actor, "paul", EVERYBODY, only_free=True),
        lambda: assignments.assign_listed(admin, active_bundle, actor, "paul", "1"),
        lambda: assignments.remove_listed(admin, actor, "paul", "1"),
        lambda: assignments.remove_all(admin, actor, "paul"),
    ):
        with pytest.raises(NotAllowedError):
            call()
