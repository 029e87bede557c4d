"""Dash's HTML elements, made and encoded quickly: a pick of a client makes 200 of them, and nothing else costs as much.

An element of Dash compares each of its properties with a list that it makes anew, and so again when it is encoded.
These compare with one set; a property that there is not, they leave to Dash to refuse.
"""

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import dash.html
from dash.development.base_component import Component, ComponentMeta

_OPEN_ENDED = ("data-", "aria-")


def encode(component: Component) -> dict[str, Any]:
    """Return a component as it is sent: every property that it was given, and by what the browser knows it."""
    return {"props": dict(vars(component)), "type": component._type, "namespace": component._namespace}


def to_plain(value: Any) -> Any:  # noqa: ANN401 - what a callback returns
    """Return what a callback returns, with each quick element in it as `encode` writes it; all else stays as it is.

    The JSON encoder would try several ways to write each element, which takes three times as long.
    """
    kind = value.__class__
    if kind is list or kind is tuple:
        return [to_plain(part) for part in value]
    if getattr(kind, "to_plotly_json", None) is not encode:
        return value
    sent = encode(value)
    properties = sent["props"]
    if properties["children"].__class__ is not str:
        properties["children"] = to_plain(properties["children"])
    return sent


def _quick(kind: Any) -> ComponentMeta:  # noqa: ANN401 - a class of Dash's, whose own arguments mypy does not know
    """Return an element that looks like one of Dash's."""
    known = kind()
    names = frozenset(known._prop_names)

    def make(self: Component, children: Any = None, **props: Any) -> None:  # noqa: ANN401 - Dash children and properties
        for name, value in props.items():
            is_known = name in names or name.startswith(_OPEN_ENDED)
            # Most are texts: to ask whether a value is a component takes as long as all else.
            is_plain = value.__class__ is str or not isinstance(value, Component)
            if not (is_known and is_plain) or name == "id":
                # Dash says what is wrong, if anything is.
                kind(children, **props)
        own = vars(self)
        own["children"] = children
        own.update(props)

    shared = {
        "_prop_names": known._prop_names,
        "_valid_wildcard_attributes": known._valid_wildcard_attributes,
        "available_properties": known._prop_names,
        "available_wildcard_properties": known._valid_wildcard_attributes,
        "_namespace": kind._namespace,
        "_type": kind._type,
        "_children_props": kind._children_props,
        "_base_nodes": kind._base_nodes,
        # By its module Dash finds the scripts of a component: they are those of its own.
        "__module__": kind.__module__,
        "__doc__": kind.__doc__,
        "__init__": make,
        "to_plotly_json": encode,
    }
    return ComponentMeta(kind.__name__, (kind,), shared)


if TYPE_CHECKING:
    html = dash.html
else:
    html = SimpleNamespace(**{name: _quick(getattr(dash.html, name)) for name in dash.html.__all__})


def aria(**attributes: str) -> dict[str, Any]:
    """Return attributes for assistive technology: ``aria(label="x")`` is ``aria-label="x"``."""
    return {f"aria-{name}": value for name, value in attributes.items()}


def data(**attributes: str) -> dict[str, Any]:
    """Return attributes that scripts look for: ``data(print="")`` is ``data-print=""``."""
    return {f"data-{name.replace('_', '-')}": value for name, value in attributes.items()}
