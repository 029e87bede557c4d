# ruff: noqa: S608
"""The histories hang together: keys, sentinels, payments and balances that say the same."""

import pytest

from model_build.tables import HISTORY_TABLES, SCHEMAS
from tests.model_build.synthetic.conftest import Query

# Rows per applicant in the published tables.
PER_APPLICANT = {
    "bureau": 1_716_428 / 356_255,
    "bureau_balance": 27_299_925 / 356_255,
    "previous_application": 1_670_214 / 356_255,
    "POS_CASH_balance": 10_001_358 / 356_255,
    "credit_card_balance": 3_840_312 / 356_255,
    "installments_payments": 13_605_401 / 356_255,
}


@pytest.mark.parametrize("table", PER_APPLICANT)
def test_rows_per_applicant(one: Query, table: str) -> None:
    # The default has more pending applications than the published tables, and these have more balances.
    assert one(f"SELECT count(*) / 15000 FROM {table}")[0] == pytest.approx(PER_APPLICANT[table], rel=0.15)


@pytest.mark.parametrize("table", [name for name in SCHEMAS if SCHEMAS[name].keys])
def test_keys_are_unique(one: Query, table: str) -> None:
    rows, different = one(f"SELECT count(*), count(DISTINCT ({', '.join(SCHEMAS[table].keys)})) FROM {table}")
    assert rows == different


@pytest.mark.parametrize("table", [name for name in HISTORY_TABLES if name != "bureau_balance"])
def test_every_row_belongs_to_an_applicant(one: Query, table: str) -> None:
    clients = "SELECT SK_ID_CURR FROM application_train UNION ALL SELECT SK_ID_CURR FROM application_test"
    assert one(f"SELECT count(*) FROM {table} WHERE SK_ID_CURR NOT IN ({clients})")[0] == 0


@pytest.mark.parametrize("table", ["POS_CASH_balance", "credit_card_balance", "installments_payments"])
def test_every_payment_belongs_to_a_loan_of_the_same_client(one: Query, table: str) -> None:
    query = f"""SELECT count(*) FROM {table} t LEFT JOIN previous_application p USING (SK_ID_PREV)
        WHERE p.SK_ID_CURR IS DISTINCT FROM t.SK_ID_CURR OR p.NAME_CONTRACT_STATUS <> 'Approved'"""
    assert one(query)[0] == 0


def test_every_month_belongs_to_a_credit(one: Query) -> None:
    query = "SELECT count(*) FROM bureau_balance WHERE SK_ID_BUREAU NOT IN (SELECT SK_ID_BUREAU FROM bureau)"
    assert one(query)[0] == 0


def test_no_month_stands_twice(one: Query) -> None:
    for table, key in (("bureau_balance", "SK_ID_BUREAU"), ("credit_card_balance", "SK_ID_PREV")):
        rows, different = one(f"SELECT count(*), count(DISTINCT ({key}, MONTHS_BALANCE)) FROM {table}")
        assert rows == different


def test_some_clients_have_no_history(one: Query) -> None:
    for table, share in (("bureau", 0.142), ("previous_application", 0.049)):
        query = f"""SELECT avg((SK_ID_CURR NOT IN (SELECT SK_ID_CURR FROM {table}))::INT) FROM application_train"""
        assert one(query)[0] == pytest.approx(share, abs=0.015)


@pytest.mark.parametrize(
    ("table", "broken"),
    [
        ("bureau", "DAYS_CREDIT > 0 OR DAYS_ENDDATE_FACT > 0 OR DAYS_ENDDATE_FACT < DAYS_CREDIT"),
        ("bureau", "(CREDIT_ACTIVE = 'Closed') <> (DAYS_ENDDATE_FACT IS NOT NULL)"),
        ("bureau", "CREDIT_ACTIVE = 'Closed' AND AMT_CREDIT_SUM_DEBT > 0"),
        ("bureau", "CREDIT_DAY_OVERDUE > 0 AND CREDIT_ACTIVE = 'Closed'"),
        ("bureau_balance", "MONTHS_BALANCE NOT BETWEEN -96 AND 0"),
        ("previous_application", "DAYS_DECISION >= 0"),
        ("previous_application", "DAYS_FIRST_DUE BETWEEN 0 AND 365242 OR DAYS_LAST_DUE BETWEEN 0 AND 365242"),
        ("previous_application", "NAME_CONTRACT_STATUS <> 'Approved' AND DAYS_LAST_DUE IS NOT NULL"),
        ("previous_application", "(CODE_REJECT_REASON IN ('XAP', 'CLIENT')) = (NAME_CONTRACT_STATUS = 'Refused')"),
        ("previous_application", "NAME_CONTRACT_TYPE = 'Cash loans' AND NAME_CASH_LOAN_PURPOSE = 'XAP'"),
        ("POS_CASH_balance", "MONTHS_BALANCE NOT BETWEEN -96 AND -1 OR CNT_INSTALMENT_FUTURE > CNT_INSTALMENT"),
        ("POS_CASH_balance", "NAME_CONTRACT_STATUS = 'Completed' AND CNT_INSTALMENT_FUTURE <> 0"),
        ("POS_CASH_balance", "SK_DPD_DEF > SK_DPD"),
        ("credit_card_balance", "MONTHS_BALANCE NOT BETWEEN -96 AND -1 OR AMT_BALANCE < 0"),
        ("credit_card_balance", "AMT_PAYMENT_TOTAL_CURRENT < 0 OR AMT_DRAWINGS_CURRENT < 0"),
        (
            "credit_card_balance",
            "abs(AMT_DRAWINGS_ATM_CURRENT + AMT_DRAWINGS_POS_CURRENT + AMT_DRAWINGS_OTHER_CURRENT"
            " - AMT_DRAWINGS_CURRENT) > 0.01",
        ),
        ("installments_payments", "DAYS_INSTALMENT >= 0 OR DAYS_ENTRY_PAYMENT >= 0"),
        ("installments_payments", "(DAYS_ENTRY_PAYMENT IS NULL) <> (AMT_PAYMENT IS NULL)"),
    ],
)
def test_no_history_contradicts_itself(one: Query, table: str, broken: str) -> None:
    assert one(f"SELECT count(*) FROM {table} WHERE {broken}")[0] == 0


def test_running_loans_carry_the_sentinel(one: Query) -> None:
    query = """SELECT avg((DAYS_LAST_DUE = 365243)::INT), avg((DAYS_FIRST_DRAWING = 365243)::INT)
        FROM previous_application WHERE DAYS_LAST_DUE IS NOT NULL"""
    running, undrawn = one(query)
    assert 0.15 < running < 0.35
    assert undrawn > 0.85


def test_a_loan_is_completed_once_and_only_if_it_is_not_running(one: Query) -> None:
    query = """
        WITH ends AS (SELECT SK_ID_PREV, count(*) FILTER (NAME_CONTRACT_STATUS = 'Completed') n
            FROM POS_CASH_balance GROUP BY 1)
        SELECT count(*) FILTER (n <> (DAYS_LAST_DUE < 365243)::INT) FROM ends JOIN previous_application
            USING (SK_ID_PREV)"""
    assert one(query)[0] == 0


def test_split_payments_add_up_to_the_instalment(one: Query) -> None:
    query = """
        WITH sums AS (SELECT count(*) n, any_value(AMT_INSTALMENT) due, sum(AMT_PAYMENT) paid
            FROM installments_payments WHERE NUM_INSTALMENT_VERSION > 0 AND AMT_PAYMENT IS NOT NULL
            GROUP BY SK_ID_PREV, NUM_INSTALMENT_NUMBER)
        SELECT avg((n > 1)::INT), avg((abs(due - paid) < 0.01)::INT) FILTER (n > 1) FROM sums"""
    split, exact = one(query)
    assert split == pytest.approx(0.046, abs=0.01)
    assert exact > 0.98


def test_who_pays_late_defaults_more(one: Query) -> None:
    query = """
        WITH late AS (SELECT SK_ID_CURR, avg((DAYS_ENTRY_PAYMENT > DAYS_INSTALMENT)::INT) share
            FROM installments_payments GROUP BY 1)
        SELECT avg(TARGET) FILTER (share > 0.2), avg(TARGET) FILTER (share < 0.05)
        FROM application_train JOIN late USING (SK_ID_CURR)"""
    often, seldom = one(query)
    assert often > 1.4 * seldom


def test_card_balances_follow_from_drawings_and_payments(one: Query) -> None:
    query = """
        WITH steps AS (SELECT AMT_BALANCE - (1.022 * lag(AMT_BALANCE, 1, 0.0) OVER (PARTITION BY SK_ID_PREV
            ORDER BY MONTHS_BALANCE) + AMT_DRAWINGS_CURRENT - AMT_PAYMENT_TOTAL_CURRENT) gap FROM credit_card_balance)
        SELECT max(abs(gap)) FROM steps"""
    assert one(query)[0] < 0.01
