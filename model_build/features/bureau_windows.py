"""Credits that were opened with other lenders within 6, 12, 24 and 36 months before the application."""

from typing import Final

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import exact_sum, ratio
from model_build.features.bureau_credits import NO_CREDIT
from model_build.features.registry import Expression, Registry
from model_bundle.catalogue import Text, Unit

WINDOWS = Registry("past_credits", "bureau", null_rule=NO_CREDIT)
_DAYS: Final = {6: 183, 12: 365, 24: 730, 36: 1_095}


def _count(days: int) -> Expression:
    def count(rows: ir.Table) -> ir.Value:
        return (rows.begun >= -days).cast("int64").sum()

    return count


def _amount(days: int) -> Expression:
    def amount(rows: ir.Table) -> ir.Value:
        # Who has credits but no new one was lent nothing, which is known.
        new = rows.begun >= -days
        return ibis.ifelse(new.cast("int64").sum() == 0, 0.0, exact_sum(rows.credit, where=new))

    return amount


def _debt_share(days: int) -> Expression:
    def debt_share(rows: ir.Table) -> ir.Value:
        new = rows.begun >= -days
        return ratio(exact_sum(rows.debt, where=new), exact_sum(rows.credit, where=new & rows.debt.notnull()))

    return debt_share


for _months, _length in _DAYS.items():
    WINDOWS.add(
        Text(
            f"Credits opened with other lenders within {_months} months",
            f"Crédits ouverts auprès d’autres prêteurs en {_months} mois",
        ),
        Text(
            f"Number of reported credits opened in the {_months} months before the application.",
            f"Nombre de crédits déclarés ouverts dans les {_months} mois précédant la demande.",
        ),
        Unit.COUNT,
        name=f"BUREAU_NEW_{_months}M",
    )(_count(_length))
    WINDOWS.add(
        Text(
            f"Amount borrowed from other lenders within {_months} months",
            f"Sommes empruntées à d’autres prêteurs en {_months} mois",
        ),
        Text(
            f"Sum of the amounts of the reported credits opened in the {_months} months before the application.",
            f"Somme des montants des crédits déclarés ouverts dans les {_months} mois précédant la demande.",
        ),
        Unit.MONEY,
        name=f"BUREAU_NEW_CREDIT_{_months}M",
    )(_amount(_length))
    WINDOWS.add(
        Text(
            f"Share left to repay of credits with other lenders of the last {_months} months",
            f"Part restant à rembourser des crédits auprès d’autres prêteurs de {_months} mois au plus",
        ),
        Text(
            f"Debt left divided by the amount of the credits opened in the last {_months} months whose debt is known.",
            f"Dette restante divisée par le montant des crédits ouverts depuis {_months} mois dont la dette est "
            "connue.",
        ),
        Unit.SHARE,
        name=f"BUREAU_NEW_DEBT_TO_CREDIT_{_months}M",
        null_rule=Text(
            f"Unknown if no credit of the last {_months} months is reported with what is left to pay.",
            f"Inconnu si aucun crédit de {_months} mois au plus n’est déclaré avec ce qui reste à payer.",
        ),
    )(_debt_share(_length))
