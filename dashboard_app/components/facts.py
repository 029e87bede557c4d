"""Facts in two columns: what it is, and what it says."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard_app.components.attributes import aria
from dashboard_app.components.elements import html


@dataclass(frozen=True)
class LabelledValue:
    """A label with its value, both ready to be read; ``hint`` explains the label, ``is_wrong`` marks the value."""

    label: str
    value: str
    hint: str | None = None
    is_wrong: bool = False


def fact_list(facts: Iterable[LabelledValue]) -> html.Dl:
    """Return facts as a description list."""
    return html.Dl([_line(fact) for fact in facts], className="facts")


def _line(fact: LabelledValue) -> html.Div:
    # A title alone would hide the explanation from keyboards; the glossary holds every definition in full.
    label = html.Dt(fact.label, title=fact.hint) if fact.hint else html.Dt(fact.label)
    if not fact.is_wrong:
        return html.Div([label, html.Dd(fact.value)])
    sign = html.Span("!", className="cs-wrong-sign", **aria(hidden="true"))
    return html.Div([label, html.Dd([sign, " ", fact.value], className="cs-wrong")])
