"""Former clients whose values and outcomes a test chooses itself."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa

from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import CatalogueEntry, Category, Text, Unit

KEY = "SK_ID_CURR"


def get_entry(name, unit=Unit.NUMBER, categories=(), *, days=False):
    """An entry of a catalogue with nothing said about it."""
    text = Text(name, name)
    named = tuple(Category(value, Text(value, value)) for value in categories)
    return CatalogueEntry(name, "feature", "family", text, text, unit, named, days=days)


def world_of(features, repaid, granted=None, entries=None, **columns):
    """A portfolio of these former clients: features by name, outcomes, and columns of the form by name."""
    people = len(repaid)
    form = {
        "DAYS_BIRTH": np.full(people, -40 * 365.25),
        "AMT_CREDIT": np.full(people, 300_000.0),
        "NAME_FAMILY_STATUS": ["Married"] * people,
        "NAME_INCOME_TYPE": ["Working"] * people,
        "NAME_EDUCATION_TYPE": ["Secondary"] * people,
        **columns,
    }
    repaid = np.asarray(repaid, bool)
    population = {
        KEY: np.arange(people),
        "target": (~repaid).astype(np.int8),
        "probability": np.linspace(0.01, 0.6, people),
        "granted": repaid if granted is None else np.asarray(granted, bool),
        **{f"application.{name}": column for name, column in form.items()},
        **{f"feature.{name}": np.asarray(column, float) for name, column in features.items()},
    }
    bundle = SimpleNamespace(
        manifest=SimpleNamespace(bundle_id="a world", feature_names=tuple(features)),
        catalogue=SimpleNamespace(features=entries or {name: get_entry(name) for name in features}),
        population=pa.table(population),
    )
    return ActiveBundle(bundle)
