"""How facts are written down: English and French, for a known value, for zero, and for what is not there."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from model_bundle.naming import Ground, Naming, Phrasing, Text

Pair = tuple[str, str]
NOT_NAMED: Final = Phrasing(Naming.FAMILY)
NEVER: Final = Phrasing(Naming.NEVER)
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
) -> Phrasing:
    """Return a fact that may be named; ``absent`` is said in place of "not known", as a fact too."""
    return Phrasing(
        Naming.VALUE,
        value=Text(en, fr),
        zero=_text(zero),
        negative=_text(negative),
        absent=_text(absent),
        about=about,
        silent=tuple(silent.items()),
    )


def missing(en: str, fr: str) -> Phrasing:
    """Return what is never named but where there is no value."""
    return Phrasing(Naming.FAMILY, absent=Text(en, fr))


def protected(ground: Ground) -> Phrasing:
    """Return what tells of a protected ground, and is not named even where the settings allow it to count."""
    return Phrasing(Naming.FAMILY, ground=ground)


def _text(pair: Pair | None) -> Text | None:
    return None if pair is None else Text(*pair)
