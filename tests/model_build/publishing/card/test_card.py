"""The model card, rendered from a small build and from changes to it."""

import re
from dataclasses import replace

import pytest
from babel.numbers import format_decimal, format_percent

from model_build.publishing.card import LANGUAGES, SHOWN_FEATURES, render, with_forced_note
from model_build.publishing.gate import CostComparison, GateDecision, Outcome
from model_bundle.bundle import Bundle
from model_bundle.reports import (
    AttributeFairness,
    CandidateReport,
    CandidateScore,
    GroupFairness,
    Interval,
    Trial,
    TrialState,
    TuningOutcome,
    TuningReport,
)

# Words of each language that the other does not have, as they would stand in a sentence.
ENGLISH = {"the", "of", "and", "is", "are", "by", "with", "from", "not", "who", "that", "applicants", "threshold"}
FRENCH = {"le", "la", "les", "des", "du", "une", "est", "et", "par", "dans", "qui", "demandeurs", "seuil"}


def words_of(card):
    """Return the words of a card, lower case, without the names of tables and features in English."""
    return {word.strip("*_.,;:()|«»`").lower() for word in card.split()}


def test_every_headline_figure_stands_in_the_card_as_the_language_writes_it(content, card, language):
    headline, calibration = content.manifest.metrics, content.manifest.calibration
    for value in (headline.auc, headline.average_precision, headline.cost, headline.cost_accept_all, 0.7712, 0.4321):
        assert format_decimal(value, "0.0000", locale=language) in card
    for value in (calibration.slope, calibration.intercept, content.evaluation.calibration_error):
        assert format_decimal(value, "0.0000", locale=language) in card
    assert format_decimal(headline.brier, "0.00000", locale=language) in card
    for value in (headline.applicants, content.manifest.clients, 1_234):
        assert format_decimal(value, locale=language) in card


def test_every_fold_every_cell_of_the_confusion_matrix_and_every_limit_is_there(content, card, language):
    for auc in content.evaluation.auc_by_fold:
        assert format_decimal(auc, "0.0000", locale=language) in card
    for cell in ("true_positive", "false_positive", "false_negative", "true_negative"):
        assert f"| {format_decimal(getattr(content.evaluation.confusion, cell), locale=language)} |" in card
    threshold = content.manifest.threshold
    for limit in (threshold.value, threshold.review_low, threshold.review_high):
        assert format_percent(limit, "0.00\N{NO-BREAK SPACE}%", locale=language) in card


def test_families_and_the_strongest_features_stand_in_their_order(content, card, language):
    features, families = content.catalogue.features, content.catalogue.families
    labels = [
        *(getattr(families[one.name].label, language) for one in content.explanation.families),
        *(getattr(features[one.name].label, language) for one in content.explanation.features[:SHOWN_FEATURES]),
    ]
    section = card[card.index({"en": "## Feature importance", "fr": "## Importance des variables"}[language]) :]
    places = [section.find(f"| {label} |") for label in labels]
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


CANDIDATES = CandidateReport(
    rows="",
    folds=5,
    seed=0,
    served="lightgbm",
    candidates=tuple(
        CandidateScore(
            name=name,
            auc=0.5123 + place / 100,
            auc_by_fold=(),
            average_precision=0.08,
            cost=0.8,
            threshold=0.09,
            brier=0.07,
            calibration_error=0.003,
            seconds=1.25,
            parameters={},
            importance=(),
        )
        for place, name in enumerate(("dummy", "logistic", "forest", "xgboost", "lightgbm"))
    ),
)
TUNING = TuningReport(
    rows="",
    outcome=TuningOutcome.ADOPTED,
    chosen={"num_leaves": 20},
    default_auc=0.7411,
    tuned_auc=0.7422,
    gain_by_seed=(0.0011, -0.0002),
    trials=(
        Trial(number=0, state=TrialState.COMPLETE, auc=0.7422, seconds=2.0, parameters={}),
        Trial(number=1, state=TrialState.PRUNED, auc=None, seconds=1.0, parameters={}),
    ),
)
TRIED = {"row_models": 0.0123, "neighbours": 0.0045}
WORSE = GateDecision(
    Outcome.WORSE,
    "20260101T000000Z-0123456789ab",
    CostComparison(2_345, True, 0.5432, 0.5321, Interval(low=0.0011, high=0.0213)),
)


@pytest.fixture(scope="module")
def full(content):
    """Everything that a card can tell."""
    forced = content.manifest.model_copy(update={"forced_reason": "Audit # 12\n\n## urgent"})
    return replace(content, candidates=CANDIDATES, tuning=TUNING, manifest=forced, verdict=WORSE)


def changed(report, **values):
    """The same part of a report with other values."""
    return report.model_copy(update=values)


def decimals(language, *values):
    return [format_decimal(value, "0.0000", locale=language) for value in values]


def test_intervals_stand_beside_the_figures(content, card, language):
    for name in ("auc_interval", "cost_interval"):
        interval = getattr(content.evaluation, name)
        low, high = decimals(language, interval.low, interval.high)
        assert re.search(rf"95\s%\s?: (de )?{low} (to|à) {high}", card)
    for cost in decimals(language, *content.evaluation.cost_by_fold):
        assert cost in card
    for limit in (content.evaluation.threshold_interval.low, content.evaluation.threshold_interval.high):
        assert format_percent(limit, "0.00\N{NO-BREAK SPACE}%", locale=language) in card


def test_every_group_of_every_attribute_stands_in_the_card(content, card, language):
    for attribute in content.fairness.attributes:
        for group in attribute.groups:
            size = format_decimal(group.applicants, locale=language)
            assert re.search(rf"^\| [^|]+ \| {size} \|", card, re.MULTILINE)
    labels = {"en": ("Woman", "Married", "20-29"), "fr": ("Femme", "Marié(e)", "20-29")}[language]
    assert all(f"| {label} |" in card for label in labels)
    assert "| F |" not in card


def test_a_small_group_is_said_to_be_one(content, language):
    few = {"en": "too few", "fr": "effectif trop petit"}[language]
    group = GroupFairness(value="XNA", applicants=4, defaults=0)
    gaps = ("selection_rate_ratio", "true_positive_rate_gap", "false_positive_rate_gap", "calibration_gap")
    attribute = AttributeFairness(name="gender", unknown=0, groups=(group,), **dict.fromkeys(gaps))
    card = render(replace(content, fairness=changed(content.fairness, attributes=(attribute,))), language)
    assert card.count(few) == 5
    assert "| XNA | 4 |" in card


def test_candidates_search_and_steps_are_told_with_their_figures(full, language):
    card = render(full, language)
    for row in CANDIDATES.candidates:
        assert f"| {decimals(language, row.auc)[0]} |" in card
    for figure in decimals(language, 0.7411, 0.7422):
        assert figure in card
    assert format_decimal(0.0011, "+0.0000;-0.0000", locale=language) in card
    for step in full.ablation.results:
        assert f"| {decimals(language, step.auc_without)[0]} | {decimals(language, step.auc_with)[0]} |" in card


def test_a_step_that_was_tried_is_told_with_its_luck_and_its_rule(content, language):
    base = content.ablation.results[0]
    tried = [changed(base, name=name, standard_error=error) for name, error in TRIED.items()]
    card = render(replace(content, ablation=changed(content.ablation, results=(base, *tried))), language)

    section = card[card.index({"en": "| step |", "fr": "| étape |"}[language]) :].partition("\n## ")[0]
    table, *told = section.split("\n\n")
    assert table.count("\n") == 4
    errors = decimals(language, *TRIED.values())
    assert [error in text for error, text in zip(errors, told, strict=True)] == [True, True]
    rule, never = {"en": ("above twice", "never part"), "fr": ("dépasse le double", "jamais dans le modèle")}[language]
    assert [rule in told[0], never in told[1], rule in told[1]] == [True, True, False]
    assert rule not in render(content, language)


@pytest.mark.parametrize(("language", "words"), [("en", "the bundle holds no"), ("fr", "le lot ne contient pas")])
def test_what_was_not_measured_is_said_to_be_absent(content, full, language, words):
    assert render(replace(content, ablation=None, fairness=None), language).count(words) == 4
    assert words not in render(full, language)


@pytest.mark.parametrize(("language", "title"), [("en", "although it costs more"), ("fr", "bien que plus coûteux")])
def test_force_and_its_reason_stand_above_everything_else(content, full, language, title):
    card = render(full, language)
    first = card.partition("\n## ")[2]
    assert title in first.partition("\n")[0]
    assert "Audit # 12 ## urgent" in first
    for figure in decimals(language, 0.5432, 0.5321):
        assert figure in first.partition("\n## ")[0]
    assert title not in render(content, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_written_in_later_reads_as_one_of_the_build(full, language):
    plain = replace(full, manifest=full.manifest.model_copy(update={"forced_reason": None}))
    later = with_forced_note(render(plain, language), full.manifest.forced_reason, WORSE, language)
    assert later == render(full, language)


def test_full_cards_keep_to_their_language_too(full):
    for one, foreign in (("fr", ENGLISH), ("en", FRENCH)):
        assert not words_of(render(full, one)) & foreign
    assert not re.findall(r"(?<![\w`])\d+\.\d+", render(full, "fr"))


@pytest.mark.parametrize("which", ["content", "full"])
def test_both_cards_have_the_same_tables_and_sections(request, which):
    content = request.getfixturevalue(which)
    shapes = [
        [line.partition(" ")[0] if line.startswith("#") else "|" * line.count("|") for line in text.splitlines()]
        for text in (render(content, language) for language in LANGUAGES)
    ]
    assert [part for part in shapes[0] if part] == [part for part in shapes[1] if part]


@pytest.mark.parametrize(
    ("language", "price", "nothing"),
    [
        ("en", "leaving them out changes", "nor are age"),
        ("fr", "les écarter la modifie", "l’âge et tout ce qui en découle"),
    ],
)
def test_the_price_of_leaving_gender_and_age_out_is_told(content, language, price, nothing):
    assert price in render(content, language)
    assert nothing in render(content, language)
    unmeasured = changed(content.fairness, auc_with_protected=None, cost_with_protected=None)
    assert price not in render(replace(content, fairness=unmeasured), language)
    assert nothing not in render(replace(content, with_age=True), language)


@pytest.mark.parametrize(("language", "warning"), [("en", "rows are synthetic"), ("fr", "lignes sont synthétiques")])
def test_a_demo_says_that_it_is_one_and_real_rows_do_not(content, language, warning):
    assert warning in render(content, language)
    assert warning not in render(replace(content, is_demo=False), language)


@pytest.mark.parametrize(
    ("language", "moved", "stayed"), [("en", "differ from", "resemble"), ("fr", "diffèrent de", "ressemblent")]
)
def test_the_drift_verdict_is_told_either_way(content, language, moved, stayed):
    for is_drifted, there, absent in ((True, moved, stayed), (False, stayed, moved)):
        verdict = changed(content.drift.verdict, is_drifted=is_drifted)
        card = render(replace(content, drift=changed(content.drift, verdict=verdict)), language)
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
