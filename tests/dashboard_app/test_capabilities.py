"""What a role sees follows from the table alone: another table shows something else."""

import re
from types import MappingProxyType

import pytest

from dashboard_app import capabilities
from dashboard_app.actor import Role
from dashboard_app.api import clients
from dashboard_app.capabilities import MATRIX, Capability, Scope, get_roles, get_scopes, is_allowed
from dashboard_app.components.model_views import COMMON_VIEWS, ModelView, get_views
from dashboard_app.services import profile
from model_bundle.decision import Decision
from tests.dashboard_app.callbacks.asking import context_as
from tests.dashboard_app.services.people import ADMIN as ADMINISTRATOR
from tests.dashboard_app.services.people import ADVISER, customer, first, open_file


@pytest.fixture
def change(monkeypatch):
    """A function: give a role another scope by a capability."""

    def changed(role, capability, scope):
        row = MappingProxyType({**capabilities.MATRIX[capability], role: scope})
        monkeypatch.setattr(capabilities, "MATRIX", MappingProxyType({**capabilities.MATRIX, capability: row}))

    return changed


def test_a_role_is_allowed_what_has_a_scope():
    for capability, scopes in MATRIX.items():
        for role, scope in scopes.items():
            assert is_allowed(role, capability) is (scope is not Scope.NONE) is (role in get_roles(capability))


def test_only_advisers_reach_by_assignment():
    """Whoever does has a list of clients; an account without one would reach everybody."""
    assert [role for role in Role if Scope.ASSIGNED in get_scopes(role)] == [Role.ADVISER]


def test_a_view_of_the_model_page_is_offered_by_its_capability(change):
    assert get_views(Role.ADVISER) == COMMON_VIEWS == tuple(view for view in ModelView if view != "fairness")
    assert get_views(Role.ADMIN) == tuple(ModelView)
    change(Role.ADVISER, Capability.READ_FAIRNESS, Scope.ALL)
    change(Role.ADMIN, Capability.READ_FAIRNESS, Scope.NONE)
    assert get_views(Role.ADVISER) == tuple(ModelView)
    assert get_views(Role.ADMIN) == COMMON_VIEWS


def test_the_header_offers_what_a_role_may_open(sign_in, change):
    def offered(role):
        text = sign_in(role).get("/help").text
        return bool(re.search("data-find", text)), "/api/docs" in text

    assert [offered(role) for role in ("adviser", "admin", "customer")] == [(True, True), (True, True), (False, False)]
    change(Role.ADVISER, Capability.WORK_ON_FILE, Scope.NONE)
    change(Role.CUSTOMER, Capability.FIND_API, Scope.ALL)
    assert [offered(role) for role in ("adviser", "admin", "customer")] == [(False, True), (True, True), (False, True)]


def test_the_gender_of_a_form_follows_the_table(active_bundle, change):
    own = int(active_bundle.client_ids[0])

    def shown(actor):
        return "CODE_GENDER" in {cell.entry.name for cell in profile.form(open_file(active_bundle, actor, own))}

    assert [shown(actor) for actor in (customer(own), ADVISER, ADMINISTRATOR)] == [True, False, False]
    change(Role.CUSTOMER, Capability.READ_OWN_GENDER, Scope.NONE)
    assert not shown(customer(own))


def test_contributions_are_for_those_who_work_on_a_file(active_bundle, change):
    own = first(active_bundle, Decision.REFUSED)
    assert clients.show_explanation(context_as(ADVISER, active_bundle), own).contributions is not None
    told = clients.show_explanation(context_as(customer(own), active_bundle), own)
    assert told.contributions is None
    assert all(reason.raises for reason in told.reasons)
    change(Role.ADVISER, Capability.WORK_ON_FILE, Scope.NONE)
    assert clients.show_explanation(context_as(ADVISER, active_bundle), own).contributions is None
