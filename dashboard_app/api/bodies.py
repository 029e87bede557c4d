"""What may be posted: a client's number, or an application form."""

import math
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, RootModel, Tag

from dashboard_app.api.values import CLIENT_NUMBER
from dashboard_app.client_number import LARGEST_NUMBER
from dashboard_app.i18n.languages import gettext_noop
from model_bundle.manifest import CellValue


def _cell(value: object) -> object:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a text, a number or null")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("must be a finite number")
    return value


def _integer(value: object) -> object:
    # To JSON 5.0 is a whole number too, and "5" and true are none.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("must be a whole number")
    return value


def _number(value: object) -> object:
    if isinstance(value, str):
        raise ValueError("must be a number or null")
    return _cell(value)


Cell = Annotated[CellValue, BeforeValidator(_cell)]
Aggregate = Annotated[float | None, BeforeValidator(_number)]


class Body(BaseModel):
    """A body; a field that is not known is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StoredClient(Body):
    """A client whose stored form and history are scored again."""

    client_id: Annotated[int, BeforeValidator(_integer)] = Field(ge=0, le=LARGEST_NUMBER, description=CLIENT_NUMBER)


class NewApplication(Body):
    """A new application, with the known history of the applicant."""

    application: dict[str, Cell] = Field(
        description=gettext_noop("Columns of the application form; one that is left out is not known.")
    )
    history: dict[str, Aggregate] = Field(
        default={}, description=gettext_noop("Aggregates of the history; without any, the applicant has none.")
    )


def _which(body: object) -> str:
    names = body if isinstance(body, Mapping) else {}
    return "client" if "client_id" in names else "application"


class PredictBody(
    RootModel[
        Annotated[
            Annotated[StoredClient, Tag("client")] | Annotated[NewApplication, Tag("application")],
            Discriminator(_which),
        ]
    ]
):
    """What is scored: the stored form of a client, or an application form."""

    @classmethod
    def get_location(cls, location: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the location of a value in the body, without the kind of body that pydantic puts first."""
        return location[1:]
