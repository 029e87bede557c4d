"""Features that compare the application with the client's histories."""

import ibis.expr.types as ir

from model_build.features.arithmetic import ratio
from model_build.features.registry import Registry
from model_bundle.catalogue import Text, Unit

LOAD_WITH_BUREAU = Registry("debt_load", "bureau")
LOAD_WITH_PREVIOUS = Registry("debt_load", "previous_application")
INSTALMENT_TREND = Registry("instalments", "installments_payments")
CARD_TREND = Registry("card_use", "credit_card_balance")


@LOAD_WITH_BUREAU.add(
    Text("Debt elsewhere compared with income", "Dette ailleurs rapportée aux revenus"),
    Text(
        "Debt left with other lenders divided by the declared income.",
        "Dette restante auprès d’autres prêteurs divisée par les revenus déclarés.",
    ),
    Unit.RATIO,
)
def BUREAU_DEBT_TO_INCOME(row: ir.Table) -> ir.Value:
    return ratio(row.BUREAU_DEBT, row.AMT_INCOME_TOTAL)


@LOAD_WITH_BUREAU.add(
    Text("Debt elsewhere compared with the credit asked for", "Dette ailleurs rapportée au crédit demandé"),
    Text(
        "Debt left with other lenders divided by the credit amount.",
        "Dette restante auprès d’autres prêteurs divisée par le montant du crédit.",
    ),
    Unit.RATIO,
    actionable=True,
)
def BUREAU_DEBT_TO_APPLICATION(row: ir.Table) -> ir.Value:
    return ratio(row.BUREAU_DEBT, row.AMT_CREDIT)


@LOAD_WITH_PREVIOUS.add(
    Text("Instalment compared with that of the latest credit", "Échéance rapportée à celle du dernier crédit"),
    Text(
        "One instalment divided by one of the most recent earlier credit that was granted.",
        "Une échéance divisée par une échéance du crédit antérieur accordé le plus récent.",
    ),
    Unit.RATIO,
    actionable=True,
)
def ANNUITY_TO_PREVIOUS(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_ANNUITY, row.PREV_LAST_ANNUITY)


@LOAD_WITH_PREVIOUS.add(
    Text("All instalments with us compared with income", "Ensemble des échéances chez nous rapporté aux revenus"),
    Text(
        "One instalment of this credit and of each running one, divided by the declared income.",
        "Une échéance de ce crédit et de chaque crédit en cours, divisée par les revenus déclarés.",
    ),
    Unit.SHARE,
    actionable=True,
)
def ALL_ANNUITIES_TO_INCOME(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_ANNUITY + row.PREV_RUNNING_ANNUITY.fill_null(0.0), row.AMT_INCOME_TOTAL)


@INSTALMENT_TREND.add(
    Text("Trend of the lateness of instalments", "Évolution du retard des échéances"),
    Text(
        "Average lateness within a year minus average lateness of all time; positive when it grows.",
        "Retard moyen sur un an moins retard moyen de toujours ; positif lorsqu’il augmente.",
    ),
    Unit.DAYS,
)
def INST_LATE_TREND(row: ir.Table) -> ir.Value:
    return row.INST_LATE_MEAN_1Y - row.INST_LATE_MEAN


@CARD_TREND.add(
    Text("Trend of the card balance", "Évolution du solde de carte"),
    Text(
        "Use of the limit in the last 2 months minus that of the last 6; positive when it grows.",
        "Part du plafond utilisée sur 2 mois moins celle sur 6 mois ; positive lorsqu’elle augmente.",
    ),
    Unit.NUMBER,
)
def CARD_USE_TREND(row: ir.Table) -> ir.Value:
    return row.CARD_USE_2M - row.CARD_USE_6M
