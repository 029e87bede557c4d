"""Pending applications whose outcome is known already."""

from __future__ import annotations

from model_build.reading_report import Finding, FindingKind
from model_build.sources.opening import Tables
from model_build.sources.quoting import identifier
from model_build.tables import TEST
from model_bundle.home_credit import KEY


def note_former_applicants(tables: Tables, former: str) -> None:
    """Report pending applications who are former applicants too; ``former`` is a relation with their numbers.

    A model may have learnt from their outcomes, so that their scores look better than they are.
    """
    known, applicants = tables.connection.execute(
        f"SELECT count(*) FILTER (WHERE SK_ID_CURR IN (SELECT SK_ID_CURR FROM {former})), count(*) "  # noqa: S608 - names out of the source
        f"FROM {identifier(TEST)}"
    ).fetchall()[0]
    if not known:
        return
    examples = tables.connection.execute(
        f"SELECT SK_ID_CURR FROM {identifier(TEST)} WHERE SK_ID_CURR IN (SELECT SK_ID_CURR FROM {former}) "  # noqa: S608 - names out of the source
        "ORDER BY 1 LIMIT 10"
    ).fetchall()
    share = f"All {applicants:,}" if known == applicants else f"{known:,} of {applicants:,}"
    message = (
        f"{share} pending applications are former applicants too; the model may have learnt from "
        "their outcomes, so their scores are better than those of new applicants"
    )
    tables.collector.add(
        Finding(
            FindingKind.NOTED,
            "former_applicants",
            message,
            TEST,
            KEY,
            rows=known,
            examples=tuple(str(number) for (number,) in examples),
        )
    )
