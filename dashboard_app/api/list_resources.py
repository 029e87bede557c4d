"""What the API answers of the client list: a field for every column of it."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from dashboard_app.api.values import ApiModel, ClientNumber, Known, KnownDistance, KnownProbability, Verdict
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.list_columns import COLUMNS, Kind
from dashboard_app.table_fields import with_fields
from model_bundle.decision import Decision

_TYPES: Mapping[Kind, Any] = {
    Kind.CLIENT: ClientNumber,
    Kind.MONEY: Known,
    Kind.NUMBER: Known,
    Kind.YEARS: Known,
    Kind.TEXT: str | None,
    Kind.RISK: KnownProbability,
    Kind.DISTANCE: KnownDistance,
    Kind.DECISION: Verdict,
}
"""What the API answers for a kind of column of the list."""


def _with_columns(model: type[ApiModel]) -> type[ApiModel]:
    """Return a model that has a field for every column of the list; a description of its own goes before the type's."""
    return with_fields(
        model,
        {
            column.name: (_TYPES[column.kind], Field(description=column.description) if column.description else ...)
            for column in COLUMNS
        },
    )


@_with_columns
class ListedClient(ApiModel):
    """One line of the list of pending applications."""


class ClientPage(ApiModel):
    """A page of the list."""

    items: list[ListedClient]
    total: int = Field(description=gettext_noop("Clients on all pages together."))
    counts: dict[Decision, int] = Field(
        description=gettext_noop("How many clients of each decision match the other filters.")
    )
    page: int
    size: int
