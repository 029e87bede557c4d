"""Facts of the requested credit, income, debts, and external scores."""

from collections.abc import Mapping
from typing import Final

from model_build.labels.phrasings.rows import NO_DEBT, NOT_NAMED, fact, protected
from model_bundle.naming import Ground, Phrasing

_NONE_LEFT = ("nothing left to pay on loans with us", "rien à payer sur des prêts chez nous")


def _score(en: str, fr: str) -> Phrasing:
    return fact(
        f"score of {{value}} from the {en} external source",
        f"score de {{value}} auprès de la {fr} source externe",
        absent=(f"no score from the {en} external source", f"aucun score auprès de la {fr} source externe"),
    )


REQUEST: Final[Mapping[str, Phrasing]] = {
    "NAME_CONTRACT_TYPE": fact("kind of credit: {value}", "type de crédit : {value}"),
    "AMT_CREDIT": fact("credit of {value}", "crédit de {value}"),
    "AMT_ANNUITY": fact("instalments of {value}", "mensualités de {value}"),
    "AMT_GOODS_PRICE": fact(
        "goods priced at {value}",
        "bien au prix de {value}",
        absent=("no price of goods stated", "aucun prix de bien indiqué"),
    ),
    "CREDIT_TO_ANNUITY": fact(
        "at least {value^:instalment|instalments} of {AMT_ANNUITY} for a credit of {AMT_CREDIT}",
        "au moins {value^:mensualité|mensualités} de {AMT_ANNUITY} pour un crédit de {AMT_CREDIT}",
    ),
    "CREDIT_TO_GOODS": fact(
        "credit equal to {value%} of the price of the goods",
        "crédit égal à {value%} du prix du bien",
        about=("AMT_CREDIT", "AMT_GOODS_PRICE"),
    ),
    "CREDIT_MINUS_GOODS": fact(
        "credit of {AMT_CREDIT} for goods priced at {AMT_GOODS_PRICE}",
        "crédit de {AMT_CREDIT} pour un bien au prix de {AMT_GOODS_PRICE}",
    ),
    "AMT_INCOME_TOTAL": fact("declared income of {value}", "revenus déclarés de {value}"),
    "ANNUITY_TO_INCOME": fact("instalment equal to {value} of the income", "mensualité égale à {value} des revenus"),
    "CREDIT_TO_INCOME": fact("credit equal to {value} times the income", "crédit égal à {value} fois les revenus"),
    "GOODS_TO_INCOME": fact("goods priced at {value} times the income", "bien au prix de {value} fois les revenus"),
    "INCOME_PER_PERSON": protected(Ground.FAMILY_SITUATION),
    "INCOME_AFTER_ANNUITY": fact(
        "{value} of income left after one instalment",
        "{value} de revenus restant après une mensualité",
        zero=("one instalment equal to the income", "mensualité égale aux revenus"),
        negative=("one instalment {value} above the income", "mensualité supérieure de {value} aux revenus"),
    ),
    "BUREAU_DEBT_TO_INCOME": fact(
        "debts with other lenders equal to {value%} of the income",
        "dettes auprès d’autres prêteurs égales à {value%} des revenus",
        zero=NO_DEBT,
    ),
    "BUREAU_DEBT_TO_APPLICATION": fact(
        "{BUREAU_DEBT} owed to other lenders, credit of {AMT_CREDIT}",
        "{BUREAU_DEBT} dus à d’autres prêteurs, crédit de {AMT_CREDIT}",
        zero=NO_DEBT,
    ),
    "ANNUITY_TO_PREVIOUS": fact(
        "instalment of {AMT_ANNUITY}, against {PREV_LAST_ANNUITY} on the latest credit",
        "mensualité de {AMT_ANNUITY}, contre {PREV_LAST_ANNUITY} sur le dernier crédit",
    ),
    "LENGTH_TO_PREVIOUS": NOT_NAMED,
    "CREDIT_TO_PREVIOUS_MAX": fact(
        "credit of {AMT_CREDIT}, against {PREV_CREDIT_MAX} for the largest one granted before",
        "crédit de {AMT_CREDIT}, contre {PREV_CREDIT_MAX} pour le plus gros accordé auparavant",
    ),
    "CREDIT_TO_ASKED_BEFORE": fact(
        "credit of {AMT_CREDIT}, against {PREV_ASKED_MEAN} on average in earlier applications",
        "crédit de {AMT_CREDIT}, contre {PREV_ASKED_MEAN} en moyenne dans les demandes précédentes",
    ),
    "ALL_ANNUITIES_TO_INCOME": fact(
        "all instalments with us together equal to {value} of the income",
        "ensemble des mensualités chez nous égal à {value} des revenus",
    ),
    "RUNNING_DEBT_TO_INCOME": fact(
        "left to pay on loans with us: {value%} of the income",
        "reste à payer sur les prêts chez nous : {value%} des revenus",
        zero=_NONE_LEFT,
    ),
    "RUNNING_DEBT_TO_APPLICATION": fact(
        "{PREV_RUNNING_DEBT} left to pay with us, credit of {AMT_CREDIT}",
        "{PREV_RUNNING_DEBT} restant à payer chez nous, crédit de {AMT_CREDIT}",
        zero=_NONE_LEFT,
    ),
    "DUE_1Y_TO_INCOME": fact(
        "instalments due to us within a year equal to {value%} of the income",
        "mensualités dues chez nous en un an égales à {value%} des revenus",
    ),
    "LIMIT_TO_INCOME": fact(
        "card limit equal to {value%} of the income", "plafond de carte égal à {value%} des revenus"
    ),
    "ALL_DEBT_TO_INCOME": fact(
        "known debts equal to {value%} of the income",
        "dettes connues égales à {value%} des revenus",
        zero=("no known debt", "aucune dette connue"),
    ),
    "EXT_SOURCE_1": _score("first", "première"),
    "EXT_SOURCE_2": _score("second", "deuxième"),
    "EXT_SOURCE_3": _score("third", "troisième"),
    "EXT_MEAN": fact("average external score of {value}", "score externe moyen de {value}"),
    "EXT_MIN": fact("lowest external score of {value}", "score externe le plus bas : {value}"),
    "EXT_MAX": fact("highest external score of {value}", "score externe le plus haut : {value}"),
    "EXT_WEIGHTED": fact(
        "weighted average external score of {value}",
        "score externe moyen pondéré de {value}",
        about=("EXT_MEAN",),
    ),
    "EXT_MISSING": fact(
        "{value} of the 3 external scores not available",
        "{value:score externe non disponible|scores externes non disponibles} sur 3",
        zero=("all 3 external scores available", "les 3 scores externes disponibles"),
        about=("EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3"),
    ),
}
