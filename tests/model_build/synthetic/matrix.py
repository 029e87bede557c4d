"""A quick training matrix: enough to see what can be learned, and no more."""

from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

QUERY = """
WITH
b AS (SELECT SK_ID_CURR, sum(AMT_CREDIT_SUM_DEBT) / nullif(sum(AMT_CREDIT_SUM), 0), avg(DAYS_CREDIT), max(DAYS_CREDIT),
    avg((CREDIT_ACTIVE = 'Active')::INT), max(AMT_CREDIT_MAX_OVERDUE) FROM '{folder}/bureau.parquet' GROUP BY 1),
p AS (SELECT SK_ID_CURR, avg((NAME_CONTRACT_STATUS = 'Refused')::INT), max(DAYS_DECISION),
    avg(CNT_PAYMENT * AMT_ANNUITY / nullif(AMT_CREDIT, 0)) FROM '{folder}/previous_application.parquet' GROUP BY 1),
i AS (SELECT SK_ID_CURR, avg((DAYS_ENTRY_PAYMENT > DAYS_INSTALMENT)::INT), avg(DAYS_ENTRY_PAYMENT - DAYS_INSTALMENT)
    FROM '{folder}/installments_payments.parquet' GROUP BY 1),
c AS (SELECT SK_ID_CURR, avg(AMT_BALANCE / nullif(AMT_CREDIT_LIMIT_ACTUAL, 0)), avg((SK_DPD > 0)::INT)
    FROM '{folder}/credit_card_balance.parquet' GROUP BY 1),
o AS (SELECT SK_ID_CURR, avg((SK_DPD > 0)::INT) FROM '{folder}/POS_CASH_balance.parquet' GROUP BY 1)
SELECT a.TARGET, EXT_SOURCE_1, EXT_SOURCE_2, EXT_SOURCE_3, list_avg([EXT_SOURCE_1, EXT_SOURCE_2, EXT_SOURCE_3]),
    least(EXT_SOURCE_1, EXT_SOURCE_2, EXT_SOURCE_3), AMT_CREDIT / a.AMT_ANNUITY, AMT_CREDIT / AMT_GOODS_PRICE,
    a.AMT_ANNUITY / AMT_INCOME_TOTAL, AMT_CREDIT, AMT_GOODS_PRICE, nullif(DAYS_EMPLOYED, 365243), DAYS_ID_PUBLISH,
    DAYS_REGISTRATION, DAYS_LAST_PHONE_CHANGE, REGION_RATING_CLIENT, OWN_CAR_AGE, REG_CITY_NOT_WORK_CITY,
    DEF_30_CNT_SOCIAL_CIRCLE, FLAG_DOCUMENT_3, (NAME_EDUCATION_TYPE = 'Higher education')::INT,
    (NAME_INCOME_TYPE = 'Working')::INT, (OCCUPATION_TYPE IN ('Laborers', 'Drivers', 'Low-skill Laborers'))::INT,
    (FLAG_OWN_CAR = 'Y')::INT, (NAME_FAMILY_STATUS = 'Married')::INT, TOTALAREA_MODE, AMT_REQ_CREDIT_BUREAU_YEAR,
    b.* EXCLUDE (SK_ID_CURR), p.* EXCLUDE (SK_ID_CURR), i.* EXCLUDE (SK_ID_CURR), c.* EXCLUDE (SK_ID_CURR),
    o.* EXCLUDE (SK_ID_CURR)
FROM '{folder}/application_train.parquet' a LEFT JOIN b USING (SK_ID_CURR) LEFT JOIN p USING (SK_ID_CURR)
    LEFT JOIN i USING (SK_ID_CURR) LEFT JOIN c USING (SK_ID_CURR) LEFT JOIN o USING (SK_ID_CURR)
ORDER BY a.SK_ID_CURR
"""


def draw_matrix(folder: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return features and outcome of the former applicants; no gender and no age, as in the product."""
    with duckdb.connect() as connection:
        rows = connection.execute(QUERY.format(folder=folder)).fetchall()
    table = np.array(rows, dtype=np.float64)
    return table[:, 1:], table[:, 0]
