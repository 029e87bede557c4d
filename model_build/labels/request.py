"""The requested credit, income, and external scores."""

from typing import Final

from model_build.labels.texts import column
from model_bundle.catalogue import Text, Unit

_ORDINALS = {
    1: Text("First", "Premier"),
    2: Text("Second", "Deuxième"),
    3: Text("Third", "Troisième"),
}

REQUEST: Final = (
    column(
        "NAME_CONTRACT_TYPE",
        "credit_asked",
        Unit.CATEGORY,
        Text("Kind of credit", "Type de crédit"),
        Text("A loan paid out at once, or a revolving credit.", "Un prêt versé en une fois ou un crédit renouvelable."),
    ),
    column(
        "AMT_CREDIT",
        "credit_asked",
        Unit.MONEY,
        Text("Amount of the credit", "Montant du crédit"),
        Text("The sum that the client would borrow.", "La somme que le client emprunterait."),
        actionable=True,
        direction=1,
    ),
    column(
        "AMT_ANNUITY",
        "credit_asked",
        Unit.MONEY,
        Text("Amount of one instalment", "Montant d’une mensualité"),
        Text("What the client would pay at each due date.", "Ce que le client paierait à chaque mensualité."),
        actionable=True,
        direction=1,
    ),
    column(
        "AMT_GOODS_PRICE",
        "credit_asked",
        Unit.MONEY,
        Text("Price of the goods", "Prix du bien"),
        Text("Price of what the credit is to pay for.", "Prix de ce que le crédit doit financer."),
        actionable=True,
        null_rule=Text(
            "Unknown if the credit pays for nothing in particular.",
            "Inconnu si le crédit ne finance aucun bien en particulier.",
        ),
    ),
    column(
        "AMT_INCOME_TOTAL",
        "debt_load",
        Unit.MONEY,
        Text("Declared income", "Revenus déclarés"),
        Text("Income that the client stated in the form.", "Revenus indiqués par le client dans le dossier."),
        null_rule=Text(
            "Unknown if the form leaves it empty, or above a hundred million: a mistake.",
            "Inconnu si le dossier ne l’indique pas, ou au-delà de cent millions : une erreur.",
        ),
        direction=-1,
    ),
    *(
        column(
            f"EXT_SOURCE_{number}",
            "external_ratings",
            Unit.SCORE,
            Text(f"{ordinal.en} external credit score", f"{ordinal.fr} score externe"),
            Text(
                "A credit score from 0 (weak) to 1 (strong) that another company supplies.",
                "Un score de 0 (faible) à 1 (solide) fourni par une autre société.",
            ),
            direction=-1,
            null_rule=Text(
                "Unknown if this source has no score of the client.",
                "Inconnu si cette source n’a pas de score du client.",
            ),
        )
        for number, ordinal in _ORDINALS.items()
    ),
    column(
        "WEEKDAY_APPR_PROCESS_START",
        "application_time",
        Unit.CATEGORY,
        Text("Weekday of the application", "Jour de la semaine de la demande"),
        Text("Day of the week on which the client applied.", "Jour de la semaine où le client a fait sa demande."),
    ),
    column(
        "HOUR_APPR_PROCESS_START",
        "application_time",
        Unit.NUMBER,
        Text("Hour of the application", "Heure de la demande"),
        Text("Hour of the day, rounded down, at which the client applied.", "Heure de la demande, arrondie à l’heure."),
    ),
    column(
        "NAME_TYPE_SUITE",
        "application_time",
        Unit.CATEGORY,
        Text("Company at the application", "Accompagnement lors de la demande"),
        Text("Who came along when the client applied.", "Qui accompagnait le client lors de sa demande."),
    ),
)
