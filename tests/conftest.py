"""What tests of the dashboard begin with: settings of their own, an application, people who are signed in."""

import os
import re
import secrets
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from dashboard_app.app import create_app
from dashboard_app.database import Database
from dashboard_app.database.upgrade import upgrade
from dashboard_app.ids import ClientIds
from dashboard_app.settings import Settings
from dashboard_app.store import Store
from model_bundle.decision import threshold_with_band
from tests.postgres import programs, running

# Selenium would otherwise ask the network which driver to use.
os.environ.update(SE_OFFLINE="true", SE_AVOID_STATS="true")

PASSWORD = "a demo password"
SECRET = "0123456789abcdef" * 3
FILE = (
    f"..{ClientIds.HEADING}.content...{ClientIds.DECISION}.content...{ClientIds.PROFILE}.content...{ClientIds.OPENED}.data"
    f"...{ClientIds.REASONS}.content...{ClientIds.COMPARISON}.content...{ClientIds.GROUP}.children.."
)
"""What a pick of a client fills."""
CLIENTS = (100_001, 100_005, 100_013)
REFUSED = 100_005


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes():
    """Let hashes cost little: what they are is tested, how long they take would be paid hundreds of times."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = partial(PasswordHasher, time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr("dashboard_app.auth.passwords.PasswordHasher", cheap)
        yield


@pytest.fixture(scope="session", autouse=True)
def curious():
    """Let tests ask for more comparisons than a person would; the limit has tests of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashboard_app.services.disclosure.questions.MOST_QUESTIONS", 10**6)
        yield


@pytest.fixture(scope="session")
def postgres():
    """The address of a private PostgreSQL, once per test session; skipped, saying so, where there is none."""
    if programs() is None:
        pytest.skip("there is no PostgreSQL here: apt-get install postgresql")
    with running() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request, tmp_path):
    """An empty database of each engine."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    else:
        url = request.getfixturevalue("postgres")
        name = f"test_{secrets.token_hex(8)}"
        server = Database(url)
        with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        server.close()
        database = Database(url.replace("/postgres", f"/{name}"))
    yield database
    database.close()


@pytest.fixture
def database(empty_database):
    """A database of each engine, with the newest schema."""
    upgrade(empty_database)
    return empty_database


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A whole build of small demo tables; ``built.path`` is the active bundle, its parent holds it."""
    # Imported here: tests of the dashboard alone must not wait for MLflow and Evidently.
    from tests.bundles import write_small_bundle

    return write_small_bundle(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def active_bundle(built):
    """The small bundle, opened as the dashboard opens it."""
    return Store(built.path.parent).current()


@pytest.fixture
def settings(tmp_path):
    """Settings of a demo in a directory of its own; nothing is read from `.env`."""
    return Settings(_env_file=None, demo=True, demo_password=PASSWORD, instance=tmp_path / "instance")


@pytest.fixture
def shell_store():
    """As much of a store as the frame around pages asks for: three clients, the second one refused."""
    active_bundle = SimpleNamespace(
        client_ids=np.array(CLIENTS),
        get_row=lambda number: CLIENTS.index(number) if number in CLIENTS else None,
        probabilities=np.array([0.05, 0.30, 0.20]),
        bundle=SimpleNamespace(
            manifest=SimpleNamespace(threshold=threshold_with_band(0.09), bundle_id="20261121T120000Z-000000000000")
        ),
    )
    return SimpleNamespace(current=lambda: active_bundle, manifest=lambda: active_bundle.bundle.manifest)


@pytest.fixture
def app(settings, shell_store):
    """The dashboard over the store of three clients."""
    return create_app(settings, shell_store)


@pytest.fixture
def visitor(app):
    """A browser that has not signed in."""
    return app.server.test_client()


@pytest.fixture
def sign_in(app):
    """A function: the name of a demo account to a browser that has signed in."""

    def signed_in(name):
        client = app.server.test_client()
        answer = post_login(client, name, PASSWORD)
        assert answer.status_code == 302, answer.text
        # The first page hands out the token that callbacks send back.
        client.get(answer.location)
        return client

    return signed_in


def token_in(text):
    """Return the token against forged requests of a form."""
    return re.search(r'name="csrf_token" value="([^"]+)"', text)[1]


def post_login(client, name, password, path="/login"):
    """Fill in the login form."""
    token = token_in(client.get(path).text)
    return client.post(path, data={"name": name, "password": password, "csrf_token": token})


def call(client, app, output, values=(), *, body=None, **options):
    """Send the request that Dash's own script would send for a callback, or another body."""
    cookie = client.get_cookie("_csrf_token")
    headers = {"X-CSRFToken": cookie.value if cookie else "", **options.pop("headers", {})}
    if body is None and "data" not in options:
        body = callback_body(app, output, values)
    if body is not None:
        options["json"] = body
    return client.post("/_dash-update-component", headers=headers, **options)


def registered_as(app, output):
    """Return the name that a callback has: where several fill the same, Dash marks it behind an @."""
    return next(name for name in app.callback_map if output in (name, re.sub(r"@\w+", "", name)))


def callback_body(app, output, values=()):
    """Return the body of a request for a callback: these values for its inputs, then for its states, then nulls."""
    output = registered_as(app, output)
    registered = app.callback_map[output]
    pending = iter(values)

    def fill(parts):
        return [{**part, "value": next(pending, None)} for part in parts]

    names = output.strip(".").split("...") if output.startswith("..") else [output]
    outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names]
    inputs, state = fill(registered["inputs"]), fill(registered["state"])
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": inputs,
        "state": state,
        "changedPropIds": [f"{part['id']}.{part['property']}" for part in inputs],
    }
