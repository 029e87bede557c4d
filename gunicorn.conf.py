"""How gunicorn serves the dashboard: `gunicorn dashboard_app.wsgi:server` finds this file by itself."""

from typing import Any

from dashboard_app.auth.instance import prepare
from dashboard_app.fetching import fetch_bundle
from dashboard_app.settings import Settings

_settings = Settings()

wsgi_app = "dashboard_app.wsgi:server"
bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
worker_class = "gthread"
threads = _settings.threads
# A model loaded before the fork makes LightGBM hang in the workers: each loads its own.
preload_app = False
timeout = 60
graceful_timeout = 20
keepalive = 15
# Client numbers stand in paths, so no access log is written here.
accesslog = None
errorlog = "-"
loglevel = "info"
control_socket_disable = True
forwarded_allow_ips = "127.0.0.1"


def on_starting(_server: Any) -> None:  # noqa: ANN401
    """Fetch the bundle and make the secret key and the users once, before there are several workers."""
    fetch_bundle(_settings)
    prepare(_settings)


def post_worker_init(worker: Any) -> None:  # noqa: ANN401
    """Say that the bundle is open: from now on this worker answers."""
    worker.log.info("Ready: http://%s", bind)
