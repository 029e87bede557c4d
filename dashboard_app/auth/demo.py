"""Who the demonstration's customer is."""

from dashboard_app.store import Portfolio


def first_refused(portfolio: Portfolio) -> int:
    """Return the lowest number of a refused client; the demonstration has something to explain."""
    refused = portfolio.client_ids[portfolio.probabilities >= portfolio.bundle.manifest.threshold.review_high]
    return int(refused[0] if len(refused) else portfolio.client_ids[0])
