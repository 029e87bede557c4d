"""What a new bundle needs before it serves: the first person to open a file waits for none of it."""

from dashboard_app.services.client_lines import decisions_of
from dashboard_app.services.disclosure import lower_risks, prepare_counts
from dashboard_app.store import Portfolio


def warm_up(portfolio: Portfolio) -> None:
    """Compute once per worker and bundle what files, list and comparisons share; it grows with the clients."""
    decisions_of(portfolio)
    _ = portfolio.client_numbers, portfolio.needs_data_check
    lower_risks(portfolio, 0.0)
    # The comparison opens on the feature that weighs most.
    weighs_most = portfolio.bundle.explanation["features"][0]["name"]
    prepare_counts(portfolio, portfolio.bundle.catalogue.features[weighs_most])
