"""Facts of Kaggle's Home Credit tables that more than one module needs, each written once.

The limits of single columns stand in `model_bundle.column_limits`, the columns of every table in `model_build.tables`.
"""

from typing import Final

KEY: Final = "SK_ID_CURR"
"""The client number: the key of both application tables, and what the rows of a history belong to."""
TARGET: Final = "TARGET"
"""1 for a former client who had difficulties repaying, 0 for all others."""

GENDER: Final = "CODE_GENDER"
BIRTH: Final = "DAYS_BIRTH"
"""The age, in days before the application with a minus."""
EMPLOYED: Final = "DAYS_EMPLOYED"
FAMILY_STATUS: Final = "NAME_FAMILY_STATUS"
PROTECTED_COLUMNS: Final = (GENDER, BIRTH)
"""Columns of the form that are never a reason for a decision, whatever the settings say."""

NO_DATE: Final = 365_243
"""A thousand years: the tables' own number for a date that does not exist, or not yet."""
XNA: Final = "XNA"
UNKNOWN_CATEGORIES: Final = (XNA, "Unknown")
"""The tables' own words for a category that is not known."""

DAYS_PER_YEAR: Final = 365.25
