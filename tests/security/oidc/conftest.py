"""An installation whose people sign in at an identity provider, the certified one, on the loopback."""

import pytest
from joserfc import jwt

from dashboard_app.actor import Role
from dashboard_app.auth.app_state import open_database
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.users import NewUser, Users
from dashboard_app.settings import Settings
from tests.conftest import SECRET
from tests.oidc.running import CLIENT_ID, CLIENT_SECRET, KEY, MISSING, is_installed, running
from tests.security.oidc.asking import OF_EVE

ROLES = '{"it": "admin", "staff": "adviser", "clients": "customer"}'


@pytest.fixture(scope="session")
def issuer():
    """The provider of these tests."""
    if not is_installed():
        pytest.skip(MISSING)
    with running() as address:
        yield address


@pytest.fixture
def settings(issuer, tmp_path):
    """An installation with a provider, where Eve has an account without it."""
    return Settings(
        _env_file=None,
        instance=tmp_path / "instance",
        secret_key=SECRET,
        secure_cookies=False,
        oidc_issuer=issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
        oidc_role_claim="groups",
        oidc_roles=ROLES,
        oidc_client_claim="number",
        oidc_label="Bank SSO",
    )


@pytest.fixture
def users(settings):
    """Its accounts."""
    database = open_database(settings)
    found = Users(database, is_demo=False)
    found.add(NewUser("eve", Role.ADVISER, Passwords().hash(OF_EVE)))
    yield found
    database.close()


@pytest.fixture
def browser(app, users):
    """A browser that has not signed in."""
    return app.server.test_client()


class Forging:
    """The same person with other claims: the provider's answer is taken, and its ID token signed anew."""

    def __init__(self, app, monkeypatch):
        self.claims, self.header, self.key = {}, {"alg": "RS256", "kid": KEY.kid}, KEY
        client = app.server.extensions["authlib.integrations.flask_client"].create_client("oidc")
        fetch = client.fetch_access_token

        def changed(**asked):
            token = fetch(**asked)
            told = jwt.decode(token["id_token"], KEY).claims
            claims = {name: value for name, value in {**told, **self.claims}.items() if value is not None}
            algorithms = [self.header["alg"]]
            return {**token, "id_token": jwt.encode(self.header, claims, self.key, algorithms=algorithms)}

        monkeypatch.setattr(client, "fetch_access_token", changed)


@pytest.fixture
def changing(app, monkeypatch):
    return Forging(app, monkeypatch)
