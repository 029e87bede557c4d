"""The quality of the model in words: sentences that follow from the figures."""

from dataclasses import replace

import pytest

from dashboard_app.i18n import get_translator
from dashboard_app.presenters import quality_view as view
from dashboard_app.services.disclosure import RiskHistogram
from dashboard_app.services.quality import Outcomes, quality
from dashboard_app.theme import DARK, LIGHT
from model_bundle.reports import CostPoint, Interval
from tests.dashboard_app.callbacks.asking import figures_in, text_of
from tests.dashboard_app.services.people import ADVISER

EN = get_translator("en")
OUTCOMES = Outcomes(granted_repaid=660, granted_defaulted=20, refused_repaid=260, refused_defaulted=60)


@pytest.fixture(scope="module")
def found(active_bundle):
    return replace(quality(active_bundle, ADVISER), outcomes=OUTCOMES, threshold=0.09)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_chart_has_a_sentence_a_label_and_a_table(found, language, palette):
    translator = get_translator(language)
    for draw in (view.cost_chart, view.roc_chart, view.precision_chart, view.calibration_chart, view.scores_chart):
        chart = draw(found, translator, palette)
        assert chart.takeaway
        assert chart.label
        # Of 2,000 former clients few bars hold enough people to be shown.
        assert len(chart.table.rows) > (2 if draw is view.scores_chart else 4)
        assert chart.figure.data


def test_the_confusion_matrix_is_said_of_a_hundred():
    assert view.icon_array_sentence(OUTCOMES, EN) == (
        "Of 100 applicants, 68 are granted the credit and 2 of them do not repay; "
        "32 are refused and 26 of them would have repaid."
    )


def test_the_table_beside_it_adds_up(found):
    content = text_of(view.quality_view(found, EN, LIGHT))
    assert "repaid 66 26 92" in content
    assert "did not repay 2 6 8" in content
    assert "together 68 32 100" in content


def test_the_roc_and_precision_sentences_are_the_outcomes_at_the_limit(found):
    assert "75% of those who did not repay are refused, and 28% of those who repaid" in (
        view.roc_chart(found, EN, LIGHT).takeaway
    )
    assert "18.8% would not have repaid" in view.precision_chart(found, EN, LIGHT).takeaway


@pytest.mark.parametrize(
    ("here", "interval", "said"),
    [
        (0.50, None, "Decisions cost least around this threshold: 0.500"),
        (0.60, None, "A threshold of 5.00% would cost less: 0.500 per applicant"),
        # The cheapest limit of these rows is one of those that the limit might as well be.
        (0.60, Interval(low=0.04, high=0.1), "Decisions cost least around this threshold: 0.600"),
        (0.60, Interval(low=0.08, high=0.1), "A threshold of 5.00% would cost less: 0.500 per applicant"),
    ],
)
def test_the_cost_sentence_says_whether_another_limit_is_better(found, here, interval, said):
    points = tuple(
        CostPoint(threshold=cut, cost=cost, refused=refused)
        for cut, cost, refused in ((0.0, 0.9, 1.0), (0.05, 0.5, 0.4), (0.1, 0.7, 0.2))
    )
    told = replace(found, cost_curve=points, cost_at_threshold=here, threshold_interval=interval)
    chart = view.cost_chart(told, EN, LIGHT)
    assert chart.takeaway.startswith(said)
    assert ("would lie between" in chart.takeaway) is (interval is not None)


def test_medians_are_read_off_the_bins(found):
    scores = RiskHistogram(edges=(0.0, 0.1, 0.2), repaid=(1.0, 0.0), defaulted=(0.25, 0.75))
    said = view.scores_chart(replace(found, scores=scores), EN, LIGHT).takeaway
    # Half of those who did not repay lie above a third of the second bin.
    assert "above 13%" in said
    assert "above 5%" in said


def test_the_limit_is_marked_in_the_histogram_and_on_the_cost_curve(found):
    for chart in (view.scores_chart(found, EN, LIGHT), view.cost_chart(found, EN, LIGHT)):
        (line,) = [shape for shape in chart.figure.layout.shapes if shape.type == "line"]
        assert line.x0 == line.x1
        assert line.x0 in {0.09, 9.0}
        assert any("9.00%" in note.text for note in chart.figure.layout.annotations)


def test_the_whole_view_draws_six_charts(found):
    assert len(figures_in(view.quality_view(found, EN, LIGHT))) == 6
