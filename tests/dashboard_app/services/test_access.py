"""Who may ask what: roles that may not, lists that hold only whom a person reaches."""

import pytest

from dashboard_app.capabilities import MATRIX, Capability, Scope, get_scope
from dashboard_app.events import Action
from dashboard_app.list_filters import get_list_filter
from dashboard_app.services import client_list
from dashboard_app.services.access import require
from dashboard_app.services.errors import NotAllowedError
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer, following


@pytest.mark.case(13)
def test_the_list_holds_whom_an_adviser_follows_and_nobody_else(active_bundle):
    wanted = active_bundle.client_ids[[3, 7, 20]].tolist()
    actor = following(*wanted, 999_999_999)
    block = client_list.list_clients(active_bundle, actor, client_list.ListQuery(sort="probability"))

    assert {row.client_id for row in block.rows} == set(wanted)
    assert block.total == sum(block.counts.values()) == 3
    outside = str(active_bundle.client_ids[4])
    assert client_list.list_clients(active_bundle, actor, client_list.ListQuery(search=outside)).total == 0


def test_neighbours_are_those_whom_an_adviser_follows(active_bundle):
    first, second, third = active_bundle.client_ids[[3, 7, 20]].tolist()
    actor = following(first, second, third)

    for place, number in enumerate((first, second, third)):
        found = client_list.get_list_position(active_bundle, actor, number, client_list.ListQuery())
        assert (found.index, found.total, found.numbers) == (place, 3, (first, second, third))
    outside = int(active_bundle.client_ids[4])
    assert client_list.get_list_position(active_bundle, actor, outside, client_list.ListQuery()) is None


@pytest.mark.case(36)
def test_a_search_is_on_record_without_a_value_of_anybody(active_bundle):
    actor = following(int(active_bundle.client_ids[0]))
    occupation = client_list.filter_values(active_bundle, get_list_filter("occupation"))[0]
    query = client_list.ListQuery(search="10", filters={"occupation": occupation, "decision": "refused"})
    client_list.list_clients(active_bundle, actor, query)

    [(way, event)] = actor.recorder.events
    assert (way, event.action) == ("log_once", Action.SEARCH)
    assert event.detail == "number 10; by decision, occupation; 0 clients"


@pytest.mark.case(18)
@pytest.mark.parametrize("capability", Capability)
@pytest.mark.parametrize("actor", [ADVISER, ADMIN, customer(1)], ids=lambda actor: actor.role.value)
def test_a_role_is_refused_what_the_table_does_not_give_it(actor, capability):
    scope = get_scope(actor.role, capability)
    if scope is Scope.NONE:
        with pytest.raises(NotAllowedError, match=actor.role.value):
            require(actor, capability)
    else:
        assert require(actor, capability) is scope


@pytest.mark.case(39)
def test_every_capability_has_its_row():
    assert set(MATRIX) == set(Capability)
