"""The families of features, in the order in which a page lists them."""

from collections.abc import Mapping
from typing import Final

from model_bundle.catalogue import Family, Text

_LABELS: Final = {
    "external_ratings": Text("External credit scores", "Scores externes"),
    "past_credits": Text("Credits with other lenders", "Crédits auprès d’autres prêteurs"),
    "instalments": Text("Payment of instalments", "Paiement des mensualités"),
    "card_use": Text("Use of credit cards", "Utilisation des cartes de crédit"),
    "previous_loans": Text("Earlier applications and loans with us", "Demandes et prêts antérieurs chez nous"),
    "debt_load": Text("Income and weight of the debt", "Revenus et poids de la dette"),
    "credit_asked": Text("The credit asked for", "Crédit demandé"),
    "job": Text("Job and education", "Emploi et formation"),
    "car": Text("Car", "Voiture"),
    "household": Text("Household", "Foyer"),
    "housing": Text("Housing", "Logement"),
    "building": Text("Building lived in", "Immeuble habité"),
    "contact_and_documents": Text("Contact data and documents", "Coordonnées et documents"),
    "region": Text("Region and addresses", "Région et adresses"),
    "application_time": Text("Time of the application", "Moment de la demande"),
    "enquiries": Text("Enquiries at the credit bureau", "Interrogations du fichier des crédits"),
    "social_circle": Text("People around the client", "Entourage du client"),
    "person": Text("Personal data outside the decision", "Données personnelles hors décision"),
}
_CONTENTS: Final = {
    "external_ratings": Text(
        "the level of the external credit scores, and how far they agree",
        "le niveau des scores externes et leur concordance",
    ),
    "past_credits": Text(
        "the credits with other lenders, their amounts and how they are repaid",
        "les crédits auprès d’autres prêteurs, leurs montants et leur remboursement",
    ),
    "instalments": Text(
        "how instalments to us were paid, on time and in full",
        "les mensualités payées chez nous, leurs délais et leurs montants",
    ),
    "card_use": Text("how cards from us are used and paid", "l’usage de nos cartes, leurs soldes et leurs paiements"),
    "previous_loans": Text(
        "the earlier applications to us and how the loans went",
        "les demandes antérieures chez nous et le déroulement des prêts",
    ),
    "debt_load": Text(
        "income, and the instalment, the credit and debts measured against it",
        "les revenus, et la mensualité, le crédit et les dettes qu’on leur rapporte",
    ),
    "credit_asked": Text(
        "the kind and amount of the credit, the instalment and the price of the goods",
        "le type et le montant du crédit, la mensualité et le prix du bien",
    ),
    "job": Text(
        "source of income, occupation, employer, education and time in the job",
        "la source de revenus, la profession, l’employeur, les études et l’ancienneté",
    ),
    "car": Text("the car and its age", "la voiture et son âge"),
    "housing": Text("home ownership and kind of housing", "la propriété et le type du logement"),
    "contact_and_documents": Text(
        "the documents provided, and how long papers, address and phone have stayed the same",
        "les documents fournis et l’ancienneté des papiers, de l’adresse et du téléphone",
    ),
    "enquiries": Text(
        "how often lenders asked the credit bureau about the client",
        "les interrogations du fichier des crédits par des prêteurs",
    ),
}
"""What a family is made of, where it may be a reason without any one of its values."""

FAMILIES: Final[Mapping[str, Family]] = {
    name: Family(name, label, order, _CONTENTS.get(name)) for order, (name, label) in enumerate(_LABELS.items())
}
