"""The ordered list of features, each a small function with its label, unit and null rule beside it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from model_bundle.catalogue import Entry, Text, Unit

Expression = Callable[[ir.Table], ir.Value]


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

    entry: Entry
    expression: Expression
    needs: frozenset[str]
    from_age: bool = False

    @property
    def name(self) -> str:
        """The name of the column."""
        return self.entry.name


class Registry:
    """Features in the order in which they are written down; all of them need the same history tables."""

    def __init__(self, family: str, *needs: str) -> None:
        self.family = family
        self.needs = frozenset(needs)
        self._features: dict[str, Feature] = {}

    def __iter__(self) -> Iterator[Feature]:
        return iter(self._features.values())

    def add(
        self,
        label: Text,
        definition: Text,
        unit: Unit,
        *,
        actionable: bool = False,
        direction: int = 0,
        from_age: bool = False,
    ) -> Callable[[Expression], Expression]:
        """Register the decorated function under its own name."""

        def register(expression: Expression) -> Expression:
            name = expression.__name__
            if name in self._features:
                raise ValueError(f"Two features are called {name!r}: rename one of them.")
            entry = Entry(
                name=name,
                kind="feature",
                family=self.family,
                label=label,
                definition=definition,
                unit=unit,
                actionable=actionable,
                protected=from_age,
                direction=direction,
            )
            self._features[name] = Feature(entry, expression, self.needs, from_age)
            return expression

        return register


Categories = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class History:
    """One group of a client's histories: the typed rows, and what is made of each client's.

    ``rows`` returns a table with the client's number and what ``aggregates`` read; the tables are known by their
    Kaggle names.
    """

    aggregates: Registry
    rows: Callable[[Mapping[str, ir.Table], Categories], ir.Table]
