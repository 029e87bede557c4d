"""The ordered list of features, each a small function with its label, unit and null rule beside it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import ibis.expr.types as ir

from model_bundle.catalogue import CatalogueEntry, Text, Unit

Expression = Callable[[ir.Table], ir.Value]
ALWAYS_KNOWN: Final = Text("Always known.", "Toujours connu.")
"""The null rule of what has none."""


@dataclass(frozen=True)
class Feature:
    """A named expression over one table, what the catalogue says of it, and what it needs to exist.

    Attributes
    ----------
    needs
        The history tables without which the feature is left out of the model.
    from_age
        Made from the client's age, and so left out unless asked for.
    """

    entry: CatalogueEntry
    expression: Expression
    needs: frozenset[str]
    from_age: bool = False

    @property
    def name(self) -> str:
        """The name of the column."""
        return self.entry.name


class Registry:
    """Features in the order in which they are written down; all of them need the same history tables.

    ``null_rule`` says when their values are unknown, unless a feature has a rule of its own.
    """

    def __init__(self, family: str, *needs: str, null_rule: Text) -> None:
        self.family = family
        self.needs = frozenset(needs)
        self.null_rule = null_rule
        self._features: dict[str, Feature] = {}

    def __iter__(self) -> Iterator[Feature]:
        return iter(self._features.values())

    def add(
        self,
        label: Text,
        definition: Text,
        unit: Unit,
        *,
        name: str | None = None,
        null_rule: Text | None = None,
        actionable: bool = False,
        direction: int = 0,
        from_age: bool = False,
    ) -> Callable[[Expression], Expression]:
        """Register the decorated function under its own name, or under one that was put together."""

        def register(expression: Expression) -> Expression:
            known_as = name or expression.__name__
            if known_as in self._features:
                raise ValueError(f"Two features are called {known_as!r}: rename one of them.")
            entry = CatalogueEntry(
                name=known_as,
                kind="feature",
                family=self.family,
                label=label,
                definition=definition,
                unit=unit,
                actionable=actionable,
                protected=from_age,
                direction=direction,
                null_rule=null_rule or self.null_rule,
            )
            self._features[known_as] = Feature(entry, expression, self.needs, from_age)
            return expression

        return register


Categories = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class History:
    """One group of a client's histories: the typed rows, and what is made of each client's.

    ``rows`` returns a table with the client's number and what the features of ``registries`` read; the tables are
    known by their Kaggle names.
    """

    registries: tuple[Registry, ...]
    rows: Callable[[Mapping[str, ir.Table], Categories], ir.Table]

    @property
    def aggregates(self) -> tuple[Feature, ...]:
        """What is kept of each client's rows, in order."""
        return tuple(feature for registry in self.registries for feature in registry)

    @property
    def needs(self) -> frozenset[str]:
        """The history tables without which there are no such rows."""
        return frozenset().union(*(registry.needs for registry in self.registries))
