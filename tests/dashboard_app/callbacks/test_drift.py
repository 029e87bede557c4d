"""Drift in words: the verdict with its figures, and a line for every variable."""

from types import SimpleNamespace

import pytest

from dashboard_app.callbacks.drift import show_drift
from dashboard_app.i18n import words_in
from dashboard_app.services.drift import drift
from dashboard_app.services.errors import NotAllowedError
from tests.dashboard_app.callbacks.asking import ask_as, of_class, text_of
from tests.dashboard_app.services.people import ADMIN, ADVISER

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


@LANGUAGES
def test_the_table_has_a_line_for_every_variable(portfolio, language):
    _, table = show_drift(ask_as(ADMIN, portfolio, language), None)
    assert len(table.rows) == len(portfolio.feature_index)
    assert {len(row) for row in (table.columns, *table.rows)} == {7}
    assert not [name for name in portfolio.feature_index if "_" in name and name in text_of(table)]


def with_drift(portfolio, **verdict):
    """The portfolio with another verdict in its report."""
    stored = portfolio.bundle.drift
    bundle = SimpleNamespace(
        catalogue=portfolio.bundle.catalogue,
        drift={**stored, "verdict": {**stored["verdict"], **verdict}},
    )
    return SimpleNamespace(bundle=bundle)


@LANGUAGES
@pytest.mark.parametrize("is_drifted", [True, False])
def test_the_verdict_is_a_word_a_colour_and_a_sentence(portfolio, language, is_drifted):
    words = words_in(language)
    changed = with_drift(portfolio, is_drifted=is_drifted, top_drifted=["EXT_SOURCE_2"] if is_drifted else [])
    verdict, _ = show_drift(ask_as(ADMIN, changed, language), None)

    (pill,) = of_class(verdict, "pill")
    assert ("pill-raises" in pill.className) is is_drifted
    word = "The data have moved" if is_drifted else "The data have not moved"
    assert words.gettext(word) in text_of(pill)
    label = portfolio.bundle.catalogue.features["EXT_SOURCE_2"].label
    assert (getattr(label, language) in text_of(verdict)) is is_drifted


def test_the_sentence_counts_what_moved(portfolio):
    found = drift(portfolio, ADMIN)
    verdict, _ = show_drift(ask_as(ADMIN, portfolio, "en"), None)
    assert f"{found.drifted} of {len(found.features)} variables moved" in text_of(verdict)
    assert "400 applicants to be decided, compared with 2,000" in text_of(verdict)


def test_an_adviser_gets_nothing(portfolio):
    with pytest.raises(NotAllowedError):
        show_drift(ask_as(ADVISER, portfolio), None)
