"""The clients: the list, and what is known of one of them."""

from dashboard_app.api.list_resources import ClientPage, ListedClient
from dashboard_app.api.queries import ClientQuery
from dashboard_app.api.resources import (
    Client,
    Contributions,
    Explanation,
    FamilyContribution,
    FeatureContribution,
    Reason,
    Score,
)
from dashboard_app.api.values import DataCheck, Family, Text, Threshold, cell_value, feature_value
from dashboard_app.capabilities import Capability, is_allowed
from dashboard_app.context import RequestContext
from dashboard_app.i18n import Translator, get_translator
from dashboard_app.list_filters import get_list_filters
from dashboard_app.presenters.reason_sentences import few_reasons_sentence, reason_sentence, reason_sources
from dashboard_app.services import client_list, explanation, profile, scoring
from dashboard_app.services.client_file import open_client
from model_bundle.decision import Decision


def list_clients(ctx: RequestContext, query: ClientQuery) -> ClientPage:
    """Return a page of the list of pending applications."""
    start = (query.page - 1) * query.size
    list_query = client_list.ListQuery(
        search=query.number or "",
        filters=get_list_filters(query),
        sort=query.sort,
        descending=query.order == "desc",
        start=start,
        end=start + query.size,
        language=ctx.translator.language,
    )
    block = client_list.list_clients(ctx.active_bundle, ctx.actor, list_query)
    items = [ListedClient(**vars(row)) for row in block.rows]
    return ClientPage(items=items, total=block.total, counts=dict(block.counts), page=query.page, size=query.size)


def show_client(ctx: RequestContext, client_id: str) -> Client:
    """Return who a client is."""
    file = open_client(ctx, client_id, Capability.READ_FILE, detail="api: form")
    facts = profile.profile(file)
    cells = profile.form(file)
    return Client(
        client_id=facts.client_id,
        age=facts.age,
        employed_years=facts.employed_years,
        instalments=facts.instalments,
        application={cell.entry.name: cell_value(cell.value) for cell in cells},
        data_checks=[DataCheck(**vars(check)) for check in file.data_checks],
    )


def show_score(ctx: RequestContext, client_id: str) -> Score:
    """Return the score of a client."""
    file = open_client(ctx, client_id, Capability.READ_FILE, detail="api: score")
    client_score = scoring.score(file)
    return Score(
        client_id=client_score.client_id,
        bundle_id=client_score.bundle_id,
        probability=client_score.probability,
        decision=client_score.decision,
        distance=client_score.distance,
        threshold=Threshold.of(client_score.threshold),
        risk_percentile_accepted=client_score.risk_percentile_accepted,
        risk_percentile_all=client_score.risk_percentile_all,
    )


def show_explanation(ctx: RequestContext, client_id: str) -> Explanation:
    """Return why a client has their score: to customers what their page says, to staff every contribution too."""
    file = open_client(ctx, client_id, Capability.READ_FILE, detail="api: reasons")
    score = scoring.score(file)
    explained = explanation.explain(file)
    is_staff = is_allowed(ctx.actor.role, Capability.WORK_ON_FILE)
    # A refusal names only what weighed against the client.
    sides = (True, False) if is_staff or score.decision is not Decision.REFUSED else (True,)
    parts = [part for side in sides for part in explained.reasons(raising=side)]
    # Amounts are in the currency of the pages.
    english, french = (get_translator(language, ctx.translator.currency) for language in ("en", "fr"))
    few = [few_reasons_sentence(explained, ctx.suppliers, translator) for translator in (english, french)]
    return Explanation(
        client_id=score.client_id,
        bundle_id=score.bundle_id,
        reasons=[_reason(explained, part, english, french) for part in sorted(parts, key=lambda part: -part.share)],
        about_reasons=None if few[0] is None or few[1] is None else Text(en=few[0], fr=few[1]),
        contributions=_contributions(explained) if is_staff else None,
    )


def _reason(
    explained: explanation.Explanation, part: explanation.Reason, english: Translator, french: Translator
) -> Reason:
    first = part.facts[0] if part.facts else None
    return Reason(
        family=Family.of(part.family),
        raises=part.raises,
        strength=part.strength,
        share=part.share,
        sentence=Text(
            en=reason_sentence(explained, part, english),
            fr=reason_sentence(explained, part, french),
        ),
        source=Text(en=reason_sources(explained, part, english), fr=reason_sources(explained, part, french)),
        feature=None if first is None else first.entry.name,
        label=None if first is None else Text.of(first.entry.label),
        value=None if first is None else feature_value(first.entry, first.value),
        typical=None if first is None else feature_value(first.entry, first.typical),
    )


def _contributions(explained: explanation.Explanation) -> Contributions:
    return Contributions(
        base=explained.base,
        families=[FamilyContribution.of(part) for part in explained.families],
        features=[
            FeatureContribution(
                feature=part.entry.name,
                family=part.entry.family,
                value=feature_value(part.entry, part.value),
                typical=feature_value(part.entry, part.typical),
                contribution=part.contribution,
            )
            for part in explained.features
        ],
    )
