"""How gunicorn serves the dashboard: `gunicorn dashboard_app.wsgi:server` finds this file by itself."""

import os
import shutil
import tempfile
from typing import Any

# DuckDB's allocator reads this when the library is loaded. By default it keeps the memory of scored forms in arenas of
# each thread, some 150 MB in a worker after a few hundred (measured); one arena that gives back costs no time.
os.environ.setdefault("DUCKDB_JE_MALLOC_CONF", "narenas:1,muzzy_decay_ms:0")

from dashboard_app.auth.instance import keep_database_file, prepare
from dashboard_app.fetching import fetch_bundle
from dashboard_app.logs import configuration
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
logconfig_dict = configuration(_settings.log_format, _settings.log_level)
control_socket_disable = True
forwarded_allow_ips = "127.0.0.1"


def on_starting(_server: Any) -> None:  # noqa: ANN401
    """Fetch the bundle, make the secret key, the users and the place of measures once, before there are workers."""
    fetch_bundle(_settings)
    database = prepare(_settings).database
    keep_database_file(database)
    database.close()
    # Read by Prometheus' client when a worker imports it: the workers write their figures there, and read each other's.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="clairscore-measures-")


def post_worker_init(worker: Any) -> None:  # noqa: ANN401
    """Say that the bundle is open: from now on this worker answers."""
    worker.log.info("Ready: http://%s", bind)


def child_exit(_server: Any, worker: Any) -> None:  # noqa: ANN401
    """Tell Prometheus' client that a worker has ended; what it counted stays."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)


def on_exit(_server: Any) -> None:  # noqa: ANN401
    """Take the figures of this run away: the next one counts from zero."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
