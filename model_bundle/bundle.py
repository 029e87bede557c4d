"""A verified, open bundle: the only access to the model and its data."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, Self, TypeVar

import numpy as np
import pyarrow as pa

from model_bundle import legacy
from model_bundle.arrow_file import FloatArray, open_table
from model_bundle.catalogue import Catalogue
from model_bundle.data_checks import SCHEMA, DataCheck, from_table
from model_bundle.errors import BundleCorruptError, GoldenRowError
from model_bundle.features import FeatureRunner
from model_bundle.golden import read_golden
from model_bundle.integrity import (
    DATA_CHECKS,
    GOLDEN,
    MAPPED_FILES,
    Stamp,
    changed_in_place,
    check_files,
    read_manifest,
    stamps,
)
from model_bundle.json_file import Frozen, parse
from model_bundle.manifest import GoldenRow, Manifest
from model_bundle.reports import (
    AblationReport,
    CandidateReport,
    DriftReport,
    EvaluationReport,
    FairnessReport,
    GlobalExplanation,
    TuningReport,
)
from model_bundle.scorer import Scorer, require_lightgbm

GOLDEN_TOLERANCE = 1e-9
PREDICTION_SECONDS = 30.0
CATALOGUE: Final = "catalogue.json"
EVALUATION: Final = "evaluation.json"
EXPLANATION: Final = "explanation.json"
DRIFT: Final = "drift/drift.json"
CANDIDATES: Final = "candidates.json"
TUNING: Final = "tuning.json"
ABLATION: Final = "ablation.json"
FAIRNESS: Final = "fairness.json"

_Report = TypeVar("_Report", bound=Frozen)


@dataclass(frozen=True)
class Bundle:
    """A checked bundle: manifest, catalogue, model and feature runner in memory, tables mapped on demand."""

    path: Path
    manifest: Manifest
    catalogue: Catalogue
    scorer: Scorer
    runner: FeatureRunner
    stamps: Mapping[str, Stamp] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Check a bundle directory and open it.

        Sizes and hashes are compared first, then the golden rows are scored.

        Raises
        ------
        BundleError
            Whatever is wrong with it, named by a subclass.
        """
        manifest = read_manifest(path)
        require_lightgbm(manifest.libraries["lightgbm"])
        # Before the hashes: what changes meanwhile is noticed later.
        before = stamps(path, manifest)
        check_files(path, manifest)
        bundle = cls(
            path=path,
            manifest=manifest,
            catalogue=Catalogue.from_json(_text_of_today(path, manifest, CATALOGUE)),
            scorer=Scorer((path / "model.txt").read_text(encoding="utf-8"), manifest.feature_names, manifest.reference),
            runner=FeatureRunner(
                (path / "features.sql").read_text(encoding="utf-8"),
                manifest.inputs.model_dump(),
                manifest.feature_names,
            ),
            stamps=before,
        )
        bundle.check_golden_rows()
        return bundle

    def changed_files(self, names: Sequence[str] = MAPPED_FILES) -> dict[str, Stamp]:
        """Return what is found of those of these files that were changed after they had been checked."""
        return changed_in_place(self.path, self.stamps, names)

    def require_unchanged(self, names: Sequence[str] = MAPPED_FILES) -> None:
        """Refuse to read on from files that were changed after they had been checked.

        Raises
        ------
        BundleCorruptError
            Another file stands in the place of one of these, or it was written to.
        """
        changed = self.changed_files(names)
        if changed:
            raise BundleCorruptError(
                f"{next(iter(changed))!r} of bundle {self.path.name!r} was changed while it was in use: got another "
                "size, time or file. Never write into a bundle: put a whole one beside it, and put that active."
            )

    def check_golden_rows(self) -> None:
        """Score the golden rows from form and history to probability, within a time limit.

        Raises
        ------
        GoldenRowError
            A score differs by more than ``GOLDEN_TOLERANCE``, or the model does not answer.
        """
        scored: list[FloatArray] = []
        failed: list[Exception] = []

        def score() -> None:
            try:
                scored.append(self._score_golden_rows())
            except Exception as error:
                failed.append(error)

        # A daemon: a prediction that hangs (OpenMP after a fork) must not keep the process from ending.
        thread = threading.Thread(target=score, daemon=True)
        thread.start()
        thread.join(PREDICTION_SECONDS)
        if thread.is_alive():
            raise GoldenRowError(
                f"The model gave no answer within {PREDICTION_SECONDS:.0f} s. Load it after the process forks, "
                "and check the installation of libgomp1."
            )
        if failed:
            raise GoldenRowError(f"The golden rows cannot be scored: {failed[0]}. Build the bundle again.") from failed[
                0
            ]
        expected = np.array([row.probability for row in self.golden])
        worst = int(np.argmax(np.abs(scored[0] - expected)))
        if not abs(scored[0][worst] - expected[worst]) <= GOLDEN_TOLERANCE:
            raise GoldenRowError(
                f"Golden row {worst + 1} scores {scored[0][worst]!r}, the bundle says {expected[worst]!r}. "
                "Install the versions of requirements.txt, or build the bundle again."
            )

    def _score_golden_rows(self) -> FloatArray:
        rows = [self.runner.run_one(row.application, row.history) for row in self.golden]
        return self.scorer.probabilities(np.vstack(rows))

    @cached_property
    def golden(self) -> tuple[GoldenRow, ...]:
        """Synthetic forms with histories and their expected scores."""
        if GOLDEN not in self.manifest.files:
            return self.manifest.golden
        return read_golden((self.path / GOLDEN).read_text(encoding="utf-8"))

    @cached_property
    def data_checks(self) -> Mapping[int, tuple[DataCheck, ...]]:
        """Why an applicant is not decided on, by client number; none before contract 3."""
        if DATA_CHECKS not in self.manifest.files:
            return {}
        table = open_table(self.path / DATA_CHECKS)
        if not table.schema.equals(SCHEMA):
            raise BundleCorruptError(
                f"{DATA_CHECKS} has other columns than the contract says: got {', '.join(table.column_names)[:200]!r}. "
                "Build the bundle again."
            )
        return from_table(table)

    @cached_property
    def clients(self) -> pa.Table:
        """The pending applications, mapped into memory."""
        self.require_unchanged()
        return open_table(self.path / "clients.arrow")

    @cached_property
    def population(self) -> pa.Table:
        """Former applicants with out-of-fold score, decision and outcome, mapped into memory."""
        self.require_unchanged()
        return open_table(self.path / "population.arrow")

    @cached_property
    def shap_sample(self) -> pa.Table:
        """A sample of former applicants with feature values and contributions."""
        self.require_unchanged()
        return open_table(self.path / "shap_sample.arrow")

    @cached_property
    def evaluation(self) -> EvaluationReport:
        """Figures and curves of the out-of-fold evaluation."""
        return self._read(EVALUATION, EvaluationReport)

    @cached_property
    def explanation(self) -> GlobalExplanation:
        """Global importance by feature and by family."""
        return self._read(EXPLANATION, GlobalExplanation)

    @cached_property
    def drift(self) -> DriftReport:
        """The project's own drift verdict and its table."""
        return self._read(DRIFT, DriftReport)

    @cached_property
    def candidates(self) -> CandidateReport | None:
        """The kinds of models compared on the same folds; None where the bundle has no such file."""
        return self._read_optional(CANDIDATES, CandidateReport)

    @cached_property
    def tuning(self) -> TuningReport | None:
        """The trials of the search for parameters; None where the bundle has no such file."""
        return self._read_optional(TUNING, TuningReport)

    @cached_property
    def ablation(self) -> AblationReport | None:
        """What single steps of the recipe brought; None where the bundle has no such file."""
        return self._read_optional(ABLATION, AblationReport)

    @cached_property
    def fairness(self) -> FairnessReport | None:
        """Decisions and errors by group; None where the bundle has no such file."""
        return self._read_optional(FAIRNESS, FairnessReport)

    @property
    def reports(self) -> dict[str, Frozen]:
        """Every report that the bundle has, by the name of its file today."""
        by_file = {
            EVALUATION: self.evaluation,
            EXPLANATION: self.explanation,
            DRIFT: self.drift,
            CANDIDATES: self.candidates,
            TUNING: self.tuning,
            ABLATION: self.ablation,
            FAIRNESS: self.fairness,
        }
        return {name: report for name, report in by_file.items() if report is not None}

    @property
    def drift_report(self) -> Path:
        """Evidently's report, a page that stands alone."""
        return self.path / "drift" / "report.html"

    def model_card(self, language: str) -> str:
        """Return the model card in Markdown, in ``en`` or ``fr``."""
        return (self.path / f"model_card.{language}.md").read_text(encoding="utf-8")

    def _read_optional(self, name: str, model: type[_Report]) -> _Report | None:
        # A file that the manifest does not name was not checked: it is none of the bundle's.
        is_there = legacy.file_name(self.manifest.contract, name) in self.manifest.files
        return self._read(name, model) if is_there else None

    def _read(self, name: str, model: type[_Report]) -> _Report:
        self.require_unchanged((legacy.file_name(self.manifest.contract, name),))
        return parse(model, _text_of_today(self.path, self.manifest, name), name)


def _text_of_today(path: Path, manifest: Manifest, name: str) -> str | bytes:
    """Return the text of a JSON file, as today's contract would have written it."""
    text = (path / legacy.file_name(manifest.contract, name)).read_bytes()
    return legacy.upgrade(name, text) if manifest.contract in legacy.CONTRACTS else text
