"""Values kept of the latest earlier application, by the name of the aggregate."""

from collections.abc import Mapping
from typing import Final

from model_build.labels.texts import categories
from model_bundle.catalogue import Category

PREVIOUS_CATEGORIES: Final[Mapping[str, tuple[Category, ...]]] = {
    "PREV_LAST_PRODUCT": categories(
        ("Cash", "Cash loan", "Prêt personnel"),
        ("Cash Street: low", "Cash loan to a new client, low interest", "Prêt à un nouveau client, intérêts faibles"),
        (
            "Cash Street: middle",
            "Cash loan to a new client, medium interest",
            "Prêt à un nouveau client, intérêts moyens",
        ),
        ("Cash Street: high", "Cash loan to a new client, high interest", "Prêt à un nouveau client, intérêts élevés"),
        ("Cash X-Sell: low", "Cash loan to a known client, low interest", "Prêt à un client connu, intérêts faibles"),
        (
            "Cash X-Sell: middle",
            "Cash loan to a known client, medium interest",
            "Prêt à un client connu, intérêts moyens",
        ),
        ("Cash X-Sell: high", "Cash loan to a known client, high interest", "Prêt à un client connu, intérêts élevés"),
        ("Card Street", "Card for a new client", "Carte pour un nouveau client"),
        ("Card X-Sell", "Card for a known client", "Carte pour un client connu"),
        ("POS household with interest", "Household goods, with interest", "Équipement de la maison, avec intérêts"),
        (
            "POS household without interest",
            "Household goods, without interest",
            "Équipement de la maison, sans intérêts",
        ),
        ("POS industry with interest", "Goods from industry, with interest", "Biens de l’industrie, avec intérêts"),
        (
            "POS industry without interest",
            "Goods from industry, without interest",
            "Biens de l’industrie, sans intérêts",
        ),
        ("POS mobile with interest", "Mobile phone, with interest", "Téléphone mobile, avec intérêts"),
        ("POS mobile without interest", "Mobile phone, without interest", "Téléphone mobile, sans intérêts"),
        ("POS other with interest", "Other goods, with interest", "Autres biens, avec intérêts"),
        ("POS others without interest", "Other goods, without interest", "Autres biens, sans intérêts"),
    ),
    "PREV_LAST_STATUS": categories(
        ("Approved", "Granted", "Accordée"),
        ("Unused offer", "Granted, not used", "Accordée, non utilisée"),
        ("Canceled", "Cancelled", "Annulée"),
        ("Refused", "Refused", "Refusée"),
    ),
    "PREV_LAST_YIELD": categories(
        ("low_action", "Promotional", "Promotionnel"),
        ("low_normal", "Low", "Faible"),
        ("middle", "Medium", "Moyen"),
        ("high", "High", "Élevé"),
    ),
    "PREV_LAST_REJECT": categories(
        ("XAP", "Not refused", "Pas de refus"),
        ("HC", "Refused by the lender’s policy (HC)", "Refus selon les règles du prêteur (HC)"),
        ("LIMIT", "Limit reached", "Plafond atteint"),
        ("SCO", "Score too low (SCO)", "Score insuffisant (SCO)"),
        ("SCOFR", "Score too low (SCOFR)", "Score insuffisant (SCOFR)"),
        ("CLIENT", "The client declined", "Renoncement du client"),
        ("VERIF", "Data could not be confirmed", "Données non confirmées"),
        ("SYSTEM", "Technical reason", "Raison technique"),
    ),
    "PREV_LAST_GOODS": categories(
        ("Additional Service", "Additional service", "Service complémentaire"),
        ("Animals", "Animals", "Animaux"),
        ("Audio/Video", "Audio and video", "Audio et vidéo"),
        ("Auto Accessories", "Car accessories", "Accessoires automobiles"),
        ("Clothing and Accessories", "Clothing and accessories", "Vêtements et accessoires"),
        ("Computers", "Computers", "Informatique"),
        ("Construction Materials", "Building materials", "Matériaux de construction"),
        ("Consumer Electronics", "Consumer electronics", "Électronique grand public"),
        ("Direct Sales", "Direct sales", "Vente directe"),
        ("Education", "Education", "Formation"),
        ("Fitness", "Fitness", "Remise en forme"),
        ("Furniture", "Furniture", "Meubles"),
        ("Gardening", "Gardening", "Jardinage"),
        ("Homewares", "Homewares", "Articles ménagers"),
        ("House Construction", "House building", "Construction de maison"),
        ("Insurance", "Insurance", "Assurance"),
        ("Jewelry", "Jewellery", "Bijoux"),
        ("Medical Supplies", "Medical supplies", "Matériel médical"),
        ("Medicine", "Medicine", "Soins"),
        ("Mobile", "Mobile phone", "Téléphone mobile"),
        ("Office Appliances", "Office equipment", "Équipement de bureau"),
        ("Other", "Other goods", "Autres biens"),
        ("Photo / Cinema Equipment", "Photo and film equipment", "Matériel photo et vidéo"),
        ("Sport and Leisure", "Sport and leisure", "Sports et loisirs"),
        ("Tourism", "Travel", "Voyages"),
        ("Vehicles", "Vehicles", "Véhicules"),
        ("Weapon", "Weapons", "Armes"),
    ),
}
