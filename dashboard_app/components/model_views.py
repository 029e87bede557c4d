"""The views of the model page: what they are called in the address and on the switch."""

from enum import StrEnum

from dashboard_app.i18n.languages import mark


class ModelView(StrEnum):
    """The value of a view in the address."""

    DRIVERS = "drivers"
    VARIABLE = "variable"
    QUALITY = "quality"
    CARD = "card"


NAMES = {
    ModelView.DRIVERS: mark("What weighs most"),
    ModelView.VARIABLE: mark("One variable"),
    ModelView.QUALITY: mark("How good it is"),
    ModelView.CARD: mark("Model card"),
}
