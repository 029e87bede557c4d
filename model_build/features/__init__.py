"""Features, written once: from the raw tables to each client's history, and from form and history to the vector."""

from model_build.features.categories import known_categories
from model_build.features.computation import Computed, compute
from model_build.features.feature_plan import FeaturePlan, plan

__all__ = ["Computed", "FeaturePlan", "compute", "known_categories", "plan"]
