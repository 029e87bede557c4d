"""How the model was chosen: kinds of models side by side, the search for parameters, what each step brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import Entry


@dataclass(frozen=True)
class Candidate:
    """One kind of model on the folds of all others; ``limit`` is its own cheapest one, ``seconds`` those of training.

    ``strongest`` are its most important variables, none for a model that uses none.
    """

    name: str
    auc: float
    auc_by_fold: tuple[float, ...]
    average_precision: float
    cost: float
    limit: float
    brier: float
    calibration_error: float
    seconds: float
    strongest: tuple[Entry, ...]
    is_served: bool


@dataclass(frozen=True)
class Trial:
    """One try of the search; ``auc`` is None where it was given up."""

    number: int
    is_complete: bool
    auc: float | None


@dataclass(frozen=True)
class Tuning:
    """The search for parameters: its trials, the paired gain in AUC over the default, and whether that was kept."""

    trials: tuple[Trial, ...]
    gain_by_seed: tuple[float, ...]
    is_kept: bool

    @property
    def gain(self) -> float | None:
        """The mean gain, None where nothing was compared."""
        return sum(self.gain_by_seed) / len(self.gain_by_seed) if self.gain_by_seed else None


@dataclass(frozen=True)
class Step:
    """One step of the recipe, with and without it on the same folds; a positive ``gain`` is a better AUC with it."""

    name: str
    auc_without: float
    auc_with: float
    gain: float
    gain_by_seed: tuple[float, ...]
    cost_without: float
    cost_with: float
    is_kept: bool


@dataclass(frozen=True)
class ModelSelection:
    """Everything that was compared; what a bundle does not hold is empty, or None."""

    candidates: tuple[Candidate, ...]
    tuning: Tuning | None
    steps: tuple[Step, ...]


def model_selection(active_bundle: ActiveBundle, actor: Actor) -> ModelSelection:
    """Return what was compared before the active model was chosen, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    """
    require(actor, Capability.READ_MODEL)
    bundle = active_bundle.bundle
    compared, searched, steps = bundle.candidates or {}, bundle.tuning or {}, bundle.steps or {}
    entries = bundle.catalogue.features
    return ModelSelection(
        candidates=tuple(
            _candidate(found, compared["served"], entries)
            for found in sorted(compared.get("candidates", ()), key=lambda one: -one["auc"])
        ),
        tuning=_tuning(searched) if searched.get("trials") else None,
        steps=tuple(_step(found) for found in steps.get("steps", ())),
    )


def _candidate(found: Mapping[str, Any], served: str, entries: Mapping[str, Entry]) -> Candidate:
    return Candidate(
        name=found["name"],
        auc=found["auc"],
        auc_by_fold=tuple(found["auc_by_fold"]),
        average_precision=found["average_precision"],
        cost=found["cost"],
        limit=found["threshold"],
        brier=found["brier"],
        calibration_error=found["calibration_error"],
        seconds=found["seconds"],
        strongest=tuple(entries[one["name"]] for one in found["importance"] if one["name"] in entries),
        is_served=found["name"] == served,
    )


def _tuning(found: Mapping[str, Any]) -> Tuning:
    trials = tuple(Trial(one["number"], one["state"] == "complete", one["auc"]) for one in found["trials"])
    return Tuning(trials, tuple(found["gain_by_seed"]), found["kept"])


def _step(found: Mapping[str, Any]) -> Step:
    return Step(
        name=found["name"],
        auc_without=found["auc_without"],
        auc_with=found["auc_with"],
        gain=found["gain"],
        gain_by_seed=tuple(found["gain_by_seed"]),
        cost_without=found["cost_without"],
        cost_with=found["cost_with"],
        is_kept=found["kept"],
    )
