"""The filters of the client list: one table, from which controls, addresses, the API and the selection are made.

To add a filter, add its row to `LIST_FILTERS`; it filters by a column of `COLUMNS` (`list_columns.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel, Field

from dashboard_app.filters import AMOUNT_BANDS, Band
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.list_columns import COLUMNS, Column, Kind
from dashboard_app.table_fields import Model, with_fields
from model_bundle.decision import Decision

_COLUMNS = {column.name: column for column in COLUMNS}


@dataclass(frozen=True)
class ListFilter:
    """One filter of the client list, by one of its columns.

    ``description`` explains the parameter of the API. With ``bands``, the column is a number; without, it is the
    decision or a text, whose values and their labels are those of the catalogue.
    """

    column: Column
    description: str
    bands: tuple[Band, ...] = ()

    @property
    def name(self) -> str:
        """The name in addresses, in the API and in the audit log."""
        return self.column.name

    @property
    def label(self) -> str:
        """The label of its control."""
        return self.column.label

    @property
    def is_decision(self) -> bool:
        """Whether it filters by the decision, whose values are counted beside its control."""
        return self.column.kind is Kind.DECISION


LIST_FILTERS: tuple[ListFilter, ...] = (
    ListFilter(_COLUMNS["decision"], gettext_noop("What is proposed at the threshold.")),
    ListFilter(_COLUMNS["occupation"], gettext_noop("Occupation, as written in the data.")),
    ListFilter(_COLUMNS["amount"], gettext_noop("Band of the amount asked."), AMOUNT_BANDS),
)
"""Every filter, in the order of the API."""


def get_list_filter(name: str) -> ListFilter:
    """Return the filter of a name.

    Raises
    ------
    StopIteration
        There is none.
    """
    return next(one for one in LIST_FILTERS if one.name == name)


def with_list_filters(*, is_exact: bool) -> Callable[[type[Model]], type[Model]]:
    """Return what adds a field for every filter to a pydantic model: its value, or None where it is open.

    Where ``is_exact``, the model refuses a decision that does not exist; where not, the service does.
    """

    def add(model: type[Model]) -> type[Model]:
        return with_fields(
            model,
            {
                one.name: (
                    Decision | None if is_exact and one.is_decision else str | None,
                    Field(default=None, description=one.description),
                )
                for one in LIST_FILTERS
            },
        )

    return add


def get_list_filters(values: BaseModel) -> dict[str, str]:
    """Return the value of each filter that is not open, by its name, of a model made by `with_list_filters`."""
    chosen = ((one.name, getattr(values, one.name)) for one in LIST_FILTERS)
    return {name: str(value) for name, value in chosen if value is not None}
