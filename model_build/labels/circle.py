"""Enquiries about the client, and credits of the people around them."""

from typing import Final

from model_build.labels.texts import column
from model_bundle.catalogue import Text, Unit

_PERIODS: Final = {
    "HOUR": Text("the last hour", "la dernière heure"),
    "DAY": Text("the last day, the last hour left out", "le dernier jour, hors dernière heure"),
    "WEEK": Text("the last week, the last day left out", "la dernière semaine, hors dernier jour"),
    "MON": Text("the last month, the last week left out", "le dernier mois, hors dernière semaine"),
    "QRT": Text("the last quarter, the last month left out", "le dernier trimestre, hors dernier mois"),
    "YEAR": Text("the last year, the last quarter left out", "la dernière année, hors dernier trimestre"),
}

_UNANSWERED: Final = Text(
    "Unknown if the credit bureau gave no answer.", "Inconnu si le fichier des crédits n’a pas répondu."
)
_UNSEEN: Final = Text(
    "Unknown if nothing is known of the people around the client.",
    "Inconnu si l’on ne sait rien des proches du client.",
)

CIRCLE: Final = (
    *(
        column(
            f"AMT_REQ_CREDIT_BUREAU_{period}",
            "enquiries",
            Unit.COUNT,
            Text(f"Enquiries within {words.en}", f"Consultations pendant {words.fr}"),
            Text(
                f"Enquiries about the client at the credit bureau within {words.en}.",
                f"Consultations du fichier des crédits sur le client pendant {words.fr}.",
            ),
            null_rule=_UNANSWERED,
        )
        for period, words in _PERIODS.items()
    ),
    *(
        column(
            f"OBS_{days}_CNT_SOCIAL_CIRCLE",
            "social_circle",
            Unit.COUNT,
            Text(
                f"People around the client followed for {days} days late",
                f"Proches suivis pour un retard de {days} jours",
            ),
            Text(
                f"People around the client of whom it is known whether they were {days} days late.",
                f"Proches du client dont on sait s’ils ont eu {days} jours de retard.",
            ),
            null_rule=_UNSEEN,
        )
        for days in (30, 60)
    ),
    *(
        column(
            f"DEF_{days}_CNT_SOCIAL_CIRCLE",
            "social_circle",
            Unit.COUNT,
            Text(f"People around the client {days} days late", f"Proches en retard de {days} jours"),
            Text(
                f"People around the client who did not pay for {days} days.",
                f"Proches du client restés {days} jours sans payer.",
            ),
            null_rule=_UNSEEN,
        )
        for days in (30, 60)
    ),
)
