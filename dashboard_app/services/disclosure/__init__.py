"""Statistical disclosure control: the one way from former clients to a figure about them.

`reference` and `bins` hold the people and belong to this package alone; `boxes` decides which groups may be shown,
`rules` what may be said of them; `counts`, `distributions`, `fields`, `risks` and `sample` answer. `questions` puts on
record what was asked. Services import the names below and nothing else.

"""

from dashboard_app.services.disclosure.bins import MISSING
from dashboard_app.services.disclosure.counts import Counted, distribution, grid, prepare_counts
from dashboard_app.services.disclosure.distributions import Distribution, GroupDistribution
from dashboard_app.services.disclosure.fields import get_fields
from dashboard_app.services.disclosure.reference import filter_values
from dashboard_app.services.disclosure.risks import LowerRisks, RiskHistogram, lower_risks, risk_histogram
from dashboard_app.services.disclosure.rules import (
    PERCENTILE_STEP,
    ROUNDED_TO,
    SMALLEST_BIN,
    SMALLEST_GROUP,
    Rate,
    compute_rate,
    in_steps,
    measured_share,
    rounded_count,
    share_step,
)
from dashboard_app.services.disclosure.sample import (
    PEOPLE_PER_DOT,
    SMALLEST_SAMPLE,
    BeeswarmSummary,
    DotGroup,
    EffectBand,
    Effects,
    Spread,
    get_beeswarm,
    get_effects,
)

__all__ = [
    "MISSING",
    "PEOPLE_PER_DOT",
    "PERCENTILE_STEP",
    "ROUNDED_TO",
    "SMALLEST_BIN",
    "SMALLEST_GROUP",
    "SMALLEST_SAMPLE",
    "BeeswarmSummary",
    "Counted",
    "Distribution",
    "DotGroup",
    "EffectBand",
    "Effects",
    "GroupDistribution",
    "LowerRisks",
    "Rate",
    "RiskHistogram",
    "Spread",
    "compute_rate",
    "distribution",
    "filter_values",
    "get_beeswarm",
    "get_effects",
    "get_fields",
    "grid",
    "in_steps",
    "lower_risks",
    "measured_share",
    "prepare_counts",
    "risk_histogram",
    "rounded_count",
    "share_step",
]
