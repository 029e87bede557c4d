"""The key of the audit log: another one is refused, one is never made where it would be lost, a lost one is said."""

import pytest

from dashboard_app.audit.errors import AuditKeyError
from dashboard_app.audit.log import AuditLog, operator_line
from dashboard_app.audit.verification import verify
from dashboard_app.events import Action
from tests.dashboard_app.audit.conftest import KEY
from tests.dashboard_app.audit.test_tampering import old_format

OTHER = b"another key of these tests"


@pytest.mark.case(36)
@pytest.mark.parametrize("way", ["begin", "check_key", "append"])
def test_another_key_is_refused_with_a_remedy(database, log, way):
    log.append(operator_line(Action.OPEN, "one"))
    other = AuditLog(database, OTHER)
    with pytest.raises(AuditKeyError, match=r"another key: .* CLAIRSCORE_AUDIT_KEY .* take-over") as refused:
        getattr(other, way)(*([operator_line(Action.OPEN, "two")] if way == "append" else []))
    assert OTHER.decode() not in str(refused.value)
    assert verify(database, KEY).lines == 1


def test_an_empty_log_is_of_the_key_that_it_began_with(database, log):
    log.begin()
    with pytest.raises(AuditKeyError):
        AuditLog(database, OTHER).begin()
    AuditLog(database, KEY).begin()


@pytest.mark.case(36)
def test_another_key_is_refused_for_a_log_of_the_version_before(database):
    with database.writing() as connection:
        old_format(connection, KEY, 3)
    with pytest.raises(AuditKeyError, match="entries of another key"):
        AuditLog(database, OTHER).begin()
    AuditLog(database, KEY).begin()
    assert verify(database, KEY).is_whole


def test_a_log_whose_key_is_lost_goes_on_and_says_since_when(database, log):
    for number in range(3):
        log.append(operator_line(Action.OPEN, f"entry {number}"))
    other = AuditLog(database, OTHER)
    assert other.take_over() == 3
    other.append(operator_line(Action.OPEN, "new"))
    found = verify(database, OTHER)
    assert (found.is_whole, found.lines, found.unverified_to) == (True, 5, 3)
    assert not verify(database, KEY).is_whole
