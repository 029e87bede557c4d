"""How facts are written down: English and French, for a known value, for zero, and for what is not there."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from model_bundle.naming import Ground, Naming, Said, Text

Pair = tuple[str, str]
NOT_NAMED: Final = Said(Naming.FAMILY)
NEVER: Final = Said(Naming.NEVER)
NO_DEBT: Final = ("no known debt with other lenders", "aucune dette connue auprès d’autres prêteurs")


def fact(
    en: str,
    fr: str,
    *,
    zero: Pair | None = None,
    negative: Pair | None = None,
    absent: Pair | None = None,
    about: tuple[str, ...] = (),
    silent: Mapping[str, Ground | None] = MappingProxyType({}),
) -> Said:
    """Return a fact that may be named; ``absent`` is said in place of "not known", as a fact too."""
    return Said(
        Naming.VALUE,
        value=Text(en, fr),
        zero=_text(zero),
        negative=_text(negative),
        absent=_text(absent),
        about=about,
        silent=tuple(silent.items()),
    )


def missing(en: str, fr: str) -> Said:
    """Return what is never named but where there is no value."""
    return Said(Naming.FAMILY, absent=Text(en, fr))


def protected(ground: Ground) -> Said:
    """Return what tells of a protected ground, and is not named even where the settings allow it to count."""
    return Said(Naming.FAMILY, ground=ground)


def _text(pair: Pair | None) -> Text | None:
    return None if pair is None else Text(*pair)
