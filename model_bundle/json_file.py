"""The JSON files of a bundle: validated when they are read; an error names the invalid location."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from model_bundle.errors import BundleCorruptError


class Frozen(BaseModel):
    """A part of the contract: never changed, no field that it does not know, no number that is not finite."""

    # Built at first use: a worker that starts waits for no report.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


_Model = TypeVar("_Model", bound=Frozen)


def parse(model: type[_Model], text: str | bytes, name: str, *, shows_values: bool = True) -> _Model:
    """Read the text of the file ``name``; without ``shows_values`` a message holds nothing that stands in it.

    Raises
    ------
    BundleCorruptError
        The text is not JSON, or a value is missing, unknown, or of another type than the contract says.
    """
    parsed = _validated(model, text, shows_values=shows_values)
    # Raised outside of the handler: pydantic's error holds on to every frame it passed, and to what they hold.
    if isinstance(parsed, str):
        raise BundleCorruptError(f"{name} is wrong at {parsed}. Build the bundle again.")
    return parsed


def _validated(model: type[_Model], text: str | bytes, *, shows_values: bool) -> _Model | str:
    """Return the model, or where the text is wrong and why."""
    try:
        return model.model_validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        location = ".".join(str(part) for part in first["loc"]) or "its content"
        value = first["input"]
        is_short = isinstance(value, bool | int | float | str) and first["type"] != "json_invalid"
        return f"{location}: {first['msg']}{f', got {value!r:.60}' if shows_values and is_short else ''}"


def write_model(directory: Path, name: str, model: Frozen) -> None:
    """Write a model as the file ``name`` of a bundle that is being made."""
    path = directory / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(model.model_dump_json(), encoding="utf-8")
