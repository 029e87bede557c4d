"""What a build computes: the features that its tables allow, in order, and the SQL that gives them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import ibis
import ibis.expr.types as ir

from model_build.features.across import ACROSS
from model_build.features.bureau import BUREAU_HISTORY
from model_build.features.bureau_balance import BALANCE_HISTORY
from model_build.features.cards import CARD_HISTORY
from model_build.features.form import COLUMNS, clean, form_features, stored
from model_build.features.instalments import INSTALMENT_HISTORY
from model_build.features.load import CREDIT, LOAD
from model_build.features.pos import POS_HISTORY
from model_build.features.previous import PREVIOUS_HISTORY
from model_build.features.ratings import RATINGS
from model_build.features.registry import Feature, History
from model_build.features.running_loans import RUNNING_HISTORY
from model_build.features.situation import CAR, CIRCLE, CONTACT, ENQUIRIES, HOUSEHOLD, JOB, REGION
from model_build.labels import FAMILIES, form_entries, labelled
from model_build.labels.protected_grounds import ON_PROTECTED_GROUNDS
from model_build.tables import SCHEMAS, SqlType
from model_bundle.catalogue import Catalogue, CatalogueEntry
from model_bundle.home_credit import KEY

APPLICATION = "application"
HISTORY = "history"
CLIENTS = "client"
FITTED = "fitted"
"""The table of aggregates that are learnt from outcomes: made outside, by the client's number."""

_APPLICATION_REGISTRIES = (RATINGS, CREDIT, LOAD, JOB, HOUSEHOLD, CAR, CONTACT, REGION, CIRCLE, ENQUIRIES)
_HISTORIES = (
    BUREAU_HISTORY,
    BALANCE_HISTORY,
    PREVIOUS_HISTORY,
    RUNNING_HISTORY,
    POS_HISTORY,
    CARD_HISTORY,
    INSTALMENT_HISTORY,
)
_DTYPES = {"BIGINT": "int64", "DOUBLE": "float64", "VARCHAR": "string"}


@dataclass(frozen=True)
class FeaturePlan:
    """Features in the order of the vector, and everything that the bundle says of them.

    Attributes
    ----------
    features
        In the order of the vector.
    histories
        The groups of histories that the tables present allow.
    categories
        Ordered raw values by categorical column.
    fitted
        Aggregates that no expression gives: they are read from table ``fitted``.
    """

    features: tuple[Feature, ...]
    histories: tuple[History, ...]
    categories: Mapping[str, tuple[str, ...]]
    fitted: tuple[Feature, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the features in the order of the vector."""
        return tuple(feature.name for feature in self.features)

    @property
    def aggregates(self) -> tuple[Feature, ...]:
        """What is kept of a client's histories, in the order of table ``history``."""
        return (*_members(history.aggregates for history in self.histories), *self.fitted)

    @cached_property
    def inputs(self) -> dict[str, dict[str, SqlType]]:
        """Columns and types of the two tables that ``sql`` reads, as in the manifest."""
        return {
            APPLICATION: {KEY: "BIGINT", **COLUMNS},
            HISTORY: {KEY: "BIGINT", **{aggregate.name: "DOUBLE" for aggregate in self.aggregates}},
        }

    @cached_property
    def history_parts(self) -> tuple[ir.Table, ...]:
        """For each group of histories, the expression from its tables to the clients who have any.

        Table ``client`` holds the numbers wanted. What is learnt from outcomes comes last.
        """
        clients = _table(CLIENTS, {KEY: "BIGINT"})
        tables = {name: _table(name, schema.columns) for name, schema in SCHEMAS.items()}
        owned = {
            name: table.semi_join(clients, KEY) if KEY in table.columns else table for name, table in tables.items()
        }
        parts = []
        for history in self.histories:
            rows = history.rows(owned, self.categories)
            parts.append(rows.group_by(KEY).aggregate([_double(rows, item) for item in history.aggregates]))
        if self.fitted:
            columns: dict[str, SqlType] = {KEY: "BIGINT", **{feature.name: "DOUBLE" for feature in self.fitted}}
            parts.append(_table(FITTED, columns).semi_join(clients, KEY))
        return tuple(parts)

    @cached_property
    def history(self) -> ir.Table:
        """The expression from the history tables and ``client`` to table ``history``: all parts, client by client."""
        joined = _table(CLIENTS, {KEY: "BIGINT"})
        for part in self.history_parts:
            joined = joined.left_join(part, KEY).drop(f"{KEY}_right")
        return joined

    @cached_property
    def vector(self) -> ir.Table:
        """The expression from ``application`` and ``history`` to the key and the features, all DOUBLE."""
        form = clean(_table(APPLICATION, self.inputs[APPLICATION]), self.categories)
        history = _table(HISTORY, self.inputs[HISTORY])
        row = form.left_join(history, KEY).select(
            *[form[name] for name in self.inputs[APPLICATION]],
            *[history[aggregate.name] for aggregate in self.aggregates],
        )
        return row.select(row[KEY], *[_double(row, feature) for feature in self.features])

    @cached_property
    def history_sql(self) -> tuple[str, ...]:
        """``history_parts`` as DuckDB SELECTs.

        One after the other: all groups in one SELECT would hold the rows of several tables in memory at the same time.
        """
        return tuple(str(ibis.to_sql(part, dialect="duckdb", pretty=True)) for part in self.history_parts)

    @cached_property
    def sql(self) -> str:
        """``vector`` as one DuckDB SELECT, the text that a bundle serves with."""
        return str(ibis.to_sql(self.vector, dialect="duckdb", pretty=True))

    @cached_property
    def catalogue(self) -> Catalogue:
        """Names and meanings of features, raw columns and aggregates."""
        aggregates = [replace(aggregate.entry, kind="column") for aggregate in self.aggregates]
        return Catalogue(
            families=FAMILIES,
            features=self._entries(feature.entry for feature in self.features),
            columns=self._entries([*form_entries(), *aggregates]),
        )

    def with_fitted(self, features: Iterable[Feature]) -> "FeaturePlan":
        """Return the plan with features at its end that are learnt from outcomes and kept as aggregates."""
        added = tuple(features)
        return replace(self, features=(*self.features, *added), fitted=(*self.fitted, *added))

    def _entries(self, entries: Iterable[CatalogueEntry]) -> dict[str, CatalogueEntry]:
        return {entry.name: labelled(entry, self.categories) for entry in entries}


def plan(
    present: Iterable[str],
    categories: Mapping[str, tuple[str, ...]],
    *,
    with_age: bool = False,
    without_protected: bool = False,
) -> FeaturePlan:
    """Return the features that the history tables present allow.

    ``categories`` comes from ``known_categories``. Age, and what is made from it, only ``with_age``; nothing that tells
    of residence, the people around a client or their family situation if ``without_protected``.
    """
    left_out = ON_PROTECTED_GROUNDS if without_protected else frozenset()
    tables = frozenset(present)
    histories = tuple(history for history in _HISTORIES if history.needs <= tables)
    features = [
        *form_features(replace(entry, kind="feature") for entry in form_entries()),
        *_members(_APPLICATION_REGISTRIES),
        *(replace(item, expression=stored(item.name)) for item in _members(h.aggregates for h in histories)),
        *_members(ACROSS),
    ]
    return FeaturePlan(
        features=tuple(
            feature
            for feature in features
            if feature.needs <= tables and (with_age or not feature.from_age) and feature.name not in left_out
        ),
        histories=histories,
        categories=categories,
    )


def _members(registries: Iterable[Iterable[Feature]]) -> list[Feature]:
    return [feature for registry in registries for feature in registry]


def _double(table: ir.Table, feature: Feature) -> ir.Value:
    return feature.expression(table).cast("float64").name(feature.name)


def _table(name: str, columns: Mapping[str, SqlType]) -> ir.Table:
    return ibis.table({column: _DTYPES[kind] for column, kind in columns.items()}, name=name)
