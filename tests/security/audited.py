"""What an application under test has log."""

from dashboard_app.audit.entries import AuditFilter
from dashboard_app.audit.log import AuditLog
from dashboard_app.audit.verification import verify
from dashboard_app.auth.app_state import audit_key, open_database


class Record:
    """Reads the log of an installation beside the application."""

    def __init__(self, settings):
        self._database = open_database(settings)
        self._key = audit_key(settings)
        self._log = AuditLog(self._database, self._key)
        self._seen = 0

    def close(self):
        self._database.close()

    def all(self):
        return list(self._log.every(AuditFilter()))

    def new(self):
        """The lines since this was asked before."""
        lines = [line for line in self._log.every(AuditFilter()) if line.id > self._seen]
        self._seen = max([self._seen, *(line.id for line in lines)])
        return lines

    @property
    def is_whole(self):
        return verify(self._database, self._key).is_whole
