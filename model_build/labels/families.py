"""The families of features, in the order in which a page lists them."""

from collections.abc import Mapping
from typing import Final

from model_bundle.catalogue import Family, Text

_LABELS: Final = {
    "external_ratings": Text("External ratings", "Notes externes"),
    "past_credits": Text("Credits with other lenders", "Crédits auprès d’autres prêteurs"),
    "instalments": Text("Payment of instalments", "Paiement des échéances"),
    "card_use": Text("Use of credit cards", "Utilisation des cartes de crédit"),
    "previous_loans": Text("Earlier applications and loans with us", "Demandes et prêts antérieurs chez nous"),
    "debt_load": Text("Income and weight of the debt", "Revenus et poids de la dette"),
    "credit_asked": Text("The credit asked for", "Crédit demandé"),
    "job": Text("Job and education", "Emploi et formation"),
    "household": Text("Household and car", "Foyer et voiture"),
    "housing": Text("Housing and building", "Logement et immeuble"),
    "contact_and_documents": Text("Contact data and documents", "Coordonnées et documents"),
    "region": Text("Region and addresses", "Région et adresses"),
    "application_time": Text("Time of the application", "Moment de la demande"),
    "enquiries": Text("Enquiries at the credit bureau", "Consultations du fichier des crédits"),
    "social_circle": Text("People around the client", "Entourage du client"),
    "person": Text("Personal data outside the decision", "Données personnelles hors décision"),
}

FAMILIES: Final[Mapping[str, Family]] = {
    name: Family(name, label, order) for order, (name, label) in enumerate(_LABELS.items())
}
