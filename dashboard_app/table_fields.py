"""Pydantic models with a field for each row of a table, such as the filters or the columns of the list."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, create_model

Model = TypeVar("Model", bound=BaseModel)


def with_fields(model: type[Model], fields: Mapping[str, tuple[Any, Any]]) -> type[Model]:
    """Return a model with more fields: the type and the `Field` of each by its name; name and docstring stay."""
    return create_model(model.__name__, __base__=model, __doc__=model.__doc__, __module__=model.__module__, **fields)  # type: ignore[call-overload,no-any-return]
