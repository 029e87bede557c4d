"""One client's file: who, how risky, why, and compared with whom."""

from typing import Any

from dash import Input, Output, html, no_update
from dash.development.base_component import Component

from dashboard_app.actor import STAFF
from dashboard_app.callbacks import comparison_view, decision_view, profile_view, reasons_view
from dashboard_app.callbacks.registration import Ask, Callbacks
from dashboard_app.components.attributes import data
from dashboard_app.components.chart import chart_view
from dashboard_app.components.choices import ALL
from dashboard_app.components.facts import fact_list
from dashboard_app.components.reasons import reason_columns
from dashboard_app.components.shell import Crumb, page_head, page_link
from dashboard_app.components.states import empty
from dashboard_app.components.verdict import verdict_view
from dashboard_app.i18n.values import label_of, text_in
from dashboard_app.i18n.words import Words
from dashboard_app.ids import Client, Shell
from dashboard_app.services import comparison, directory, explanation, groups, profile, scoring
from dashboard_app.services.errors import UnknownClientError

_PREFIX = "/client/"


def offer_choices(ask: Ask, _file: object) -> tuple[Any, ...]:
    """Return what can be chosen for the comparison: features, the most important first, and filter values."""
    catalogue, words = ask.portfolio.bundle.catalogue, ask.words
    features = [row["name"] for row in ask.portfolio.bundle.explanation["features"]]
    options = [{"label": label_of(words, catalogue.features[name]), "value": name} for name in features]
    filters = [_filter_options(ask, column) for column in groups.CATEGORY_FILTERS.values()]
    return options, features[0], *(part for choices in filters for part in (choices, ALL))


def show_file(ask: Ask, path: object, _theme: object = None) -> tuple[Any, ...]:
    """Return everything about the client at this address but the comparison; drawn again when the theme changes."""
    client_id = _client_of(path)
    if client_id is None:
        return (no_update,) * 5
    try:
        score = scoring.score(ask.portfolio, ask.actor, client_id)
    except UnknownClientError:
        return _unknown(ask.words, client_id)
    words, palette = ask.words, ask.palette
    found = explanation.explain(ask.portfolio, ask.actor, client_id)
    return (
        _head(ask, score.client_id),
        [
            chart_view(
                decision_view.gauge_of(score, words, palette),
                words=words,
                caption=verdict_view(decision_view.verdict_of(score, words)),
            )
        ],
        _profile(ask, client_id),
        _reasons(found, words),
        chart_view(reasons_view.contributions_chart(found, words, palette), words=words),
    )


def show_form(ask: Ask, openings: object, path: object) -> Any:  # noqa: ANN401 - Dash children
    """Return the whole form, once somebody has asked to see it: it is as long as the rest of the page together."""
    client_id = _client_of(path)
    if client_id is None or not openings:
        return no_update
    try:
        cells = profile.form(ask.portfolio, ask.actor, client_id)
    except UnknownClientError:
        return None
    return fact_list(profile_view.form_facts(cells, ask.words))


def show_comparison(ask: Ask, path: object, _theme: object, feature: object, *filters: object) -> tuple[Any, Any]:
    """Return the chosen feature among accepted and refused clients, and how many there are."""
    client_id = _client_of(path)
    if client_id is None or not feature:
        return no_update, no_update
    words = ask.words
    chosen = groups.GroupFilter(*(None if value is None or value == ALL else str(value) for value in filters))
    try:
        found = comparison.compare(ask.portfolio, ask.actor, client_id, str(feature), chosen)
    except UnknownClientError:
        return None, None
    if found.is_suppressed:
        return (
            empty(
                words.gettext("Too few clients to compare with"),
                words.gettext(
                    "Fewer than %(least)s accepted or refused clients are left; a chart of them would be a chart of "
                    "persons. Widen the filters.",
                    least=words.number(groups.SMALLEST_GROUP),
                ),
            ),
            None,
        )
    chart = comparison_view.comparison_chart(found, words, ask.palette)
    missing = html.P(comparison_view.missing_sentence(found, words), className="cs-note")
    return [chart_view(chart, words=words), missing], comparison_view.group_sentence(found, words)


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        offer_choices,
        Output(Client.FEATURE, "options"),
        Output(Client.FEATURE, "value"),
        Output(Client.FAMILY, "options"),
        Output(Client.FAMILY, "value"),
        Output(Client.INCOME, "options"),
        Output(Client.INCOME, "value"),
        Output(Client.EDUCATION, "options"),
        Output(Client.EDUCATION, "value"),
        Input(Client.FILE, "id"),
        roles=STAFF,
    )
    callbacks.add(
        show_file,
        Output(Client.HEADING, "content"),
        Output(Client.DECISION, "content"),
        Output(Client.PROFILE, "content"),
        Output(Client.REASONS, "content"),
        Output(Client.VARIABLES, "content"),
        Input(Shell.URL, "pathname"),
        Input(Shell.THEME, "data"),
        roles=STAFF,
    )
    callbacks.add(
        show_form,
        Output(Client.FORM, "content"),
        Input(Client.FORM_SUMMARY, "n_clicks"),
        Input(Shell.URL, "pathname"),
        roles=STAFF,
    )
    callbacks.add(
        show_comparison,
        Output(Client.COMPARISON, "content"),
        Output(Client.GROUP, "children"),
        Input(Shell.URL, "pathname"),
        Input(Shell.THEME, "data"),
        Input(Client.FEATURE, "value"),
        Input(Client.AGE, "value"),
        Input(Client.FAMILY, "value"),
        Input(Client.INCOME, "value"),
        Input(Client.EDUCATION, "value"),
        roles=STAFF,
    )


def _client_of(path: object) -> str | None:
    # The address changes before the page does: another page's address is none of this page's business.
    return path.removeprefix(_PREFIX) if isinstance(path, str) and path.startswith(_PREFIX) else None


def _filter_options(ask: Ask, column: str) -> list[dict[str, str]]:
    entry = ask.portfolio.bundle.catalogue.columns[column]
    there = set(ask.portfolio.population_coded(f"application.{column}").values)
    everybody = {"label": ask.words.gettext("all"), "value": ALL}
    named = [
        {"label": text_in(ask.words, category.label), "value": category.value}
        for category in entry.categories
        if category.value in there
    ]
    return [everybody, *named]


def _head(ask: Ask, client_id: int) -> Component:
    _ = ask.words.gettext
    before, after = directory.neighbours(ask.portfolio, ask.actor, client_id)
    actions = [
        *([] if before is None else [_neighbour(_("‹ Previous"), before)]),
        *([] if after is None else [_neighbour(_("Next ›"), after)]),
        html.Button(_("Print"), type="button", className="cs-button", **data(print="")),
    ]
    crumbs = [Crumb(_("Clients"), "/"), Crumb(str(client_id))]
    return page_head(_("Client %(client_id)s", client_id=client_id), crumbs, actions)


def _neighbour(text: str, client_id: int) -> Component:
    return page_link(text, f"{_PREFIX}{client_id}", class_name="cs-button")


def _profile(ask: Ask, client_id: str) -> list[Component]:
    words, catalogue = ask.words, ask.portfolio.bundle.catalogue
    facts = profile_view.ProfileWords(profile.profile(ask.portfolio, ask.actor, client_id), catalogue, words)
    cells = profile.form(ask.portfolio, ask.actor, client_id)
    return [
        html.Div([fact_list(facts.who()), fact_list(facts.asked())], className="two-columns"),
        html.P(profile_view.missing_sentence(cells, words), className="cs-note"),
    ]


def _reasons(found: explanation.Explanation, words: Words) -> list[Component]:
    lowering, raising = (reasons_view.reasons_of(found, raising=side, words=words) for side in (False, True))
    return [
        html.P(reasons_view.takeaway_of(found, words), className="takeaway"),
        reason_columns(lowering, raising, words=words),
        html.P(reasons_view.rest_sentence(found, words), className="cs-note"),
    ]


def _unknown(words: Words, client_id: str) -> tuple[Any, ...]:
    heading = page_head(words.gettext("Unknown client"), [Crumb(words.gettext("Clients"), "/")])
    advice = empty(
        words.gettext("There is no client with the number %(number)s", number=client_id[:20]),
        words.gettext("Check the number, or choose from the list of clients."),
        page_link(words.gettext("To the list"), "/", class_name="cs-button"),
    )
    return heading, advice, None, None, None
