"""A lender with people of every role, of whom each may see others."""

from dashboard_app.actor import Role
from dashboard_app.app import create_app
from dashboard_app.auth.app_state import prepare
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.users import NewUser, Users
from dashboard_app.settings import Settings
from dashboard_app.store import Store
from tests.conftest import SECRET, post_login

PASSWORD = "four words of these tests"


class Lender:
    """The application, its people, and a browser for each of them."""

    def __init__(self, bundles, active_bundle, directory, **options):
        self.settings = Settings(
            _env_file=None,
            instance=directory,
            secret_key=SECRET,
            secure_cookies=False,
            audit_key=SECRET[::-1] if "database_url" in options else None,
            **{"refusals": 1_000_000, "audit_entries_per_minute": 1_000_000, **options},
        )
        numbers = active_bundle.client_ids.tolist()
        # Neighbours in the list, so that an error by one place would show.
        self.assigned = {"adviser1": numbers[0:40:2], "adviser2": numbers[1:40:2]}
        self.own = {"customer_a": numbers[0], "customer_b": numbers[1]}
        self.store = Store(bundles)
        self._add_people()
        self.app = create_app(self.settings, self.store)
        self.instance = prepare(self.settings)
        self._browsers = {}

    def _add_people(self):
        demo = prepare(self.settings.model_copy(update={"demo": True}))
        users, hashed = Users(demo.database, is_demo=False), Passwords().hash(PASSWORD)
        for name in ("adviser1", "adviser2", "adviser_without", "disabled"):
            users.add(NewUser(name, Role.ADVISER, hashed))
        users.add(NewUser("admin1", Role.ADMIN, hashed))
        for name, number in self.own.items():
            users.add(NewUser(name, Role.CUSTOMER, hashed, client_id=number))
        for name, numbers in self.assigned.items():
            with demo.database.writing() as connection:
                demo.assignments.add(users.find(name), numbers, connection)
        users.disable("disabled")
        demo.database.close()

    def browser(self, name):
        """The browser of somebody who has signed in; the same one every time."""
        if name not in self._browsers:
            self._browsers[name] = self.sign_in(name)
        return self._browsers[name]

    def sign_in(self, name):
        """A new browser that somebody has signed in with."""
        browser = self.app.server.test_client()
        answer = post_login(browser, name, PASSWORD)
        assert answer.status_code == 302, answer.text
        browser.get(answer.location)
        return browser

    def close(self):
        self.app.server.extensions["clairscore_database"].close()
        self.instance.database.close()
