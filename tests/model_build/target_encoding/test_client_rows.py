"""Rows of hand-made clients: order, places, nulls, sentinels and codes."""

import numpy as np
import pytest

from model_build.tables import TEST, TRAIN
from model_build.target_encoding.bureau_source import BUREAU_ROWS
from model_build.target_encoding.client_rows import read_rows
from model_build.target_encoding.previous_source import PREVIOUS_ROWS
from model_build.target_encoding.row_source import row_categories
from tests.model_build.features.hand_made import connect

CLIENTS = {
    TRAIN: [{"SK_ID_CURR": 30, "TARGET": 1}, {"SK_ID_CURR": 10, "TARGET": 0}, {"SK_ID_CURR": 20, "TARGET": 0}],
    TEST: [{"SK_ID_CURR": 15}],
}
CREDITS = [
    {"SK_ID_CURR": 30, "SK_ID_BUREAU": 2, "CREDIT_TYPE": "Mortgage", "AMT_CREDIT_SUM": 400.0, "DAYS_CREDIT": -10},
    {"SK_ID_CURR": 30, "SK_ID_BUREAU": 1, "CREDIT_TYPE": "Car loan", "AMT_CREDIT_SUM_DEBT": -5.0},
    {"SK_ID_CURR": 10, "SK_ID_BUREAU": 9, "AMT_CREDIT_SUM": 200.0, "AMT_CREDIT_SUM_DEBT": 50.0},
    {"SK_ID_CURR": 15, "SK_ID_BUREAU": 5, "CREDIT_TYPE": "Another", "DAYS_CREDIT_ENDDATE": -41_875.0},
    {"SK_ID_CURR": 99, "SK_ID_BUREAU": 7, "CREDIT_TYPE": "Nobody's"},
]


def query_rows(source, rows, application=TRAIN):
    """Return rows and, by name, the values of their columns."""
    con = connect({**CLIENTS, source.table: rows})
    found = read_rows(con, source, row_categories(con, source), application)
    return found, dict(zip(found.names, found.matrix.T, strict=True))


def test_rows_stand_in_the_order_of_clients_then_of_keys():
    found, values = query_rows(BUREAU_ROWS, CREDITS)

    assert found.clients == 3
    assert found.owner.tolist() == [0, 2, 2]
    np.testing.assert_array_equal(values["credit"], [200, np.nan, 400])
    np.testing.assert_array_equal(values["begun"], [np.nan, np.nan, -10])


def test_categories_are_those_of_the_training_applicants():
    _, values = query_rows(BUREAU_ROWS, CREDITS)
    np.testing.assert_array_equal(values["CREDIT_TYPE"], [np.nan, 0, 1])

    served, values = query_rows(BUREAU_ROWS, CREDITS, TEST)
    assert served.owner.tolist() == [0]
    assert np.isnan(values["CREDIT_TYPE"]).all()


def test_an_end_a_century_ago_is_null_and_a_debt_below_zero_nothing_owed():
    _, values = query_rows(BUREAU_ROWS, CREDITS)
    np.testing.assert_array_equal(values["debt"], [50, 0, np.nan])
    np.testing.assert_array_equal(values["debt_share"], [0.25, np.nan, np.nan])

    _, values = query_rows(BUREAU_ROWS, CREDITS, TEST)
    assert np.isnan(values["end"]).all()


def test_no_number_of_a_client_or_a_credit_is_learnt_from():
    for source in (BUREAU_ROWS, PREVIOUS_ROWS):
        assert not [name for name in source.columns if name.startswith("SK_ID")]


def test_a_loan_without_a_last_instalment_is_running_and_its_days_are_null():
    running = {
        "SK_ID_CURR": 10,
        "SK_ID_PREV": 1,
        "NAME_CONTRACT_STATUS": "Approved",
        "DAYS_LAST_DUE": 365_243.0,
        "DAYS_LAST_DUE_1ST_VERSION": 300.0,
        "DAYS_FIRST_DRAWING": 365_243.0,
        "DAYS_TERMINATION": 365_243.0,
        "CNT_PAYMENT": 12.0,
        "AMT_ANNUITY": 10.0,
        "AMT_CREDIT": 100.0,
        "AMT_APPLICATION": 80.0,
        "NAME_CLIENT_TYPE": "XNA",
    }
    repaid = {**running, "SK_ID_PREV": 2, "DAYS_LAST_DUE": -30.0, "DAYS_LAST_DUE_1ST_VERSION": 0.0}
    refused = {"SK_ID_CURR": 10, "SK_ID_PREV": 3, "NAME_CONTRACT_STATUS": "Refused", "DAYS_LAST_DUE": 365_243.0}

    _, values = query_rows(PREVIOUS_ROWS, [refused, repaid, running])

    np.testing.assert_array_equal(values["is_running"], [1, 0, 0])
    np.testing.assert_array_equal(values["last_due"], [np.nan, -30, np.nan])
    np.testing.assert_array_equal(values["days_early"], [np.nan, 30, np.nan])
    assert np.isnan([values[name] for name in ("first_drawing", "ended", "NAME_CLIENT_TYPE")]).all()
    np.testing.assert_allclose(values["implied_interest"], [0.2, 0.2, np.nan])
    np.testing.assert_array_equal(values["granted_share"], [1.25, 1.25, np.nan])
    np.testing.assert_array_equal(values["NAME_CONTRACT_STATUS"], [0, 0, 1])


@pytest.mark.parametrize("source", [BUREAU_ROWS, PREVIOUS_ROWS])
def test_without_a_row_there_is_an_empty_matrix(source):
    found, _ = query_rows(source, [])
    assert found.matrix.shape == (0, len(source.columns))
    assert found.clients == 3
