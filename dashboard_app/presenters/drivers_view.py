"""What drives the model as a whole: importance by family and by variable, and how values push the risk."""

from typing import Any

from dashboard_app.components.app_frame import card
from dashboard_app.components.chart import chart_view
from dashboard_app.components.elements import html
from dashboard_app.figures.importance import BeeswarmDots, BeeswarmRow, Importance, plot_beeswarm, plot_importance
from dashboard_app.i18n import Translator
from dashboard_app.i18n.values import get_label, text_in
from dashboard_app.services.disclosure import PEOPLE_PER_DOT
from dashboard_app.services.overview import Beeswarm, Overview
from dashboard_app.theme import Palette


def drivers_view(overview: Overview, translator: Translator, palette: Palette) -> list[Any]:
    """Return the cards about what weighs most."""
    _ = translator.gettext
    families = [Importance(text_in(translator, part.family.label), part.importance) for part in overview.families]
    features = [Importance(get_label(translator, part.entry), part.importance) for part in overview.features]
    beeswarms = [_beeswarm_row(part, translator) for part in overview.beeswarms]
    return [
        *(
            card(
                name,
                title,
                chart_view(
                    plot_importance(rows, of=title, translator=translator, palette=palette), translator=translator
                ),
            )
            for name, title, rows in (
                ("families-title", _("Themes"), families),
                ("variables-title", _("Variables"), features),
            )
        ),
        card(
            "beeswarm-title",
            _("How values affect the risk"),
            [
                html.P(
                    _(
                        "Each dot stands for %(count)s applicants of a sample. Its position shows how much the "
                        "variable moved their risk, its colour whether their value is low (green) or high (purple); "
                        "hollow dots have no value. Where fewer applicants are alike, nothing is drawn: they are too "
                        "few to show without identifying people.",
                        count=translator.number(PEOPLE_PER_DOT),
                    ),
                    className="cs-intro",
                ),
                chart_view(plot_beeswarm(beeswarms, translator=translator, palette=palette), translator=translator),
            ],
            is_wide=True,
        ),
    ]


def _beeswarm_row(beeswarm: Beeswarm, translator: Translator) -> BeeswarmRow:
    summary = beeswarm.summary
    return BeeswarmRow(
        label=get_label(translator, beeswarm.entry),
        dots=[BeeswarmDots(dots.effect, dots.level, dots.count) for dots in summary.dots],
        low_effect=summary.low_effect,
        high_effect=summary.high_effect,
        quarter=summary.quarter,
        three_quarters=summary.three_quarters,
    )
