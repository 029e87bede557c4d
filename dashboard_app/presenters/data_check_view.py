"""Data to be checked, in words: which values cannot be, what is allowed, and what to do."""

from collections.abc import Sequence
from typing import Any

from dashboard_app.components.decision import DecisionSummary, Tone, verdict_view
from dashboard_app.components.elements import html
from dashboard_app.components.states import empty
from dashboard_app.i18n import Translator
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.i18n.texts import readable
from dashboard_app.i18n.values import get_label
from model_bundle.catalogue import Catalogue
from model_bundle.column_limits import COLUMN_LIMITS, FORM, ColumnLimits
from model_bundle.data_checks import DataCheck

_TABLES = {
    FORM: gettext_noop("Application form"),
    "bureau": gettext_noop("Credits with other lenders"),
    "bureau_balance": gettext_noop("Monthly records of credits with other lenders"),
    "previous_application": gettext_noop("Earlier applications"),
    "POS_CASH_balance": gettext_noop("Monthly records of earlier credits"),
    "credit_card_balance": gettext_noop("Monthly records of credit cards"),
    "installments_payments": gettext_noop("Instalments paid"),
}


def panel(checks: Sequence[DataCheck], catalogue: Catalogue, translator: Translator) -> list[Any]:
    """Return what an adviser sees instead of a score."""
    _ = translator.gettext
    verdict = DecisionSummary(
        Tone.CHECK,
        _("Data to be checked"),
        translator.ngettext(
            "There is no score: %(count)s value of this file cannot be right.",
            "There is no score: %(count)s values of this file cannot be right.",
            len(checks),
        ),
        _(
            "Ask the client, or whoever supplied the figure, for the right one, and have it corrected at "
            "its source. The application is then scored again. Until then, no decision is proposed."
        ),
    )
    return [verdict_view(verdict), _list(checks, catalogue, translator, has_codes=True)]


def own_panel(checks: Sequence[DataCheck], catalogue: Catalogue, translator: Translator) -> list[Any]:
    """Return what a customer sees instead of a result."""
    _ = translator.gettext
    verdict = DecisionSummary(
        Tone.CHECK,
        _("Your data must be checked first"),
        _("Some figures in your file cannot be right. Nothing will be decided until they have been corrected."),
        _("Tell your adviser the right figures. Your application will then be reviewed again."),
    )
    return [verdict_view(verdict), _list(checks, catalogue, translator, has_codes=False)]


def no_reasons(translator: Translator) -> html.Div:
    """Return what is shown instead of the reasons of a score."""
    return empty(
        translator.gettext("There is no score to explain"),
        translator.gettext("The data of this file must be checked first."),
    )


def wrong_values(checks: Sequence[DataCheck]) -> dict[str, str]:
    """Return the impossible values of the form by column."""
    return {check.column: readable(check.value) for check in checks if check.table == FORM}


def sentence(check: DataCheck, translator: Translator) -> str:
    """Return what is wrong with a value in one sentence, for a file to take away."""
    return translator.gettext(
        "Not possible: %(value)s. Allowed: %(allowed)s", value=readable(check.value), allowed=allowed(check, translator)
    )


def get_name(check: DataCheck, catalogue: Catalogue, translator: Translator) -> str:
    """Return what a column is called; those of the histories by the name that their table gives them."""
    entry = catalogue.columns.get(check.column) if check.table == FORM else None
    return readable(check.column) if entry is None else get_label(translator, entry)


def get_table_name(check: DataCheck, translator: Translator) -> str:
    """Return what a table is called."""
    return translator.gettext(_TABLES[check.table]) if check.table in _TABLES else readable(check.table)


def allowed(check: DataCheck, translator: Translator) -> str:
    """Return which values a column can hold."""
    limits = COLUMN_LIMITS.get(check.table, {}).get(check.column) or ColumnLimits(check.lowest, check.highest)
    low, high = translator.number(check.lowest, 3), translator.number(check.highest, 3)
    _ = translator.gettext
    text = (
        _("a whole number from %(low)s to %(high)s", low=low, high=high)
        if limits.is_whole
        else _("a number from %(low)s to %(high)s", low=low, high=high)
    )
    others = [_("or %(value)s", value=translator.number(value)) for value in limits.also]
    if check.column.startswith("DAYS_"):
        others.append(_("in days, negative before the application"))
    return ", ".join([text, *others])


def _list(checks: Sequence[DataCheck], catalogue: Catalogue, translator: Translator, *, has_codes: bool) -> html.Ul:
    """Return the values one under the other: beside each other they would not fit into a card."""
    items = [_item(check, catalogue, translator, has_codes=has_codes) for check in checks]
    return html.Ul(items, className="cs-wrong-list")


def _item(check: DataCheck, catalogue: Catalogue, translator: Translator, *, has_codes: bool) -> html.Li:
    _, column = translator.gettext, readable(check.column)
    name = get_name(check, catalogue, translator)
    return html.Li(
        [
            html.Strong(name),
            " ",
            html.Code(column) if has_codes and name != column else None,
            html.Span(get_table_name(check, translator) + _rows(check, translator), className="cs-where"),
            html.Dl(
                [
                    html.Div([html.Dt(_("Value")), html.Dd(readable(check.value), className="cs-wrong")]),
                    html.Div([html.Dt(_("Allowed")), html.Dd(allowed(check, translator))]),
                ],
                className="facts",
            ),
        ]
    )


def _rows(check: DataCheck, translator: Translator) -> str:
    if check.rows <= 1:
        return ""
    return " · " + translator.ngettext("in %(count)s row", "in %(count)s rows", check.rows)
