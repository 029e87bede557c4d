"""HTML attributes whose names are not Python identifiers."""

from typing import Any


def aria(**attributes: str) -> dict[str, Any]:
    """Return attributes for assistive technology: ``aria(label="x")`` is ``aria-label="x"``."""
    return {f"aria-{name}": value for name, value in attributes.items()}


def data(**attributes: str) -> dict[str, Any]:
    """Return attributes that scripts look for: ``data(print="")`` is ``data-print=""``."""
    return {f"data-{name.replace('_', '-')}": value for name, value in attributes.items()}
