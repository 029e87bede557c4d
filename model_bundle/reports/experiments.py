"""How the model was chosen: ``candidates.json``, ``tuning.json`` and ``ablation.json``."""

from enum import StrEnum
from statistics import fmean

from pydantic import Field

from model_bundle.json_file import Frozen
from model_bundle.reports.figures import ConfusionMatrix, Importance, Parameter


class CandidateScore(Frozen):
    """One method on the folds of all others.

    ``cost`` is measured at thresholds chosen on other folds; ``threshold`` and ``confusion`` belong together and to
    the rows that chose the threshold.
    """

    name: str
    auc: float
    auc_by_fold: tuple[float, ...]
    average_precision: float
    cost: float
    threshold: float
    confusion: ConfusionMatrix | None = None
    brier: float
    calibration_error: float
    seconds: float
    parameters: dict[str, Parameter]
    importance: tuple[Importance, ...]


class CandidateReport(Frozen):
    """The served model beside other methods; no candidates where nothing was compared."""

    rows: str
    folds: int
    seed: int
    served: str
    candidates: tuple[CandidateScore, ...]


class TrialState(StrEnum):
    """How a trial ended."""

    COMPLETE = "complete"
    PRUNED = "pruned"
    FAILED = "failed"


class Trial(Frozen):
    """One trial of the search; ``auc`` is that of the folds judged, None where there was none."""

    number: int
    state: TrialState
    auc: float | None
    seconds: float
    parameters: dict[str, Parameter]


class TuningOutcome(StrEnum):
    """Why the parameters of the model are those they are."""

    NOT_TUNED = "not_tuned"
    NO_TRIAL = "no_complete_trial"
    DEFAULT_BEST = "default_best"
    NOT_BETTER = "not_better"
    ADOPTED = "adopted"


class TuningReport(Frozen):
    """The search for parameters: its trials, and the paired gain in AUC of the best over the default parameters."""

    rows: str
    outcome: TuningOutcome
    trials: tuple[Trial, ...] = ()
    chosen: dict[str, Parameter] | None = None
    default_auc: float | None = None
    tuned_auc: float | None = None
    gain_by_seed: tuple[float, ...] = ()

    @property
    def is_adopted(self) -> bool:
        """Whether the model was trained with the parameters found."""
        return self.outcome is TuningOutcome.ADOPTED

    @property
    def gain(self) -> float | None:
        """The mean gain, None where nothing was compared."""
        return fmean(self.gain_by_seed) if self.gain_by_seed else None


class LeverShares(Frozen):
    """The share of applicants whose risk rises when a lever is pulled that must lower it, without and with a step."""

    name: str
    rising_without: float
    rising_with: float


class AblationResult(Frozen):
    """One step of the recipe, without and with it on the same folds; means over the seeds.

    ``standard_error`` is that of its gain over the judged rows, where that decides; ``levers`` are what was measured of
    each, where directions were.
    """

    name: str
    auc_without: float
    auc_with: float
    gain_by_seed: tuple[float, ...] = Field(min_length=1)
    cost_without: float
    cost_with: float
    is_kept: bool
    standard_error: float | None = None
    levers: tuple[LeverShares, ...] = ()

    @property
    def gain(self) -> float:
        """What the step adds to the AUC, mean over the seeds."""
        return fmean(self.gain_by_seed)

    @property
    def cost_increase(self) -> float:
        """What the step adds to the cost per applicant, mean over the seeds."""
        return self.cost_with - self.cost_without


class AblationReport(Frozen):
    """What single steps of the recipe bring."""

    rows: str
    seeds: tuple[int, ...]
    folds: int
    results: tuple[AblationResult, ...]
