"""Job, household, housing, contact data and documents of the applicant."""

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import ratio, sum_of_known
from model_build.features.registry import ALWAYS_KNOWN, Registry
from model_bundle.catalogue import Text, Unit
from model_bundle.home_credit import DAYS_PER_YEAR

JOB = Registry(
    "job", null_rule=Text("Unknown for somebody without a current job.", "Inconnu pour qui n’a pas d’emploi en cours.")
)
HOUSEHOLD = Registry(
    "household",
    null_rule=Text(
        "Unknown if the number of people in the household is unknown.",
        "Inconnu si le nombre de personnes du foyer est inconnu.",
    ),
)
CAR = Registry(
    "car",
    null_rule=Text(
        "Unknown for somebody without a car or without a current job.",
        "Inconnu pour qui n’a pas de voiture ou pas d’emploi en cours.",
    ),
)
CONTACT = Registry("contact_and_documents", null_rule=ALWAYS_KNOWN)
REGION = Registry("region", null_rule=ALWAYS_KNOWN)
CIRCLE = Registry(
    "social_circle",
    null_rule=Text(
        "Unknown if the payments of nobody around the client are known.",
        "Inconnu si les paiements d’aucun proche du client ne sont connus.",
    ),
)
ENQUIRIES = Registry(
    "enquiries",
    null_rule=Text(
        "Unknown if the credit bureau gave no answer.", "Inconnu si le fichier des crédits n’a pas répondu."
    ),
)

DOCUMENTS = tuple(f"FLAG_DOCUMENT_{number}" for number in range(2, 22))
_CONTACTS = ("FLAG_EMP_PHONE", "FLAG_WORK_PHONE", "FLAG_CONT_MOBILE", "FLAG_PHONE", "FLAG_EMAIL")
_ADDRESSES = (
    "REG_REGION_NOT_LIVE_REGION",
    "REG_REGION_NOT_WORK_REGION",
    "LIVE_REGION_NOT_WORK_REGION",
    "REG_CITY_NOT_LIVE_CITY",
    "REG_CITY_NOT_WORK_CITY",
    "LIVE_CITY_NOT_WORK_CITY",
)
_ENQUIRIES = tuple(f"AMT_REQ_CREDIT_BUREAU_{period}" for period in ("HOUR", "DAY", "WEEK", "MON", "QRT", "YEAR"))


@JOB.add(
    Text("Without a job at the time of the application", "Sans emploi au moment de la demande"),
    Text(
        "The form holds no current employment: pensioner, unemployed or not stated.",
        "Le dossier ne comporte pas d’emploi en cours : retraite, chômage ou non précisé.",
    ),
    Unit.FLAG,
    null_rule=ALWAYS_KNOWN,
)
def NOT_EMPLOYED(row: ir.Table) -> ir.Value:
    return row.DAYS_EMPLOYED.isnull().cast("float64")


@JOB.add(
    Text(
        "Time in the job / time with the same phone",
        "Ancienneté dans l’emploi ÷ ancienneté du téléphone",
    ),
    Text(
        "Time in the current job divided by the time since the phone number last changed.",
        "Temps passé dans l’emploi actuel divisé par le temps écoulé depuis le dernier changement de téléphone.",
    ),
    Unit.RATIO,
    direction=-1,
    null_rule=Text(
        "Unknown for somebody without a current job, or who changed telephone on the very day.",
        "Inconnu pour qui n’a pas d’emploi en cours ou a changé de téléphone le jour même.",
    ),
)
def EMPLOYED_TO_PHONE(row: ir.Table) -> ir.Value:
    return ratio(row.DAYS_EMPLOYED, row.DAYS_LAST_PHONE_CHANGE)


@JOB.add(
    Text("Credit / days in the job", "Crédit ÷ jours passés dans l’emploi"),
    Text(
        "Credit amount divided by the number of days in the current job.",
        "Montant du crédit divisé par le nombre de jours passés dans l’emploi actuel.",
    ),
    Unit.MONEY,
    actionable=True,
    direction=1,
)
def CREDIT_TO_EMPLOYED(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_CREDIT, -row.DAYS_EMPLOYED)


@JOB.add(
    Text(
        "Time in the job / age of the identity document",
        "Ancienneté dans l’emploi ÷ âge de la pièce d’identité",
    ),
    Text(
        "Time in the current job divided by the time since the identity document was changed.",
        "Temps passé dans l’emploi actuel divisé par le temps écoulé depuis le changement de pièce d’identité.",
    ),
    Unit.RATIO,
    direction=-1,
)
def EMPLOYED_TO_ID(row: ir.Table) -> ir.Value:
    return ratio(row.DAYS_EMPLOYED, row.DAYS_ID_PUBLISH)


@JOB.add(
    Text("Share of life spent in the job", "Part de la vie passée dans l’emploi"),
    Text("Time in the current job divided by age.", "Temps passé dans l’emploi actuel divisé par l’âge."),
    Unit.SHARE,
    direction=-1,
    from_age=True,
)
def EMPLOYED_TO_AGE(row: ir.Table) -> ir.Value:
    return ratio(row.DAYS_EMPLOYED, row.DAYS_BIRTH)


@HOUSEHOLD.add(
    Text("Share of children in the household", "Part des enfants dans le foyer"),
    Text(
        "Number of children divided by the number of people in the household.",
        "Nombre d’enfants divisé par le nombre de personnes du foyer.",
    ),
    Unit.SHARE,
)
def CHILDREN_SHARE(row: ir.Table) -> ir.Value:
    return ratio(row.CNT_CHILDREN, row.CNT_FAM_MEMBERS)


@CAR.add(
    Text("Age of the car / time in the job", "Âge de la voiture ÷ ancienneté dans l’emploi"),
    Text(
        "Age of the car in years divided by the time in the current job in years.",
        "Âge de la voiture en années divisé par le temps passé dans l’emploi actuel en années.",
    ),
    Unit.RATIO,
    direction=1,
)
def CAR_AGE_TO_EMPLOYED(row: ir.Table) -> ir.Value:
    return ratio(row.OWN_CAR_AGE * DAYS_PER_YEAR, -row.DAYS_EMPLOYED)


@CONTACT.add(
    Text("Number of documents provided", "Nombre de documents fournis"),
    Text("How many of the twenty documents are in the file.", "Combien des vingt documents figurent au dossier."),
    Unit.COUNT,
)
def DOCUMENT_COUNT(row: ir.Table) -> ir.Value:
    return sum_of_known([row[name] for name in DOCUMENTS])


@CONTACT.add(
    Text("Number of ways to reach the client", "Nombre de moyens de joindre le client"),
    Text(
        "How many telephone numbers and addresses for messages the client gave.",
        "Combien de numéros de téléphone et d’adresses électroniques le client a donnés.",
    ),
    Unit.COUNT,
)
def CONTACT_COUNT(row: ir.Table) -> ir.Value:
    return sum_of_known([row[name] for name in _CONTACTS])


@CONTACT.add(
    Text("Time since phone or papers changed", "Temps écoulé depuis une modification du téléphone ou des papiers"),
    Text(
        "Time since registration, identity document or telephone last changed, whichever is the most recent.",
        "Temps écoulé depuis le plus récent changement d’inscription, de pièce d’identité ou de téléphone.",
    ),
    Unit.DAYS,
    null_rule=Text("Unknown if the form states none of the three.", "Inconnu si le dossier n’indique aucun des trois."),
)
def DAYS_LATEST_CHANGE(row: ir.Table) -> ir.Value:
    return -ibis.greatest(row.DAYS_REGISTRATION, row.DAYS_ID_PUBLISH, row.DAYS_LAST_PHONE_CHANGE)


@REGION.add(
    Text("Number of addresses that differ", "Nombre d’adresses qui diffèrent"),
    Text(
        "How many pairs of registered, contact and work address lie in different cities or regions.",
        "Combien de paires d’adresses (officielle, de contact, de travail) diffèrent par la ville ou la région.",
    ),
    Unit.COUNT,
)
def ADDRESS_MISMATCHES(row: ir.Table) -> ir.Value:
    return sum_of_known([row[name] for name in _ADDRESSES])


@CIRCLE.add(
    Text("Share of people around the client in default", "Part de l’entourage en défaut de paiement"),
    Text(
        "People around the client 30 days late, divided by those whose payments are known.",
        "Proches en retard de 30 jours, rapportés à ceux dont les paiements sont connus.",
    ),
    Unit.SHARE,
)
def CIRCLE_DEFAULT_SHARE(row: ir.Table) -> ir.Value:
    return ratio(row.DEF_30_CNT_SOCIAL_CIRCLE, row.OBS_30_CNT_SOCIAL_CIRCLE)


@ENQUIRIES.add(
    Text("Bureau enquiries within a year", "Interrogations du fichier en un an"),
    Text(
        "All enquiries about the client in the year before the application; unknown if the bureau gave none.",
        "Toutes les interrogations sur le client dans l’année précédant la demande ; inconnu sans réponse du fichier.",
    ),
    Unit.COUNT,
)
def ENQUIRY_COUNT(row: ir.Table) -> ir.Value:
    total = row[_ENQUIRIES[0]]
    for name in _ENQUIRIES[1:]:
        total = total + row[name]
    return total
