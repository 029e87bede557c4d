"""Fairness in words: how far apart the groups are, what was too small to measure, what leaving out costs."""

from dataclasses import replace

import pytest

from dashboard_app.i18n import get_translator
from dashboard_app.presenters import fairness_view as view
from dashboard_app.services.fairness import fairness
from dashboard_app.theme import LIGHT
from model_bundle.reports import Estimate
from tests.dashboard_app.callbacks.asking import figures_in, text_of
from tests.dashboard_app.services.people import ADMIN
from tests.dashboard_app.services.stored_fairness import FAIRNESS
from tests.dashboard_app.services.test_fairness import active_bundle_with

EN = get_translator("en")


@pytest.fixture(scope="module")
def found():
    report = fairness(active_bundle_with(FAIRNESS), ADMIN)
    plain = tuple(
        replace(attribute, groups=tuple(replace(group, category=None) for group in attribute.groups))
        for attribute in report.attributes
    )
    return replace(report, attributes=plain)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_attribute_has_its_card(found, language):
    content = view.fairness_view(found, get_translator(language), LIGHT)
    assert len(content) == 1 + len(found.attributes)
    assert len(figures_in(content)) == len(found.attributes)


def test_under_four_fifths_must_be_justified(found):
    gender, age, family = found.attributes
    assert view.ratio_sentence(gender, EN) == (
        "“M” is granted 75% as often as “F” (interval 73% to 77%): under four fifths, which must be justified."
    )
    assert "must be justified" not in view.ratio_sentence(age, EN)
    assert view.ratio_sentence(family, EN) == "The groups are too small to compare."


def test_a_small_group_stands_in_the_table_and_not_in_the_chart(found):
    age = found.attributes[1]
    chart = view.granted_chart(age, EN, LIGHT)
    assert [row[0] for row in chart.table.rows] == ["20 to 29 years", "30 to 39 years", "60 to 69 years"]
    assert chart.table.rows[2][2:] == ("–",) * 5
    assert len(chart.figure.data) == 2


@pytest.mark.parametrize(("language", "many"), [("en", "3 or more"), ("fr", "3 ou plus")])
def test_an_open_band_of_children_reads_as_one(found, language, many):
    gender = found.attributes[0]
    groups = tuple(replace(group, value=value) for group, value in zip(gender.groups, ("0", "3+"), strict=True))
    children = replace(gender, name="children", groups=groups)
    chart = view.granted_chart(children, get_translator(language), LIGHT)
    assert [row[0] for row in chart.table.rows] == ["0", many]


def test_every_attribute_that_a_build_reports_has_a_title(active_bundle):
    assert {attribute.name for attribute in active_bundle.bundle.fairness.attributes} == set(view.TITLES)


def test_a_gap_names_both_groups_it_lies_between(found):
    age = found.attributes[1]
    some = [
        replace(group, false_positive_rate=Estimate(value=rate, low=0, high=1))
        for group, rate in zip(age.groups, (0.3, 0.2), strict=False)
    ]
    gap = Estimate(value=0.1, low=-0.02, high=0.22)
    told = replace(found, attributes=(replace(age, groups=tuple(some), false_positive_rate_gap=gap),))
    assert "10.0 points (−2.0 – 22.0): “20 to 29 years” against “30 to 39 years”" in text_of(
        view.fairness_view(told, EN, LIGHT)
    )
    alone = replace(told, attributes=(replace(told.attributes[0], groups=tuple(some[:1])),))
    assert "10.0 points (−2.0 – 22.0)" in text_of(view.fairness_view(alone, EN, LIGHT))


def test_what_leaving_out_costs_is_said(found):
    assert view.protected_sentence(found, EN) == (
        "The model uses neither gender nor age. With both, the AUC would change by +0.0020 and the cost per applicant "
        "by −0.0020."
    )
    unmeasured = replace(found, auc_with_protected=None, uses_age=True)
    assert view.protected_sentence(unmeasured, EN) == "The model uses age, and not gender."


def test_without_a_report_the_page_says_so():
    assert "Nothing was measured" in text_of(view.fairness_view(None, EN, LIGHT))
