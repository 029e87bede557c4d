"""From a comparison to a chart: bins with names, ticks with units, a sentence about the client."""

import math
from dataclasses import replace

import pytest

from dashboard_app.filters import Basis, GroupFilter
from dashboard_app.i18n import get_translator
from dashboard_app.i18n.values import format_value, text_in
from dashboard_app.presenters.comparison_view import (
    build_takeaway,
    comparison_chart,
    comparison_content,
    group_sentence,
    missing_sentence,
    rate_text,
    share_text,
)
from dashboard_app.services.comparison import compare
from dashboard_app.services.disclosure import MISSING, Rate
from dashboard_app.theme import LIGHT
from tests.dashboard_app.callbacks.asking import figures_in, text_of
from tests.dashboard_app.services.people import ADVISER, work_file

EN, FR = get_translator("en"), get_translator("fr")


@pytest.fixture
def found(active_bundle):
    """A function: the comparison of the first client by a feature."""

    def comparison(feature, basis=Basis.OUTCOME):
        file = work_file(active_bundle, ADVISER, int(active_bundle.client_ids[0]))
        return compare(file, feature, GroupFilter(), basis)

    return comparison


def test_the_sentence_says_where_the_client_stands(found):
    one = found("EXT_SOURCE_2")
    rates = tuple(Rate(0.03, 0.01) for _ in one.rates)
    told = {"here": 1, "rates": rates, "rate": Rate(0.079, 0.001), "lower_better": 0.123, "lower_worse": 0.456}
    name = comparison_chart(replace(one, **told), EN, LIGHT).table.rows[1][0].removeprefix("▸ ")
    assert build_takeaway(replace(one, **told), EN) == (
        f"In this range ({name}) 3% did not repay; all: 7.9%. The value is higher than that of about "
        "12% of the clients who repaid and about 46% of those who did not."
    )
    assert build_takeaway(replace(one, basis=Basis.DECISION, **told), EN) == (
        f"In this range ({name}) the model would refuse 3%; all: 7.9%. The value is higher than that "
        "of about 12% of the clients the model would accept and about 46% of those it would refuse."
    )


@pytest.mark.parametrize("feature", ["EXT_SOURCE_2", "NAME_EDUCATION_TYPE", "CNT_CHILDREN"])
def test_the_rate_of_a_bin_follows_from_the_shares_that_are_told(found, feature):
    """Nothing is said of former clients that their published shares do not say already."""
    one = found(feature)
    known = [side.clients * (1 - (side.missing or 0.0)) for side in (one.better, one.worse)]
    for rate, better, worse in zip(one.rates, one.better.shares, one.worse.shares, strict=True):
        computed = worse * known[1] / (worse * known[1] + better * known[0])
        assert rate.share == pytest.approx(computed, abs=rate.step + 0.03)
        assert rate.share == pytest.approx(round(rate.share / rate.step) * rate.step)
    assert one.rate.share == pytest.approx(one.worse.clients / (one.worse.clients + one.better.clients), abs=0.01)


@pytest.mark.case(17)
@pytest.mark.parametrize(
    ("share", "step", "said"),
    [(0.0, 0.05, "< 5%"), (0.0, 0.025, "< 2.5%"), (1.0, 0.1, "> 90%"), (0.3, 0.1, "30%"), (math.nan, math.nan, "–")],
)
def test_none_of_a_few_is_no_more_than_less_than_a_step(share, step, said):
    assert share_text(share, step, EN) == said


def test_a_client_without_a_value_is_told(found):
    comparison = replace(found("EXT_SOURCE_2"), value=math.nan)
    assert "is not known for this client" in build_takeaway(comparison, EN)
    # The line that is left is that of all clients.
    (line,) = comparison_chart(replace(comparison, here=None), EN, LIGHT).figure.layout.shapes
    assert line.y0 == line.y1


@pytest.mark.case(17)
@pytest.mark.parametrize(("few", "said"), [("has_few_lower", "lowest"), ("has_few_higher", "highest")])
def test_a_percentile_of_few_is_no_number(found, few, said):
    told = {"has_few_lower": False, "has_few_higher": False, few: True}
    comparison = replace(found("EXT_SOURCE_2"), lower_better=math.nan, lower_worse=math.nan, **told)
    assert f"Among the {said} values: fewer than 100 clients" in build_takeaway(comparison, EN)


@pytest.mark.case(17)
@pytest.mark.parametrize("shares", [(), (1.0,)])
def test_what_nearly_all_have_alike_is_no_chart(found, shares):
    one = found("EXT_SOURCE_2")
    alike = replace(one, better=replace(one.better, shares=shares), worse=replace(one.worse, shares=shares))
    content, group = comparison_content(alike, EN, LIGHT)
    assert "without identifying people" in text_of(content)
    assert figures_in(content) == []
    assert group == "2,000 of 2,000 former clients"


@pytest.mark.case(17)
def test_rare_categories_are_others_and_the_client_is_told_so(found):
    one = found("NAME_EDUCATION_TYPE")
    rare = replace(
        one,
        categories=(one.categories[0], MISSING),
        here=1,
        rates=(Rate(0.1, 0.01), Rate(0.05, 0.01)),
        **{side: replace(getattr(one, side), shares=(0.9, 0.1)) for side in ("better", "worse")},
    )
    assert "too few former clients to show" in build_takeaway(rare, EN)
    assert [row[0] for row in comparison_chart(rare, EN, LIGHT).table.rows][1] == "▸ small groups"


@pytest.mark.parametrize("translator", [EN, FR], ids=["en", "fr"])
def test_a_category_is_named_with_its_shares(found, translator):
    # The client's own category may be too rare to stand alone.
    # By decision: of the small bundle, too few did not repay for a category of its own.
    one = found("NAME_EDUCATION_TYPE", Basis.DECISION)
    comparison = replace(one, value=float(one.categories[0]), here=0)
    said = build_takeaway(comparison, translator)
    code = int(comparison.value)
    assert text_in(translator, comparison.entry.categories[code].label) in said
    assert rate_text(comparison.rates[comparison.here], translator) in said
    assert translator.percent(comparison.better.shares[comparison.here]) in said
    assert translator.percent(comparison.worse.shares[comparison.here]) in said


@pytest.mark.parametrize("translator", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("feature", ["EXT_SOURCE_2", "CNT_CHILDREN", "DAYS_EMPLOYED", "AMT_CREDIT", "FLAG_EMAIL"])
def test_bins_and_ticks_are_written_as_people_say_them(found, translator, feature):
    comparison = found(feature)
    chart = comparison_chart(comparison, translator, LIGHT)
    axis = chart.figure.layout.xaxis

    assert len(chart.table.rows) == len(comparison.edges) - 1
    assert 1 <= len(axis.ticktext) <= 12
    ends = [name for name in (chart.table.rows[0][0], chart.table.rows[-1][0]) if name.removeprefix("▸ ")[0] in "≤≥"]
    closed = [(at, text) for at, text in zip(axis.tickvals, axis.ticktext, strict=True) if text[0] not in "≤≥"]
    # What is read at a place of the axis is its value; open bins are named as such.
    assert [text for _, text in closed] == [format_value(translator, comparison.entry, value) for value, _ in closed]
    assert [text for text in axis.ticktext if text[0] in "≤≥"] == [name.removeprefix("▸ ") for name in ends]
    assert list(axis.tickvals) == sorted(axis.tickvals)
    assert comparison.edges[0] <= min(axis.tickvals) <= max(axis.tickvals) <= comparison.edges[-1]


def test_the_mark_says_whose_it_is(found):
    comparison = found("AMT_CREDIT")
    *_, note = comparison_chart(comparison, EN, LIGHT).figure.layout.annotations
    assert note.text == f"<b>this client: {EN.money(comparison.value)}</b>"


def test_the_group_and_what_is_missing_are_said(found):
    comparison = found("EXT_SOURCE_1")
    assert group_sentence(comparison.group, comparison.population, EN) == "2,000 of 2,000 former clients"
    said = missing_sentence(comparison, EN)
    assert EN.percent(comparison.better.missing) in said
    assert EN.percent(comparison.worse.missing) in said
