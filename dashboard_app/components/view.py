"""A part of a page that arrives whole: drawn in one go, where Dash would mount each of its elements by itself."""

from enum import StrEnum
from typing import Any

from dash.development.base_component import Component


class View(Component):
    """Draws ``content`` (components, texts, lists of them) as one component; `assets/js/view.js` is its other half.

    Dash wraps every element of ``children`` in a component that watches the state of the whole page: what a pick of a
    client brings, some 300 elements, took it 300 ms (measured). What stands in ``content`` is drawn by React directly.
    It may hold HTML elements and graphs, and nothing that a callback listens to or writes: an id in it is an id of the
    document only. Where the request that fills it fails, the failure stands in its place; ``stays`` keeps the content
    beside it.
    """

    _namespace = "clairscore"
    _type = "View"
    _children_props: list[str] = []  # noqa: RUF012  Dash reads it from the class
    _base_nodes: list[str] = []  # noqa: RUF012
    content: Any

    def __init__(self, id: StrEnum, content: Any = None, *, stays: bool = False) -> None:  # noqa: ANN401
        self._prop_names = ["id", "content", "stays"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        # Dash takes a single component for a mistake where it stands in another property than ``children``.
        content = [content] if isinstance(content, Component) else content
        properties = {
            "id": id,
            **({} if content is None else {"content": content}),
            **({"stays": True} if stays else {}),
        }
        super().__init__(**properties)  # type: ignore[no-untyped-call]
