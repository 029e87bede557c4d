"""The id of a request stands in its audit entries, is signed with them, and is missing where there is none."""

from sqlalchemy import select

from dashboard_app.audit import chain
from dashboard_app.audit.log import AuditLog
from dashboard_app.auth.app_state import audit_key
from dashboard_app.database.schema import AUDIT
from tests.conftest import PASSWORD, post_login

FIELDS = [1.0, "ada", "adviser", "open", 100_005, "", None, 0.3, "10.0.0.1", "s", ""]
KEY = b"a key of this test"


def test_an_entry_has_the_id_that_the_browser_was_told(app, settings):
    database = app.server.extensions["clairscore_database"]
    answer = post_login(app.server.test_client(), "adviser", PASSWORD)
    with database.reading() as connection:
        entries = connection.execute(select(AUDIT.c.action, AUDIT.c.request_id)).all()
    assert ("sign_in", answer.headers["X-Request-ID"]) in [tuple(entry) for entry in entries]
    assert AuditLog(database, audit_key(settings)).verify().is_whole


def test_the_id_is_signed_and_an_entry_without_one_is_signed_as_before():
    before = chain.link(KEY, 7, chain.FIRST, FIELDS)
    assert chain.link(KEY, 7, chain.FIRST, [*FIELDS, None]) == before
    assert chain.link(KEY, 7, chain.FIRST, [*FIELDS, "0123456789abcdef"]) != before
    unnumbered = chain.link_without_number(KEY, chain.FIRST, FIELDS)
    assert chain.link_without_number(KEY, chain.FIRST, [*FIELDS, None]) == unnumbered
    assert chain.link_without_number(KEY, chain.FIRST, [*FIELDS, "0123456789abcdef"]) != unnumbered
