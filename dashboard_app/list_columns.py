"""The columns of the client list: one table, from which grid, rows, order, CSV file and API are made.

To add a column, add its row to `COLUMNS`. How a kind of column is written stands in `presenters/list_cells.py` (grid),
`downloads/list_file.py` (CSV) and `api/list_resources.py` (JSON).
"""

from dataclasses import dataclass
from enum import StrEnum

from dashboard_app.i18n.languages import gettext_noop
from model_bundle.home_credit import DAYS_PER_YEAR


class Kind(StrEnum):
    """What a column holds, and so how it is written, sorted and sent."""

    CLIENT = "client number"
    MONEY = "amount of money"
    NUMBER = "number"
    YEARS = "whole years"
    TEXT = "category of the application form"
    RISK = "probability of default"
    DISTANCE = "probability minus threshold"
    DECISION = "decision"


@dataclass(frozen=True)
class Column:
    """One column of the list.

    ``name`` stands in addresses, in the API and in the rows; ``label`` heads the column in the grid and in the file,
    ``description`` explains the field of the API, ``width`` is the least one in pixels. ``source`` is a column of the
    bundle's ``clients.arrow``, divided by ``unit`` first if it is a number; columns without one are made from the
    score.
    """

    name: str
    label: str
    kind: Kind
    width: int
    description: str = ""
    source: str = ""
    unit: float = 1.0


COLUMNS: tuple[Column, ...] = (
    Column("client_id", gettext_noop("Client"), Kind.CLIENT, 85),
    Column("decision", gettext_noop("Decision"), Kind.DECISION, 206),
    Column("probability", gettext_noop("Risk"), Kind.RISK, 88),
    Column("distance", gettext_noop("Distance to threshold"), Kind.DISTANCE, 125),
    Column(
        "amount",
        gettext_noop("Amount"),
        Kind.MONEY,
        95,
        gettext_noop("Amount asked."),
        "application.AMT_CREDIT",
    ),
    Column(
        "annuity",
        gettext_noop("Instalment"),
        Kind.MONEY,
        118,
        gettext_noop("Amount of one instalment."),
        "application.AMT_ANNUITY",
    ),
    Column(
        "age",
        gettext_noop("Age"),
        Kind.YEARS,
        80,
        gettext_noop("Age in years."),
        "application.DAYS_BIRTH",
        -DAYS_PER_YEAR,
    ),
    Column(
        "occupation",
        gettext_noop("Occupation"),
        Kind.TEXT,
        125,
        gettext_noop("Occupation, as written in the data."),
        "application.OCCUPATION_TYPE",
    ),
)
"""Every column, in the order of the grid and of the file."""
