"""The views of the model page: what they are called in the address and on the switch."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from dashboard_app.actor import Role
from dashboard_app.capabilities import Capability, is_allowed
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.i18n.translator import Translator


class ModelView(StrEnum):
    """The value of a view in the address."""

    DRIVERS = "drivers"
    VARIABLE = "variable"
    QUALITY = "quality"
    CHOOSING = "choosing"
    FAIRNESS = "fairness"
    CARD = "card"


NAMES = {
    ModelView.DRIVERS: gettext_noop("What weighs most"),
    ModelView.VARIABLE: gettext_noop("One variable"),
    ModelView.QUALITY: gettext_noop("How well it performs"),
    ModelView.CHOOSING: gettext_noop("How it was chosen"),
    ModelView.FAIRNESS: gettext_noop("Fairness"),
    ModelView.CARD: gettext_noop("Model card"),
}


CAPABILITIES: Final[Mapping[ModelView, Capability]] = {ModelView.FAIRNESS: Capability.READ_FAIRNESS}
"""What opening a view takes, where it is more than opening the page."""
COMMON_VIEWS: Final = tuple(view for view in ModelView if view not in CAPABILITIES)
"""The views of every role that may open the page."""


def get_views(role: Role) -> tuple[ModelView, ...]:
    """Return the views that a role may open, of those who may open the page."""
    return tuple(view for view in ModelView if is_allowed(role, CAPABILITIES.get(view, Capability.READ_MODEL)))


def get_options(views: Iterable[ModelView], translator: Translator) -> list[dict[str, str]]:
    """Return the choices of the switch."""
    return [{"label": translator.gettext(NAMES[view]), "value": view} for view in views]
