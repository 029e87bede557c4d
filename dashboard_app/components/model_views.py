"""The views of the model page: what they are called in the address and on the switch."""

from enum import StrEnum

from dashboard_app.actor import Role
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


def views_of(role: Role) -> tuple[ModelView, ...]:
    """Return the views that a member of the staff may open: how groups of persons fare is for administrators."""
    return tuple(view for view in ModelView if view is not ModelView.FAIRNESS or role is Role.ADMIN)


def options_of(role: Role, translator: Translator) -> list[dict[str, str]]:
    """Return the choices of the switch."""
    return [{"label": translator.gettext(NAMES[view]), "value": view} for view in views_of(role)]
