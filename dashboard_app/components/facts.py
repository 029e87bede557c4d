"""Facts in two columns: what it is, and what it says."""

from collections.abc import Iterable
from dataclasses import dataclass

from dash import html


@dataclass(frozen=True)
class Fact:
    """A label with its value, both ready to be read; ``hint`` explains the label."""

    label: str
    value: str
    hint: str | None = None


def fact_list(facts: Iterable[Fact]) -> html.Dl:
    """Return facts as a description list."""
    return html.Dl([_line(fact) for fact in facts], className="facts")


def _line(fact: Fact) -> html.Div:
    # A title alone would hide the explanation from keyboards; the glossary holds every definition in full.
    label = html.Dt(fact.label, title=fact.hint) if fact.hint else html.Dt(fact.label)
    return html.Div([label, html.Dd(fact.value)])
