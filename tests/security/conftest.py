"""The dashboard over the small bundle, for the cases that need real clients; made once per module."""

import pytest

from dashboard_app.app import create_app
from dashboard_app.auth.demo import first_refused
from dashboard_app.settings import Settings
from dashboard_app.store import Store
from tests.conftest import PASSWORD
from tests.security.lender import Lender


@pytest.fixture(scope="module")
def real_app(built, tmp_path_factory):
    """The whole dashboard over the small bundle."""
    instance = tmp_path_factory.mktemp("served") / "instance"
    settings = Settings(
        _env_file=None,
        demo=True,
        demo_password=PASSWORD,
        instance=instance,
        refusals=1_000_000,
        audit_entries_per_minute=1_000_000,
    )
    return create_app(settings, Store(built.path.parent))


@pytest.fixture(scope="module")
def own(active_bundle):
    """The client number of the demo's customer."""
    return first_refused(active_bundle)


@pytest.fixture(scope="module")
def others(active_bundle, own):
    """The numbers of everybody else."""
    return [number for number in active_bundle.client_ids.tolist() if number != own]


@pytest.fixture(scope="module")
def lender(built, active_bundle, tmp_path_factory):
    """An installation outside demo mode: advisers with assigned clients, customers, an admin."""
    made = Lender(built.path.parent, active_bundle, tmp_path_factory.mktemp("lender") / "instance")
    yield made
    made.close()
