"""The plan that a bundle was built with, found again from what the bundle says of itself."""

from dataclasses import replace

from model_build.errors import EngineError
from model_build.features import FeaturePlan, plan
from model_build.target_encoding.row_features import row_features
from model_build.target_encoding.served_rows import served_tables
from model_bundle.bundle import Bundle


def load_plan(bundle: Bundle) -> FeaturePlan:
    """Return the plan whose histories and categories are those of a bundle.

    Its features are those that the bundle and this version have in common: an older bundle serves with its own SQL.
    """
    categories = {
        name: tuple(category.value for category in entry.categories)
        for name, entry in (*bundle.catalogue.columns.items(), *bundle.catalogue.features.items())
        if entry.categories
    }
    everything = plan(bundle.manifest.tables_present, categories, with_age=True)
    everything = everything.with_fitted(row_features(served_tables(bundle)))
    known = {feature.name: feature for feature in everything.features}
    names = bundle.manifest.feature_names
    return replace(everything, features=tuple(known[name] for name in names if name in known))


def serves(plan: FeaturePlan, bundle: Bundle) -> bool:
    """Return whether the SQL of a bundle equals the compiled expressions of a plan."""
    return plan.sql == (bundle.path / "features.sql").read_text(encoding="utf-8")


def require_same_expressions(plan: FeaturePlan, bundle: Bundle) -> None:
    """Refuse a bundle that another engine than its own would compute other features for.

    Raises
    ------
    EngineError
        Its SQL is not what the expressions of this version compile to.
    """
    if not serves(plan, bundle):
        raise EngineError(
            "The bundle was built from other expressions than those of this version",
            got=repr(bundle.manifest.bundle_id),
            remedy="score with --engine duckdb, which runs the bundle's own SQL, or build the bundle again",
        )
