"""Ids of components: one `StrEnum` per page; no id literal stands elsewhere."""

from enum import StrEnum


class Shell(StrEnum):
    """What stands around every page."""

    URL = "shell-url"
    PAGE = "shell-page"
    PLACE = "shell-place"
    ROUTE = "shell-route"
    THEME = "shell-theme"
    ARRIVED = "shell-arrived"


class ClientList(StrEnum):
    """The list of clients."""

    GRID = "list-grid"
    SEARCH = "list-search"
    DECISION = "list-decision"
    OCCUPATION = "list-occupation"
    AMOUNT = "list-amount"
    RECENT = "list-recent"
    ADDRESS = "list-address"
    COUNT = "list-count"


class Client(StrEnum):
    """One client's file."""

    HEADING = "client-heading"
    DECISION = "client-decision"
    PROFILE = "client-profile"
    FORM = "client-form"
    FORM_SUMMARY = "client-form-summary"
    FORM_OF = "client-form-of"
    REASONS = "client-reasons"
    VIEW = "client-view"
    BASIS = "client-basis"
    FEATURE = "client-feature"
    SECOND = "client-second"
    AGE = "client-age"
    FAMILY = "client-family"
    INCOME = "client-income"
    EDUCATION = "client-education"
    AMOUNT = "client-amount"
    ADDRESS = "client-address"
    OPENED = "client-opened"
    GROUP = "client-group"
    COMPARISON = "client-comparison"
    FILE = "client-file"


class Model(StrEnum):
    """The model page."""

    VIEW = "model-view"
    CHOICE = "model-choice"
    FEATURE = "model-feature"
    NOTE = "model-note"
    CONTENT = "model-content"
    ADDRESS = "model-address"


class Drift(StrEnum):
    """The drift page."""

    VERDICT = "drift-verdict"
    TABLE = "drift-table"
    FEATURE = "drift-feature"
    NOTE = "drift-note"
    SHIFT = "drift-shift"
    ADDRESS = "drift-address"
    REPORT = "drift-report"
    REPORT_SUMMARY = "drift-report-summary"


class Me(StrEnum):
    """The customer's own file."""

    RESULT = "me-result"
    REASONS = "me-reasons"
    DATA = "me-data"


class Help(StrEnum):
    """How a decision is made, and the glossary."""

    DECISION = "help-decision"
    SEARCH = "help-search"
    FOUND = "help-found"
    GLOSSARY = "help-glossary"
