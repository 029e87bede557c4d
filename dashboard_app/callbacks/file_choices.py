"""What can be chosen in a client's file, and what of it the address names."""

from collections.abc import Collection
from typing import Any

from dashboard_app.components.choices import ALL, BASES, NONE, VIEWS
from dashboard_app.context import RequestContext
from dashboard_app.i18n.values import text_in
from dashboard_app.ids import Client
from dashboard_app.presenters.variable_options import variable_options
from dashboard_app.services import disclosure, groups
from dashboard_app.url_state import asked_for

REMEMBERED = {
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
COMPARED = (
    Client.FEATURE,
    Client.SECOND,
    Client.BASIS,
    Client.AGE,
    Client.FAMILY,
    Client.INCOME,
    Client.EDUCATION,
    Client.AMOUNT,
)
"""What the comparison follows, in the order of `show_comparison`."""


def offer_choices(ctx: RequestContext, _file: object, search: object) -> tuple[Any, ...]:
    """Return what can be chosen for the comparison, and of it what the address names: a link opens just that view."""
    catalogue, translator = ctx.active_bundle.bundle.catalogue, ctx.translator
    features = [one.name for one in ctx.active_bundle.bundle.explanation.features]
    options = variable_options((catalogue.features[name] for name in features), catalogue, translator)
    second = [{"label": translator.gettext("None"), "value": NONE}, *options]
    filters = [_filter_options(ctx, name, column) for name, column in groups.CATEGORY_FILTERS.items()]

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


def _filter_options(ctx: RequestContext, name: str, column: str) -> list[dict[str, str]]:
    entry = ctx.active_bundle.bundle.catalogue.columns[column]
    there = set(disclosure.filter_values(ctx.active_bundle, name))
    everybody = {"label": ctx.translator.gettext("All"), "value": ALL}
    named = [
        {"label": text_in(ctx.translator, category.label), "value": category.value}
        for category in entry.categories
        if category.value in there
    ]
    return [everybody, *named]
