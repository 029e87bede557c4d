"""What is chosen on a page, as it stands in the address and as controls send it: one reader and one schema per page.

A schema is a pydantic model: each field is a name in the query, with the value that it has at first. `read_state` reads
an address, which may hold anything, and leaves out what it cannot; `parse_choices` reads what the controls of a page
send, and refuses what they do not offer. `assets/js/url_state.js` writes the address.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from dashboard_app.components.controls import ALL, NONE
from dashboard_app.i18n import Translator
from dashboard_app.i18n.texts import readable
from dashboard_app.services.errors import InvalidRequestError

_LONGEST = 2_000
_MOST_FIELDS = 20
_SHOWN = 40


class PageState(BaseModel):
    """What can be chosen on a page, each field with the value that it has at first.

    A control that leaves everything open sends ``all`` or ``none``, which stands for that value. In ``typed_texts``
    people type what they want, and those two words too.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", validate_by_name=True, validate_by_alias=True)

    typed_texts: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _leave_open(cls, values: object) -> object:
        if not isinstance(values, Mapping):
            return values
        return {name: value for name, value in values.items() if name in cls.typed_texts or value not in (ALL, NONE)}


State = TypeVar("State", bound=PageState)


@dataclass(frozen=True)
class ParsedState(Generic[State]):
    """The state in a URL; ``unknown`` holds the invalid values, by the name in the query."""

    state: State
    unknown: Mapping[str, str]


def read_state(
    search: object, schema: type[State], offered: Mapping[str, Collection[str]] | None = None
) -> ParsedState[State]:
    """Return what a query such as ``?feature=X`` asks for; of a name that stands there twice, the first value.

    Parameters
    ----------
    search
        The query of an address, with or without its question mark. It may be anything: browsers send it.
    offered
        The values that the active bundle allows, by the name in the query; a name that is not in it may have any value
        of its type.
    """
    sent = _parse_values(search, schema)
    unknown = {
        name: sent.pop(name) for name, values in (offered or {}).items() if name in sent and sent[name] not in values
    }
    # What stands for no choice at all is none, whether or not it is offered.
    unknown = {name: value for name, value in unknown.items() if value not in (ALL, NONE)}
    try:
        return ParsedState(schema.model_validate(sent), unknown)
    except ValidationError as error:
        for wrong in {str(part["loc"][0]) for part in error.errors() if part["loc"]}:
            unknown[wrong] = sent.pop(wrong)
    return ParsedState(schema.model_validate(sent), unknown)


def parse_choices(values: object, schema: type[State]) -> State:
    """Return what the controls of a page send.

    Raises
    ------
    InvalidRequestError
        A value is not one that its control can have.
    """
    try:
        return schema.model_validate(values)
    except ValidationError as error:
        [first, *_] = error.errors(include_url=False, include_context=False)
        name = ".".join(map(str, first["loc"])) or "choices"
        raise InvalidRequestError(
            f"The control {name!r} has no value {str(first['input'])[:_SHOWN]!r}. Choose one that the page offers."
        ) from None


def no_number_sentence(written: str, translator: Translator) -> str:
    """Return the message for a search that is not a client number."""
    return translator.gettext(
        "“%(text)s” is not a client number. Type its digits, for example 123456 or 123 456.",
        text=readable(written.strip(), _SHOWN),
    )


def unknown_sentence(name: str, translator: Translator) -> str:
    """Return the message for a URL that names an unknown variable."""
    return translator.gettext(
        "There is no variable “%(name)s”. The first of the list is shown instead.", name=readable(name, _SHOWN + 1)
    )


def unknown_note(unknown: Mapping[str, str], translator: Translator) -> str | None:
    """Return the message about values of an address that do not exist here, or None without any."""
    sentences = [
        unknown_sentence(value, translator)
        if name == "feature"
        else translator.gettext(
            "The link asks for “%(value)s”, which is not available here. The default is shown instead.",
            value=readable(value, _SHOWN + 1),
        )
        for name, value in unknown.items()
    ]
    return " ".join(sentences) or None


def _parse_values(search: object, schema: type[PageState]) -> dict[str, str]:
    if not isinstance(search, str) or len(search) > _LONGEST:
        return {}
    try:
        values = parse_qs(search.removeprefix("?"), max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    names = {str(field.validation_alias or name) for name, field in schema.model_fields.items()}
    return {name: values[name][0] for name in names if name in values}
