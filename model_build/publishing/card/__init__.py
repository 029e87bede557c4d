"""The model card, written from the results of a build in English and French."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jinja2
from babel.numbers import format_decimal, format_percent

from model_build.experiments.ablation_names import CONSTRAINTS, GROUNDS
from model_build.labels.protected_grounds import ON_PROTECTED_GROUNDS
from model_build.metrics.bootstrap import DRAWINGS
from model_build.publishing.gate import GateDecision
from model_build.training.bands import BANDS
from model_bundle.catalogue import Catalogue, CatalogueEntry, Category, Family
from model_bundle.manifest import Manifest
from model_bundle.reports import (
    ATTRIBUTE_COLUMNS,
    AblationReport,
    AblationResult,
    CandidateReport,
    DriftReport,
    EvaluationReport,
    FairnessReport,
    GlobalExplanation,
    TuningReport,
)

if TYPE_CHECKING:
    from model_build.training.train import Recipe

LANGUAGES = ("en", "fr")
SHOWN_FEATURES = 15
_ROWS = {
    "en": "{count} training applicants drawn by seed, explained by the served model.",
    "fr": "{count} demandeurs d’apprentissage tirés par graine, expliqués par le modèle servi.",
}

_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("model_build.publishing.card"),
    undefined=jinja2.StrictUndefined,
    # The card is Markdown, shown by a renderer that ignores HTML.
    autoescape=False,  # noqa: S701 - Markdown, and no HTML
    keep_trailing_newline=True,
)


@dataclass(frozen=True)
class CardContent:
    """The content of the card beside the manifest: the reports of the build, if any, and the recipe."""

    manifest: Manifest
    catalogue: Catalogue
    recipe: "Recipe"
    constrained: int
    evaluation: EvaluationReport
    explanation: GlobalExplanation
    explained_rows: int
    drift: DriftReport
    ablation: AblationReport | None
    fairness: FairnessReport | None
    verdict: GateDecision
    with_age: bool
    is_demo: bool
    candidates: CandidateReport | None = None
    tuning: TuningReport | None = None


def render(content: CardContent, language: str) -> str:
    """Return the card in Markdown, in ``en`` or ``fr``."""
    text = _TEMPLATES.get_template(f"model_card.{language}.md.j2").render(
        **_formats(language), **_model(content, language), **_measured(content), **_importance(content, language)
    )
    return _spaced(text, language)


def _model(content: CardContent, language: str) -> dict[str, Any]:
    """Return what the card says of data, recipe and constraints."""
    manifest = content.manifest
    return {
        "title": f"{manifest.created_at:%Y-%m-%d}",
        "manifest": manifest,
        "recipe": content.recipe,
        "constrained": content.constrained,
        "directions": _directions(content, language),
        "constraints": _result(content, CONSTRAINTS),
        "bands": 1 + len(BANDS["CREDIT_TO_ANNUITY"]),
        "grounds": _result(content, GROUNDS),
        "without_protected": not ON_PROTECTED_GROUNDS & set(manifest.feature_names),
        "with_age": content.with_age,
        "is_demo": content.is_demo,
        "reason": manifest.forced_reason,
        "verdict": content.verdict,
    }


def _measured(content: CardContent) -> dict[str, Any]:
    """Return the reports that the card writes out."""
    return {
        "headline": content.manifest.metrics,
        "evaluation": content.evaluation,
        "drawings": DRAWINGS,
        "candidates": content.candidates,
        "tuning": content.tuning,
        "ablation": content.ablation,
        "fairness": content.fairness,
        "drift": content.drift.verdict,
    }


def _importance(content: CardContent, language: str) -> dict[str, Any]:
    """Return families and features by importance, and what a group is called, in a language."""
    catalogue = content.catalogue

    def label(entry: Family | CatalogueEntry | Category) -> str:
        return str(getattr(entry.label, language))

    def group(attribute: str, value: str) -> str:
        entry = catalogue.columns.get(ATTRIBUTE_COLUMNS.get(attribute, ""))
        return next((label(known) for known in entry.categories if known.value == value), value) if entry else value

    return {
        "group": group,
        "explanation_rows": _ROWS[language].format(count=format_decimal(content.explained_rows, locale=language)),
        "families": [(label(catalogue.families[item.name]), item.importance) for item in content.explanation.families],
        "top_features": [
            (label(catalogue.features[item.name]), item.importance)
            for item in content.explanation.features[:SHOWN_FEATURES]
        ],
    }


def _result(content: CardContent, name: str) -> AblationResult | None:
    measured = content.ablation.results if content.ablation else ()
    return next((result for result in measured if result.name == name), None)


def _directions(content: CardContent, language: str) -> list[dict[str, Any]]:
    """Return the constrained features of each family, those that lower the risk as they grow and those that raise it.

    They are read as a page shows them: days into the past, which the tables count with a minus, are a longer time.
    """
    rows: dict[str, dict[str, Any]] = {}
    entries = [content.catalogue.features[name] for name in content.manifest.feature_names]
    families = content.catalogue.families
    for entry in sorted(
        (constrained for constrained in entries if constrained.direction),
        key=lambda constrained: families[constrained.family].order,
    ):
        label = str(getattr(families[entry.family].label, language))
        row = rows.setdefault(entry.family, {"label": label, "lowers": [], "raises": []})
        raises = (entry.direction > 0) != entry.days
        row["raises" if raises else "lowers"].append(str(getattr(entry.label, language)))
    return list(rows.values())


def with_forced_note(card: str, reason: str, verdict: GateDecision, language: str) -> str:
    """Return a card that is written already with the reason for which its bundle was forced, above all sections."""
    section = _TEMPLATES.get_template(f"forced.{language}.md.j2").render(
        **_formats(language), reason=reason, verdict=verdict
    )
    head, heading, rest = card.partition("\n## ")
    return f"{head}\n{_spaced(section, language)}{heading}{rest}"


def _formats(language: str) -> dict[str, Callable[..., Any]]:
    """Return what writes numbers: ``n`` whole, ``d`` with digits, ``decimals`` many, ``p`` in percent, ``signed``."""

    def decimal(value: float, digits: int) -> str:
        return format_decimal(_unsigned_zero(value, digits), f"0.{'0' * digits}", locale=language)

    return {
        "n": lambda value: format_decimal(value, locale=language),
        "p": lambda value, digits=1: format_percent(value, f"0.{'0' * digits}\N{NO-BREAK SPACE}%", locale=language),
        "d": decimal,
        "decimals": lambda values: [decimal(value, 4) for value in values],
        "signed": lambda value: format_decimal(_unsigned_zero(value, 4), "+0.0000;-0.0000", locale=language),
        "line": lambda text: " ".join(str(text).split()),
    }


def _unsigned_zero(value: float, digits: int) -> float:
    """Return the value, without its sign where it would read "-0.0"."""
    return value if round(value, digits) else 0.0


def _spaced(text: str, language: str) -> str:
    # In French a space that does not break stands before these marks.
    return re.sub(r" ([:;!?»])", "\N{NO-BREAK SPACE}\\1", text) if language == "fr" else text
