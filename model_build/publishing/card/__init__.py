"""The model card, written from the results of a build in English and French."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jinja2
from babel.numbers import format_decimal, format_percent

from model_build.experiments.ablation_names import CONSTRAINTS, GROUNDS
from model_build.labels.protected_grounds import ON_PROTECTED_GROUNDS
from model_build.metrics.bootstrap import DRAWINGS
from model_build.publishing.gate import GateDecision
from model_build.training.bands import BANDS
from model_bundle.catalogue import Catalogue
from model_bundle.home_credit import FAMILY_STATUS, GENDER
from model_bundle.manifest import Manifest

if TYPE_CHECKING:
    from model_build.training.train import Recipe

LANGUAGES = ("en", "fr")
SHOWN_FEATURES = 15
_COLUMNS = {"gender": GENDER, "family_status": FAMILY_STATUS}
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
    """What the card tells beside the manifest: what was measured, the drift verdict and the recipe.

    ``steps``, ``fairness``, ``candidates`` and ``tuning`` are as in the files of these names, None where there is none.
    """

    manifest: Manifest
    catalogue: Catalogue
    recipe: "Recipe"
    constrained: int
    evaluation: Mapping[str, Any]
    explanation: Mapping[str, Any]
    explained_rows: int
    drift: Mapping[str, Any]
    steps: Mapping[str, Any] | None
    fairness: Mapping[str, Any] | None
    verdict: GateDecision
    with_age: bool
    demonstration: bool
    candidates: Mapping[str, Any] | None = None
    tuning: Mapping[str, Any] | None = None


def render(content: CardContent, language: str) -> str:
    """Return the card in Markdown, in ``en`` or ``fr``."""
    manifest, catalogue = content.manifest, content.catalogue

    def label(entry: Any) -> str:  # noqa: ANN401 - families and features share only their label
        return str(getattr(entry.label, language))

    def group(attribute: str, value: str) -> str:
        entry = catalogue.columns.get(_COLUMNS.get(attribute, ""))
        return next((label(known) for known in entry.categories if known.value == value), value) if entry else value

    formats = _formats(language)
    decimal = formats["d"]
    text = _TEMPLATES.get_template(f"model_card.{language}.md.j2").render(
        **formats,
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
        directions=_directions(content, language),
        constraints=_step(content, CONSTRAINTS),
        bands=1 + len(BANDS["CREDIT_TO_ANNUITY"]),
        grounds=_step(content, GROUNDS),
        without_protected=not ON_PROTECTED_GROUNDS & set(manifest.feature_names),
        calibration=manifest.calibration,
        with_age=content.with_age,
        evaluation=content.evaluation,
        drawings=DRAWINGS,
        candidates=content.candidates,
        tuning=content.tuning,
        steps=content.steps,
        fairness=content.fairness,
        group=group,
        reason=manifest.forced_reason,
        verdict=content.verdict,
        folds=[decimal(value, 4) for value in content.evaluation["auc_by_fold"]],
        cost_folds=[decimal(value, 4) for value in content.evaluation["cost_by_fold"]],
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
    return _spaced(text, language)


def _step(content: CardContent, name: str) -> Mapping[str, Any] | None:
    measured = content.steps["steps"] if content.steps else ()
    return next((step for step in measured if step["name"] == name), None)


def _directions(content: CardContent, language: str) -> list[dict[str, Any]]:
    """Return the constrained features of each family, those that lower the risk as they grow and those that raise it.

    They are read as a page shows them: days into the past, which the tables count with a minus, are a longer time.
    """
    rows: dict[str, dict[str, Any]] = {}
    entries = [content.catalogue.features[name] for name in content.manifest.feature_names]
    families = content.catalogue.families
    for entry in sorted((one for one in entries if one.direction), key=lambda one: families[one.family].order):
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
    head, mark, rest = card.partition("\n## ")
    return f"{head}\n{_spaced(section, language)}{mark}{rest}"


def _formats(language: str) -> dict[str, Callable[..., str]]:
    """Return what writes numbers: ``n`` whole, ``d`` with digits, ``p`` in percent, ``signed``."""

    def decimal(value: float, digits: int) -> str:
        return format_decimal(_unsigned_zero(value, digits), f"0.{'0' * digits}", locale=language)

    return {
        "n": lambda value: format_decimal(value, locale=language),
        "p": lambda value, digits=1: format_percent(value, f"0.{'0' * digits}\N{NO-BREAK SPACE}%", locale=language),
        "d": decimal,
        "signed": lambda value: format_decimal(_unsigned_zero(value, 4), "+0.0000;-0.0000", locale=language),
        "line": lambda text: " ".join(str(text).split()),
    }


def _unsigned_zero(value: float, digits: int) -> float:
    """Return the value, without its sign where it would read "-0.0"."""
    return value if round(value, digits) else 0.0


def _spaced(text: str, language: str) -> str:
    # In French a space that does not break stands before these marks.
    return re.sub(r" ([:;!?»])", "\N{NO-BREAK SPACE}\\1", text) if language == "fr" else text
