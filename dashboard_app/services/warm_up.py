"""What a new bundle needs before it serves: the first person to open a file waits for none of it."""

from dashboard_app.services.client_lines import get_decisions
from dashboard_app.services.disclosure import lower_risks, prepare_counts
from dashboard_app.store import ActiveBundle


def warm_up(active_bundle: ActiveBundle) -> None:
    """Compute once per worker and bundle what files, list and comparisons share; it grows with the clients."""
    get_decisions(active_bundle)
    _ = active_bundle.client_numbers, active_bundle.needs_data_check
    lower_risks(active_bundle, 0.0)
    # The comparison opens on the feature that weighs most.
    weighs_most = active_bundle.bundle.explanation.features[0].name
    prepare_counts(active_bundle, active_bundle.bundle.catalogue.features[weighs_most])
