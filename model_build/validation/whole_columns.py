"""Mistakes that no single value shows: days written as years, columns under a wrong name, histories of others."""

from typing import Final

from model_build.errors import KeyColumnError, LimitsError
from model_build.reading_report import Finding, FindingKind
from model_build.sources import Tables
from model_build.sources.quoting import identifier
from model_build.tables import APPLICATION_TABLES, HISTORY_TABLES, SCHEMAS
from model_bundle.home_credit import KEY

# Nobody lived 120 years; that nothing is older than 120 days for as many people does not happen by chance. What
# is recent is 0 years.
_MOST_YEARS: Final = 120
_ENOUGH_CLIENTS: Final = 15
# Nearly all applicants have each kind of history; few have a card, or months of credits at other lenders.
_ENOUGH_APPLICANTS: Final = {"credit_card_balance": 50, "bureau_balance": 50}
# A credit is about its goods' price: of 5,000 real applicants, all together 1.12 times.
_LOWEST_RATIO, _HIGHEST_RATIO = 0.6, 1.8
_BUREAU, _BUREAU_KEY = "bureau", "SK_ID_BUREAU"


def check_whole_columns(tables: Tables) -> None:
    """Check what only all rows of a table together can show.

    Raises
    ------
    LimitsError
        A column of days seems to hold years, or one of amounts those of another column.
    KeyColumnError
        A history has rows, and none of them belongs to one of many applicants; of few applicants it is reported.
    """
    for table in SCHEMAS:
        if table in tables.present:
            _require_days(tables, table)
    for table in APPLICATION_TABLES:
        if table in tables.present:
            _require_credits(tables, table)
            _note_empty(tables, table)
    for table in HISTORY_TABLES:
        if table in tables.present:
            _require_owners(tables, table)


def _require_days(tables: Tables, table: str) -> None:
    columns = [name for name in SCHEMAS[table].columns if name.startswith("DAYS_")]
    if not columns:
        return
    earliest = ", ".join(f"min({identifier(column)})" for column in columns)
    earliest_days = tables.connection.execute(f"SELECT {earliest} FROM {identifier(table)}").fetchall()[0]  # noqa: S608 - names out of the source
    for column, first in zip(columns, earliest_days, strict=True):
        if first is None or not -_MOST_YEARS <= first < 0:
            continue
        (clients,) = tables.connection.execute(
            f"SELECT count(DISTINCT {KEY}) FROM {identifier(table)} WHERE {identifier(column)} <= 0"  # noqa: S608 - names out of the source
        ).fetchall()[0]
        if clients >= _ENOUGH_CLIENTS:
            raise LimitsError(
                f"{table} seems to hold years in column {column!r}, where days belong",
                got=f"nothing before {first:g} for {clients:,} clients",
                remedy="write the days before the application, as in Kaggle's file",
            )


def _require_credits(tables: Tables, table: str) -> None:
    """Refuse credits that are together far from the prices of their goods, as another column's amounts are."""
    credit, price, clients = tables.connection.execute(
        "SELECT sum(AMT_CREDIT), sum(AMT_GOODS_PRICE), count(*) "  # noqa: S608 - names out of the source
        f"FROM {identifier(table)} WHERE AMT_GOODS_PRICE > 0 AND AMT_CREDIT BETWEEN AMT_GOODS_PRICE / 20 "
        "AND AMT_GOODS_PRICE * 10"
    ).fetchall()[0]
    if clients >= _ENOUGH_CLIENTS and not _LOWEST_RATIO <= credit / price <= _HIGHEST_RATIO:
        raise LimitsError(
            f"{table} seems to hold other amounts than credits in column 'AMT_CREDIT', or than prices in "
            "'AMT_GOODS_PRICE'",
            got=f"credits of {credit / price:.2f} times the price of their goods, all {clients:,} applicants together",
            remedy="check that the amounts stand under the right column names, in one currency and unit",
        )


def _note_empty(tables: Tables, table: str) -> None:
    """Report columns without one value: a file may have lost them on its way."""
    columns = list(SCHEMAS[table].columns)
    counts = ", ".join(f"count({identifier(column)})" for column in columns)
    rows, *filled = tables.connection.execute(f"SELECT count(*), {counts} FROM {identifier(table)}").fetchall()[0]  # noqa: S608 - names out of the source
    message = "The column holds no value for any applicant: check that it was not lost."
    if rows >= _ENOUGH_CLIENTS:
        tables.collector.add(
            *(
                Finding(FindingKind.NOTED, "empty_column", message, table, column, rows=rows)
                for column, count in zip(columns, filled, strict=True)
                if not count
            )
        )


def _require_owners(tables: Tables, table: str) -> None:
    applications = " UNION ALL ".join(
        f"SELECT {KEY} FROM {name}"  # noqa: S608 - names out of the source
        for name in APPLICATION_TABLES
        if name in tables.present
    )
    owners, key = f"({applications})", KEY
    if KEY not in SCHEMAS[table].columns:
        if _BUREAU not in tables.present:
            return
        owners, key = _BUREAU, _BUREAU_KEY
    (is_owned,) = tables.connection.execute(
        f"SELECT EXISTS (FROM {identifier(table)} WHERE {key} IN (SELECT {key} FROM {owners}))"  # noqa: S608 - names out of the source
    ).fetchall()[0]
    if is_owned:
        return
    rows, applicants = tables.connection.execute(
        f"SELECT (SELECT count(*) FROM {identifier(table)}), (SELECT count(*) FROM ({applications}))"  # noqa: S608 - names out of the source
    ).fetchall()[0]
    if applicants >= _ENOUGH_APPLICANTS.get(table, _ENOUGH_CLIENTS):
        raise KeyColumnError(
            f"{table} holds the history of nobody among the applicants",
            got=f"{rows:,} rows, and not one with a {key!r} of the {applicants:,} applicants",
            remedy=f"give the history of these applicants, and check that {key!r} holds the right numbers",
        )
    message = "No row belongs to an applicant of the folder: check that it is the history of these applicants"
    tables.collector.add(Finding(FindingKind.NOTED, "history_of_others", message, table, key, rows=rows))
