"""What can be wrong with the database."""

from model_bundle.errors import ClairscoreError


class DatabaseError(ClairscoreError):
    """The database cannot be reached, or is not of this version."""
