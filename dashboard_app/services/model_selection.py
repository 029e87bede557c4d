"""How the model was chosen: kinds of models side by side, the search for parameters, what each step brought."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import CatalogueEntry
from model_bundle.reports import AblationResult, CandidateReport, CandidateScore, TuningReport


@dataclass(frozen=True)
class CandidateSummary:
    """One kind of model on the folds of all others; ``strongest`` are its most important variables, if it uses any."""

    score: CandidateScore
    strongest: tuple[CatalogueEntry, ...]
    is_served: bool


@dataclass(frozen=True)
class ModelSelection:
    """Everything that was compared; what a bundle does not hold is empty, or None."""

    candidates: tuple[CandidateSummary, ...]
    tuning: TuningReport | None
    ablation: tuple[AblationResult, ...]


def model_selection(active_bundle: ActiveBundle, actor: Actor) -> ModelSelection:
    """Return what was compared before the active model was chosen, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    """
    require(actor, Capability.READ_MODEL)
    bundle = active_bundle.bundle
    return ModelSelection(
        candidates=_candidates(bundle.candidates, bundle.catalogue.features) if bundle.candidates else (),
        tuning=bundle.tuning if bundle.tuning and bundle.tuning.trials else None,
        ablation=bundle.ablation.results if bundle.ablation else (),
    )


def _candidates(report: CandidateReport, entries: Mapping[str, CatalogueEntry]) -> tuple[CandidateSummary, ...]:
    return tuple(
        CandidateSummary(
            score=score,
            strongest=tuple(entries[feature.name] for feature in score.importance if feature.name in entries),
            is_served=score.name == report.served,
        )
        for score in sorted(report.candidates, key=lambda score: -score.auc)
    )
