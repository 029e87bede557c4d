"""From a comparison by two features to a chart with its sentence."""

from itertools import pairwise
from typing import Any

import numpy as np

from dashboard_app.components.chart import chart_view
from dashboard_app.components.elements import html
from dashboard_app.components.states import empty
from dashboard_app.figures.chart import Chart
from dashboard_app.figures.heatmap import Grid, plot_heatmap
from dashboard_app.filters import Basis
from dashboard_app.i18n import Translator
from dashboard_app.i18n.values import format_value, get_label, is_missing, text_in
from dashboard_app.presenters.axis_view import divides_whole_numbers
from dashboard_app.presenters.comparison_view import group_sentence, rate_name, share_text, too_few
from dashboard_app.services.disclosure import MISSING, SMALLEST_GROUP
from dashboard_app.services.pairs import Pair, PairAxis
from dashboard_app.theme import Palette
from model_bundle.catalogue import Unit


def pair_content(pair: Pair, translator: Translator, palette: Palette) -> tuple[Any, str | None]:
    """Return the grid with its measure, and how many are compared with; where suppressed, why."""
    if pair.is_suppressed:
        return too_few(translator), None
    if np.isnan(pair.shares).all():
        return _no_field(translator), group_sentence(pair.group, pair.population, translator)
    content = [
        html.P(get_measure(pair, translator), className="cs-measure"),
        chart_view(pair_chart(pair, translator, palette), translator=translator),
        html.P(unknown_sentence(pair, translator), className="cs-note"),
    ]
    return content, group_sentence(pair.group, pair.population, translator)


def _no_field(translator: Translator) -> html.Div:
    return empty(
        translator.gettext("Too few clients in every cell"),
        translator.gettext(
            "The two variables divide these former clients into groups of fewer than %(least)s: too few to show "
            "without identifying people. Widen the filters, or choose another second variable.",
            least=translator.number(SMALLEST_GROUP),
        ),
    )


def pair_chart(pair: Pair, translator: Translator, palette: Palette) -> Chart:
    """Return the chart of a pair that is not suppressed."""
    across, down = pair.across, pair.down
    data = Grid(
        across=get_label(translator, across.entry),
        down=get_label(translator, down.entry),
        names_across=_names(across, translator),
        names_down=_names(down, translator),
        shares=pair.shares,
        texts=_texts(pair, translator),
        here=None if across.here is None or down.here is None else (down.here, across.here),
        measure=get_measure(pair, translator),
    )
    return plot_heatmap(data, takeaway=pair_takeaway(pair, translator), translator=translator, palette=palette)


def get_measure(pair: Pair, translator: Translator) -> str:
    """Return what the shares are shares of."""
    return rate_name(pair.basis, translator)


def pair_takeaway(pair: Pair, translator: Translator) -> str:
    """Return how the clients in this client's field fared, beside all of them."""
    _ = translator.gettext
    if pair.across.here is None or pair.down.here is None:
        return _("One of the two is not known for this client; the grid shows the others.")
    here = pair.shares[pair.down.here, pair.across.here]
    if here != here:
        return _("Too few former clients are like this one in both to report their outcome.")
    values = {
        "here": share_text(float(here), float(pair.steps[pair.down.here, pair.across.here]), translator),
        "all": translator.percent(pair.share, 0),
        "count": translator.number(int(pair.clients[pair.down.here, pair.across.here])),
    }
    if pair.basis is Basis.DECISION:
        return _(
            "Of %(count)s former clients like this one in both, the model would refuse %(here)s; of all with both "
            "values known, %(all)s.",
            **values,
        )
    return _(
        "Of %(count)s former clients like this one in both, %(here)s did not repay; of all with both values known, "
        "%(all)s.",
        **values,
    )


def unknown_sentence(pair: Pair, translator: Translator) -> str:
    """Return the share of the group that has no place in the grid, and what a dash in it means."""
    _ = translator.gettext
    dash = _(
        "A dash replaces cells of fewer than %(least)s clients: too few to show without identifying "
        "people. Shares are rounded, more coarsely where there are fewer clients.",
        least=translator.number(SMALLEST_GROUP),
    )
    if is_missing(pair.unknown):
        return dash
    unknown = _(
        "Without a value in one of the two (not drawn): %(share)s of the group.", share=translator.percent(pair.unknown)
    )
    return f"{unknown} {dash}"


def _texts(pair: Pair, translator: Translator) -> list[list[str]]:
    return [
        [share_text(share, step, translator) for share, step in zip(shares, steps, strict=True)]
        for shares, steps in zip(pair.shares.tolist(), pair.steps.tolist(), strict=True)
    ]


def _integer_names(axis: PairAxis, translator: Translator) -> list[str]:
    names = []
    for low, high in pairwise(axis.edges):
        first, last = (_value(axis, value, translator) for value in (low + 0.5, high - 0.5))
        names.append(first if first == last else f"{first} – {last}")
    return names


def _value(axis: PairAxis, value: float, translator: Translator) -> str:
    return translator.compact(value) if axis.entry.unit is Unit.MONEY else format_value(translator, axis.entry, value)


def _names(axis: PairAxis, translator: Translator) -> list[str]:
    entry = axis.entry
    if axis.categories:
        return [
            translator.gettext("small groups") if code == MISSING else text_in(translator, entry.categories[code].label)
            for code in axis.categories
        ]
    if divides_whole_numbers(axis.edges):
        names = _integer_names(axis, translator)
        lowest, highest = "", f"≥ {_value(axis, axis.edges[-2] + 0.5, translator)}"
    else:
        ends = [_value(axis, edge, translator) for edge in axis.edges]
        names = [f"{low} – {high}" for low, high in pairwise(ends)]
        lowest, highest = f"≤ {ends[1]}", f"≥ {ends[-2]}"
    # The outermost fields hold what lies beyond the axis too, and say so; a flag has no beyond.
    if len(names) > 1 and entry.unit is not Unit.FLAG:
        names[0], names[-1] = lowest or names[0], highest
    return names
