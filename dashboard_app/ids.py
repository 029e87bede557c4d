"""Ids of components: one `StrEnum` per page; no id literal stands elsewhere."""

from enum import StrEnum


class Shell(StrEnum):
    """What stands around every page."""

    URL = "shell-url"
    PAGE = "shell-page"
    PLACE = "shell-place"
    THEME = "shell-theme"
    ARRIVED = "shell-arrived"


class ClientList(StrEnum):
    """The list of clients."""

    GRID = "list-grid"
    SEARCH = "list-search"
    COUNT = "list-count"


class Client(StrEnum):
    """One client's file."""

    HEADING = "client-heading"
    DECISION = "client-decision"
    PROFILE = "client-profile"
    FORM = "client-form"
    FORM_SUMMARY = "client-form-summary"
    REASONS = "client-reasons"
    VARIABLES = "client-variables"
    FEATURE = "client-feature"
    AGE = "client-age"
    FAMILY = "client-family"
    INCOME = "client-income"
    EDUCATION = "client-education"
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
