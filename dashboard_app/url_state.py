"""What the query of an address asks for: a choice that a link names and a reload keeps."""

from urllib.parse import parse_qs

from dashboard_app.i18n import Translator
from dashboard_app.i18n.texts import readable

_LONGEST = 2_000
_SHOWN = 40


def asked_for(search: object, name: str) -> str | None:
    """Return the value of a name in a query, ``?feature=X``, or None; the query may be anything, browsers send it."""
    if not isinstance(search, str) or len(search) > _LONGEST:
        return None
    try:
        values = parse_qs(search.removeprefix("?"), max_num_fields=20).get(name, [])
    except ValueError:
        return None
    return values[0] if values else None


def no_number_sentence(written: str, translator: Translator) -> str:
    """Return what is said where something is searched for that is no client number."""
    return translator.gettext(
        "“%(text)s” is not a client number. Type its digits, for example 123456 or 123 456.",
        text=readable(written.strip(), _SHOWN),
    )


def unknown_sentence(wanted: str, translator: Translator) -> str:
    """Return what is said where an address names a variable that is not there."""
    return translator.gettext(
        "There is no variable “%(name)s”. The first of the list is shown instead.", name=readable(wanted, _SHOWN + 1)
    )
