"""Facts of instalments paid to the lender, and of its cards."""

from collections.abc import Mapping
from typing import Final

from model_build.labels.phrasings.rows import NOT_NAMED, Pair, fact
from model_bundle.naming import Phrasing

_NO_INSTALMENT: Final = ("no instalment with us on record", "aucune mensualité connue chez nous")
_NO_PAYMENT: Final = ("no instalment paid to us so far", "aucune mensualité payée chez nous jusqu’ici")
_NOTHING_DUE: Final = ("nothing due to us so far", "rien de dû chez nous jusqu’ici")
_NO_CARD: Final = ("no card statement from us", "aucun relevé de carte chez nous")
_IN_TIME: Final = ("no instalment paid late", "aucune mensualité payée en retard")
_IN_TIME_1Y: Final = ("no instalment paid late within a year", "aucune mensualité payée en retard en un an")
_ASIDE: Final = (", small amounts aside", ", petites sommes mises à part")


def _late(en: str, fr: str, *, within: Pair = ("", "")) -> Phrasing:
    is_recent = bool(within[0])
    return fact(
        en + within[0],
        fr + within[1],
        zero=_IN_TIME_1Y if is_recent else _IN_TIME,
        # An instalment of the year that is not paid, and one of the year before that was paid late, are neither.
        absent=None if is_recent else _NO_PAYMENT,
    )


def _latest(count: int) -> dict[str, Phrasing]:
    return {
        f"INST_LATE_MEAN_LAST_{count}": fact(
            f"last {count} payments {{value}} late on average",
            f"{count} derniers paiements avec {{value}} de retard en moyenne",
            zero=(f"none of the last {count} payments late", f"aucun des {count} derniers paiements en retard"),
            absent=_NO_PAYMENT,
        ),
        f"INST_DELAY_MEAN_LAST_{count}": NOT_NAMED,
    }


_YEAR: Final = (" within a year", " en un an")
_CARD_USE: Final = ("CARD_USE_2M",)
"""What tells how far a card is used: one of them is enough."""

PAYMENTS: Final[Mapping[str, Phrasing]] = {
    "INST_DELAY_MEAN": NOT_NAMED,
    "INST_EARLY_MEAN": fact(
        "instalments paid {value} early on average",
        "mensualités payées avec {value} d’avance en moyenne",
        zero=("no instalment paid early", "aucune mensualité payée en avance"),
        absent=_NO_PAYMENT,
    ),
    "INST_LATE_MEAN": _late(
        "instalments paid {value} late on average", "mensualités payées avec {value} de retard en moyenne"
    ),
    "INST_LATE_MAX": _late("an instalment paid {value} late", "une mensualité payée avec {value} de retard"),
    "INST_LATE_MEAN_1Y": _late(
        "instalments paid {value} late on average",
        "mensualités payées avec {value} de retard en moyenne",
        within=_YEAR,
    ),
    "INST_LATE_MAX_1Y": _late(
        "an instalment paid {value} late", "une mensualité payée avec {value} de retard", within=_YEAR
    ),
    "INST_LATE_SHARE": _late("{value} of the instalments paid late", "{value} des mensualités payées en retard"),
    "INST_LATE_SHARE_1Y": _late(
        "{value} of the instalments paid late", "{value} des mensualités payées en retard", within=_YEAR
    ),
    "INST_LATE_7_SHARE": fact(
        "{value} of the instalments more than a week late",
        "{value} des mensualités en retard de plus d’une semaine",
        zero=("no instalment more than a week late", "aucune mensualité en retard de plus d’une semaine"),
        absent=_NO_PAYMENT,
    ),
    "INST_LATE_15_SHARE": fact(
        "{value} of the instalments more than 15 days late",
        "{value} des mensualités en retard de plus de 15 jours",
        zero=("no instalment more than 15 days late", "aucune mensualité en retard de plus de 15 jours"),
        absent=_NO_PAYMENT,
    ),
    "INST_LATE_WEIGHTED": NOT_NAMED,
    "INST_LATE_WEIGHTED_1Y": NOT_NAMED,
    "INST_SINCE_LATE": fact("last late instalment {value} ago", "dernière mensualité en retard il y a {value}"),
    "INST_COUNT": fact(
        "{value:instalment|instalments} due to us so far",
        "{value:mensualité due|mensualités dues} chez nous jusqu’ici",
        zero=_NO_INSTALMENT,
        absent=_NO_INSTALMENT,
    ),
    "INST_COUNT_1Y": fact(
        "{value:instalment|instalments} due to us within a year",
        "{value:mensualité due|mensualités dues} chez nous en un an",
        zero=("no instalment due to us within a year", "aucune mensualité due chez nous en un an"),
        absent=_NO_INSTALMENT,
    ),
    "INST_DUE_1Y": fact(
        "{value} due to us within a year",
        "{value} dus chez nous en un an",
        zero=("nothing due to us within a year", "rien de dû chez nous en un an"),
        absent=_NO_INSTALMENT,
    ),
    "INST_PAID_SHARE": fact(
        "{value} of what was due to us paid", "{value} des sommes dues chez nous payées", absent=_NOTHING_DUE
    ),
    "INST_PAID_SHARE_1Y": fact(
        "{value} of what was due to us within a year paid", "{value} des sommes dues chez nous en un an payées"
    ),
    "INST_PAID_SHARE_MEAN": NOT_NAMED,
    "INST_PAID_SHARE_MIN": NOT_NAMED,
    "INST_SHORT_SHARE": fact(
        "{value*INST_COUNT} of {INST_COUNT:instalment|instalments} not paid in full",
        "{value*INST_COUNT:mensualité non soldée|mensualités non soldées} sur {INST_COUNT}",
        zero=("every instalment paid in full", "toutes les mensualités payées en totalité"),
        absent=_NO_INSTALMENT,
    ),
    "INST_SHORT_AMOUNT": fact(
        "{value} of instalments not paid",
        "{value} de mensualités non payées",
        zero=("every instalment paid in full", "toutes les mensualités payées en totalité"),
        absent=_NO_INSTALMENT,
    ),
    "INST_SPLIT_SHARE": fact(
        "{value} of the instalments paid in several parts",
        "{value} des mensualités payées en plusieurs fois",
        zero=("no instalment paid in several parts", "aucune mensualité payée en plusieurs fois"),
        absent=_NO_INSTALMENT,
    ),
    **_latest(2),
    **_latest(3),
    **_latest(5),
    "INST_LAST_DELAY": NOT_NAMED,
    "INST_LATE_SLOPE": NOT_NAMED,
    "INST_LATE_TREND": NOT_NAMED,
    "CARD_USE_2M": fact(
        "{value} of the card limit used in the last 2 months",
        "{value} du plafond de carte utilisés sur les 2 derniers mois",
        zero=("no card balance in the last 2 months", "solde de carte nul sur les 2 derniers mois"),
        about=_CARD_USE,
    ),
    "CARD_USE_6M": fact(
        "{value} of the card limit used in the last 6 months",
        "{value} du plafond de carte utilisés sur les 6 derniers mois",
        zero=("no card balance in the last 6 months", "solde de carte nul sur les 6 derniers mois"),
        about=_CARD_USE,
    ),
    "CARD_USE_MAX": fact(
        "up to {value} of the card limit used",
        "jusqu’à {value} du plafond de carte utilisés",
        zero=("card balance never above zero", "solde de carte jamais supérieur à zéro"),
        about=_CARD_USE,
    ),
    "CARD_OVER_LIMIT_SHARE": fact(
        "{value} of the months with a card above the limit",
        "{value} des mois de carte au-dessus du plafond",
        zero=("card never above the limit", "carte jamais au-dessus du plafond"),
        absent=_NO_CARD,
    ),
    "CARD_LIMIT_MAX": fact("card limit of {value}", "plafond de carte de {value}", absent=_NO_CARD),
    "CARD_BALANCE_MEAN": fact(
        "card balance of {value} on average",
        "solde de carte de {value} en moyenne",
        zero=("card balance of zero on average", "solde de carte nul en moyenne"),
        negative=("card in credit by {value} on average", "solde de carte créditeur de {value} en moyenne"),
        absent=_NO_CARD,
        about=_CARD_USE,
    ),
    "CARD_BALANCE_MAX": fact(
        "card balance of up to {value}",
        "solde de carte allant jusqu’à {value}",
        zero=("card balance never above zero", "solde de carte jamais supérieur à zéro"),
        absent=_NO_CARD,
        about=_CARD_USE,
    ),
    "CARD_MONTHS": fact("a card from us for {value}", "une carte chez nous depuis {value}", absent=_NO_CARD),
    "CARD_CASH_SHARE": fact(
        "{value} of the card drawings taken in cash",
        "{value} des utilisations de la carte en espèces",
        zero=("no cash drawn with the card", "aucun retrait d’espèces par carte"),
    ),
    "CARD_CASH_SHARE_6M": fact(
        "{value} of the card drawings of 6 months taken in cash",
        "{value} des utilisations de la carte en espèces sur 6 mois",
        zero=("no cash drawn with the card in 6 months", "aucun retrait d’espèces par carte sur 6 mois"),
    ),
    "CARD_CASH_6M": fact(
        "{value} drawn in cash with the card a month",
        "{value} retirés en espèces par carte chaque mois",
        zero=("no cash drawn with the card in 6 months", "aucun retrait d’espèces par carte sur 6 mois"),
    ),
    "CARD_CASH_COUNT_6M": fact(
        "{value:cash drawing|cash drawings} with the card in 6 months",
        "{value:retrait|retraits} d’espèces par carte sur 6 mois",
        zero=("no cash drawn with the card in 6 months", "aucun retrait d’espèces par carte sur 6 mois"),
    ),
    "CARD_DRAWINGS_6M": fact(
        "{value} drawn with the card a month",
        "{value} utilisés par carte chaque mois",
        zero=("nothing drawn with the card in 6 months", "carte non utilisée sur 6 mois"),
        about=_CARD_USE,
    ),
    "CARD_SINCE_DRAWING": fact(
        "card last used {value} ago",
        "carte utilisée pour la dernière fois il y a {value}",
        zero=("card used in the latest month", "carte utilisée au cours du dernier mois"),
    ),
    "CARD_PAID_TO_MINIMUM": fact(
        "card payments of {value} times the minimum", "paiements de carte de {value} fois le minimum"
    ),
    "CARD_PAID_TO_MINIMUM_6M": fact(
        "card payments of {value} times the minimum in 6 months",
        "paiements de carte de {value} fois le minimum sur 6 mois",
    ),
    "CARD_BELOW_MINIMUM_SHARE": fact(
        "{value} of the card months paid below the minimum",
        "{value} des mois de carte payés sous le minimum",
        zero=("card minimum always paid", "minimum de carte toujours payé"),
    ),
    "CARD_OVERDUE_SHARE": fact(
        "{value} of the card months overdue",
        "{value} des mois de carte en retard",
        zero=("no month overdue on the card" + _ASIDE[0], "aucun mois de retard sur la carte" + _ASIDE[1]),
        absent=_NO_CARD,
    ),
    "CARD_OVERDUE_6M": fact(
        "{value:month|months} overdue on the card in 6 months",
        "{value:mois|mois} de retard sur la carte en 6 mois",
        zero=(
            "no month overdue on the card in 6 months" + _ASIDE[0],
            "aucun mois de retard sur la carte en 6 mois" + _ASIDE[1],
        ),
        absent=_NO_CARD,
    ),
    "CARD_OVERDUE_MAX": fact(
        "up to {value} late on a card",
        "jusqu’à {value} de retard sur une carte",
        zero=("never late on a card" + _ASIDE[0], "jamais de retard sur une carte" + _ASIDE[1]),
        absent=_NO_CARD,
    ),
    "CARD_USE_TREND": NOT_NAMED,
}
