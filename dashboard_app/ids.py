"""Ids of components: one `StrEnum` per page; no id literal stands elsewhere."""

from enum import StrEnum


class FrameIds(StrEnum):
    """What stands around every page."""

    URL = "frame-url"
    PAGE = "frame-page"
    PLACE = "frame-place"
    ROUTE = "frame-route"
    THEME = "frame-theme"
    ARRIVED = "frame-arrived"


class ClientListIds(StrEnum):
    """The list of clients."""

    GRID = "list-grid"
    SEARCH = "list-search"
    DECISION = "list-decision"
    RECENT = "list-recent"
    ADDRESS = "list-address"
    COUNT = "list-count"
    EXPORT = "list-export"
    SORT = "list-sort"
    SORTED = "list-sorted"
    NOTE = "list-note"
    STATE = "list-state"
    PRINTED = "list-printed"


class ClientIds(StrEnum):
    """One client's file."""

    HEADING = "client-heading"
    DECISION = "client-decision"
    PROFILE = "client-profile"
    FORM = "client-form"
    FORM_SUMMARY = "client-form-summary"
    FORM_SEARCH = "client-form-search"
    FORM_FOUND = "client-form-found"
    FORM_OF = "client-form-of"
    REASONS = "client-reasons"
    VIEW = "client-view"
    BASIS = "client-basis"
    FEATURE = "client-feature"
    SECOND = "client-second"
    ADDRESS = "client-address"
    OPENED = "client-opened"
    GROUP = "client-group"
    COMPARISON = "client-comparison"
    FILE = "client-file"
    NOTE = "client-note"


def list_filter_id(name: str) -> str:
    """Return the id of the control of a filter of the client list (`list_filters.LIST_FILTERS`)."""
    return f"list-{name}"


def assignments_filter_id(name: str) -> str:
    """Return the id of the control of a filter of the client list on the page of assignments."""
    return f"assignments-{name}"


def filter_id(name: str) -> str:
    """Return the id of the control of a filter of the comparison (`filters.FILTERS`) in a client's file."""
    return f"client-{name}"


class ModelIds(StrEnum):
    """The model page."""

    VIEW = "model-view"
    CHOICE = "model-choice"
    FEATURE = "model-feature"
    NOTE = "model-note"
    CONTENT = "model-content"
    ADDRESS = "model-address"


class DriftIds(StrEnum):
    """The drift page."""

    VERDICT = "drift-verdict"
    TABLE = "drift-table"
    FEATURE = "drift-feature"
    NOTE = "drift-note"
    SHIFT = "drift-shift"
    ADDRESS = "drift-address"
    REPORT = "drift-report"
    REPORT_SUMMARY = "drift-report-summary"


class AccountsIds(StrEnum):
    """The accounts; what follows the first dash is the name of a field in the address and in a command."""

    SEARCH = "accounts-search"
    ASKED = "accounts-asked"
    TABLE = "accounts-table"
    SHOWN = "accounts-shown"
    PREVIOUS = "accounts-previous"
    NEXT = "accounts-next"
    NAME = "accounts-name"
    FOUND = "accounts-found"
    ROLE = "accounts-role"
    CLIENT = "accounts-client"
    LANGUAGE = "accounts-language"
    SAVE = "accounts-save"
    RESET = "accounts-reset"
    CLOSE = "accounts-close"
    OPEN = "accounts-open"
    ANSWER = "accounts-answer"
    NEW_NAME = "accounts-new-name"
    NEW_ROLE = "accounts-new-role"
    NEW_CLIENT = "accounts-new-client"
    NEW_LANGUAGE = "accounts-new-language"
    ADD = "accounts-add"
    ADDED = "accounts-added"
    COMMAND = "accounts-command"
    CHANGED = "accounts-changed"


class AssignmentsIds(StrEnum):
    """Client assignments."""

    NOTE = "assignments-note"
    ADVISER = "assignments-adviser"
    ASKED = "assignments-asked"
    NUMBERS = "assignments-numbers"
    SHOWN = "assignments-shown"
    PREVIOUS = "assignments-previous"
    NEXT = "assignments-next"
    WHOM = "assignments-whom"
    COUNT = "assignments-count"
    ASSIGN = "assignments-assign"
    ASSIGNED = "assignments-assigned"
    LIST = "assignments-list"
    ADD = "assignments-add"
    REMOVE = "assignments-remove"
    EVERYBODY = "assignments-everybody"
    ANSWER = "assignments-answer"
    COMMAND = "assignments-command"
    CHANGED = "assignments-changed"


class AuditIds(StrEnum):
    """The audit log."""

    NOTE = "audit-note"
    USER = "audit-user"
    ACTION = "audit-action"
    CLIENT = "audit-client"
    SINCE = "audit-since"
    UNTIL = "audit-until"
    ASKED = "audit-asked"
    LINES = "audit-lines"
    SHOWN = "audit-shown"
    PREVIOUS = "audit-previous"
    NEXT = "audit-next"
    EXPORT = "audit-export"
    NOTED = "audit-noted"
    VERIFY = "audit-verify"
    VERDICT = "audit-verdict"


class MeIds(StrEnum):
    """The customer's own file."""

    RESULT = "me-result"
    REASONS = "me-reasons"
    DATA = "me-data"
    ACCESS_HISTORY = "me-access-history"


class HelpIds(StrEnum):
    """How a decision is made, and the glossary."""

    DECISION = "help-decision"
    SEARCH = "help-search"
    FOUND = "help-found"
    GLOSSARY = "help-glossary"
