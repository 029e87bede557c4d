"""The active model, and its features."""

from dashboard_app.api.queries import FeatureQuery
from dashboard_app.api.resources import Category, Costs, FamilyImportance, Feature, FeatureList, Metrics, Model
from dashboard_app.api.values import Family, Text, Threshold
from dashboard_app.context import RequestContext
from dashboard_app.services.model_facts import feature_facts, model_facts
from dashboard_app.services.overview import FeatureImportance
from dashboard_app.services.reasons import is_protected
from model_bundle.naming import Ground


def show_model(ctx: RequestContext) -> Model:
    """Return what is known of the active model."""
    facts = model_facts(ctx.active_bundle, ctx.actor)
    manifest = facts.manifest
    return Model(
        bundle_id=manifest.bundle_id,
        contract=manifest.contract,
        created_at=manifest.created_at,
        git_commit=manifest.git_commit,
        training_fingerprint=manifest.training_fingerprint,
        libraries=manifest.libraries,
        tables_present=list(manifest.tables_present),
        tables_missing=list(manifest.tables_missing),
        clients=manifest.clients,
        population=manifest.population,
        features=len(manifest.features),
        trees=facts.trees,
        threshold=Threshold.of(manifest.threshold),
        costs=Costs(**manifest.costs.model_dump()),
        metrics=Metrics(**manifest.metrics.model_dump()),
        families=[
            FamilyImportance(family=Family.of(line.family), importance=line.importance) for line in facts.families
        ],
    )


def list_features(ctx: RequestContext, query: FeatureQuery) -> FeatureList:
    """Return the features of the model, or those of one family."""
    return FeatureList(
        items=[
            _feature(facts, ctx.active_bundle.protected_grounds)
            for facts in feature_facts(ctx.active_bundle, ctx.actor, query.family)
        ],
        families=[Family.of(family) for family in ctx.active_bundle.bundle.catalogue.families.values()],
    )


def _feature(facts: FeatureImportance, grounds: frozenset[Ground]) -> Feature:
    entry = facts.entry
    return Feature(
        name=entry.name,
        family=entry.family,
        label=Text.of(entry.label),
        definition=Text.of(entry.definition),
        unit=entry.unit,
        categories=[Category(value=category.value, label=Text.of(category.label)) for category in entry.categories],
        actionable=entry.actionable,
        protected=is_protected(entry, grounds),
        direction=entry.direction,
        importance=facts.importance,
    )
