"""The protected grounds of a setting: what may never be a reason for a decision."""

from model_bundle.naming import ALWAYS_PROTECTED, Ground

_NONE = "none"


def parse_grounds(value: object) -> object:
    """Return the grounds that a setting names with commas between, or ``none``; gender and age are always among them.

    What is no text is returned as it is, for the settings to judge.

    Raises
    ------
    ValueError
        A name is no ground.
    """
    if not isinstance(value, str):
        return value
    names = {name.strip().lower() for name in value.split(",")} - {""}
    if not names or names - {*Ground, _NONE} or (_NONE in names and len(names) > 1):
        raise ValueError(f"must name protected grounds with commas between ({', '.join(Ground)}), or be {_NONE}")
    return frozenset(Ground(name) for name in names - {_NONE}) | ALWAYS_PROTECTED
