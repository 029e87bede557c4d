"""A short text that two sets of tables share only if they hold the same rows."""

from __future__ import annotations

import hashlib

from model_build.sources.opening import Tables
from model_build.sources.quoting import identifier
from model_build.tables import APPLICATION_TABLES, SCHEMAS


def fingerprint(tables: Tables) -> str:
    """Return a sha256 over the tables present, their row counts and the content of the application tables.

    The order of the rows and the kind of file do not matter. DuckDB's ``hash`` may differ from one release to
    the next, so fingerprints are compared within one release (the manifest names it).
    """
    digest = hashlib.sha256()
    for name in sorted(tables.present):
        columns = ", ".join(identifier(column) for column in SCHEMAS[name].columns)
        content = f"bit_xor(hash({columns}))" if name in APPLICATION_TABLES else "0"
        row = tables.connection.execute(f"SELECT count(*), {content} FROM {identifier(name)}").fetchone()  # noqa: S608 - quoted names
        digest.update(f"{name}:{row}\n".encode())
    return digest.hexdigest()
