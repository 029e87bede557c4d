"""Physical types that Parquet files hold numbers and texts in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from tests.model_build.sources.odd_files.values import in_csv, in_parquet, replaced
from tests.model_build.sources.odd_files.variants import Outcome, Variant

TEST = "application_test"
Change = Callable[[pa.Table], pa.Table]


def cast(kind: pa.DataType, *columns: str) -> Change:
    """Give columns another type."""

    def how(table: pa.Table) -> pa.Table:
        for name in columns:
            place = table.column_names.index(name)
            table = table.set_column(place, name, pc.cast(table[name], kind))
        return table

    return how


def variants() -> Iterator[Variant]:
    """Yield types that are read without loss, and types that are refused."""
    right = {
        "int32": cast(pa.int32(), "SK_ID_CURR", "DAYS_BIRTH", "CNT_CHILDREN"),
        "int64 where doubles belong": cast(pa.int64(), "DAYS_REGISTRATION", "AMT_INCOME_TOTAL"),
        "double where whole numbers belong": cast(pa.float64(), "SK_ID_CURR", "DAYS_BIRTH", "CNT_CHILDREN"),
        "uint64": cast(pa.uint64(), "SK_ID_CURR", "CNT_CHILDREN"),
        "decimal": cast(pa.decimal128(20, 2), "AMT_CREDIT", "AMT_ANNUITY"),
        "decimal client numbers": cast(pa.decimal128(20, 0), "SK_ID_CURR"),
        "float32 of whole amounts": cast(pa.float32(), "AMT_CREDIT", "SK_ID_CURR"),
        "text for numbers": cast(pa.string(), "SK_ID_CURR", "AMT_CREDIT", "DAYS_BIRTH", "EXT_SOURCE_2"),
        "dictionaries": cast(pa.dictionary(pa.int32(), pa.string()), "NAME_INCOME_TYPE", "ORGANIZATION_TYPE"),
        "large texts": cast(pa.large_string(), "NAME_INCOME_TYPE", "ORGANIZATION_TYPE"),
        "texts as bytes": cast(pa.binary(), "NAME_INCOME_TYPE", "ORGANIZATION_TYPE"),
        "not-a-number for nothing": replaced("OWN_CAR_AGE", lambda _, value: float("nan") if value is None else value),
        "empty texts for nothing": replaced("OCCUPATION_TYPE", lambda _, value: value or ""),
        "NaN as a text for nothing": replaced("OCCUPATION_TYPE", lambda _, value: value or "NaN"),
        "truth values": replaced("FLAG_OWN_CAR", lambda _, value: value == "Y", pa.bool_()),
        "truth values for 0 and 1": cast(pa.bool_(), "FLAG_EMP_PHONE", "FLAG_DOCUMENT_3"),
        "a pandas index": lambda table: table.append_column("__index_level_0__", pa.array(range(table.num_rows))),
        "blanks around a name": lambda table: table.rename_columns(
            [f" {name} " if name == "AMT_CREDIT" else name for name in table.column_names]
        ),
        "other columns": lambda table: table.append_column("SCORE", pa.array([0.5] * table.num_rows)),
        "columns in another order": lambda table: table.select(table.column_names[::-1]),
    }
    for name, change in right.items():
        yield Variant(f"Parquet: {name}", Outcome.SAME, in_parquet(TEST, change))
    stamps = replaced("DAYS_BIRTH", lambda _, value: value * 86_400_000_000, pa.int64())
    wrong: dict[str, tuple[tuple[Change, ...], str]] = {
        "time stamps for numbers": ((stamps, cast(pa.timestamp("us"), "DAYS_BIRTH")), "another type than BIGINT"),
        "dates for numbers": ((replaced("DAYS_BIRTH", lambda *_: 12_000, pa.date32()),), "another type than BIGINT"),
        "lists": ((replaced("AMT_CREDIT", lambda _, value: [value], pa.list_(pa.float64())),), "another type"),
        "doubles beyond 2^53 for client numbers": (
            (replaced("SK_ID_CURR", lambda row, value: float(2**53 + 2) if row == 0 else float(value), pa.float64()),),
            "SK_ID_CURR",
        ),
        "float32 that cannot hold a client number": (
            (replaced("SK_ID_CURR", lambda row, value: 2.0**25 if row == 0 else float(value), pa.float32()),),
            "32-bit float",
        ),
        "numbers for texts": ((replaced("NAME_INCOME_TYPE", lambda *_: 1, pa.int64()),), "not a text"),
        "a fraction in a whole number": (
            (replaced("CNT_CHILDREN", lambda row, value: 0.5 if row == 1 else float(value), pa.float64()),),
            "CNT_CHILDREN",
        ),
        "a missing column": ((lambda table: table.drop_columns(["EXT_SOURCE_3"]),), "has no column 'EXT_SOURCE_3'"),
        "names in small letters": (
            (lambda table: table.rename_columns([name.lower() for name in table.column_names]),),
            "did you mean it",
        ),
    }
    for name, (changes, says) in wrong.items():
        yield Variant(f"Parquet: {name}", Outcome.REFUSED, in_parquet(TEST, *changes), says)
    renamed: Change = lambda table: table.rename_columns([name.lower() for name in table.column_names])  # noqa: E731
    yield Variant("CSV: names in small letters", Outcome.REFUSED, in_csv(TEST, renamed), "did you mean it")
