"""One variable in words: which way it pushes, what is missing, what is left out."""

from dataclasses import replace

import pytest

from dashboard_app.i18n import get_translator
from dashboard_app.i18n.values import get_label
from dashboard_app.presenters.dependence_view import build_takeaway, dependence_chart, dependence_view, get_notes
from dashboard_app.services.dependence import Dependence, dependence
from dashboard_app.services.disclosure import EffectBand, Spread
from dashboard_app.theme import DARK, LIGHT
from tests.dashboard_app.callbacks.asking import figures_in, text_of
from tests.dashboard_app.services.people import ADVISER

EN = get_translator("en")


def spread(mean, applicants=50):
    return Spread(applicants, mean, mean, mean - 0.01, mean + 0.01, mean - 0.02, mean + 0.02)


@pytest.fixture(scope="module")
def number(active_bundle):
    """A number with bands of our own."""
    return dependence(active_bundle, ADVISER, "AMT_CREDIT")


def with_means(found, *means):
    bands = tuple(EffectBand(1000.0 * place, 1000.0 * (place + 1), spread(mean)) for place, mean in enumerate(means))
    return replace(found, bands=bands)


@pytest.mark.parametrize(
    ("means", "said"),
    [
        ((-0.2, -0.1, 0.1, 0.3), "the higher the risk."),
        ((0.3, 0.1, -0.1, -0.1, -0.2), "the lower the risk."),
        ((0.0, 0.01, 0.0), "hardly moves the risk"),
        ((-0.2, 0.3, -0.1), "raises the risk most around 1,500 and lowers it most around 500."),
    ],
)
def test_the_sentence_says_which_way_values_push(number, means, said):
    assert said in build_takeaway(with_means(number, *means), EN)


def test_the_sentence_of_a_category_names_both_ends(active_bundle):
    found = dependence(active_bundle, ADVISER, "NAME_EDUCATION_TYPE")
    by_mean = sorted(found.bands, key=lambda band: band.effect.mean)
    labels = [label.label.en for label in found.entry.categories]
    said = build_takeaway(found, EN)
    if by_mean[-1].effect.mean - by_mean[0].effect.mean < 0.02:
        assert "hardly" in said
    else:
        assert said.index(labels[int(by_mean[-1].lower)]) < said.index(labels[int(by_mean[0].lower)])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["EXT_SOURCE_2", "NAME_EDUCATION_TYPE", "CNT_CHILDREN", "FLAG_OWN_CAR"])
def test_any_variable_can_be_drawn(active_bundle, name, palette, language):
    translator = get_translator(language)
    found = dependence(active_bundle, ADVISER, name)
    chart = dependence_chart(found, translator, palette)
    assert chart.figure.data[0].type == ("box" if found.is_discrete else "scatter")
    assert len(chart.table.rows) == len(found.bands)
    assert get_label(translator, found.entry) in chart.label


def test_every_variable_of_the_model_has_a_page(active_bundle):
    for name in active_bundle.feature_index:
        found = dependence(active_bundle, ADVISER, name)
        content = dependence_view(found, EN, LIGHT)
        assert len(figures_in(content)) == (1 if found.bands else 0)
        assert found.entry.definition.en in text_of(content)


def test_categories_stand_in_order_of_their_effect_and_numbers_in_their_own(active_bundle):
    boxes = dependence_chart(dependence(active_bundle, ADVISER, "NAME_INCOME_TYPE"), EN, LIGHT)
    means = [float(row[2].replace("−", "-")) for row in boxes.table.rows]
    assert means == sorted(means, reverse=True)
    children = dependence(active_bundle, ADVISER, "CNT_CHILDREN")
    rows = dependence_chart(children, EN, LIGHT).table.rows
    assert [row[0] for row in rows] == [EN.number(band.lower) for band in children.bands]


def test_what_is_missing_is_said(number):
    few = replace(number, missing_share=float("nan"), missing=None)
    many = replace(number, missing_share=0.4, missing=spread(0.2))
    assert get_notes(few, EN)[0] == "All but a few applicants of the sample have a value."
    assert get_notes(many, EN)[0] == "Without a value (not drawn): 40.0%. A missing value raises the risk on average."


def test_what_is_left_out_is_counted(number):
    assert any(note.startswith("3 values are left out") for note in get_notes(replace(number, hidden_bands=3), EN))
    assert not any("left out" in note for note in get_notes(replace(number, hidden_bands=0), EN))


def test_a_variable_without_values_says_so(active_bundle, number):
    nothing = Dependence(number.entry, 20, (), True, 0, spread(0.0), 1.0)
    content = dependence_view(nothing, EN, LIGHT)
    assert figures_in(content) == []
    assert "Nothing to draw" in text_of(content)
