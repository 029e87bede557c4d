"""Running a bundle's ``features.sql``: from a form and its stored history to the feature vector."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import duckdb
import numpy as np
import pyarrow as pa

from model_bundle.arrow_file import FloatArray
from model_bundle.errors import BundleCorruptError
from model_bundle.form_values import typed_row, typed_table
from model_bundle.home_credit import KEY

QUERY_SECONDS = 30.0
SECONDS_PER_ROW = 0.01
"""A row takes a hundredth of that, on one thread."""


def one_select(sql: str, name: str) -> str:
    """Return the SQL of a bundle's file if it is one ``SELECT`` and nothing else.

    Raises
    ------
    BundleCorruptError
        It cannot be read, or is something else.
    """
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise BundleCorruptError(f"{name} does not run: got text that is no SQL. Build the bundle again.") from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        kinds = ", ".join(statement.type.name for statement in statements[:5]) or "nothing"
        raise BundleCorruptError(f"{name} must be one SELECT: got {kinds}. Build the bundle again.")
    return sql


class FeatureRunner:
    """Computes features inside the process, with no access to files or network.

    Parameters
    ----------
    sql
        One ``SELECT`` from ``application`` and ``history`` to the key and the features.
    inputs
        Columns and SQL types of the two tables.
    names
        The features in the order of the vector.

    Threads may share a runner: they take turns.

    Raises
    ------
    BundleCorruptError
        The SQL does not run, or does not give the features named.
    """

    def __init__(self, sql: str, inputs: Mapping[str, Mapping[str, str]], names: Sequence[str]) -> None:
        self._inputs = inputs
        self._names = tuple(names)
        self._lock = threading.Lock()
        # One thread: a request computes one row, and the web server has threads of its own.
        self._connection = duckdb.connect(config={"enable_external_access": "false", "threads": "1"})
        for table, columns in inputs.items():
            listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
            self._connection.execute(f"CREATE TABLE {table} ({listed})")
        # To optimise some two hundred expressions takes four times as long as to compute them for one row.
        self._connection.execute("PRAGMA disable_optimizer")
        self._connection.execute("SET lock_configuration = true")
        self._prepare(sql)

    def run(self, application: pa.Table, history: pa.Table) -> FloatArray:
        """Return the features of each form, shape (forms, features), in the order of ``application``; null is NaN.

        A form without a row in ``history`` has no history.

        Raises
        ------
        InvalidFormError
            A column is unknown or missing, a value has the wrong type or is not finite, a client stands twice.
        """
        tables = {
            "application": typed_table("application", application, self._inputs["application"]),
            "history": typed_table("history", history, self._inputs["history"]),
        }
        with self._lock, self._emptied():
            for name, table in tables.items():
                self._connection.register("incoming", table)
                self._connection.execute(f"INSERT INTO {name} FROM incoming")
                self._connection.unregister("incoming")
            with self._bounded(QUERY_SECONDS + application.num_rows * SECONDS_PER_ROW):
                columns = self._connection.execute("EXECUTE vector").fetchnumpy()
        matrix = np.empty((application.num_rows, len(self._names)))
        for index, name in enumerate(self._names):
            matrix[:, index] = np.ma.filled(columns[name], np.nan)
        # A join may change the order of rows.
        rows = np.empty(application.num_rows, dtype=np.int64)
        rows[np.argsort(tables["application"].column(KEY).to_numpy())] = np.argsort(columns[KEY])
        return matrix[rows]

    def run_one(self, application: Mapping[str, object], history: Mapping[str, float | None]) -> FloatArray:
        """Return the features of one form, shape (features,); a column that is absent is null.

        Raises
        ------
        InvalidFormError
            A column is unknown, or a value has the wrong type or is not finite.
        """
        rows = {
            # The number of a form that is not filed yet does not exist, and no feature is made from it.
            "application": typed_row("application", {**application, KEY: 0}, self._inputs["application"]),
            "history": typed_row("history", {**history, KEY: 0}, self._inputs["history"]),
        }
        with self._lock, self._emptied():
            for name, row in rows.items():
                # Faster than an appender, which asks for the type of each column anew.
                self._connection.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - one of two names
            with self._bounded(QUERY_SECONDS):
                (vector,) = self._connection.execute("EXECUTE vector").fetchall()
        # None becomes NaN.
        return np.array(vector[1:], dtype=np.float64)

    def _prepare(self, sql: str) -> None:
        try:
            self._connection.execute(f"PREPARE vector AS {one_select(sql, 'features.sql')}")
            with self._bounded(QUERY_SECONDS):
                names = tuple(self._connection.execute("EXECUTE vector").fetchnumpy())
        except duckdb.Error as error:
            found_wrong = " ".join(str(error).split())[:200]
            raise BundleCorruptError(f"features.sql does not run: {found_wrong}. Build the bundle again.") from error
        if names != (KEY, *self._names):
            raise BundleCorruptError(
                f"features.sql does not give the manifest's features: got {len(names)} columns for "
                f"{len(self._names)} features and the key. Build the bundle again."
            )

    @contextmanager
    def _bounded(self, seconds: float) -> Iterator[None]:
        """Stop a query that takes longer: the SQL of a bundle is not trusted."""
        timer = threading.Timer(seconds, self._connection.interrupt)
        timer.daemon = True
        timer.start()
        try:
            yield
        except duckdb.InterruptException:
            raise BundleCorruptError(
                f"features.sql does not end: got no answer within {seconds:,.0f} s. Build the bundle again."
            ) from None
        finally:
            timer.cancel()

    @contextmanager
    def _emptied(self) -> Iterator[None]:
        """Leave no row of a client behind, whatever happens."""
        try:
            yield
        finally:
            for table in self._inputs:
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of two names
