"""The variables of the drift report as tables: first what is worth looking at, then the rest."""

from collections.abc import Sequence
from typing import Any

from dashboard_app.addresses import address
from dashboard_app.components.app_frame import collapsible
from dashboard_app.components.elements import aria, data, html
from dashboard_app.i18n import Translator
from dashboard_app.i18n.values import get_label
from dashboard_app.ids import DriftIds as Ids
from dashboard_app.services.drift import Drift, DriftedFeature
from model_bundle.catalogue import CatalogueEntry


def tables(drift: Drift, translator: Translator) -> list[Any]:
    """Return the variables to look at first as a table, and the others behind a disclosure."""
    _ = translator.gettext
    shown = _(
        "Variables with drift first, by distance weighted by importance, together with the %(count)s "
        "most important ones.",
        count=translator.number(drift.rule.top_features),
    )
    others = translator.ngettext(
        "%(count)s other variable without drift",
        "%(count)s other variables without drift",
        len(drift.others),
    )
    rest = [collapsible(others, _table(drift.others, others, translator))] if drift.others else []
    return [html.P(shown, className="cs-intro"), _table(drift.first, shown, translator), *rest]


def status_word(feature: DriftedFeature, translator: Translator) -> str:
    """Return whether a variable has drifted, in a word."""
    return translator.gettext("▲ Alert") if feature.measured.is_drifted else translator.gettext("OK")


def _table(features: Sequence[DriftedFeature], caption: str, translator: Translator) -> html.Div:
    _ = translator.gettext
    names = _heads(translator)
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in names]))
    return html.Div(
        html.Table(
            [
                html.Caption(caption, className="visually-hidden"),
                head,
                html.Tbody([_line(feature, translator) for feature in features]),
            ],
            className="table table-sm data-table cs-drift-table",
        ),
        className="table-scroll cs-whole",
        tabIndex=0,
        role="region",
        **aria(label=caption),
    )


def _heads(translator: Translator) -> tuple[str, ...]:
    _ = translator.gettext
    return (
        _("Variable"),
        _("Status"),
        _("Distance"),
        _("Importance"),
        _("Distance × importance"),
        _("Missing, training"),
        _("Missing, current"),
        _("New values"),
    )


def _line(feature: DriftedFeature, translator: Translator) -> html.Tr:
    cells = (
        status_word(feature, translator),
        translator.fixed(feature.measured.distance, 3),
        translator.fixed(feature.measured.importance, 3),
        translator.fixed(feature.measured.weight, 4),
        translator.percent(feature.measured.missing_reference),
        translator.percent(feature.measured.missing_current),
        ", ".join(feature.measured.new_categories) or "–",
    )
    named = zip(_heads(translator)[1:], cells, strict=True)
    return html.Tr(
        [
            html.Th(_choosing(feature.entry, translator), scope="row"),
            # On a telephone, where rows are stacked, each cell says what it holds.
            *(html.Td(cell, **data(label=head)) for head, cell in named),
        ]
    )


def _choosing(entry: CatalogueEntry, translator: Translator) -> html.A:
    # Followed by assets/js/query.js on this page; opened in a new tab, the address alone does the same.
    return html.A(
        get_label(translator, entry),
        href=address(f"/drift?feature={entry.name}"),
        **data(choose=str(Ids.FEATURE), value=entry.name),
    )
