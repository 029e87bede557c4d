"""What raw columns and their values are called in English and French."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from model_build.labels.building import BUILDING
from model_build.labels.circle import CIRCLE
from model_build.labels.contact import CONTACT
from model_build.labels.families import FAMILIES
from model_build.labels.form_categories import FORM_CATEGORIES
from model_build.labels.person import PERSON
from model_build.labels.phrasings import get_phrasing
from model_build.labels.previous_categories import PREVIOUS_CATEGORIES
from model_build.labels.request import REQUEST
from model_build.tables import SCHEMAS, TEST
from model_bundle.catalogue import CatalogueEntry, Category, Text
from model_bundle.home_credit import KEY

__all__ = ["FAMILIES", "form_entries", "labelled"]

_ENTRIES = {entry.name: entry for entry in (*REQUEST, *PERSON, *CONTACT, *BUILDING, *CIRCLE)}
_CATEGORIES = {**FORM_CATEGORIES, **PREVIOUS_CATEGORIES}


def form_entries() -> tuple[CatalogueEntry, ...]:
    """Return the entries of the form's columns, in the order of the published table."""
    return tuple(_ENTRIES[name] for name in SCHEMAS[TEST].columns if name != KEY)


def labelled(entry: CatalogueEntry, categories: Mapping[str, Sequence[str]]) -> CatalogueEntry:
    """Return an entry with its ordered categories and what may be said of it.

    A value without a label is shown as it stands.
    """
    known = {category.value: category for category in _CATEGORIES.get(entry.name, ())}
    values = categories.get(entry.name, ())
    listed = tuple(known.get(value, Category(value, Text(value, value))) for value in values)
    return replace(entry, categories=listed, phrasing=get_phrasing(entry))
