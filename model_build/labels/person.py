"""Who the client is, their job, household and home."""

from typing import Final

from model_build.labels.texts import column
from model_bundle.catalogue import Text, Unit
from model_bundle.home_credit import BIRTH, GENDER

PERSON: Final = (
    column(
        GENDER,
        "person",
        Unit.CATEGORY,
        Text("Gender", "Sexe"),
        Text(
            "As stated in the form; never used for the decision.",
            "Tel qu’indiqué au dossier ; jamais utilisé pour la décision.",
        ),
        null_rule=Text(
            "Unknown if the form states neither of the two.", "Inconnu si le dossier n’indique aucun des deux."
        ),
    ),
    column(
        BIRTH,
        "person",
        Unit.DAYS,
        Text("Age", "Âge"),
        Text("Age of the client on the day of the application.", "Âge du client le jour de la demande."),
        days=True,
    ),
    column(
        "NAME_INCOME_TYPE",
        "job",
        Unit.CATEGORY,
        Text("Source of income", "Source de revenus"),
        Text(
            "What the client lives on: work, pension, business, …",
            "Ce dont vit le client : travail, retraite, entreprise…",
        ),
    ),
    column(
        "DAYS_EMPLOYED",
        "job",
        Unit.DAYS,
        Text("Time in the current job", "Ancienneté dans l’emploi"),
        Text(
            "Time since the current job began; unknown for those without one.",
            "Temps écoulé depuis le début de l’emploi actuel ; inconnu pour qui n’en a pas.",
        ),
        days=True,
        null_rule=Text("Unknown for somebody without a current job.", "Inconnu pour qui n’a pas d’emploi en cours."),
        direction=1,
    ),
    column(
        "OCCUPATION_TYPE",
        "job",
        Unit.CATEGORY,
        Text("Occupation", "Profession"),
        Text("Kind of work that the client does.", "Type de travail exercé par le client."),
        null_rule=Text(
            "Unknown for somebody without a current job, or whose work the form leaves out.",
            "Inconnu pour qui n’a pas d’emploi en cours ou n’indique pas le sien.",
        ),
    ),
    column(
        "ORGANIZATION_TYPE",
        "job",
        Unit.CATEGORY,
        Text("Kind of employer", "Type d’employeur"),
        Text("Branch of the organisation that the client works for.", "Secteur de l’organisme où travaille le client."),
        null_rule=Text("Unknown for somebody without an employer.", "Inconnu pour qui n’a pas d’employeur."),
    ),
    column(
        "NAME_EDUCATION_TYPE",
        "job",
        Unit.CATEGORY,
        Text("Education", "Niveau d’études"),
        Text("The highest level of education reached.", "Le plus haut niveau d’études atteint."),
    ),
    column(
        "NAME_FAMILY_STATUS",
        "household",
        Unit.CATEGORY,
        Text("Marital status", "Situation familiale"),
        Text("Whether the client lives alone or as a couple.", "Si le client vit seul ou en couple."),
    ),
    column(
        "CNT_CHILDREN",
        "household",
        Unit.COUNT,
        Text("Number of children", "Nombre d’enfants"),
        Text("Children whom the client supports.", "Enfants à la charge du client."),
    ),
    column(
        "CNT_FAM_MEMBERS",
        "household",
        Unit.COUNT,
        Text("People in the household", "Personnes dans le foyer"),
        Text(
            "Number of people in the household, the client included.", "Nombre de personnes du foyer, client compris."
        ),
    ),
    column(
        "FLAG_OWN_CAR",
        "car",
        Unit.CATEGORY,
        Text("Car", "Voiture"),
        Text("Whether the client owns a car.", "Si le client possède une voiture."),
    ),
    column(
        "OWN_CAR_AGE",
        "car",
        Unit.YEARS,
        Text("Age of the car", "Âge de la voiture"),
        Text("Age of the client’s car in years.", "Âge en années de la voiture du client."),
        null_rule=Text("Unknown for somebody without a car.", "Inconnu pour qui n’a pas de voiture."),
    ),
    column(
        "FLAG_OWN_REALTY",
        "housing",
        Unit.CATEGORY,
        Text("Home ownership", "Propriété du logement"),
        Text("Whether the client owns a house or a flat.", "Si le client possède une maison ou un appartement."),
    ),
    column(
        "NAME_HOUSING_TYPE",
        "housing",
        Unit.CATEGORY,
        Text("Kind of housing", "Type de logement"),
        Text(
            "Where the client lives: own home, rented, with parents, …",
            "Où vit le client : chez soi, en location, chez ses parents…",
        ),
    ),
)
