"""The model card, rendered from a small build and from changes to it."""

import re
from dataclasses import replace

import pytest
from babel.numbers import format_decimal, format_percent

from model_build.card import LANGUAGES, SHOWN_FEATURES, CardContent, render
from model_build.train import Recipe
from model_bundle.bundle import Bundle

# Words of each language that the other does not have, as they would stand in a sentence.
ENGLISH = {"the", "of", "and", "is", "are", "by", "with", "from", "not", "who", "that", "applicants", "threshold"}
FRENCH = {"le", "la", "les", "des", "du", "une", "est", "et", "par", "dans", "qui", "demandeurs", "seuil"}


@pytest.fixture(scope="module")
def content(built):
    bundle = Bundle.open(built.path)
    return CardContent(
        manifest=bundle.manifest,
        catalogue=bundle.catalogue,
        recipe=Recipe(trees=60),
        constrained=25,
        evaluation=bundle.evaluation,
        explanation=bundle.explanation,
        explained_rows=1_234,
        drift=bundle.drift,
        auc_protected=0.7712,
        with_age=False,
        demonstration=True,
    )


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def card(content, language):
    return render(content, language)


def words_of(card):
    """Return the words of a card, lower case, without the names of tables and features in English."""
    return {word.strip("*_.,;:()|«»`").lower() for word in card.split()}


def test_every_headline_figure_stands_in_the_card_as_the_language_writes_it(content, card, language):
    headline, calibration = content.manifest.metrics, content.manifest.calibration
    for value in (headline.auc, headline.average_precision, headline.cost, headline.cost_accept_all, 0.7712):
        assert format_decimal(value, "0.0000", locale=language) in card
    for value in (calibration.slope, calibration.intercept, content.evaluation["calibration_error"]):
        assert format_decimal(value, "0.0000", locale=language) in card
    assert format_decimal(headline.brier, "0.00000", locale=language) in card
    for value in (headline.applicants, content.manifest.clients, 1_234):
        assert format_decimal(value, locale=language) in card


def test_every_fold_every_cell_of_the_confusion_matrix_and_every_limit_is_there(content, card, language):
    for auc in content.evaluation["auc_by_fold"]:
        assert format_decimal(auc, "0.0000", locale=language) in card
    for cell in ("true_positive", "false_positive", "false_negative", "true_negative"):
        assert f"| {format_decimal(content.evaluation['confusion'][cell], locale=language)} |" in card
    threshold = content.manifest.threshold
    for limit in (threshold.value, threshold.review_low, threshold.review_high):
        assert format_percent(limit, "0.00\N{NO-BREAK SPACE}%", locale=language) in card


def test_families_and_the_strongest_features_stand_in_their_order(content, card, language):
    features, families = content.catalogue.features, content.catalogue.families
    labels = [
        *(getattr(families[row["name"]].label, language) for row in content.explanation["families"]),
        *(getattr(features[row["name"]].label, language) for row in content.explanation["features"][:SHOWN_FEATURES]),
    ]
    places = [card.find(f"| {label} |") for label in labels]
    assert -1 not in places
    assert places[: len(families)] == sorted(places[: len(families)])


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Measured on out-of-fold predictions of the training applicants"),
        ("en", "At this threshold, on the same rows that chose it"),
        ("en", "threshold chosen on the other folds"),
        ("en", "1,234 training applicants drawn by seed"),
        ("fr", "Mesurée sur les prédictions hors pli des demandeurs d’apprentissage"),
        ("fr", "À ce seuil, sur les lignes mêmes qui l’ont choisi"),
        ("fr", "seuil choisi sur les autres plis"),
        ("fr", "demandeurs d’apprentissage tirés par graine"),
    ],
)
def test_the_card_says_on_which_rows_each_figure_was_measured(content, language, sentence):
    assert sentence in render(content, language)


def test_neither_card_holds_a_sentence_of_the_other_language(content):
    for one, foreign in (("fr", ENGLISH), ("en", FRENCH)):
        assert not words_of(render(content, one)) & foreign
    # The lists are worth something only if each card has its own words.
    assert len(words_of(render(content, "en")) & ENGLISH) > 8
    assert len(words_of(render(content, "fr")) & FRENCH) > 8


def test_french_figures_have_a_comma_and_no_point(content):
    card = render(content, "fr")
    assert not re.findall(r"(?<![\w`])\d+\.\d+", card)


def test_both_cards_have_the_same_tables_and_sections(content):
    shapes = [
        [line.partition(" ")[0] if line.startswith("#") else "|" * line.count("|") for line in text.splitlines()]
        for text in (render(content, language) for language in LANGUAGES)
    ]
    assert [part for part in shapes[0] if part] == [part for part in shapes[1] if part]


@pytest.mark.parametrize(
    ("language", "price", "nothing"),
    [("en", "leaving them out costs", "nor are age"), ("fr", "les écarter coûte", "l’âge et tout ce qui en découle")],
)
def test_the_price_of_leaving_gender_and_age_out_is_told(content, language, price, nothing):
    assert price in render(content, language)
    assert nothing in render(content, language)
    assert price not in render(replace(content, auc_protected=None), language)
    assert nothing not in render(replace(content, with_age=True), language)


@pytest.mark.parametrize(("language", "warning"), [("en", "rows are invented"), ("fr", "lignes sont inventées")])
def test_a_demonstration_says_that_it_is_one_and_real_rows_do_not(content, language, warning):
    assert warning in render(content, language)
    assert warning not in render(replace(content, demonstration=False), language)


@pytest.mark.parametrize(
    ("language", "moved", "stayed"), [("en", "differ from", "resemble"), ("fr", "diffèrent de", "ressemblent")]
)
def test_the_drift_verdict_is_told_either_way(content, language, moved, stayed):
    for is_drifted, there, absent in ((True, moved, stayed), (False, stayed, moved)):
        verdict = {**content.drift["verdict"], "is_drifted": is_drifted}
        card = render(replace(content, drift={"verdict": verdict}), language)
        assert there in card
        assert absent not in card


@pytest.mark.parametrize(("language", "none"), [("en", "none"), ("fr", "aucune")])
def test_missing_histories_are_named(content, language, none):
    without = content.manifest.model_copy(update={"tables_present": (), "tables_missing": ("bureau", "POS")})
    lines = [line for line in render(replace(content, manifest=without), language).splitlines() if "istor" in line]
    assert lines[0].endswith(f"| {none} |")
    assert lines[1].endswith("| bureau, POS |")


def test_the_bundle_holds_both_cards_of_its_build(built):
    bundle = Bundle.open(built.path)
    assert bundle.model_card("en").startswith("# Model card")
    assert bundle.model_card("fr").startswith("# Fiche du modèle")
    assert bundle.manifest.training_fingerprint[:16] in bundle.model_card("fr")
