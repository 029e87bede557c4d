"""An earlier application to this lender, as a row-level model sees it."""

from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import ratio
from model_build.target_encoding.row_source import RowSource
from model_bundle.home_credit import NO_DATE


def _payments(raw: ir.Table) -> ir.NumericValue:
    return raw.CNT_PAYMENT.nullif(0.0)


PREVIOUS_ROWS: Final = RowSource(
    table="previous_application",
    key="SK_ID_PREV",
    numbers={
        "decided": lambda raw: raw.DAYS_DECISION,
        "annuity": lambda raw: raw.AMT_ANNUITY,
        # An application that was dropped early asks for zero: for nothing that is known.
        "asked": lambda raw: raw.AMT_APPLICATION.nullif(0.0),
        "credit": lambda raw: raw.AMT_CREDIT.nullif(0.0),
        "goods": lambda raw: raw.AMT_GOODS_PRICE.nullif(0.0),
        "down_payment": lambda raw: raw.AMT_DOWN_PAYMENT,
        "down_payment_share": lambda raw: raw.RATE_DOWN_PAYMENT,
        "interest_primary": lambda raw: raw.RATE_INTEREST_PRIMARY,
        "interest_privileged": lambda raw: raw.RATE_INTEREST_PRIVILEGED,
        "payments": _payments,
        "granted_share": lambda raw: ratio(raw.AMT_CREDIT.nullif(0.0), raw.AMT_APPLICATION),
        "implied_interest": lambda raw: ratio(_payments(raw) * raw.AMT_ANNUITY - raw.AMT_CREDIT, raw.AMT_CREDIT),
        "seller_place": lambda raw: raw.SELLERPLACE_AREA.nullif(-1),
        "is_running": lambda raw: (raw.NAME_CONTRACT_STATUS == "Approved") & (raw.DAYS_LAST_DUE == NO_DATE),
        "first_drawing": lambda raw: raw.DAYS_FIRST_DRAWING.nullif(NO_DATE),
        "first_due": lambda raw: raw.DAYS_FIRST_DUE.nullif(NO_DATE),
        "last_due_planned": lambda raw: raw.DAYS_LAST_DUE_1ST_VERSION.nullif(NO_DATE),
        "last_due": lambda raw: raw.DAYS_LAST_DUE.nullif(NO_DATE),
        "ended": lambda raw: raw.DAYS_TERMINATION.nullif(NO_DATE),
        "days_early": lambda raw: raw.DAYS_LAST_DUE_1ST_VERSION.nullif(NO_DATE) - raw.DAYS_LAST_DUE.nullif(NO_DATE),
        "is_insured": lambda raw: raw.NFLAG_INSURED_ON_APPROVAL,
    },
    categorical=(
        "NAME_CONTRACT_TYPE",
        "NAME_CONTRACT_STATUS",
        "CODE_REJECT_REASON",
        "NAME_CASH_LOAN_PURPOSE",
        "NAME_PAYMENT_TYPE",
        "NAME_CLIENT_TYPE",
        "NAME_GOODS_CATEGORY",
        "NAME_PORTFOLIO",
        "NAME_PRODUCT_TYPE",
        "CHANNEL_TYPE",
        "NAME_SELLER_INDUSTRY",
        "NAME_YIELD_GROUP",
        "PRODUCT_COMBINATION",
    ),
    prefix="PREV_RISK",
)
