"""Browser tests: Chromium without a window, an application served on the loopback, people who sign in."""

import logging
import threading

import pytest
from selenium.webdriver.chrome.options import Options
from werkzeug.serving import make_server

from tests.conftest import PASSWORD

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--window-size=1440,900",
)


def pytest_setup_options():
    """Return the options of the browser; dash.testing asks for them."""
    options = Options()
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return options


def pytest_collection_modifyitems(items):
    """Count no lines while a browser is driven: other tests reach them, and the server would be twice as slow."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture
def served(app):
    """The address of the application of this test, served on the loopback by threads."""
    # dash.testing ends its own server by an exception in its threads, which is a warning here.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browse(served, dash_br):
    """A function: the name of an account to a browser that has signed in through the form, in one language."""

    def signed_in(name, language):
        dash_br.driver.get(f"{served}/language/{language}?next=/login")
        dash_br.find_element("#name").send_keys(name)
        dash_br.find_element("#password").send_keys(PASSWORD)
        dash_br.find_element("main button[type=submit]").click()
        dash_br.wait_for_element(".cs-menu")
        return dash_br

    return signed_in
