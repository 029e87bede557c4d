"""Values of the form's categorical columns; an order that means something comes first, lowest to highest."""

from collections.abc import Mapping
from typing import Final

from model_build.labels.organizations import ORGANIZATIONS
from model_build.labels.texts import categories
from model_bundle.catalogue import Category
from model_bundle.home_credit import GENDER

FORM_CATEGORIES: Final[Mapping[str, tuple[Category, ...]]] = {
    "NAME_CONTRACT_TYPE": categories(
        ("Cash loans", "Cash loan", "Prêt personnel"),
        ("Revolving loans", "Revolving credit", "Crédit renouvelable"),
    ),
    GENDER: categories(("F", "Woman", "Femme"), ("M", "Man", "Homme")),
    "FLAG_OWN_CAR": categories(("N", "No car", "Pas de voiture"), ("Y", "Owns a car", "Possède une voiture")),
    "FLAG_OWN_REALTY": categories(
        ("N", "Does not own their home", "Non propriétaire"), ("Y", "Owns a house or flat", "Propriétaire")
    ),
    "NAME_TYPE_SUITE": categories(
        ("Unaccompanied", "Came alone", "Venu(e) seul(e)"),
        ("Family", "With family", "En famille"),
        ("Spouse, partner", "With spouse or partner", "Avec son conjoint"),
        ("Children", "With children", "Avec ses enfants"),
        ("Group of people", "With a group", "En groupe"),
        ("Other_A", "With someone else (A)", "Avec une autre personne (A)"),
        ("Other_B", "With someone else (B)", "Avec une autre personne (B)"),
    ),
    "NAME_INCOME_TYPE": categories(
        ("Working", "Employee", "Salarié(e)"),
        ("Commercial associate", "Commercial associate", "Associé(e) commercial(e)"),
        ("State servant", "Civil servant", "Fonctionnaire"),
        ("Pensioner", "Pensioner", "Retraité(e)"),
        ("Businessman", "Business owner", "Chef d’entreprise"),
        ("Student", "Student", "Étudiant(e)"),
        ("Maternity leave", "On maternity leave", "En congé de maternité"),
        ("Unemployed", "Unemployed", "Au chômage"),
    ),
    "NAME_EDUCATION_TYPE": categories(
        ("Lower secondary", "Lower secondary school", "Collège"),
        ("Secondary / secondary special", "Secondary or vocational school", "Lycée ou enseignement professionnel"),
        ("Incomplete higher", "Higher education, not finished", "Études supérieures inachevées"),
        ("Higher education", "Higher education", "Études supérieures"),
        ("Academic degree", "Postgraduate degree", "Diplôme de troisième cycle"),
    ),
    "NAME_FAMILY_STATUS": categories(
        ("Married", "Married", "Marié(e)"),
        ("Civil marriage", "Living as a couple", "En union libre"),
        ("Single / not married", "Single", "Célibataire"),
        ("Separated", "Separated", "Séparé(e)"),
        ("Widow", "Widowed", "Veuf ou veuve"),
    ),
    "NAME_HOUSING_TYPE": categories(
        ("House / apartment", "House or flat", "Maison ou appartement"),
        ("With parents", "With parents", "Chez ses parents"),
        ("Municipal apartment", "Council flat", "Logement social"),
        ("Rented apartment", "Rented flat", "Appartement loué"),
        ("Office apartment", "Flat provided by the employer", "Logement de fonction"),
        ("Co-op apartment", "Co-operative flat", "Appartement en coopérative"),
    ),
    "OCCUPATION_TYPE": categories(
        ("Accountants", "Accountant", "Comptable"),
        ("Cleaning staff", "Cleaning staff", "Agent(e) d’entretien"),
        ("Cooking staff", "Kitchen staff", "Personnel de cuisine"),
        ("Core staff", "Core staff", "Personnel permanent"),
        ("Drivers", "Driver", "Conducteur ou conductrice"),
        ("HR staff", "Human resources", "Ressources humaines"),
        ("High skill tech staff", "Highly skilled technician", "Technicien(ne) hautement qualifié(e)"),
        ("IT staff", "IT staff", "Informaticien(ne)"),
        ("Laborers", "Labourer", "Ouvrier ou ouvrière"),
        ("Low-skill Laborers", "Unskilled labourer", "Ouvrier ou ouvrière sans qualification"),
        ("Managers", "Manager", "Cadre"),
        ("Medicine staff", "Health-care staff", "Personnel de santé"),
        ("Private service staff", "Private service staff", "Services aux particuliers"),
        ("Realty agents", "Real-estate agent", "Agent(e) immobilier(ère)"),
        ("Sales staff", "Sales staff", "Vendeur ou vendeuse"),
        ("Secretaries", "Secretary", "Secrétaire"),
        ("Security staff", "Security staff", "Agent(e) de sécurité"),
        ("Waiters/barmen staff", "Waiting or bar staff", "Service en salle ou au bar"),
    ),
    "WEEKDAY_APPR_PROCESS_START": categories(
        ("MONDAY", "Monday", "Lundi"),
        ("TUESDAY", "Tuesday", "Mardi"),
        ("WEDNESDAY", "Wednesday", "Mercredi"),
        ("THURSDAY", "Thursday", "Jeudi"),
        ("FRIDAY", "Friday", "Vendredi"),
        ("SATURDAY", "Saturday", "Samedi"),
        ("SUNDAY", "Sunday", "Dimanche"),
    ),
    "ORGANIZATION_TYPE": ORGANIZATIONS,
    "FONDKAPREMONT_MODE": categories(
        ("not specified", "Not specified", "Non précisé"),
        ("org spec account", "The organisation’s special account", "Compte spécial de l’organisme"),
        ("reg oper account", "The regional operator’s account", "Compte de l’opérateur régional"),
        (
            "reg oper spec account",
            "The regional operator’s special account",
            "Compte spécial de l’opérateur régional",
        ),
    ),
    "HOUSETYPE_MODE": categories(
        ("block of flats", "Block of flats", "Immeuble collectif"),
        ("specific housing", "Special housing", "Logement particulier"),
        ("terraced house", "Terraced house", "Maison mitoyenne"),
    ),
    "WALLSMATERIAL_MODE": categories(
        ("Block", "Concrete blocks", "Parpaings"),
        ("Mixed", "Mixed materials", "Matériaux mixtes"),
        ("Monolithic", "Poured concrete", "Béton coulé"),
        ("Others", "Other materials", "Autres matériaux"),
        ("Panel", "Prefabricated panels", "Panneaux préfabriqués"),
        ("Stone, brick", "Stone or brick", "Pierre ou brique"),
        ("Wooden", "Wood", "Bois"),
    ),
    "EMERGENCYSTATE_MODE": categories(
        ("No", "Not in disrepair", "Pas en état d’urgence"), ("Yes", "In disrepair", "En état d’urgence")
    ),
}
