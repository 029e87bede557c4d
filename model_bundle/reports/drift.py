"""Whether the pending applications differ from those that trained the model: ``drift/drift.json``."""

from model_bundle.json_file import Frozen


class DriftRule(Frozen):
    """What counts as drift: the distance from which a column has drifted, and which columns may not."""

    threshold: float = 0.1
    top_features: int = 20
    largest_share: float = 0.10


class DriftVerdict(Frozen):
    """Whether the data has drifted, and by which parts of the rule; ``top_drifted`` are names of features."""

    is_drifted: bool
    score_drifted: bool
    top_drifted: tuple[str, ...]
    share_drifted: float
    too_many_drifted: bool
    rule: DriftRule


class DriftBins(Frozen):
    """Shares of both sides, of the known values, by bin or category.

    ``edges`` (numbers) has one value more than the shares, ``categories`` (texts) as many; the other one is empty.
    Where neither side has a value, all are empty.
    """

    edges: tuple[float, ...] = ()
    categories: tuple[str, ...] = ()
    reference: tuple[float, ...]
    current: tuple[float, ...]


class ColumnDrift(Frozen):
    """How far a column moved, by which method; ``distance`` is None where nothing could be measured."""

    method: str
    distance: float | None
    is_drifted: bool
    bins: DriftBins


class FeatureDrift(ColumnDrift):
    """How far one feature moved, with its importance and the shares without a value."""

    name: str
    importance: float
    missing_reference: float
    missing_current: float
    new_categories: tuple[str, ...]

    @property
    def weight(self) -> float:
        """Distance weighted by importance: what is worth looking at first."""
        return (self.distance or 0.0) * self.importance


class DriftReport(Frozen):
    """Pending applications (current) compared with the applicants who trained the model (reference).

    Distances and shares are those of ``reference_sample`` and ``current_sample`` rows. Evidently's page holds
    ``report_columns`` of the ``compared_columns``; None in bundles that do not say.
    """

    verdict: DriftVerdict
    reference_rows: int
    current_rows: int
    reference_sample: int
    current_sample: int
    report_columns: int | None = None
    compared_columns: int | None = None
    score: ColumnDrift
    features: tuple[FeatureDrift, ...]
