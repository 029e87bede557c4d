"""One module per page, same name: the only place where components and data meet.

Each module has `register(callbacks)`, called by `register_all` for every application, so that several applications
can live in one process.
"""

from dashboard_app.callbacks import accounts, assignments, audit, client, client_list, drift, help, me, model
from dashboard_app.callbacks.registration import Callbacks


def register_all(callbacks: Callbacks) -> None:
    """Register the callbacks of every page."""
    for page in (client_list, client, model, drift, accounts, assignments, audit, me, help):
        page.register(callbacks)
