"""From two features to a grid: names of its fields, and the sentence about the client."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard_app.filters import Basis, GroupFilter
from dashboard_app.i18n import get_translator
from dashboard_app.presenters.pair_view import pair_chart, pair_content, pair_takeaway, unknown_sentence
from dashboard_app.services.pairs import compare_pair
from dashboard_app.theme import LIGHT
from tests.dashboard_app.callbacks.asking import figures_in, text_of
from tests.dashboard_app.services.people import ADVISER, work_file

EN = get_translator("en")


@pytest.fixture
def found(active_bundle):
    """A function: the first client by two features."""

    def pair(across, down, basis=Basis.DECISION):
        file = work_file(active_bundle, ADVISER, int(active_bundle.client_ids[0]))
        return compare_pair(file, (across, down), GroupFilter(), basis)

    return pair


def test_amounts_are_short_and_flags_are_words(found):
    chart = pair_chart(found("AMT_CREDIT", "FLAG_EMAIL"), EN, LIGHT)
    assert all("K" in name or "M" in name for name in chart.table.columns[1:])
    assert [row[0] for row in chart.table.rows] == ["no", "yes"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_categories_are_named_and_the_rest_are_others(found, language):
    translator = get_translator(language)
    chart = pair_chart(found("OCCUPATION_TYPE", "EXT_SOURCE_2"), translator, LIGHT)
    assert chart.table.columns[-1] == translator.gettext("small groups")


def test_the_sentence_says_how_those_like_this_client_fared(found):
    pair = found("EXT_SOURCE_2", "AMT_CREDIT")
    row, column = pair.down.here, pair.across.here
    shares, clients = np.full(pair.shares.shape, 0.5), np.full(pair.shares.shape, 1234)
    shares[row, column] = 0.25
    steps = np.full(pair.shares.shape, 0.05)
    told = replace(pair, shares=shares, steps=steps, clients=clients, share=0.4)
    assert pair_takeaway(told, EN) == (
        "Of 1,234 former clients like this one in both, the model would refuse 25%; of all with both values known, 40%."
    )
    assert "did not repay" in pair_takeaway(replace(told, basis=Basis.OUTCOME), EN)
    shares[row, column] = np.nan
    assert "Too few" in pair_takeaway(told, EN)


def test_a_client_without_a_value_is_told(found):
    pair = found("EXT_SOURCE_2", "AMT_CREDIT")
    told = replace(pair, across=replace(pair.across, here=None))
    assert "not known for this client" in pair_takeaway(told, EN)
    assert not pair_chart(told, EN, LIGHT).figure.layout.shapes


def test_what_has_no_place_is_said(found):
    assert EN.percent(found("EXT_SOURCE_1", "AMT_CREDIT").unknown) in unknown_sentence(
        found("EXT_SOURCE_1", "AMT_CREDIT"), EN
    )


def test_a_grid_in_which_nothing_may_be_shown_says_why_and_what_next(found):
    pair = found("EXT_SOURCE_2", "AMT_CREDIT")
    content, group = pair_content(replace(pair, shares=np.full(pair.shares.shape, np.nan)), EN, LIGHT)
    assert figures_in(content) == []
    assert "Too few clients in every cell" in text_of(content)
    assert "Widen the filters, or choose another second variable" in text_of(content)
    assert group == "2,000 of 2,000 former clients"
