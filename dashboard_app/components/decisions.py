"""The decisions as something to choose from."""

from collections.abc import Mapping

from dashboard_app.components.choices import ALL
from dashboard_app.i18n.translator import Translator
from model_bundle.decision import Decision


def decision_options(translator: Translator, counts: Mapping[Decision, int]) -> list[dict[str, str]]:
    """Return the decisions to choose from, each with how many clients it has, where that is known."""
    _ = translator.gettext
    labels = {
        Decision.GRANTED: _("Can be granted"),
        Decision.REVIEW: _("To be reviewed"),
        Decision.REFUSED: _("To be refused"),
        Decision.DATA_CHECK: _("Data to be checked"),
    }
    named = [(_("All decisions"), ALL, sum(counts.values()))]
    named += [(label, decision.value, counts.get(decision, 0)) for decision, label in labels.items()]
    return [
        {"label": f"{label} ({translator.number(count)})" if counts else label, "value": value}
        for label, value, count in named
    ]
