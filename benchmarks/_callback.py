"""What the page sends to the server: the form of signing in, and the body of a callback."""

from collections.abc import Mapping, Sequence
from typing import Any

Property = tuple[str, str]


def token_in(page: str) -> str:
    """Return the token against forged requests of the form on a page."""
    return page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def callback_body(
    output: str,
    inputs: Sequence[Mapping[str, Any]],
    state: Sequence[Mapping[str, Any]],
    changed: Property,
    values: Mapping[Property, Any],
) -> dict[str, Any]:
    """Return the body of a callback's request, with the values of its inputs and states, null where none is given."""
    is_many = output.startswith("..")
    names = output.strip(".").split("...") if is_many else [output]
    outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names]

    def fill(parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{**part, "value": values.get((part["id"], part["property"]))} for part in parts]

    return {
        "output": output,
        "outputs": outputs if is_many else outputs[0],
        "inputs": fill(inputs),
        "state": fill(state),
        "changedPropIds": [".".join(changed)],
    }
