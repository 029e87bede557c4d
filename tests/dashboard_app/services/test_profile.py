"""The form as it was filled in: what is missing stays missing, and gender is shown to its person only."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from dashboard_app.capabilities import Capability
from dashboard_app.events import Action
from dashboard_app.services.client_cells import get_cells
from dashboard_app.services.errors import NotAllowedError, UnknownClientError
from dashboard_app.services.profile import form, own_copy, profile, read_by_model, recorded
from model_bundle.home_credit import NO_DATE
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer, open_file


@pytest.fixture(scope="module")
def clients(active_bundle):
    return active_bundle.bundle.clients.to_pylist()


@pytest.mark.case(16)
@pytest.mark.case(34)
def test_gender_is_shown_to_the_person_and_hidden_from_staff(active_bundle):
    own = int(active_bundle.client_ids[0])
    names = [
        [cell.entry.name for cell in form(open_file(active_bundle, actor, own))]
        for actor in (customer(own), ADVISER, ADMIN)
    ]

    assert "CODE_GENDER" in names[0]
    for staff in names[1:]:
        assert "CODE_GENDER" not in staff
        assert set(names[0]) - set(staff) == {"CODE_GENDER"}


def test_the_form_holds_every_cell_in_the_order_of_the_form(active_bundle, clients):
    for client in clients[::40]:
        cells = form(open_file(active_bundle, customer(client["SK_ID_CURR"]), client["SK_ID_CURR"]))
        stored = {name: value for name, value in client.items() if name.startswith("application.")}
        assert [f"application.{cell.entry.name}" for cell in cells] == list(stored)
        for cell, value in zip(cells, stored.values(), strict=True):
            is_gap = value in {None, "XNA"} or value != value
            assert cell.value == (None if is_gap else value), cell.entry.name


def test_a_gap_in_the_form_is_none_and_not_a_number_that_is_none(active_bundle):
    forms = [form(open_file(active_bundle, ADVISER, number)) for number in active_bundle.client_ids[::10].tolist()]
    values = [cell.value for cells in forms for cell in cells]
    assert None in values
    assert not any(isinstance(value, float) and np.isnan(value) for value in values)


def test_the_first_facts_are_those_of_the_form(active_bundle, clients):
    for client in clients[::40]:
        cell = {name.removeprefix("application."): value for name, value in client.items()}
        found = profile(open_file(active_bundle, ADVISER, client["SK_ID_CURR"]))

        assert found.client_id == client["SK_ID_CURR"]
        assert found.age == pytest.approx(cell["DAYS_BIRTH"] / -365.25)
        assert (found.family_status, found.children) == (cell["NAME_FAMILY_STATUS"], cell["CNT_CHILDREN"])
        assert (found.income, found.amount) == (cell["AMT_INCOME_TOTAL"], cell["AMT_CREDIT"])
        assert (found.annuity, found.goods_price) == (cell["AMT_ANNUITY"], cell["AMT_GOODS_PRICE"])
        assert found.occupation == cell["OCCUPATION_TYPE"]
        assert found.instalments == pytest.approx(cell["AMT_CREDIT"] / cell["AMT_ANNUITY"])


def test_who_has_no_job_has_no_years_in_it(active_bundle, clients):
    seen = set()
    for client in clients:
        hired = client["application.DAYS_EMPLOYED"]
        years = profile(open_file(active_bundle, ADVISER, client["SK_ID_CURR"])).employed_years
        seen.add(hired == NO_DATE)
        assert years is None if hired == NO_DATE else years == pytest.approx(hired / -365.25)
    assert seen == {True, False}


class OneClient:
    """As much of a portfolio as a profile asks for, with cells of our own."""

    def __init__(self, active_bundle, **cells):
        cells = {**get_cells(active_bundle, 0), **{f"application.{name}": cell for name, cell in cells.items()}}
        self.client_ids = active_bundle.client_ids
        self.bundle = replace(active_bundle.bundle)
        vars(self.bundle)["clients"] = pa.table({name: [cell] for name, cell in cells.items()})
        self.probabilities = active_bundle.probabilities

    def get_row(self, client_id):
        return 0

    def cached(self, _key, compute):
        return compute()


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_what_is_not_known_is_none_and_never_zero(active_bundle, missing):
    made = OneClient(
        active_bundle, DAYS_BIRTH=missing, DAYS_EMPLOYED=missing, AMT_ANNUITY=missing, CNT_CHILDREN=missing
    )
    found = profile(open_file(made, ADVISER, 1))
    assert (found.age, found.employed_years, found.annuity, found.instalments) == (None, None, None, None)
    assert found.children is None


@pytest.mark.parametrize("sentinel", ["XNA", "Unknown"])
def test_the_tables_marks_for_unknown_are_unknown(active_bundle, sentinel):
    made = OneClient(active_bundle, NAME_FAMILY_STATUS=sentinel, ORGANIZATION_TYPE=sentinel)
    assert profile(open_file(made, ADVISER, 1)).family_status is None
    assert sentinel not in [cell.value for cell in form(open_file(made, ADVISER, 1))]


def test_an_annuity_of_zero_gives_no_number_of_instalments(active_bundle):
    assert profile(open_file(OneClient(active_bundle, AMT_ANNUITY=0.0), ADVISER, 1)).instalments is None


def test_a_cell_that_is_neither_text_nor_number_is_an_error(active_bundle):
    with pytest.raises(TypeError, match="text and numbers"):
        profile(open_file(OneClient(active_bundle, AMT_CREDIT=[1]), ADVISER, 1))


def take(active_bundle, actor):
    """Open one's own file to take a copy away, as the download does."""
    entry = {"action": Action.EXPORT, "detail": "own form"}
    return open_file(active_bundle, actor, actor.client_id, Capability.READ_OWN_FILE, **entry)


def test_ones_own_copy_is_the_form_with_the_histories_and_on_record_first(active_bundle):
    own = customer(int(active_bundle.client_ids[0]))
    before = len(own.recorder.events)
    copied = own_copy(take(active_bundle, own))
    histories = recorded(open_file(active_bundle, own, own.client_id))
    assert copied == (*form(open_file(active_bundle, own, own.client_id)), *histories)
    kept = {
        name.removeprefix("history.")
        for name in active_bundle.bundle.clients.schema.names
        if name.startswith("history.")
    }
    assert {cell.entry.name for cell in histories} == kept
    way, event = own.recorder.events[before]
    assert (way, event.action, event.client_id) == ("log", Action.EXPORT, own.client_id)


def test_a_copy_is_ones_own_or_none(active_bundle):
    with pytest.raises(UnknownClientError):
        take(active_bundle, customer(None))
    for staff in (ADVISER, ADMIN):
        with pytest.raises(NotAllowedError):
            take(active_bundle, staff)
    own = int(active_bundle.client_ids[0])
    with pytest.raises(NotAllowedError, match="Open it for that"):
        own_copy(open_file(active_bundle, customer(own), own))


def test_what_the_model_reads_of_a_form_is_a_part_of_it(active_bundle):
    own = int(active_bundle.client_ids[0])
    for actor in (ADVISER, customer(own)):
        read = {cell.entry.name: cell for cell in form(open_file(active_bundle, actor, own)) if cell.is_used}
        assert {cell.entry.name: cell for cell in read_by_model(open_file(active_bundle, actor, own))} == read
        assert len(read) > 20
