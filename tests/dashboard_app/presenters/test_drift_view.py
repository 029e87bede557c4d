"""Drift of one variable in words and as a chart, and the tables."""

from dataclasses import replace

import pytest
from dash import html

from dashboard_app.i18n import get_translator
from dashboard_app.ids import DriftIds as Ids
from dashboard_app.presenters import drift_tables
from dashboard_app.presenters import drift_view as view
from dashboard_app.services.drift import drift, get_feature_drift
from dashboard_app.theme import DARK, LIGHT
from model_bundle.reports import DriftBins
from tests.dashboard_app.callbacks.asking import facts_of, figures_in, of_class, parts, text_of
from tests.dashboard_app.services.people import ADMIN

EN = get_translator("en")


@pytest.fixture(scope="module")
def found(active_bundle):
    return drift(active_bundle, ADMIN)


@pytest.fixture(scope="module")
def number(active_bundle):
    return get_feature_drift(active_bundle, ADMIN, "AMT_CREDIT")


@pytest.fixture(scope="module")
def category(active_bundle):
    return get_feature_drift(active_bundle, ADMIN, "NAME_CONTRACT_TYPE")


def with_bins(feature, bins, **values):
    """The same feature with other bins and other figures."""
    return replace(feature, measured=feature.measured.model_copy(update=values), bins=bins)


@pytest.mark.parametrize(
    ("reference", "current", "drifted", "said"),
    [
        ((0.9, 0.1), (0.1, 0.9), True, "has drifted: current values are higher."),
        ((0.1, 0.9), (0.9, 0.1), True, "has drifted: current values are lower."),
        ((0.5, 0.5), (0.5, 0.5), True, "has drifted."),
        ((0.9, 0.1), (0.1, 0.9), False, ": no drift."),
    ],
)
def test_the_sentence_says_which_way_a_number_moved(number, reference, current, drifted, said):
    moved = with_bins(
        number, DriftBins(edges=(0.0, 1.0, 2.0), reference=reference, current=current), is_drifted=drifted
    )
    assert view.feature_sentence(moved, EN).endswith(said)


def test_the_sentence_names_the_category_that_moved_most(category):
    moved = with_bins(category, DriftBins(reference=(0.9, 0.1), current=(0.98, 0.02)), is_drifted=True)
    assert "“Cash loan” went from 90.0% to 98.0%" in view.feature_sentence(moved, EN)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_both_sides_are_drawn_without_the_colours_of_risk(number, category, palette, language):
    translator = get_translator(language)
    for feature in (number, category):
        figure = view.feature_chart(feature, translator, palette).figure
        assert len(figure.data) == 2
        colours = str(figure.to_plotly_json()["data"])
        assert palette.lowers not in colours
        assert palette.raises not in colours


def test_categories_are_called_by_their_labels(category):
    rows = view.feature_chart(category, EN, LIGHT).table.rows
    assert [row[0] for row in rows] == [part.label.en for part in category.entry.categories]


def test_every_variable_can_be_shown(active_bundle, found):
    for name in active_bundle.feature_index:
        feature = get_feature_drift(active_bundle, ADMIN, name)
        content = view.feature_content(feature, found, EN, LIGHT)
        assert len(figures_in(content)) == (1 if feature.bins.reference else 0)
        assert facts_of(content)["Measured by"] in {
            "Wasserstein distance",
            "Jensen-Shannon distance",
            "nothing to measure",
        }
        assert facts_of(content)["Missing, current"] == EN.percent(feature.measured.missing_current)
        assert EN.percent(feature.measured.missing_reference) in view.missing_sentence(feature, EN)


def test_a_variable_without_values_says_so(number, found):
    content = view.feature_content(with_bins(number, DriftBins(reference=(), current=())), found, EN, LIGHT)
    assert figures_in(content) == []
    assert "Nothing to draw" in text_of(content)


def test_new_values_are_named(category, found):
    content = view.feature_content(with_bins(category, category.bins, new_categories=("Leasing",)), found, EN, LIGHT)
    assert facts_of(content)["New values"] == "Leasing"


def test_first_what_moved_and_what_matters_then_the_others_behind_a_disclosure(active_bundle, found):
    content = drift_tables.tables(found, EN)
    first, others = of_class(content, "cs-drift-table")
    (closed,) = [part for part in parts(content) if isinstance(part, html.Details)]
    assert others in parts(closed)
    assert not closed.open

    def names(table):
        return [part.__dict__["data-value"] for part in parts(table) if isinstance(part, html.A)]

    important = sorted(found.features, key=lambda part: -part.measured.importance)[: found.rule.top_features]
    must = {part.entry.name for part in found.features if part.measured.is_drifted} | {
        part.entry.name for part in important
    }
    assert set(names(first)) == must
    assert sorted(names(first) + names(others)) == sorted(active_bundle.feature_index)


def test_a_name_in_the_table_chooses_and_leads_to_the_variable(found):
    link = next(part for part in parts(drift_tables.tables(found, EN)) if isinstance(part, html.A))
    name = found.first[0].entry.name
    assert link.href == f"/drift?feature={name}"
    assert link.__dict__["data-choose"] == Ids.FEATURE
    assert link.__dict__["data-value"] == name


@pytest.mark.parametrize("score_drifted", [True, False])
def test_the_rule_is_answered_part_by_part_with_two_decimals(found, score_drifted):
    rule = found.rule.model_copy(update={"threshold": 0.25})
    verdict = found.verdict.model_copy(update={"score_drifted": score_drifted, "share_drifted": 0.5, "rule": rule})
    told = replace(found, report=found.report.model_copy(update={"verdict": verdict}), top_drifted=())
    lines = [text_of(part) for part in parts(view.verdict_content(told, EN, LIGHT)) if isinstance(part, html.Li)]
    assert [line.split()[0] for line in lines] == ["▲" if score_drifted else "✓", "✓", "▲"]
    assert "alert threshold 0.25" in lines[0]
    assert "no drift in any" in lines[1]


def test_the_score_is_drawn_on_both_sides(found):
    chart = view.score_chart(found, EN, LIGHT)
    assert [len(trace.x) > 0 for trace in chart.figure.data] == [True, True]
    assert len(chart.table.rows) == len(found.report.score.bins.reference)
