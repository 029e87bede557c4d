"""Every feature and column once, by family, for everybody."""

from dashboard_app.services.glossary import glossary
from tests.dashboard_app.services.people import ADVISER, customer


def test_every_entry_stands_once_in_its_family(active_bundle):
    catalogue = active_bundle.bundle.catalogue
    found = glossary(active_bundle, ADVISER)
    names = [term.entry.name for family in found for term in family.terms]
    assert sorted(names) == sorted({*catalogue.features, *catalogue.columns})
    assert all(term.entry.family == family.family.name for family in found for term in family.terms)


def test_families_stand_in_their_order_and_none_is_empty(active_bundle):
    found = glossary(active_bundle, ADVISER)
    orders = [family.family.order for family in found]
    assert orders == sorted(orders)
    assert all(family.terms for family in found)


def test_it_is_said_what_the_model_uses_and_what_the_form_asks(active_bundle):
    terms = {term.entry.name: term for family in glossary(active_bundle, ADVISER) for term in family.terms}
    assert (terms["CODE_GENDER"].is_used, terms["CODE_GENDER"].is_in_form) == (False, True)
    assert (terms["AMT_CREDIT"].is_used, terms["AMT_CREDIT"].is_in_form) == (True, True)
    computed = [term for term in terms.values() if not term.is_in_form]
    assert computed
    assert all(term.is_used for term in computed)


def test_a_customer_may_read_it(active_bundle):
    assert glossary(active_bundle, customer(int(active_bundle.client_ids[0]))) == glossary(active_bundle, ADVISER)
