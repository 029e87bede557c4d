"""Facts of the application form, and of enquiries at the credit bureau."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from model_build.labels.phrasings.rows import NEVER, NOT_NAMED, Pair, fact, protected
from model_bundle.home_credit import BIRTH, GENDER
from model_bundle.naming import Ground, Phrasing

_NO_ANSWER: Final = (
    "number of bureau enquiries not available",
    "nombre d’interrogations du fichier non disponible",
)
NO_JOB: Final = ("no current job stated", "aucun emploi en cours déclaré")
_NO_CAR: Final = ("no car with a stated age", "aucune voiture dont l’âge soit indiqué")
_PERIODS: Final[Mapping[str, Pair]] = {
    "HOUR": ("in the last hour", "dans la dernière heure"),
    "DAY": ("1 to 24 hours ago", "il y a 1 à 24 heures"),
    "WEEK": ("1 to 7 days ago", "il y a 1 à 7 jours"),
    "MON": ("1 to 4 weeks ago", "il y a 1 à 4 semaines"),
    "QRT": ("1 to 3 months ago", "il y a 1 à 3 mois"),
    "YEAR": ("3 to 12 months ago", "il y a 3 à 12 mois"),
}


def _enquiries(en: str, fr: str) -> Phrasing:
    return fact(
        f"{{value:bureau enquiry|bureau enquiries}} {en}",
        f"{{value:interrogation|interrogations}} du fichier {fr}",
        zero=(f"no bureau enquiry {en}", f"aucune interrogation du fichier {fr}"),
        absent=_NO_ANSWER,
    )


_RESIDENCE: Final = protected(Ground.RESIDENCE)
_FAMILY: Final = protected(Ground.FAMILY_SITUATION)
_PEOPLE: Final = protected(Ground.PEOPLE_AROUND)

FORM: Final[Mapping[str, Phrasing]] = {
    GENDER: protected(Ground.GENDER),
    BIRTH: protected(Ground.AGE),
    "EMPLOYED_TO_AGE": protected(Ground.AGE),
    "NAME_FAMILY_STATUS": _FAMILY,
    "CNT_CHILDREN": _FAMILY,
    "CNT_FAM_MEMBERS": _FAMILY,
    "CHILDREN_SHARE": _FAMILY,
    "FLAG_OWN_CAR": fact("{value}", "{value}"),
    "OWN_CAR_AGE": fact("car {value} old", "voiture de {value}", absent=_NO_CAR),
    "CAR_AGE_TO_EMPLOYED": fact(
        "car {OWN_CAR_AGE} old, {DAYS_EMPLOYED} in the job",
        "voiture de {OWN_CAR_AGE}, {DAYS_EMPLOYED} d’ancienneté dans l’emploi",
    ),
    "NAME_INCOME_TYPE": fact(
        "source of income: {value}",
        "source de revenus : {value}",
        silent={"Pensioner": Ground.AGE, "Maternity leave": Ground.GENDER},
    ),
    "NAME_EDUCATION_TYPE": fact("education: {value}", "niveau d’études : {value}"),
    "DAYS_EMPLOYED": fact("{value} in the job", "{value} d’ancienneté dans l’emploi", absent=NO_JOB),
    "OCCUPATION_TYPE": fact(
        "occupation: {value}",
        "profession : {value}",
        absent=("no occupation on record", "aucune profession connue"),
    ),
    "ORGANIZATION_TYPE": fact(
        "employer: {value}", "employeur : {value}", absent=("no employer on record", "aucun employeur connu")
    ),
    "NOT_EMPLOYED": fact(*NO_JOB, zero=("a current job stated", "un emploi en cours déclaré")),
    "EMPLOYED_TO_PHONE": fact(
        "{DAYS_EMPLOYED} in the job, same phone for {DAYS_LAST_PHONE_CHANGE}",
        "{DAYS_EMPLOYED} d’ancienneté dans l’emploi, même téléphone depuis {DAYS_LAST_PHONE_CHANGE}",
    ),
    "CREDIT_TO_EMPLOYED": fact(
        "{DAYS_EMPLOYED} in the job for a credit of {AMT_CREDIT}",
        "{DAYS_EMPLOYED} d’ancienneté dans l’emploi pour un crédit de {AMT_CREDIT}",
    ),
    "EMPLOYED_TO_ID": fact(
        "{DAYS_EMPLOYED} in the job, identity document {DAYS_ID_PUBLISH} old",
        "{DAYS_EMPLOYED} d’ancienneté dans l’emploi, pièce d’identité délivrée il y a {DAYS_ID_PUBLISH}",
    ),
    "FLAG_OWN_REALTY": fact("{value}", "{value}"),
    "NAME_HOUSING_TYPE": fact(
        "housing: {value}", "logement : {value}", silent={"With parents": Ground.FAMILY_SITUATION}
    ),
    "DAYS_REGISTRATION": fact(
        "same registered address for {value}",
        "même adresse officielle depuis {value}",
        zero=(
            "registered address changed on the day of the application",
            "adresse officielle modifiée le jour de la demande",
        ),
    ),
    "DAYS_ID_PUBLISH": fact(
        "identity document {value} old",
        "pièce d’identité délivrée il y a {value}",
        zero=(
            "identity document issued on the day of the application",
            "pièce d’identité délivrée le jour de la demande",
        ),
    ),
    "DAYS_LAST_PHONE_CHANGE": fact(
        "same phone for {value}",
        "même téléphone depuis {value}",
        zero=("phone changed on the day of the application", "téléphone changé le jour de la demande"),
    ),
    "DAYS_LATEST_CHANGE": fact(
        "phone or papers changed {value} before the application",
        "téléphone ou papiers modifiés {value} avant la demande",
        zero=("phone or papers changed on the day of the application", "téléphone ou papiers modifiés le jour même"),
        about=("DAYS_LAST_PHONE_CHANGE", "DAYS_ID_PUBLISH", "DAYS_REGISTRATION"),
    ),
    "DOCUMENT_COUNT": fact(
        "{value:document|documents} provided",
        "{value:document fourni|documents fournis}",
        zero=("no document provided", "aucun document fourni"),
    ),
    **{f"FLAG_DOCUMENT_{number}": NOT_NAMED for number in range(2, 22)},
    **dict.fromkeys(
        (
            "FLAG_MOBIL",
            "FLAG_EMP_PHONE",
            "FLAG_WORK_PHONE",
            "FLAG_CONT_MOBILE",
            "FLAG_PHONE",
            "FLAG_EMAIL",
            "CONTACT_COUNT",
            "WEEKDAY_APPR_PROCESS_START",
            "HOUR_APPR_PROCESS_START",
        ),
        NEVER,
    ),
    # Who came along to the application: a spouse, children, the family.
    "NAME_TYPE_SUITE": replace(NEVER, ground=Ground.FAMILY_SITUATION),
    **dict.fromkeys(
        (
            "REGION_POPULATION_RELATIVE",
            "REGION_RATING_CLIENT",
            "REGION_RATING_CLIENT_W_CITY",
            "REG_REGION_NOT_LIVE_REGION",
            "REG_REGION_NOT_WORK_REGION",
            "LIVE_REGION_NOT_WORK_REGION",
            "REG_CITY_NOT_LIVE_CITY",
            "REG_CITY_NOT_WORK_CITY",
            "LIVE_CITY_NOT_WORK_CITY",
            "ADDRESS_MISMATCHES",
        ),
        _RESIDENCE,
    ),
    **{f"{what}_{days}_CNT_SOCIAL_CIRCLE": _PEOPLE for what in ("OBS", "DEF") for days in (30, 60)},
    "CIRCLE_DEFAULT_SHARE": _PEOPLE,
    **{f"AMT_REQ_CREDIT_BUREAU_{period}": _enquiries(*words) for period, words in _PERIODS.items()},
    "ENQUIRY_COUNT": replace(
        _enquiries("within a year", "en un an"), about=tuple(f"AMT_REQ_CREDIT_BUREAU_{period}" for period in _PERIODS)
    ),
}
