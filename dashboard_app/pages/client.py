"""One client's file: the shell of its page, filled by one round trip per client."""

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard_app.components.app_frame import Crumb, card, collapsible, page_head
from dashboard_app.components.controls import ALL, ReasonsView, choice, search_choice, segmented_control
from dashboard_app.components.elements import aria, data
from dashboard_app.components.states import loading
from dashboard_app.components.view import View
from dashboard_app.filters import FILTERS, Basis, Filter
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import ClientIds, filter_id


def layout(translator: Translator, client_id: str = "", **_variables: str) -> html.Div:
    """Return the shell of the page: the number of the client; everything about them comes later."""
    heading = page_head(
        translator.gettext("Client %(client_id)s", client_id=client_id), [Crumb(translator.gettext("Clients"), "/")]
    )
    return html.Div(
        [
            html.Div(View(ClientIds.HEADING, heading, stays=True), **aria(live="polite")),
            html.P(id=ClientIds.NOTE, className="cs-told", role="status"),
            dcc.Store(id=ClientIds.ADDRESS),
            dcc.Store(id=ClientIds.OPENED),
            dcc.Store(id=ClientIds.FORM_OF),
            html.Div([*_first_row(translator), _reasons(translator), _comparison(translator)], className="cs-grid"),
        ],
        id=ClientIds.FILE,
    )


def _first_row(translator: Translator) -> list[html.Section]:
    _ = translator.gettext
    return [
        card("decision-title", _("Decision"), loading(translator, View(ClientIds.DECISION), lines=4), is_wide=True),
        card(
            "profile-title",
            _("Applicant and request"),
            [
                loading(translator, View(ClientIds.PROFILE), lines=4),
                collapsible(
                    _("The whole application form"),
                    [_form_search(translator), loading(translator, View(ClientIds.FORM), lines=8, is_asked_for=True)],
                    summary_id=ClientIds.FORM_SUMMARY,
                ),
            ],
            is_wide=True,
        ),
    ]


def _form_search(translator: Translator) -> html.Div:
    _ = translator.gettext
    search = dbc.Input(
        id=ClientIds.FORM_SEARCH, type="search", maxlength=60, debounce=False, autocomplete="off", value=""
    )
    count = html.P(
        id=ClientIds.FORM_FOUND,
        className="cs-count",
        role="status",
        **data(
            one=_("1 field found"),
            many=_("{count} fields found"),
            none=_("No field matches. Type another word."),
        ),
    )
    label = html.Label(_("Search the form"), htmlFor=ClientIds.FORM_SEARCH)
    return html.Div([html.Div([label, search], className="cs-search"), count], className="cs-filters")


def _reasons(translator: Translator) -> html.Section:
    _ = translator.gettext
    return card(
        "reasons-title",
        _("Why this score"),
        [
            loading(translator, View(ClientIds.REASONS), lines=5),
        ],
        tools=segmented_control(
            ClientIds.VIEW,
            _("How the reasons are shown"),
            [
                {"label": _("In words"), "value": ReasonsView.WORDS},
                {"label": _("By theme"), "value": ReasonsView.FAMILIES},
                {"label": _("Main variables"), "value": ReasonsView.VARIABLES},
            ],
        ),
        is_wide=True,
    )


def _comparison(translator: Translator) -> html.Section:
    _ = translator.gettext
    return card(
        "comparison-title",
        _("Compared with other clients"),
        [
            html.Div(
                [
                    search_choice(ClientIds.FEATURE, _("Variable"), translator=translator),
                    search_choice(ClientIds.SECOND, _("Second variable"), translator=translator, is_long=False),
                    *(
                        choice(filter_id(group_filter.name), _(group_filter.label), _bands(group_filter, translator))
                        for group_filter in FILTERS
                    ),
                    html.P(id=ClientIds.GROUP, className="cs-count", role="status"),
                ],
                className="cs-filters",
            ),
            loading(translator, View(ClientIds.COMPARISON), lines=6),
        ],
        tools=segmented_control(
            ClientIds.BASIS,
            _("Compare by"),
            [
                {"label": _("By outcome"), "value": Basis.OUTCOME},
                {"label": _("By the model’s decision"), "value": Basis.DECISION},
            ],
        ),
        is_wide=True,
    )


def _bands(group_filter: Filter, translator: Translator) -> list[dict[str, str]]:
    """Return the options that a filter has in every bundle; texts come with the bundle's own."""
    _ = translator.gettext
    everybody = {"label": _("All"), "value": ALL}
    return (
        [everybody, *({"label": _(band.label), "value": band.name} for band in group_filter.bands)]
        if group_filter.bands
        else []
    )
