"""How the effect of one feature depends on its value, on a sample of former applicants, for staff."""

from dataclasses import dataclass

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.services.comparison import feature_entry
from dashboard_app.services.disclosure import EffectBand, Spread, get_effects
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import CatalogueEntry


@dataclass(frozen=True)
class Dependence:
    """One feature on the sample of so many ``applicants``, its effects summed up in bands of its values.

    Values are as they are read: lengths of time where the table counts days into the past.

    Bands are single values where ``is_discrete``, about tenths of the known values otherwise. Bands of too few
    applicants are left out and counted in ``hidden_bands``. ``missing`` holds those without a value; None where there
    are too few, and ``missing_share`` is NaN then.
    """

    entry: CatalogueEntry
    applicants: int
    bands: tuple[EffectBand, ...]
    is_discrete: bool
    hidden_bands: int
    missing: Spread | None
    missing_share: float


def dependence(active_bundle: ActiveBundle, actor: Actor, feature: str) -> Dependence:
    """Return how a feature's effect depends on its value, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    InvalidRequestError
        The model has no such feature.
    """
    require(actor, Capability.READ_MODEL)
    entry = feature_entry(active_bundle, feature)
    return Dependence(entry=entry, **vars(get_effects(active_bundle, entry)))
