# ruff: noqa: S608
"""The form has the shares, sentinels and links of the published one."""

import pytest

from tests.model_build.synthetic.conftest import Query


def test_defaults(one: Query) -> None:
    assert one("SELECT avg(TARGET) FROM application_train")[0] == pytest.approx(0.0807, abs=0.004)


@pytest.mark.parametrize(
    ("table", "column", "share", "within"),
    [
        ("application_train", "EXT_SOURCE_1", 0.564, 0.02),
        ("application_train", "EXT_SOURCE_2", 0.002, 0.002),
        ("application_train", "EXT_SOURCE_3", 0.198, 0.015),
        ("application_train", "OWN_CAR_AGE", 0.66, 0.02),
        ("application_train", "OCCUPATION_TYPE", 0.313, 0.02),
        ("application_train", "APARTMENTS_AVG", 0.507, 0.02),
        ("application_train", "COMMONAREA_MEDI", 0.699, 0.02),
        ("application_train", "FONDKAPREMONT_MODE", 0.684, 0.02),
        ("application_train", "AMT_REQ_CREDIT_BUREAU_YEAR", 0.135, 0.015),
        ("application_test", "EXT_SOURCE_1", 0.421, 0.03),
        ("bureau", "DAYS_ENDDATE_FACT", 0.369, 0.04),
        ("bureau", "AMT_CREDIT_MAX_OVERDUE", 0.655, 0.02),
        ("bureau", "AMT_ANNUITY", 0.715, 0.03),
        ("previous_application", "AMT_ANNUITY", 0.223, 0.03),
        ("previous_application", "RATE_INTEREST_PRIMARY", 0.9964, 0.002),
        ("previous_application", "DAYS_FIRST_DUE", 0.403, 0.03),
        ("POS_CASH_balance", "CNT_INSTALMENT", 0.0026, 0.002),
        ("credit_card_balance", "AMT_DRAWINGS_ATM_CURRENT", 0.195, 0.06),
        ("credit_card_balance", "AMT_INST_MIN_REGULARITY", 0.079, 0.02),
        ("installments_payments", "AMT_PAYMENT", 0.0002, 0.002),
    ],
)
def test_missing_shares(one: Query, table: str, column: str, share: float, within: float) -> None:
    measured = one(f"SELECT avg(({column} IS NULL)::INT) FROM {table}")[0]
    assert measured == pytest.approx(share, abs=within)


@pytest.mark.parametrize(
    ("column", "correlation"),
    [("EXT_SOURCE_1", -0.151), ("EXT_SOURCE_2", -0.16), ("EXT_SOURCE_3", -0.179), ("DAYS_BIRTH", 0.078)],
)
def test_the_outcome_leans_on_the_form_as_published(one: Query, column: str, correlation: float) -> None:
    measured = one(f"SELECT corr({column}, TARGET) FROM application_train")[0]
    assert measured == pytest.approx(correlation, abs=0.04)


def test_amounts_agree_with_one_another(one: Query) -> None:
    query = """
        SELECT median(AMT_CREDIT / AMT_ANNUITY), min(AMT_CREDIT / AMT_ANNUITY), corr(AMT_CREDIT, AMT_GOODS_PRICE),
            corr(AMT_CREDIT, AMT_ANNUITY), median(AMT_ANNUITY / AMT_INCOME_TOTAL), min(AMT_CREDIT / AMT_GOODS_PRICE)
        FROM application_train"""
    count, fewest, goods, annuity, burden, least = one(query)
    assert count == pytest.approx(20, abs=1.5)
    assert fewest > 7.9
    assert goods > 0.95
    assert 0.7 < annuity < 0.9
    assert burden == pytest.approx(0.163, abs=0.02)
    assert least > 0.99


@pytest.mark.parametrize(
    "broken",
    [
        "(DAYS_EMPLOYED = 365243) <> (ORGANIZATION_TYPE = 'XNA')",
        "(DAYS_EMPLOYED = 365243) <> (NAME_INCOME_TYPE IN ('Pensioner', 'Unemployed'))",
        "(DAYS_EMPLOYED = 365243) <> (FLAG_EMP_PHONE = 0)",
        "DAYS_EMPLOYED = 365243 AND OCCUPATION_TYPE IS NOT NULL",
        "DAYS_EMPLOYED < 0 AND DAYS_EMPLOYED < DAYS_BIRTH",
        "DAYS_REGISTRATION < DAYS_BIRTH OR DAYS_REGISTRATION > 0 OR DAYS_BIRTH > -7000 OR DAYS_ID_PUBLISH > 0",
        "(FLAG_OWN_CAR = 'N') <> (OWN_CAR_AGE IS NULL)",
        "CNT_FAM_MEMBERS <= CNT_CHILDREN",
        "DEF_30_CNT_SOCIAL_CIRCLE > OBS_30_CNT_SOCIAL_CIRCLE",
        "DEF_60_CNT_SOCIAL_CIRCLE > DEF_30_CNT_SOCIAL_CIRCLE",
        "(AMT_REQ_CREDIT_BUREAU_DAY IS NULL) <> (AMT_REQ_CREDIT_BUREAU_YEAR IS NULL)",
        "EXT_SOURCE_1 NOT BETWEEN 0 AND 1 OR EXT_SOURCE_2 NOT BETWEEN 0 AND 1",
        "REGION_RATING_CLIENT_W_CITY > REGION_RATING_CLIENT",
        "NAME_CONTRACT_TYPE = 'Revolving loans' AND abs(AMT_CREDIT / AMT_ANNUITY - 20) > 0.1",
    ],
)
@pytest.mark.parametrize("table", ["application_train", "application_test"])
def test_no_form_contradicts_itself(one: Query, table: str, broken: str) -> None:
    assert one(f"SELECT count(*) FROM {table} WHERE {broken}")[0] == 0


def test_the_applicants_to_be_decided_have_drifted(one: Query) -> None:
    query = (
        "SELECT avg((NAME_CONTRACT_TYPE = 'Revolving loans')::INT), avg(FLAG_EMAIL), "
        "median(AMT_CREDIT / AMT_ANNUITY) FROM "
    )
    former, current = one(query + "application_train"), one(query + "application_test")
    assert former[0] > 5 * current[0]
    assert former[1] < 0.5 * current[1]
    assert former[2] > current[2] + 2
