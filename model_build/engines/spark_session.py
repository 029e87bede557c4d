"""A Spark session of our own: quiet, on the loopback unless a cluster is named, and gone when it is closed."""

import os
import signal
import socket
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from model_build.engines.java import require_java
from model_build.errors import EngineError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL_MASTER: Final = "local[2]"
_MASTERS: Final = ("local", "spark://", "yarn", "k8s://")
_PATIENCE: Final = 5.0
_ALWAYS: Final = {
    "spark.app.name": "clairscore",
    # As DuckDB: a number that does not fit, or a text that is none, ends the computation instead of becoming another.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.driver.maxResultSize": "0",
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def open_session() -> Iterator["SparkSession"]:
    """Start Spark on ``SPARK_MASTER``, or with two threads on this machine, and end its process on the way out.

    Settings of ``spark-defaults.conf``, ``PYSPARK_SUBMIT_ARGS`` and ``SPARK_DRIVER_MEMORY`` are respected.

    Raises
    ------
    EngineError
        pyspark or Java is missing, or the master does not answer.
    """
    master = os.environ.get("SPARK_MASTER") or LOCAL_MASTER
    _require_pyspark()
    require_java()
    _require_master(master)
    with tempfile.TemporaryDirectory(prefix="clairscore-spark-") as folder, _own_interrupts():
        gateway, session = _start(master, Path(folder))
        try:
            yield session
        finally:
            _end(gateway, session)


@contextmanager
def quiet_about_pandas() -> Iterator[None]:
    """Keep Spark from warning of pandas 3: nothing here hands it anything of pandas."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        yield


def _require_pyspark() -> None:
    try:
        with quiet_about_pandas():
            import pyspark.testing.utils  # noqa: F401
    except ImportError as error:
        raise EngineError(
            "The engine 'spark' needs the package pyspark",
            got=repr(str(error)),
            remedy="install 'pyspark>=4.3,<4.4', or leave out --engine spark",
        ) from error


def _require_master(master: str) -> None:
    """Knock at a standalone master: Spark itself would knock for a minute and then speak of something else."""
    if not master.startswith(_MASTERS):
        raise EngineError(
            "SPARK_MASTER names no master that Spark knows",
            got=repr(master),
            remedy="set it to local[2], spark://host:port, yarn or k8s://address, or leave it empty",
        )
    if not master.startswith("spark://"):
        return
    wrong: Exception | None = None
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        try:
            socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
        except (OSError, ValueError, OverflowError) as error:
            wrong = error
        else:
            return
    raise EngineError(
        f"The Spark master {master!r} does not answer",
        got=repr(str(wrong)),
        remedy="start it, correct SPARK_MASTER, or leave it empty to run on this machine",
    )


def _settings(master: str, folder: Path) -> dict[str, str]:
    settings = {**_ALWAYS, "spark.master": master, "spark.sql.warehouse.dir": (folder / "warehouse").as_uri()}
    if "SPARK_DRIVER_MEMORY" not in os.environ:
        settings["spark.driver.memory"] = "3g"
    if master.startswith("local"):
        settings |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.local.dir": str(folder),
            "spark.sql.shuffle.partitions": "8",
            "spark.driver.extraJavaOptions": f'-XX:-UsePerfData -Djava.io.tmpdir="{folder}"',
        }
    return settings


def _start(master: str, folder: Path) -> tuple[Any, "SparkSession"]:
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.logger import PySparkLogger
    from pyspark.sql import SparkSession

    # What it writes to the console stands in the error, too.
    for name in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):
        PySparkLogger.getLogger(name).disabled = True
    if SparkContext._active_spark_context is not None:
        raise EngineError("Spark runs in this process already", got="a second start", remedy="close the first one")
    conf = SparkConf(loadDefaults=False).setAll(list(_settings(master, folder).items()))
    log = folder / "spark.log"
    gateway = None
    try:
        with log.open("wb") as out:
            # Whatever Java has to say goes to a file: nothing of it is meant for who reads the console.
            gateway = launch_gateway(conf, {"stdout": out, "stderr": out})
        # Without a configuration here, so that what the settings of a site say stays active.
        context = SparkContext(gateway=gateway)
    except (PySparkException, Py4JError, OSError) as error:
        # Asked of Java, while there is one.
        cause = reason(error, log)
        if gateway is not None:
            _end(gateway, None)
        raise EngineError(
            f"Spark does not start on {master!r}",
            got=repr(cause),
            remedy="correct SPARK_MASTER and Spark's settings, or leave out --engine spark",
        ) from error
    context.pythonExec = os.environ.get("PYSPARK_PYTHON", sys.executable)
    return gateway, SparkSession(context)


def reason(error: Exception, log: Path | None = None) -> str:
    """Return what a failure of Spark comes down to, in one line."""
    throwable = getattr(error, "java_exception", None) or getattr(error, "_origin", None)
    message = str(error) if throwable is None else _root(throwable)
    if log is not None and "JAVA_GATEWAY_EXITED" in message:
        failures = [
            line for line in log.read_text(errors="replace").splitlines() if "xception" in line or "rror" in line
        ]
        message = failures[0] if failures else message
    lines = message.strip().splitlines()
    # A failure of a Python worker ends in what it was; every other begins with it.
    return " ".join(lines[-1 if "Traceback" in message else 0].split())[:300]


def _root(throwable: Any) -> str:  # noqa: ANN401 - Py4J has no types
    while (cause := throwable.getCause()) is not None:
        throwable = cause
    return str(throwable.toString())


def _end(gateway: Any, session: "SparkSession | None") -> None:  # noqa: ANN401 - Py4J has no types
    from py4j.protocol import Py4JError
    from pyspark import SparkContext

    # A session whose Java died cannot be stopped; what is left is to forget it.
    with suppress(Py4JError, OSError):
        if session is not None:
            session.stop()
    with suppress(Py4JError, OSError):
        gateway.shutdown()
    # Its end of this pipe is what keeps Java alive.
    gateway.proc.stdin.close()
    gateway.proc.wait()
    SparkContext._gateway = SparkContext._jvm = None


@contextmanager
def _own_interrupts() -> Iterator[None]:
    """Give Ctrl+C back to whoever had it: Spark takes it for good."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if previous is not None:
            signal.signal(signal.SIGINT, previous)
