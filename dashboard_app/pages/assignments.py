"""Client assignments, for administrators: the shell of the page."""

from dash import dcc, html

from dashboard_app.components.app_frame import ADMINISTRATION, card, collapsible, page_head, sections
from dashboard_app.components.controls import Whom, band_options, button, choice, pager, segmented_control, text_field
from dashboard_app.components.decision import decision_options
from dashboard_app.components.states import loading
from dashboard_app.components.view import View
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import AssignmentsIds, assignments_filter_id
from dashboard_app.list_filters import LIST_FILTERS
from dashboard_app.routes import get_route

PATH = get_route("assignments").path


def layout(translator: Translator, **_variables: str) -> html.Div:
    """Return the shell of the page; advisers and clients come from the server."""
    _ = translator.gettext
    return html.Div(
        [
            page_head(_("Client assignments")),
            sections(translator, _("Administration"), ADMINISTRATION, PATH),
            html.P(id=AssignmentsIds.NOTE, className="cs-told", role="status"),
            html.Div(
                [
                    card(
                        "assignments-title",
                        _("Clients of an adviser"),
                        [
                            html.Div(
                                choice(AssignmentsIds.ADVISER, _("Adviser"), [], is_long=True), className="cs-filters"
                            ),
                            loading(translator, View(AssignmentsIds.NUMBERS)),
                            pager(
                                translator,
                                shown=AssignmentsIds.SHOWN,
                                previous=AssignmentsIds.PREVIOUS,
                                following=AssignmentsIds.NEXT,
                            ),
                        ],
                        is_wide=True,
                    ),
                    html.Div([_by_filter(translator), _by_number(translator)], className="cs-halves cs-wide"),
                ],
                className="cs-grid",
            ),
            *(dcc.Store(id=name) for name in (AssignmentsIds.ASKED, AssignmentsIds.COMMAND, AssignmentsIds.CHANGED)),
        ]
    )


def _by_filter(translator: Translator) -> html.Section:
    _ = translator.gettext
    whom = [
        {"label": _("Not assigned to anyone"), "value": Whom.FREE},
        {"label": _("All clients"), "value": Whom.EVERYBODY},
    ]
    return card(
        "filter-title",
        _("Assign by filter"),
        [
            segmented_control(AssignmentsIds.WHOM, _("Clients to assign"), whom),
            html.Div(
                [
                    choice(
                        assignments_filter_id(one.name),
                        _(one.label),
                        decision_options(translator, {}) if one.is_decision else band_options(one.bands, translator),
                    )
                    for one in LIST_FILTERS
                ],
                className="cs-form",
            ),
            View(AssignmentsIds.COUNT),
            html.Div(
                button(AssignmentsIds.ASSIGN, _("Assign these clients"), is_primary=True, is_disabled=True),
                className="cs-buttons",
            ),
            View(AssignmentsIds.ASSIGNED),
        ],
    )


def _by_number(translator: Translator) -> html.Section:
    _ = translator.gettext
    return card(
        "number-title",
        _("Assign or remove by number"),
        [
            text_field(AssignmentsIds.LIST, _("Client numbers, with spaces, commas or lines between them"), rows=5),
            html.Div(
                [button(AssignmentsIds.ADD, _("Assign"), is_primary=True), button(AssignmentsIds.REMOVE, _("Remove"))],
                className="cs-buttons",
            ),
            collapsible(
                _("Remove all clients of this adviser"),
                [
                    html.P(_("The adviser then has no clients. The clients themselves stay as they are.")),
                    button(AssignmentsIds.EVERYBODY, _("Remove all")),
                ],
            ),
            View(AssignmentsIds.ANSWER),
        ],
    )
