"""Buttons that a callback hears."""

from enum import StrEnum

from dashboard_app.components.elements import html


def button(name: StrEnum, text: str, *, is_primary: bool = False, is_disabled: bool = False) -> html.Button:
    """Return a button; the primary one of a form is the most frequent action."""
    class_name = "cs-button cs-primary" if is_primary else "cs-button"
    return html.Button(text, id=name, type="button", className=class_name, disabled=is_disabled)
