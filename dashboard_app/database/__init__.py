"""What this installation remembers: users, sessions, who opened what; SQLite beside it, or PostgreSQL elsewhere."""

from dashboard_app.database.connection import Database
from dashboard_app.database.errors import DatabaseError, Fault

__all__ = ["Database", "DatabaseError", "Fault"]
