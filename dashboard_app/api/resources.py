"""What the API answers with, field by field."""

from datetime import datetime
from typing import Self

from pydantic import Field

from dashboard_app.api.values import (
    ApiModel,
    BundleId,
    ClientNumber,
    DataCheck,
    Distance,
    Family,
    Known,
    KnownShare,
    Probability,
    Share,
    Text,
    Threshold,
    Verdict,
)
from dashboard_app.filters import Basis
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.services import explanation
from dashboard_app.services.explanation import Strength
from model_bundle.catalogue import Unit


class Client(ApiModel):
    """Who a client is, and their application form."""

    client_id: ClientNumber
    age: Known = Field(description=gettext_noop("Age in years."))
    employed_years: Known = Field(description=gettext_noop("Years in the present job; null without one."))
    instalments: Known = Field(description=gettext_noop("Amount divided by annuity."))
    application: dict[str, str | float | int | None] = Field(
        description=gettext_noop("The application form by column; gender is included only for the client themselves.")
    )
    data_checks: list[DataCheck] = Field(
        description=gettext_noop("Impossible values, null in the form: while there are any, there is no score.")
    )


class Score(ApiModel):
    """A probability of default and what it leads to."""

    client_id: ClientNumber
    bundle_id: BundleId
    probability: Probability
    decision: Verdict
    distance: Distance
    threshold: Threshold
    risk_percentile_accepted: KnownShare = Field(
        description=gettext_noop(
            "Share of former clients below the threshold with a lower risk, in steps of 5 points; null for too few."
        )
    )
    risk_percentile_all: KnownShare = Field(
        description=gettext_noop(
            "Share of all former clients with a lower risk, in steps of 5 points; null for too few."
        )
    )


class Reason(ApiModel):
    """A family of features that is named as a reason, with the fact that carries most of it, if one does."""

    family: Family
    raises: bool = Field(description=gettext_noop("Whether it raises the risk; else it lowers it."))
    strength: Strength = Field(description=gettext_noop("How much it weighs."))
    share: Share = Field(description=gettext_noop("Its share of all contributions."))
    sentence: Text = Field(description=gettext_noop("The reason as pages write it."))
    source: Text = Field(description=gettext_noop("Where its data come from."))
    feature: str | None = Field(
        description=gettext_noop("The feature of its first fact; null where no single one carries it.")
    )
    label: Text | None = Field(description=gettext_noop("What this feature is called."))
    value: float | str | None = Field(description=gettext_noop("The value of the client; null where it is not known."))
    typical: float | str | None = Field(
        description=gettext_noop("The typical value of former clients below the threshold.")
    )


class FamilyContribution(ApiModel):
    """What a family of features adds to the log-odds."""

    family: Family
    contribution: float
    share: Share = Field(
        description=gettext_noop("Its share of all contributions; 0 where re-scoring does not confirm it.")
    )
    raises: bool = Field(description=gettext_noop("Whether it raises the risk; else it lowers it."))

    @classmethod
    def of(cls, part: explanation.FamilyContribution) -> Self:
        """Return what a family of an explanation adds."""
        return cls(family=Family.of(part.family), contribution=part.contribution, share=part.share, raises=part.raises)


class FeatureContribution(ApiModel):
    """What a feature adds to the log-odds."""

    feature: str
    family: str
    value: float | str | None = Field(description=gettext_noop("The value of the client; null where it is not known."))
    typical: float | str | None = Field(
        description=gettext_noop("The typical value of former clients below the threshold.")
    )
    contribution: float


class Contributions(ApiModel):
    """All contributions; the base and their sum are the log-odds of the score."""

    base: float = Field(description=gettext_noop("Log-odds of the average former client below the threshold."))
    families: list[FamilyContribution]
    features: list[FeatureContribution]


class Explanation(ApiModel):
    """Why a client has this score, relative to the average former client below the threshold."""

    client_id: ClientNumber
    bundle_id: BundleId
    reasons: list[Reason] = Field(
        description=gettext_noop("Strongest first; a refused customer gets those that raise the risk.")
    )
    about_reasons: Text | None = Field(
        description=gettext_noop(
            "What decides where fewer than two facts stand out against granting; null where they do."
        )
    )
    contributions: Contributions | None = Field(description=gettext_noop("For staff; null for a customer."))


class Category(ApiModel):
    """One value of a categorical feature; its index is its code."""

    value: str
    label: Text


class Feature(ApiModel):
    """A feature of the model: what it is called, what it means, how much it weighs."""

    name: str
    family: str
    label: Text
    definition: Text
    unit: Unit = Field(description=gettext_noop("How its values are counted."))
    categories: list[Category] = Field(
        description=gettext_noop("Values in the order of their codes; none for numbers.")
    )
    actionable: bool = Field(description=gettext_noop("Whether a new application can change it."))
    protected: bool = Field(description=gettext_noop("Whether it is protected, and so never a reason."))
    direction: int = Field(
        ge=-1,
        le=1,
        description=gettext_noop(
            "1: the risk can only rise with it (days in the past are negative); -1: only fall; 0: unconstrained."
        ),
    )
    importance: float = Field(ge=0, description=gettext_noop("Mean absolute contribution, in log-odds."))


class FeatureList(ApiModel):
    """Features in the order of the vector."""

    items: list[Feature]
    families: list[Family]


class Group(ApiModel):
    """One of the two groups of former clients."""

    clients: int = Field(ge=0)
    missing: KnownShare = Field(description=gettext_noop("Share without a value; null where too few have none."))
    shares: list[float] = Field(description=gettext_noop("Share in each bin or category, of those with a value."))


class Histogram(ApiModel):
    """A feature in two groups of former clients."""

    feature: str
    label: Text
    basis: Basis = Field(
        description=gettext_noop(
            "How former clients are grouped: by whether they repaid, or by what the model would decide."
        )
    )
    edges: list[float] = Field(
        description=gettext_noop("Edges of the bins, one more than there are bins; none for categories.")
    )
    categories: list[str | None] = Field(
        description=gettext_noop(
            "The categories, in the order of the shares, null for the small ones together; none for numbers."
        )
    )
    group: int = Field(
        ge=0, description=gettext_noop("Former clients that match the filters, rounded; 0 where suppressed.")
    )
    population: int = Field(ge=0, description=gettext_noop("All former clients, rounded in the same way."))
    is_suppressed: bool = Field(
        description=gettext_noop("Too few former clients to be shown without identifying people: no shares are given.")
    )
    better: Group | None = Field(
        description=gettext_noop("Those who repaid, or whom the model would accept; null where it is suppressed.")
    )
    worse: Group | None = Field(description=gettext_noop("The others; null where it is suppressed."))


class Costs(ApiModel):
    """What a wrong decision costs, relative to a good client refused."""

    false_negative: float
    false_positive: float


class Metrics(ApiModel):
    """Figures measured out of fold on the training applicants."""

    applicants: int
    default_rate: float
    auc: float
    average_precision: float
    brier: float
    cost: float = Field(description=gettext_noop("Mean cost of a decision at the threshold."))
    cost_accept_all: float = Field(description=gettext_noop("Mean cost if everybody were accepted."))


class FamilyImportance(ApiModel):
    """How much a family weighs in general."""

    family: Family
    importance: float = Field(description=gettext_noop("Mean absolute contribution, in log-odds."))


class Model(ApiModel):
    """The active model."""

    bundle_id: BundleId
    contract: int = Field(description=gettext_noop("Format number of the bundle."))
    created_at: datetime
    git_commit: str
    training_fingerprint: str = Field(description=gettext_noop("Fingerprint of the training data."))
    libraries: dict[str, str] = Field(description=gettext_noop("Versions that built it."))
    tables_present: list[str]
    tables_missing: list[str]
    clients: int = Field(description=gettext_noop("Pending applications."))
    population: int = Field(description=gettext_noop("Former applicants."))
    features: int
    trees: int
    threshold: Threshold
    costs: Costs
    metrics: Metrics
    families: list[FamilyImportance]


class Prediction(ApiModel):
    """A score computed anew, and what it is made of."""

    client_id: int | None = Field(description=gettext_noop("The number of the client; null for an application form."))
    bundle_id: BundleId
    probability: Probability
    decision: Verdict
    distance: Distance
    threshold: Threshold
    base: float = Field(description=gettext_noop("Log-odds of the average former client below the threshold."))
    families: list[FamilyContribution]
