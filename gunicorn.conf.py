"""How gunicorn serves the dashboard: `gunicorn dashboard_app.wsgi:server` finds this file by itself."""

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

# DuckDB's allocator reads this when the library is loaded. By default it keeps the memory of scored forms in arenas of
# each thread, some 150 MB in a worker after a few hundred (measured); one arena that gives back costs no time.
os.environ.setdefault("DUCKDB_JE_MALLOC_CONF", "narenas:1,muzzy_decay_ms:0")

# Prometheus' client reads where to write when it is imported: nothing that measures is imported here.
from dashboard_app.logs import configuration
from dashboard_app.metrics_folder import DIRECTORY, MetricsFolder, make_metrics_folder
from dashboard_app.settings import SettingsError, read_settings
from model_bundle.errors import ClairscoreError

try:
    _settings = read_settings()
except SettingsError as error:
    sys.exit("".join(f"Error: {line}\n" for line in str(error).splitlines()).rstrip())
_metrics: list[MetricsFolder] = []
GARBAGE_THRESHOLD = 10_000
"""New objects after which a worker looks for garbage: about as many as one request makes."""

wsgi_app = "dashboard_app.wsgi:server"
bind = f"{_settings.host}:{_settings.port}"
workers = _settings.workers
# Slow clients cost it no thread, and a worker that cannot start does not end the service.
worker_class = "dashboard_app.worker.BufferedWorker"
threads = _settings.threads
# A model loaded before the fork makes LightGBM hang in the workers: each loads its own.
preload_app = False
timeout = 60
# Requests that run may end; gunicorn stops within five seconds.
graceful_timeout = 4
# Client numbers stand in paths, so no access log is written here.
accesslog = None
errorlog = "-"
logconfig_dict = configuration(_settings.log_format, _settings.log_level)
control_socket_disable = True


def on_starting(server: Any) -> None:  # noqa: ANN401
    """Look at what a start needs; fetch the bundle and prepare the instance once, before there are workers."""
    # Where that fails, the look at the instance says why.
    with suppress(OSError):
        _metrics.append(make_metrics_folder(_settings.instance))
        os.environ[DIRECTORY] = str(_metrics[-1].path)
    from dashboard_app.auth.app_state import keep_database_file, prepare
    from dashboard_app.startup import check_start, find_warnings, prepare_bundle

    try:
        check_start(_settings)
        prepare_bundle(_settings)
        database = prepare(_settings).database
        keep_database_file(database)
        database.close()
    except ClairscoreError as error:
        on_exit(server)
        sys.exit(f"Error: {error}")
    for sentence in find_warnings(_settings):
        server.log.warning(sentence)


def post_fork(_server: Any, _worker: Any) -> None:  # noqa: ANN401
    """Make the folder of figures again if somebody took it away: without it, no worker would start any more."""
    with suppress(OSError):
        Path(os.environ[DIRECTORY]).mkdir(mode=0o700, exist_ok=True)


def post_worker_init(worker: Any) -> None:  # noqa: ANN401
    """Say that the bundle is open: from now on this worker answers."""
    # What was loaded stays until the worker ends: the garbage collector need not look through it again and again. A
    # request makes thousands of objects and hardly a cycle, so that it need not look after every 700 of them either.
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_THRESHOLD)
    worker.log.info("Ready: http://%s", bind)


def child_exit(_server: Any, worker: Any) -> None:  # noqa: ANN401
    """Tell Prometheus' client that a worker has ended; what it counted stays."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)


def on_exit(_server: Any) -> None:  # noqa: ANN401
    """Take the figures of this run away: the next one counts from zero."""
    while _metrics:
        _metrics.pop().remove()
