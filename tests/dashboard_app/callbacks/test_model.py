"""The model page in both languages: figures, importance, beeswarm, card."""

import pytest

from dashboard_app.callbacks.model import show_model
from dashboard_app.i18n import words_in
from dashboard_app.services.errors import NotAllowedError
from tests.dashboard_app.callbacks.asking import ask_as, facts_of, figures_in, text_of
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("actor", [ADVISER, ADMIN], ids=["adviser", "admin"])
def test_the_page_is_filled(portfolio, actor, language):
    words, manifest = words_in(language), portfolio.bundle.manifest
    figures, importance, swarm, card = show_model(ask_as(actor, portfolio, language), None)

    facts = facts_of(figures)
    assert words.fixed(manifest.metrics.auc, 4) in facts.values()
    assert words.percent(manifest.threshold.value, 2) in facts.values()
    assert words.number(10) in text_of(figures)
    assert len(figures_in(importance)) == 2
    assert len(figures_in(swarm)) == 1
    assert card == portfolio.bundle.model_card(language)


def test_no_raw_name_is_drawn(portfolio):
    _, importance, swarm, _ = show_model(ask_as(ADVISER, portfolio), None)
    read = text_of([importance, swarm])
    assert not [name for name in portfolio.feature_index if "_" in name and name in read]


def test_a_customer_gets_nothing(portfolio):
    with pytest.raises(NotAllowedError):
        show_model(ask_as(customer(int(portfolio.client_ids[0])), portfolio), None)
