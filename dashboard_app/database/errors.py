"""What can be wrong with the database: `DatabaseError`, with the `Fault` that caused it."""

from enum import StrEnum

from model_bundle.errors import ClairscoreError


class Fault(StrEnum):
    """Why the database cannot be used; the value names it in logs and metrics."""

    UNREACHABLE = "unreachable"
    SILENT = "silent"
    SLOW = "slow"
    BUSY = "busy"
    LOCKED = "locked"
    READ_ONLY = "read_only"
    DISK_FULL = "disk_full"
    FAILING_DISK = "failing_disk"
    FILE_REPLACED = "file_replaced"
    DAMAGED = "damaged"
    WRONG_SCHEMA = "wrong_schema"
    REFUSED = "refused"


_SENTENCES = {
    Fault.UNREACHABLE: "The database does not answer: got no connection. Start it, or correct DATABASE_URL.",
    Fault.SILENT: (
        "The database does not answer: got a connection, and nothing over it in time. "
        "Look for a frozen or overloaded server, or a network that drops packets."
    ),
    Fault.SLOW: (
        "The database was too slow: got no result in time. "
        "Look for an overloaded server, or for another program that holds a lock."
    ),
    Fault.BUSY: (
        "The database takes no more connections: got none in time. "
        "Raise its limit of connections, or lower CLAIRSCORE_THREADS."
    ),
    Fault.LOCKED: (
        "The database is locked: got no turn to write in time. "
        "Find the program that holds the lock, and let it finish or stop it."
    ),
    Fault.READ_ONLY: (
        "The database is read-only: got a refusal to write. "
        "Make it writable again: the server's default_transaction_read_only, a standby, or the file's mode."
    ),
    Fault.DISK_FULL: "The disk of the database is full: got a refusal to write. Free some space; no restart is needed.",
    Fault.FAILING_DISK: (
        "The database cannot read or write its files: got an input/output error. Check the disk and its mount."
    ),
    Fault.FILE_REPLACED: (
        "The database file was removed or replaced while the server runs: got another file, or none, in its place. "
        "Put the original file back, or stop the server, restore a backup and start again."
    ),
    Fault.DAMAGED: (
        "The database is damaged: got a file or page that is not valid. Stop the server and restore a backup."
    ),
    Fault.WRONG_SCHEMA: (
        "The database lacks a table or a column: got a schema of another version. "
        "Correct DATABASE_URL, or restore a backup; a start creates the tables of an empty database."
    ),
    Fault.REFUSED: (
        "The database refuses this account: got no permission. Correct the account or the database in DATABASE_URL."
    ),
}


class DatabaseError(ClairscoreError):
    """The database cannot be used, or is not of this version.

    Attributes
    ----------
    fault
        What is wrong, or None where the message alone says it.
    """

    def __init__(self, message: str, fault: Fault | None = None) -> None:
        super().__init__(message)
        self.fault = fault

    @classmethod
    def of(cls, fault: Fault) -> "DatabaseError":
        """Return the error of a fault, with its sentence; nothing of the engine's own text is in it."""
        return cls(_SENTENCES[fault], fault)
