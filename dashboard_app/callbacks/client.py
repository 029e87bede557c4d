"""One client's file: who, how risky, why, and compared with whom."""

from collections.abc import Collection, Sequence
from typing import Any

from dash import Input, Output, State, no_update
from dash.development.base_component import Component

from dashboard_app.addresses import path_of
from dashboard_app.callbacks import (
    comparison_view,
    data_check_view,
    decision_view,
    file_head_view,
    pair_view,
    profile_view,
    reasons_view,
)
from dashboard_app.callbacks.parts import part
from dashboard_app.callbacks.query import asked_for
from dashboard_app.callbacks.registration import Ask, Callbacks
from dashboard_app.callbacks.variable_options import variable_options
from dashboard_app.capabilities import Capability
from dashboard_app.components.choices import ALL, BASES, NONE, VIEWS
from dashboard_app.components.elements import html
from dashboard_app.components.facts import fact_list
from dashboard_app.i18n.values import text_in
from dashboard_app.ids import Client, Shell
from dashboard_app.services import (
    access,
    comparison,
    data_checks,
    disclosure,
    explanation,
    groups,
    pairs,
    profile,
    scoring,
)
from dashboard_app.services.data_checks import DataCheckError
from dashboard_app.services.errors import InvalidRequestError, TooManyComparisonsError, UnknownClientError
from model_bundle.data_checks import DataCheck

_PREFIX = "/client/"
_REMEMBERED = {
    "feature": Client.FEATURE,
    "second": Client.SECOND,
    "age": Client.AGE,
    "family": Client.FAMILY,
    "income": Client.INCOME,
    "education": Client.EDUCATION,
    "amount": Client.AMOUNT,
    "basis": Client.BASIS,
    "view": Client.VIEW,
}
"""What the address keeps, in the order of `assets/js/file.js`."""


def offer_choices(ask: Ask, _file: object, search: object) -> tuple[Any, ...]:
    """Return what can be chosen for the comparison, and of it what the address names: a link opens just that view."""
    catalogue, words = ask.portfolio.bundle.catalogue, ask.words
    features = [row["name"] for row in ask.portfolio.bundle.explanation["features"]]
    options = variable_options((catalogue.features[name] for name in features), catalogue, words)
    second = [{"label": words.gettext("None"), "value": NONE}, *options]
    filters = [_filter_options(ask, name, column) for name, column in groups.CATEGORY_FILTERS.items()]

    def chosen(name: str, values: Collection[str], default: str) -> str:
        wanted = asked_for(search, name)
        return wanted if wanted is not None and wanted in values else default

    return (
        options,
        chosen("feature", features, features[0]),
        second,
        chosen("second", features, NONE),
        *(
            option
            for name, choices in zip(groups.CATEGORY_FILTERS, filters, strict=True)
            for option in (choices, chosen(name, [choice["value"] for choice in choices], ALL))
        ),
        chosen("age", groups.AGE_BANDS, ALL),
        chosen("amount", groups.AMOUNT_BANDS, ALL),
        chosen("basis", BASES, BASES[0]),
        chosen("view", VIEWS, VIEWS[0]),
    )


def show_file(ask: Ask, path: object, _theme: object = None, search: object = None) -> tuple[Any, ...]:
    """Return who the client at this address is and what is decided; drawn again when the theme changes.

    ``search`` names the list that the file was opened from.
    """
    client_id = _client_of(path)
    if client_id is None:
        return (no_update,) * 4
    try:
        if not ask.is_redraw:
            access.open_file(ask.portfolio, ask.actor, client_id)
        facts = profile.profile(ask.portfolio, ask.actor, client_id)
        wrong = data_checks.data_checks(ask.portfolio, ask.actor, client_id)
    except UnknownClientError:
        return file_head_view.unknown(ask.words, client_id), None, None, no_update
    return (
        file_head_view.head(ask, facts.client_id, search),
        part(lambda: _decision(ask, client_id, wrong), ask.words),
        part(lambda: _profile(ask, facts, wrong), ask.words),
        facts.client_id,
    )


def show_reasons(ask: Ask, path: object, view: object, _theme: object = None) -> Any:  # noqa: ANN401 - Dash children
    """Return why the client has this score: in words, family by family, or the variables that weigh most."""
    client_id = _client_of(path)
    if client_id is None:
        return no_update
    try:
        found = explanation.explain(ask.portfolio, ask.actor, client_id)
    except UnknownClientError:
        return None
    except DataCheckError:
        return data_check_view.no_reasons(ask.words)
    if view not in VIEWS:
        raise InvalidRequestError(f"There is no such view, got {str(view)[:40]!r}. Choose one that the page offers.")
    return part(lambda: reasons_view.reasons_content(found, str(view), ask.words, ask.suppliers), ask.words)


def show_form(ask: Ask, path: object) -> Any:  # noqa: ANN401 - Dash children
    """Return the whole form, once somebody has asked to see it: it is as long as the rest of the page together."""
    client_id = _client_of(path)
    if client_id is None:
        return no_update
    try:
        cells = profile.form(ask.portfolio, ask.actor, client_id)
        wrong = data_checks.data_checks(ask.portfolio, ask.actor, client_id)
    except UnknownClientError:
        return None
    return profile_view.form_view(cells, ask.portfolio.bundle.catalogue, ask.words, data_check_view.wrong_values(wrong))


def show_comparison(
    ask: Ask, path: object, _theme: object, feature: object, second: object, basis: object, *filters: object
) -> tuple[Any, Any]:
    """Return the chosen feature, or two, among former clients, and how many of them are compared with."""
    client_id = _client_of(path)
    if client_id is None or not feature:
        return no_update, no_update
    chosen = groups.GroupFilter(*(None if value is None or value == ALL else str(value) for value in filters))
    if basis not in BASES:
        raise InvalidRequestError(f"Clients are not divided by {str(basis)[:40]!r}. Choose what the page offers.")
    by = groups.Basis(str(basis))
    try:
        if second in (None, NONE, feature):
            one = comparison.compare(ask.portfolio, ask.actor, client_id, str(feature), chosen, by)
            return comparison_view.comparison_content(one, ask.words, ask.palette)
        features = str(feature), str(second)
        two = pairs.compare_pair(ask.portfolio, ask.actor, client_id, features, chosen, by)
        return pair_view.pair_content(two, ask.words, ask.palette)
    except UnknownClientError:
        return None, None
    except TooManyComparisonsError as error:
        return comparison_view.too_many(error.seconds, ask.words), None


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        offer_choices,
        Output(Client.FEATURE, "options"),
        Output(Client.FEATURE, "value"),
        Output(Client.SECOND, "options"),
        Output(Client.SECOND, "value"),
        Output(Client.FAMILY, "options"),
        Output(Client.FAMILY, "value"),
        Output(Client.INCOME, "options"),
        Output(Client.INCOME, "value"),
        Output(Client.EDUCATION, "options"),
        Output(Client.EDUCATION, "value"),
        Output(Client.AGE, "value"),
        Output(Client.AMOUNT, "value"),
        Output(Client.BASIS, "value"),
        Output(Client.VIEW, "value"),
        Input(Client.FILE, "id"),
        State(Shell.URL, "search"),
        capability=Capability.WORK_ON_FILE,
    )
    callbacks.add(
        show_file,
        Output(Client.HEADING, "content"),
        Output(Client.DECISION, "content"),
        Output(Client.PROFILE, "content"),
        Output(Client.OPENED, "data"),
        Input(Shell.URL, "pathname"),
        Input(Shell.THEME, "data"),
        State(Shell.URL, "search"),
        capability=Capability.WORK_ON_FILE,
    )
    callbacks.add(
        show_reasons,
        Output(Client.REASONS, "content"),
        Input(Shell.URL, "pathname"),
        Input(Client.VIEW, "value"),
        Input(Shell.THEME, "data"),
        capability=Capability.WORK_ON_FILE,
    )
    callbacks.add(
        show_form,
        Output(Client.FORM, "content"),
        Input(Client.FORM_OF, "data"),
        capability=Capability.WORK_ON_FILE,
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "file",
        "formOf",
        Output(Client.FORM_OF, "data"),
        Input(Client.FORM_SUMMARY, "n_clicks"),
        Input(Shell.URL, "pathname"),
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "facts",
        "search",
        Output(Client.FORM_FOUND, "children"),
        Input(Client.FORM_SEARCH, "value"),
        Input(Client.FORM, "content"),
        State(Client.FORM_FOUND, "id"),
        State(Client.FORM, "id"),
        prevent_initial_call=True,
    )
    callbacks.add(
        show_comparison,
        Output(Client.COMPARISON, "content"),
        Output(Client.GROUP, "children"),
        Input(Shell.URL, "pathname"),
        Input(Shell.THEME, "data"),
        Input(Client.FEATURE, "value"),
        Input(Client.SECOND, "value"),
        Input(Client.BASIS, "value"),
        Input(Client.AGE, "value"),
        Input(Client.FAMILY, "value"),
        Input(Client.INCOME, "value"),
        Input(Client.EDUCATION, "value"),
        Input(Client.AMOUNT, "value"),
        capability=Capability.WORK_ON_FILE,
    )
    callbacks.add_clientside(
        "list", "visited", Output(Client.FILE, "title"), Input(Client.OPENED, "data"), prevent_initial_call=True
    )
    callbacks.add_clientside(
        "file",
        "remember",
        Output(Client.ADDRESS, "data"),
        *(Input(name, "value") for name in _REMEMBERED.values()),
        State(Client.FEATURE, "options"),
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "file",
        "restore",
        *(Output(name, "value", allow_duplicate=True) for name in _REMEMBERED.values()),
        Input(Shell.URL, "search"),
        *(State(name, "value") for name in _REMEMBERED.values()),
        State(Client.FEATURE, "options"),
        prevent_initial_call=True,
    )


def _client_of(path: object) -> str | None:
    # The address changes before the page does: another page's address is none of this page's business.
    if not isinstance(path, str) or not path_of(path).startswith(_PREFIX):
        return None
    return path_of(path).removeprefix(_PREFIX).rstrip("/")


def _filter_options(ask: Ask, name: str, column: str) -> list[dict[str, str]]:
    entry = ask.portfolio.bundle.catalogue.columns[column]
    there = set(disclosure.filter_values(ask.portfolio, name))
    everybody = {"label": ask.words.gettext("All"), "value": ALL}
    named = [
        {"label": text_in(ask.words, category.label), "value": category.value}
        for category in entry.categories
        if category.value in there
    ]
    return [everybody, *named]


def _decision(ask: Ask, client_id: str, wrong: Sequence[DataCheck]) -> Component | list[Component]:
    if wrong:
        return data_check_view.panel(wrong, ask.portfolio.bundle.catalogue, ask.words)
    score = scoring.score(ask.portfolio, ask.actor, client_id)
    return decision_view.decision_content(score, decision_view.verdict_of(score, ask.words), ask.words)


def _profile(ask: Ask, found: profile.Profile, wrong: Sequence[DataCheck]) -> list[Component]:
    words, catalogue, values = ask.words, ask.portfolio.bundle.catalogue, data_check_view.wrong_values(wrong)
    facts = profile_view.ProfileWords(found, catalogue, words, values)
    cells = profile.form(ask.portfolio, ask.actor, found.client_id)
    return [
        html.Div([fact_list(column) for column in facts.columns()], className="cs-thirds"),
        html.P(profile_view.missing_sentence(cells, words, values), className="cs-note"),
    ]
