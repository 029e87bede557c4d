"""Who was shown a client: what can be said, and what is said to be uncertain."""

import numpy as np
import pytest
from sqlalchemy import delete, func, select, update

from dashboard_app.audit.client_sets import ACTIONS, get_id, keep_clients, name_clients, read_clients, read_name
from dashboard_app.audit.shown import showings
from dashboard_app.database.schema import CLIENT_SETS
from dashboard_app.events import Action, Event, say_range

CLIENTS = list(range(100_001, 400_001, 7))


def said(database, log, client_id):
    return [(found.entry.detail, found.certainty) for found in showings(database, log, client_id)]


@pytest.mark.case(35)
@pytest.mark.parametrize("clients", [[5], [], CLIENTS, list(reversed(CLIENTS)), [1, 2**53 - 1], [7, 7, 3]], ids=len)
def test_a_set_is_kept_once_and_read_as_it_was(database, clients):
    with database.writing() as connection:
        for _ in range(3):
            keep_clients(connection, clients)
        assert connection.execute(select(func.count()).select_from(CLIENT_SETS)).scalar_one() == 1
        size = connection.execute(select(func.length(CLIENT_SETS.c.numbers))).scalar_one()
        found = read_clients(connection, read_name(Action.EXPORT, name_clients(clients)))
    assert found.tolist() == sorted(set(clients))
    assert size <= 100 + 2 * len(clients)


@pytest.mark.case(35)
@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_an_entry_that_names_a_set_is_found_by_every_client_in_it_and_by_no_other(database, log, request_of, action):
    request_of().log(Event(action, detail="by decision; 3 lines", clients=[100_008, 100_001, 100_015]))
    detail = "by decision; 3 lines; " + name_clients([100_001, 100_008, 100_015])
    assert said(database, log, 100_008) == [(detail, "shown")]
    assert said(database, log, 100_009) == []


@pytest.mark.case(36)
@pytest.mark.parametrize("change", ["removed", "changed", "broken"])
@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_a_set_that_was_tampered_with_says_nothing(database, log, request_of, action, change):
    request_of().log(Event(action, detail="all", clients=[100_001]))
    with database.writing() as connection:
        if change == "removed":
            connection.execute(delete(CLIENT_SETS))
        else:
            keep_clients(connection, [100_002])
            other = select(CLIENT_SETS.c.numbers).where(CLIENT_SETS.c.id == get_id([100_002]))
            packed = connection.execute(other).scalar_one() if change == "changed" else b"nothing"
            connection.execute(update(CLIENT_SETS).values(numbers=packed))
    assert [certainty for _, certainty in said(database, log, 100_001)] == ["unknown"]


def test_a_list_may_have_held_a_client_between_its_ends_whose_number_was_searched_for(database, log, request_of):
    rows = np.array([100_001, 100_101, 100_201])
    request_of().log_once(Event(Action.SEARCH, detail=f"number 001; {say_range(rows)}"))
    request_of().log_once(Event(Action.SEARCH, detail=f"by decision; {say_range(rows[:0])}"))
    assert [certainty for _, certainty in said(database, log, 100_101)] == ["possible"]
    assert said(database, log, 100_202) == []
    assert said(database, log, 100_133) == [("number 001; 3 clients, 100001 to 100201", "possible")]
    request_of().log_once(Event(Action.SEARCH, detail="number 9; 2 clients, 100001 to 100201"))
    assert len(said(database, log, 100_133)) == 1


def test_a_file_that_was_opened_is_certain_and_one_that_was_refused_is_nothing(database, log, request_of):
    request_of().log_view(Event(Action.OPEN, 7, detail="page"))
    request_of().log_refusal(Event(Action.REFUSED, 7))
    assert said(database, log, 7) == [("page", "shown")]
