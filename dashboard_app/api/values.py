"""Values used in several responses: numbers that may be missing, translated texts, thresholds."""

import math
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.i18n.texts import encodable
from model_bundle import catalogue
from model_bundle.decision import Decision
from model_bundle.manifest import Threshold as StoredThreshold


def _known(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value


Known = Annotated[float | None, BeforeValidator(_known)]
"""A number, or null where it is not known: JSON has no NaN."""

CLIENT_NUMBER = gettext_noop("The number of the client.")
ClientNumber = Annotated[int, Field(description=CLIENT_NUMBER)]
"""A number of the bundle, as it is: one that nobody can ask for does not break the answer about the others."""
Probability = Annotated[
    float, Field(ge=0, le=1, description=gettext_noop("Estimated probability of default: the higher, the riskier."))
]
KnownProbability = Annotated[
    float | None,
    BeforeValidator(_known),
    Field(
        description=gettext_noop(
            "Estimated probability of default: the higher, the riskier; null while data are to be checked."
        )
    ),
]
KnownDistance = Annotated[
    float | None,
    BeforeValidator(_known),
    Field(
        description=gettext_noop(
            "Probability minus threshold: negative where it can be granted; null without probability."
        )
    ),
]
Share = Annotated[float, Field(ge=0, le=1)]
KnownShare = Annotated[Share | None, BeforeValidator(_known)]
"""A share, or null where too few people are behind it."""
BundleId = Annotated[str, Field(description=gettext_noop("The bundle that answered: model, features and data."))]
Verdict = Annotated[Decision, Field(description=gettext_noop("What is proposed at the threshold."))]
Distance = Annotated[
    float, Field(description=gettext_noop("Probability minus threshold: negative where it can be granted."))
]


class ApiModel(BaseModel):
    """What the API answers; a field is always there, and null where it is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class Text(ApiModel):
    """A text in every language of the application."""

    en: str
    fr: str

    @classmethod
    def of(cls, text: catalogue.Text) -> Self:
        """Return a text of the catalogue."""
        return cls(en=encodable(text.en), fr=encodable(text.fr))


class DataCheck(ApiModel):
    """Values of an applicant in one column that cannot be: there is no score before they have been checked."""

    table: str = Field(description=gettext_noop("The table, by the name of its file."))
    column: str
    value: str = Field(description=gettext_noop("One of the values, as text."))
    lowest: float = Field(description=gettext_noop("The lowest value that is possible."))
    highest: float = Field(description=gettext_noop("The highest value that is possible."))
    allowed: str = Field(description=gettext_noop("What is possible, in words."))
    rows: int = Field(description=gettext_noop("Rows of the applicant with such a value."))


class Threshold(ApiModel):
    """The threshold and the review band around it."""

    value: float = Field(description=gettext_noop("The threshold between granting and refusing."))
    review_low: float = Field(description=gettext_noop("From this value on, a person reviews the file."))
    review_high: float = Field(description=gettext_noop("From this value on, the credit is refused."))

    @classmethod
    def of(cls, threshold: StoredThreshold) -> Self:
        """Return the threshold of a manifest."""
        return cls(**threshold.model_dump())


class Family(ApiModel):
    """A group of related features, explained together."""

    name: str
    label: Text

    @classmethod
    def of(cls, family: catalogue.Family) -> Self:
        """Return a family of the catalogue."""
        return cls(name=family.name, label=Text.of(family.label))


def cell_value(value: str | float | None) -> str | float | None:
    """Return a cell as JSON can hold it: null for a number that is none, and no half of a character."""
    if isinstance(value, str):
        return encodable(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value


def feature_value(entry: catalogue.CatalogueEntry, value: float) -> float | str | None:
    """Return a value of a feature as the tables have it: the text of a category, and null where it is not known."""
    if not math.isfinite(value):
        return None
    if not entry.categories:
        return value
    code = int(value)
    return encodable(entry.categories[code].value) if 0 <= code < len(entry.categories) else None
