"""The former clients, counted."""

from dashboard_app.api.queries import HistogramQuery
from dashboard_app.api.resources import Group, Histogram
from dashboard_app.api.values import Text
from dashboard_app.context import RequestContext
from dashboard_app.filters import get_group
from dashboard_app.services.disclosure import MISSING, GroupDistribution
from dashboard_app.services.histogram import histogram


def show_histogram(ctx: RequestContext, query: HistogramQuery) -> Histogram:
    """Return how a feature is spread among the former clients that the filters leave."""
    found = histogram(ctx.active_bundle, ctx.actor, query.feature, get_group(query), query.basis)
    is_shown = found.better is not None
    return Histogram(
        feature=found.entry.name,
        label=Text.of(found.entry.label),
        basis=found.basis,
        edges=list(found.edges),
        categories=[None if code == MISSING else found.entry.categories[code].value for code in found.categories],
        group=found.group,
        population=found.population,
        is_suppressed=not is_shown,
        better=_group(found.better),
        worse=_group(found.worse),
    )


def _group(side: GroupDistribution | None) -> Group | None:
    return None if side is None else Group(**vars(side))
