"""What is wrong with the audit log before a question is put to it.

ClairscoreError
├── AuditKeyError      the log was written with another key
└── PurgeRefusedError  old entries are not removed as things are
"""

from model_bundle.errors import ClairscoreError


class AuditKeyError(ClairscoreError):
    """The audit log was written with another key than the one of the settings."""


class PurgeRefusedError(ClairscoreError):
    """Old entries are not removed: the log or the clock does not look right."""
