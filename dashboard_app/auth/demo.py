"""The customer of the demo."""

from dashboard_app.store import ActiveBundle


def first_refused(active_bundle: ActiveBundle) -> int:
    """Return the lowest number of a refused client, so that the demo shows reasons for a refusal."""
    refused = active_bundle.client_ids[
        active_bundle.probabilities >= active_bundle.bundle.manifest.threshold.review_high
    ]
    return int(refused[0] if len(refused) else active_bundle.client_ids[0])
