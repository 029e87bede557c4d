"""The API over the small bundle, and a browser of each role; made once per session."""

import pytest

from dashboard_app.actor import Role
from dashboard_app.app import create_app
from dashboard_app.auth.demo import first_refused
from dashboard_app.settings import Settings
from dashboard_app.store import Store
from tests.conftest import PASSWORD, post_login


@pytest.fixture(scope="session")
def api_app(built, tmp_path_factory):
    """The whole dashboard over the small bundle."""
    instance = tmp_path_factory.mktemp("api") / "instance"
    settings = Settings(
        _env_file=None,
        demo=True,
        demo_password=PASSWORD,
        instance=instance,
        refusals=1_000_000,
        audit_entries_per_minute=1_000_000,
    )
    return create_app(settings, Store(built.path.parent))


@pytest.fixture(scope="session")
def people(api_app):
    """A browser that has signed in for each role, by the role's name."""
    made = {}
    for role in Role:
        made[role.value] = browser = api_app.server.test_client()
        browser.get(post_login(browser, role.value, PASSWORD).location)
    return made


@pytest.fixture
def adviser(people):
    return people["adviser"]


@pytest.fixture
def customer_browser(people):
    return people["customer"]


@pytest.fixture
def stranger(api_app):
    """A browser that has not signed in."""
    return api_app.server.test_client()


@pytest.fixture(scope="session")
def own(active_bundle):
    """The client number of the demo's customer."""
    return first_refused(active_bundle)


@pytest.fixture(scope="session")
def other(active_bundle, own):
    """The number of somebody else."""
    return next(number for number in active_bundle.client_ids.tolist() if number != own)
