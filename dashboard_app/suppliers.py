"""Who supplies data about clients, and how the lender is reached about them: as the settings name them."""

from dataclasses import dataclass

_MOST = 3


@dataclass(frozen=True)
class Suppliers:
    """Names of suppliers, with their addresses if the settings give them; nothing where they name nobody.

    ``scores`` are the suppliers of the first, second and third external score, in this order.
    """

    scores: tuple[str, ...] = ()
    bureau: str | None = None
    contact: str | None = None


NOBODY_NAMED = Suppliers()


def parse_suppliers(value: object) -> object:
    """Return the suppliers of the external scores that a setting names with semicolons between.

    What is no text is returned as it is, for the settings to judge.

    Raises
    ------
    ValueError
        There are more than three, or one has no name.
    """
    if not isinstance(value, str):
        return value
    names = tuple(name.strip() for name in value.split(";"))
    if len(names) > _MOST or not all(names):
        raise ValueError("must name the suppliers of the first to third external score with semicolons between")
    return names
