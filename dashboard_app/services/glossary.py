"""What every variable and every field of the form means, by family, for everybody who is signed in."""

from dataclasses import dataclass

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import CatalogueEntry, Family


@dataclass(frozen=True)
class Term:
    """One variable or field; ``is_used`` says whether the model looks at it, ``is_asked`` whether the form has it."""

    entry: CatalogueEntry
    is_used: bool
    is_in_form: bool


@dataclass(frozen=True)
class FamilyTerms:
    """A family with what belongs to it, in the order of the catalogue."""

    family: Family
    terms: tuple[Term, ...]


def glossary(active_bundle: ActiveBundle, actor: Actor) -> tuple[FamilyTerms, ...]:
    """Return every feature and form column once, by family, in the order in which pages list families.

    Raises
    ------
    NotAllowedError
        The person has no role here.
    """
    require(actor, Capability.READ_HELP)
    catalogue = active_bundle.bundle.catalogue
    # Most fields of the form are features as they stand, under the same name.
    entries = {**catalogue.features, **catalogue.columns}
    terms = [Term(entry, name in catalogue.features, name in catalogue.columns) for name, entry in entries.items()]
    families = sorted(catalogue.families.values(), key=lambda family: family.order)
    family_terms = (
        FamilyTerms(family, tuple(term for term in terms if term.entry.family == family.name)) for family in families
    )
    return tuple(family for family in family_terms if family.terms)
