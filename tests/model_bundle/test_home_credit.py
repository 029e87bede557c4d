"""Kaggle's facts, which several modules read from one place."""

from model_build.labels import form_entries
from model_build.tables import SCHEMAS, TEST, TRAIN
from model_bundle.column_limits import COLUMN_LIMITS, FORM
from model_bundle.home_credit import EMPLOYED, FAMILY_STATUS, KEY, NO_DATE, PROTECTED_COLUMNS, TARGET


def test_the_protected_columns_of_the_form_are_those_of_its_labels():
    assert tuple(entry.name for entry in form_entries() if entry.protected) == PROTECTED_COLUMNS


def test_every_named_column_is_one_of_the_application():
    assert {KEY, EMPLOYED, FAMILY_STATUS, *PROTECTED_COLUMNS} <= set(SCHEMAS[TEST].columns)
    assert set(SCHEMAS[TRAIN].columns) - set(SCHEMAS[TEST].columns) == {TARGET}


def test_the_limits_of_a_column_allow_the_date_that_does_not_exist():
    assert COLUMN_LIMITS[FORM][EMPLOYED].hold(NO_DATE)
