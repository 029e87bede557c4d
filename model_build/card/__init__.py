"""The model card, written from the results of a build in English and French."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jinja2
from babel.numbers import format_decimal, format_percent

from model_build.train import Recipe
from model_bundle.catalogue import Catalogue
from model_bundle.manifest import Manifest

LANGUAGES = ("en", "fr")
SHOWN_FEATURES = 15
_ROWS = {
    "en": "{count} training applicants drawn by seed, explained by the served model.",
    "fr": "{count} demandeurs d’apprentissage tirés par graine, expliqués par le modèle servi.",
}

_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("model_build.card"),
    undefined=jinja2.StrictUndefined,
    # The card is Markdown, shown by a renderer that ignores HTML.
    autoescape=False,  # noqa: S701
    keep_trailing_newline=True,
)


@dataclass(frozen=True)
class CardContent:
    """What the card tells beside the manifest: evaluation, explanation, drift verdict and the recipe."""

    manifest: Manifest
    catalogue: Catalogue
    recipe: Recipe
    constrained: int
    evaluation: Mapping[str, Any]
    explanation: Mapping[str, Any]
    explained_rows: int
    drift: Mapping[str, Any]
    auc_protected: float | None
    with_age: bool
    demonstration: bool


def render(content: CardContent, language: str) -> str:
    """Return the card in Markdown, in ``en`` or ``fr``."""
    manifest, catalogue = content.manifest, content.catalogue

    def label(entry: Any) -> str:  # noqa: ANN401 - families and features share only their label
        return str(getattr(entry.label, language))

    def decimal(value: float, digits: int) -> str:
        return format_decimal(value, f"0.{'0' * digits}", locale=language)

    text = _TEMPLATES.get_template(f"model_card.{language}.md.j2").render(
        n=lambda value: format_decimal(value, locale=language),
        p=lambda value, digits=1: format_percent(value, f"0.{'0' * digits}\N{NO-BREAK SPACE}%", locale=language),
        d=decimal,
        signed=lambda value: format_decimal(value, "+0.0000;-0.0000", locale=language),
        title=f"{manifest.created_at:%Y-%m-%d}",
        headline=manifest.metrics,
        clients=manifest.clients,
        present=manifest.tables_present,
        missing=manifest.tables_missing,
        fingerprint=manifest.training_fingerprint[:16],
        trees=content.recipe.trees,
        features=manifest.features,
        parameters=content.recipe.parameters,
        seed=manifest.seed,
        constrained=content.constrained,
        calibration=manifest.calibration,
        with_age=content.with_age,
        auc_protected=content.auc_protected,
        folds=[decimal(value, 4) for value in content.evaluation["auc_by_fold"]],
        calibration_error=content.evaluation["calibration_error"],
        costs=manifest.costs,
        threshold=manifest.threshold,
        confusion=content.evaluation["confusion"],
        explanation_rows=_ROWS[language].format(count=format_decimal(content.explained_rows, locale=language)),
        families=[
            {"label": label(catalogue.families[row["name"]]), "importance": row["importance"]}
            for row in content.explanation["families"]
        ],
        top_features=[
            {"label": label(catalogue.features[row["name"]]), "importance": row["importance"]}
            for row in content.explanation["features"][:SHOWN_FEATURES]
        ],
        drift=content.drift["verdict"],
        demonstration=content.demonstration,
    )
    # In French a space that does not break stands before these marks.
    return re.sub(r" ([:;!?»])", "\N{NO-BREAK SPACE}\\1", text) if language == "fr" else text
