"""The manifest: what a bundle says about itself, and the rules it must keep.

A manifest is bound to its bundle id: the id ends in the first digits of the manifest's own sha256.

To change the contract: raise ``CONTRACT``, and keep bundles of the number before readable in `model_bundle.legacy`,
whose docstring says what each number brought.
"""

import hashlib
import json
from datetime import datetime
from pathlib import PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from model_bundle import legacy
from model_bundle.errors import BundleContractError, BundleCorruptError
from model_bundle.json_file import Frozen, parse

CONTRACT = 4
READ_CONTRACTS = (*legacy.CONTRACTS, CONTRACT)
MANIFEST = "manifest.json"
DIGEST_DIGITS = 12

SqlType = Literal["BIGINT", "DOUBLE", "VARCHAR"]
CellValue = int | float | str | None


Probability = Annotated[float, Field(gt=0, lt=1)]


class FeatureSpec(Frozen):
    """One feature of the vector: its name, type and whether it holds category codes."""

    name: str
    dtype: Literal["float64"] = "float64"
    categorical: bool = False


class Threshold(Frozen):
    """The probability from which a credit is refused, and the review band around it."""

    value: Probability
    review_low: Probability
    review_high: Probability

    @model_validator(mode="after")
    def _band_holds_the_value(self) -> Self:
        if not self.review_low <= self.value <= self.review_high:
            raise ValueError(f"threshold {self.value} lies outside its review band")
        return self


class Costs(Frozen):
    """What a wrong decision costs, relative to a good client refused."""

    false_negative: float = 10.0
    false_positive: float = 1.0


class Calibration(Frozen):
    """Platt constants folded into the leaves: log-odds = slope * raw margin + intercept."""

    slope: float
    intercept: float


class Reference(Frozen):
    """The average accepted client: mean contribution of each feature, in log-odds."""

    contributions: dict[str, float]


class Headline(Frozen):
    """The figures a reader asks for first; all measured out of fold on the training applicants."""

    applicants: int
    default_rate: float
    auc: float
    average_precision: float
    brier: float
    cost: float
    cost_accept_all: float


class GoldenRow(Frozen):
    """A form with a history whose score is known: the reader must find the same one."""

    application: dict[str, CellValue]
    history: dict[str, float | None]
    probability: Probability


class FileEntry(Frozen):
    """Size and hash of one file of the bundle."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(ge=0)]


class Inputs(Frozen):
    """Columns and SQL types of the two tables that ``features.sql`` reads."""

    application: dict[str, SqlType]
    history: dict[str, SqlType]


class Manifest(Frozen):
    """All that a bundle says about itself; immutable once written."""

    contract: int
    bundle_id: str = ""
    created_at: datetime
    git_commit: str
    training_fingerprint: str
    seed: int
    engine: str
    libraries: dict[str, str]
    tables_present: tuple[str, ...]
    tables_missing: tuple[str, ...]
    clients: int
    population: int
    features: tuple[FeatureSpec, ...]
    inputs: Inputs
    threshold: Threshold
    costs: Costs
    calibration: Calibration
    reference: Reference
    metrics: Headline
    files: dict[str, FileEntry]
    forced_reason: str | None = None
    """Why it was activated although it cost more than the one before; None where that was not so."""
    forced_from: str | None = None
    """The id of the same bundle before the reason was written into it; None where a build wrote it, or nobody."""
    golden: tuple[GoldenRow, ...] = ()
    """Golden rows of contracts 1 and 2; later ones stand in a file of their own."""

    @model_validator(mode="after")
    def _names_agree(self) -> Self:
        names = self.feature_names
        if len(set(names)) != len(names):
            raise ValueError("a feature stands twice in the list")
        if set(self.reference.contributions) != set(names):
            raise ValueError("the reference does not name the same features as the list")
        if "lightgbm" not in self.libraries:
            raise ValueError("the libraries do not say which LightGBM trained the model")
        for name in legacy.absent_fields(self.contract):
            # What does not count for the bundle id could be changed without a trace.
            if getattr(self, name) != type(self).model_fields[name].default:
                raise ValueError(f"contract {self.contract} knows no {name!r}")
        for name in self.files:
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or "\\" in name:
                raise ValueError(f"file name {name!r} leaves the bundle")
        return self

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Names of the features in the order of the vector."""
        return tuple(feature.name for feature in self.features)

    def digest(self) -> str:
        """Return the sha256 of everything but the bundle id."""
        content = self.model_dump(mode="json", exclude={"bundle_id", *legacy.absent_fields(self.contract)})
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def identified(self) -> Self:
        """Return the same manifest with the bundle id that its content gives."""
        return self.model_copy(
            update={"bundle_id": f"{self.created_at:%Y%m%dT%H%M%SZ}-{self.digest()[:DIGEST_DIGITS]}"}
        )

    def to_json(self) -> str:
        """Return the text of ``manifest.json``."""
        return self.model_dump_json(indent=1, exclude=set(legacy.absent_fields(self.contract)))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read and check the text of ``manifest.json``.

        Raises
        ------
        BundleContractError
            The contract number is not one that this version reads.
        BundleCorruptError
            The text is no manifest, or was changed after it was written.
        """
        try:
            contract = json.loads(text)["contract"]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise BundleCorruptError(
                f"{MANIFEST} is not a manifest: {type(error).__name__}: {error}. Build the bundle again."
            ) from error
        # A number that is no whole one would pass for one that is: True for 1, 2.0 for 2.
        if type(contract) is not int or contract not in READ_CONTRACTS:
            raise BundleContractError(
                f"The bundle follows contract {contract!r}, this version reads contracts "
                f"{', '.join(str(number) for number in READ_CONTRACTS[:-1])} and {READ_CONTRACTS[-1]}. "
                "Build the bundle again with the same version as the dashboard."
            )
        # Golden rows of contracts 1 and 2 were applicants.
        manifest = parse(cls, text, MANIFEST, shows_values=False)
        if manifest.bundle_id != manifest.identified().bundle_id:
            raise BundleCorruptError(
                f"{MANIFEST} was changed after it was written: its content does not give the bundle id "
                f"{manifest.bundle_id!r}. Build the bundle again."
            )
        return manifest
