"""Enquiries about the client, and defaults in the client's social circle."""

from typing import Final

from model_build.labels.texts import column
from model_bundle.catalogue import Text, Unit

_PERIODS: Final = {
    "HOUR": Text("in the last hour", "dans la dernière heure"),
    "DAY": Text("1 to 24 hours ago", "il y a 1 à 24 heures"),
    "WEEK": Text("1 to 7 days ago", "il y a 1 à 7 jours"),
    "MON": Text("1 to 4 weeks ago", "il y a 1 à 4 semaines"),
    "QRT": Text("1 to 3 months ago", "il y a 1 à 3 mois"),
    "YEAR": Text("3 to 12 months ago", "il y a 3 à 12 mois"),
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
            Text(f"Bureau enquiries {words.en}", f"Interrogations du fichier {words.fr}"),
            Text(
                f"Enquiries about the client at the credit bureau, {words.en} at the time of the application.",
                f"Interrogations du fichier des crédits sur le client, {words.fr} au moment de la demande.",
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
