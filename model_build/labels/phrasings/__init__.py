"""The phrasing of each feature and column in the catalogue."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from model_build.labels.phrasings.bureau import BUREAU
from model_build.labels.phrasings.form import FORM
from model_build.labels.phrasings.loans import LOANS
from model_build.labels.phrasings.payments import PAYMENTS
from model_build.labels.phrasings.request import REQUEST
from model_build.labels.phrasings.rows import NEVER, NOT_NAMED
from model_build.tables import SCHEMAS, TEST
from model_bundle.catalogue import CatalogueEntry
from model_bundle.naming import FAMILY_SOURCES, Phrasing, Source

__all__ = ["PHRASINGS", "get_phrasing"]

PHRASINGS: Final[Mapping[str, Phrasing]] = {**REQUEST, **FORM, **BUREAU, **LOANS, **PAYMENTS}
_NAMELESS: Final = frozenset({"building"})
_SOURCES: Final = {
    **dict.fromkeys(("BUREAU_DEBT_TO_INCOME", "BUREAU_DEBT_TO_APPLICATION"), Source.BUREAU),
    **dict.fromkeys(
        (
            "ANNUITY_TO_PREVIOUS",
            "LENGTH_TO_PREVIOUS",
            "CREDIT_TO_PREVIOUS_MAX",
            "CREDIT_TO_ASKED_BEFORE",
            "RUNNING_DEBT_TO_INCOME",
            "RUNNING_DEBT_TO_APPLICATION",
            "DUE_1Y_TO_INCOME",
            "LIMIT_TO_INCOME",
        ),
        Source.LENDER,
    ),
    "FLAG_CONT_MOBILE": Source.NOTED,
    **{name: Source.CLIENT for name in SCHEMAS[TEST].columns if name.startswith(("REG_", "LIVE_"))},
    "ADDRESS_MISMATCHES": Source.CLIENT,
}
"""Sources of features that are not those of their family."""


def get_phrasing(entry: CatalogueEntry) -> Phrasing:
    """Return the phrasing of a feature or column; one without an entry is never named."""
    phrasing = PHRASINGS.get(entry.name, NEVER if entry.family in _NAMELESS else NOT_NAMED)
    return replace(
        phrasing,
        source=_SOURCES.get(entry.name, FAMILY_SOURCES.get(entry.family, Source.CLIENT)),
        is_computed=entry.name not in SCHEMAS[TEST].columns,
    )
