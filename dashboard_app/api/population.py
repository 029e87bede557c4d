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
    counted = histogram(ctx.active_bundle, ctx.actor, query.feature, get_group(query), query.basis)
    is_shown = counted.better is not None
    return Histogram(
        feature=counted.entry.name,
        label=Text.of(counted.entry.label),
        basis=counted.basis,
        edges=list(counted.edges),
        categories=[None if code == MISSING else counted.entry.categories[code].value for code in counted.categories],
        group=counted.group,
        population=counted.population,
        is_suppressed=not is_shown,
        better=_group(counted.better),
        worse=_group(counted.worse),
    )


def _group(side: GroupDistribution | None) -> Group | None:
    return None if side is None else Group(**vars(side))
