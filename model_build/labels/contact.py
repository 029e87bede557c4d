"""Telephones, papers and addresses of the client."""

from typing import Final

from model_build.labels.texts import column
from model_bundle.catalogue import CatalogueEntry, Text, Unit


def _flag(name: str, label: Text, definition: Text) -> CatalogueEntry:
    return column(name, "contact_and_documents", Unit.FLAG, label, definition)


def _since(name: str, label: Text, definition: Text) -> CatalogueEntry:
    return column(name, "contact_and_documents", Unit.DAYS, label, definition, days=True)


def _differ(name: str, en: str, fr: str, area: Text) -> CatalogueEntry:
    return column(
        name,
        "region",
        Unit.FLAG,
        Text(f"{en} in different {area.en}", f"{fr} dans des {area.fr} différentes"),
        Text(
            f"Whether the two addresses lie in different {area.en}.",
            f"Si les deux adresses sont dans des {area.fr} différentes.",
        ),
    )


_REGIONS = Text("regions", "régions")
_CITIES = Text("cities", "villes")
_REGISTERED_LIVE = ("Registered and contact address", "Adresses officielle et de contact")
_REGISTERED_WORK = ("Registered and work address", "Adresses officielle et de travail")
_LIVE_WORK = ("Contact and work address", "Adresses de contact et de travail")

CONTACT: Final = (
    _flag(
        "FLAG_MOBIL",
        Text("Mobile phone declared", "Téléphone portable déclaré"),
        Text("Whether the client gave a mobile number.", "Si le client a donné un numéro de portable."),
    ),
    _flag(
        "FLAG_EMP_PHONE",
        Text("Employer’s phone declared", "Téléphone de l’employeur déclaré"),
        Text(
            "Whether the client gave the employer’s telephone number.",
            "Si le client a donné le numéro de son employeur.",
        ),
    ),
    _flag(
        "FLAG_WORK_PHONE",
        Text("Work phone declared", "Téléphone professionnel déclaré"),
        Text("Whether the client gave a telephone number at work.", "Si le client a donné un numéro au travail."),
    ),
    _flag(
        "FLAG_CONT_MOBILE",
        Text("Reached by mobile phone", "Joint sur son portable"),
        Text("Whether the client could be reached on the mobile.", "Si le client a pu être joint sur son portable."),
    ),
    _flag(
        "FLAG_PHONE",
        Text("Home phone declared", "Téléphone fixe déclaré"),
        Text("Whether the client gave a telephone number at home.", "Si le client a donné un numéro au domicile."),
    ),
    _flag(
        "FLAG_EMAIL",
        Text("E-mail address declared", "Adresse électronique déclarée"),
        Text("Whether the client gave an e-mail address.", "Si le client a donné une adresse électronique."),
    ),
    _since(
        "DAYS_LAST_PHONE_CHANGE",
        Text("Time with the same phone", "Ancienneté du téléphone"),
        Text(
            "Time since the client last changed telephone.", "Temps écoulé depuis le dernier changement de téléphone."
        ),
    ),
    _since(
        "DAYS_REGISTRATION",
        Text("Time at registered address", "Ancienneté de l’adresse officielle"),
        Text(
            "Time since the client’s official registration last changed.",
            "Temps écoulé depuis le dernier changement de l’inscription officielle.",
        ),
    ),
    _since(
        "DAYS_ID_PUBLISH",
        Text("Age of the identity document", "Ancienneté de la pièce d’identité"),
        Text(
            "Time since the identity document of the application was issued.",
            "Temps écoulé depuis la délivrance de la pièce d’identité présentée.",
        ),
    ),
    *(
        _flag(
            f"FLAG_DOCUMENT_{number}",
            Text(f"Document {number} provided", f"Document {number} fourni"),
            Text(f"Whether document {number} is in the file.", f"Si le document {number} figure au dossier."),
        )
        for number in range(2, 22)
    ),
    column(
        "REGION_POPULATION_RELATIVE",
        "region",
        Unit.NUMBER,
        Text("Population of the region", "Population de la région"),
        Text(
            "Relative: the higher, the more people live there.",
            "Relative : plus elle est élevée, plus la région est peuplée.",
        ),
    ),
    column(
        "REGION_RATING_CLIENT",
        "region",
        Unit.NUMBER,
        Text("Our rating of the region", "Notre note de la région"),
        Text("From 1 to 3, for the region in which the client lives.", "De 1 à 3, pour la région où vit le client."),
    ),
    column(
        "REGION_RATING_CLIENT_W_CITY",
        "region",
        Unit.NUMBER,
        Text("Our rating of the region and city", "Notre note de la région et de la ville"),
        Text("From 1 to 3, the city taken into account.", "De 1 à 3, en tenant compte de la ville."),
    ),
    _differ("REG_REGION_NOT_LIVE_REGION", *_REGISTERED_LIVE, _REGIONS),
    _differ("REG_REGION_NOT_WORK_REGION", *_REGISTERED_WORK, _REGIONS),
    _differ("LIVE_REGION_NOT_WORK_REGION", *_LIVE_WORK, _REGIONS),
    _differ("REG_CITY_NOT_LIVE_CITY", *_REGISTERED_LIVE, _CITIES),
    _differ("REG_CITY_NOT_WORK_CITY", *_REGISTERED_WORK, _CITIES),
    _differ("LIVE_CITY_NOT_WORK_CITY", *_LIVE_WORK, _CITIES),
)
