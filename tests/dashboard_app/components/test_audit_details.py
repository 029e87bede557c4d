"""What an entry of the audit log says beside its action."""

import pytest

from dashboard_app.audit.entries import AuditEntry
from dashboard_app.components import audit_details
from dashboard_app.components.audit_details import format_detail
from dashboard_app.events import Action
from dashboard_app.i18n import get_translator


def entry(action, detail):
    return AuditEntry(**dict.fromkeys(AuditEntry.__dataclass_fields__) | {"action": action, "detail": detail})


@pytest.mark.parametrize(
    ("action", "detail", "expected"),
    [
        (Action.SEARCH, "by income, decision", "filtered by income, decision"),
        (Action.EXPORT, "by income; 3 lines", "filtered by income, 3 lines"),
        (Action.COMPARE, "RISK by outcome; income=Working", "RISK, by outcome, income type: Working"),
    ],
)
def test_a_filter_is_named_as_on_the_page_where_it_was_used(monkeypatch, action, detail, expected):
    """The comparison has a filter named income, for its type; a column of the list may have the same name."""
    monkeypatch.setitem(audit_details._LIST_FILTERS, "income", "Income")
    assert format_detail(entry(action, detail), get_translator("en")) == expected
