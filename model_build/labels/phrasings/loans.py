"""Facts of earlier applications to the lender, and of the loans that followed."""

from collections.abc import Mapping
from typing import Final

from model_build.labels.phrasings.rows import NOT_NAMED, Pair, fact
from model_bundle.naming import Phrasing

_NONE: Final = ("no earlier application to us", "aucune demande antérieure chez nous")
_NO_CREDIT: Final = ("no credit granted by us before", "aucun crédit accordé par nous auparavant")
_NO_INSTALMENT: Final = ("no instalment of an earlier credit on record", "aucune mensualité de crédit antérieur connue")
_NO_LOAN: Final = ("no monthly record of a loan with us", "aucun relevé mensuel de prêt chez nous")
_NO_END: Final = ("no finished loan with us on record", "aucun prêt terminé connu chez nous")
_ASIDE: Final = (", small amounts aside", ", petites sommes mises à part")
"""Delays with small debts are counted apart: none of the others is not none at all."""


def _applications(en: str, fr: str) -> Phrasing:
    return fact(
        f"{{value:earlier application|earlier applications}} {en}".strip(),
        f"{{value:demande antérieure|demandes antérieures}} {fr}".strip(),
        zero=(f"no earlier application {en}".strip(), f"aucune demande antérieure {fr}".strip()),
        absent=_NONE,
    )


def _decided(en: Pair, fr: Pair, when: Pair = ("", "")) -> Phrasing:
    return fact(
        f"{{value:earlier application|earlier applications}} {en[0]}{when[0]}",
        f"{{value:demande antérieure {fr[0]}|demandes antérieures {fr[1]}}}{when[1]}",
        zero=(f"no earlier application {en[0]}{when[0]}", f"aucune demande antérieure {fr[0]}{when[1]}"),
        absent=_NONE,
    )


_GRANTED: Final = (("granted", "granted"), ("accordée", "accordées"))
_REFUSED: Final = (("refused", "refused"), ("refusée", "refusées"))
_WITHIN_A_YEAR: Final = (" within a year", " en un an")

LOANS: Final[Mapping[str, Phrasing]] = {
    "PREV_COUNT": _applications("to us", "chez nous"),
    "PREV_COUNT_1Y": _applications("to us within a year", "chez nous en un an"),
    "PREV_CASH": _applications("for a cash loan", "pour un prêt personnel"),
    "PREV_CARDS": _applications("for a card", "pour une carte"),
    "PREV_APPROVED": _decided(*_GRANTED),
    "PREV_APPROVED_1Y": _decided(*_GRANTED, _WITHIN_A_YEAR),
    "PREV_APPROVED_SHARE": fact(
        "{value*PREV_COUNT} of {PREV_COUNT:earlier application|earlier applications} granted",
        "{value*PREV_COUNT:demande antérieure accordée|demandes antérieures accordées} sur {PREV_COUNT}",
        zero=("no earlier application granted", "aucune demande antérieure accordée"),
        absent=_NONE,
    ),
    "PREV_REFUSED": _decided(*_REFUSED),
    "PREV_REFUSED_1Y": _decided(*_REFUSED, _WITHIN_A_YEAR),
    "PREV_REFUSED_SHARE": fact(
        "{value*PREV_COUNT} of {PREV_COUNT:earlier application|earlier applications} refused",
        "{value*PREV_COUNT:demande antérieure refusée|demandes antérieures refusées} sur {PREV_COUNT}",
        zero=("no earlier application refused", "aucune demande antérieure refusée"),
        absent=_NONE,
    ),
    "PREV_REFUSED_SCORE": _decided(
        ("refused for a low score", ""), ("refusée pour score insuffisant", "refusées pour score insuffisant")
    ),
    "PREV_REFUSED_POLICY": _decided(
        ("refused by our policy", ""), ("refusée selon nos règles", "refusées selon nos règles")
    ),
    "PREV_DROPPED_SHARE": fact(
        "{value} of the earlier applications given up",
        "{value} des demandes antérieures abandonnées",
        zero=("no earlier application given up", "aucune demande antérieure abandonnée"),
        absent=_NONE,
    ),
    "PREV_SINCE_LAST": fact(
        "latest earlier application {value} ago", "dernière demande antérieure il y a {value}", absent=_NONE
    ),
    "PREV_SINCE_FIRST": fact("first application {value} ago", "première demande il y a {value}", absent=_NONE),
    "PREV_SINCE_APPROVED": fact(
        "an application granted {value} ago", "une demande accordée il y a {value}", absent=_NO_CREDIT
    ),
    "PREV_SINCE_REFUSED": fact(
        "an application refused {value} ago",
        "une demande refusée il y a {value}",
    ),
    "PREV_ASKED_MEAN": fact(
        "{value} asked for on average in earlier applications",
        "{value} demandés en moyenne auparavant",
    ),
    "PREV_REFUSED_ASKED_MEAN": fact(
        "{value} asked for on average in refused applications",
        "{value} demandés en moyenne dans les demandes refusées",
    ),
    "PREV_CREDIT_MAX": fact(
        "largest credit granted before: {value}",
        "plus gros crédit accordé auparavant : {value}",
    ),
    "PREV_GRANTED_TO_ASKED": NOT_NAMED,
    "PREV_GRANTED_TO_ASKED_MIN": NOT_NAMED,
    "PREV_ANNUITY_MEAN": fact(
        "earlier instalments of {value} on average",
        "mensualités antérieures de {value} en moyenne",
        absent=_NO_INSTALMENT,
    ),
    "PREV_PAYMENTS_MEAN": fact(
        "{value:instalment|instalments} on average in earlier credits",
        "{value:mensualité|mensualités} en moyenne pour les crédits antérieurs",
    ),
    "PREV_PAYMENTS_MAX": fact(
        "longest earlier credit: {value:instalment|instalments}",
        "plus long crédit antérieur : {value:mensualité|mensualités}",
    ),
    "PREV_DOWN_PAYMENT": fact(
        "down payment of {value} on average in earlier applications",
        "apport de {value} en moyenne dans les demandes antérieures",
        zero=("no down payment in earlier applications", "aucun apport dans les demandes antérieures"),
    ),
    "PREV_INSURED_SHARE": fact(
        "{value} of the earlier credits with insurance",
        "{value} des crédits antérieurs avec assurance",
        zero=("no earlier credit with insurance", "aucun crédit antérieur avec assurance"),
    ),
    "PREV_DAYS_EARLY": fact(
        "earlier credits ended {value} before their term on average",
        "crédits antérieurs terminés {value} avant leur terme en moyenne",
        zero=("earlier credits ended on time on average", "crédits antérieurs terminés à leur terme en moyenne"),
        negative=(
            "earlier credits ended {value} after their term on average",
            "crédits antérieurs terminés {value} après leur terme en moyenne",
        ),
    ),
    "PREV_INTEREST_MEAN": NOT_NAMED,
    "PREV_INTEREST_MIN": NOT_NAMED,
    "PREV_INTEREST_MAX": NOT_NAMED,
    "PREV_RUNNING_COUNT": fact(
        "{value:running credit|running credits} with us",
        "{value:crédit en cours|crédits en cours} chez nous",
        zero=("no running credit with us", "aucun crédit en cours chez nous"),
        absent=_NONE,
    ),
    "PREV_RUNNING_CREDIT": fact(
        "running credits with us of {value} in all",
        "crédits en cours chez nous de {value} au total",
        zero=("no amount of a running credit with us", "aucun montant de crédit en cours chez nous"),
        absent=_NONE,
    ),
    "PREV_RUNNING_ANNUITY": fact(
        "instalments of {value} on running credits with us",
        "mensualités de {value} sur les crédits en cours chez nous",
        zero=("no instalment on running credits with us", "aucune mensualité sur des crédits en cours chez nous"),
        absent=_NONE,
    ),
    "PREV_LAST_ANNUITY": fact(
        "instalments of {value} on the latest credit",
        "mensualités de {value} sur le dernier crédit",
        absent=_NO_INSTALMENT,
    ),
    "PREV_LAST_PAYMENTS": fact(
        "latest credit agreed over {value:instalment|instalments}",
        "dernier crédit prévu en {value:mensualité|mensualités}",
    ),
    "PREV_LAST_INTEREST": NOT_NAMED,
    "PREV_LAST_GRANTED_TO_ASKED": NOT_NAMED,
    "PREV_LAST_PRODUCT": fact("latest application: {value}", "dernière demande : {value}"),
    "PREV_LAST_STATUS": fact("outcome of the latest application: {value}", "issue de la dernière demande : {value}"),
    "PREV_LAST_YIELD": fact("interest of the latest application: {value}", "intérêts de la dernière demande : {value}"),
    "PREV_LAST_REJECT": NOT_NAMED,
    "PREV_LAST_GOODS": fact(
        "goods of the latest application: {value}",
        "bien de la dernière demande : {value}",
        # They tell of the client's health.
        silent={"Medicine": None, "Medical Supplies": None},
    ),
    "PREV_RUNNING_DEBT": fact(
        "{value} left to pay on loans with us",
        "{value} restant à payer sur des prêts chez nous",
        zero=("nothing left to pay on loans with us", "rien à payer sur des prêts chez nous"),
        absent=_NONE,
    ),
    "PREV_RUNNING_REPAID": fact(
        "{value} of the running loans with us repaid",
        "{value} des prêts en cours chez nous remboursés",
        zero=("nothing repaid yet of the running loans with us", "rien encore remboursé des prêts en cours chez nous"),
    ),
    "POS_UNFINISHED": fact(
        "{value:unfinished loan|unfinished loans} with us",
        "{value:prêt non terminé|prêts non terminés} chez nous",
        zero=("no unfinished loan with us", "aucun prêt non terminé chez nous"),
        absent=_NO_LOAN,
    ),
    "POS_LEFT": fact(
        "{value:instalment|instalments} left on loans with us",
        "{value:mensualité restante|mensualités restantes} sur des prêts chez nous",
        zero=("no instalment left on loans with us", "aucune mensualité restante sur des prêts chez nous"),
    ),
    "POS_LEFT_SHARE": fact(
        "{value} of the instalments of loans with us still due",
        "{value} des mensualités des prêts chez nous restant dues",
    ),
    "POS_TERM_MEAN": fact(
        "earlier loans of {value:instalment|instalments} on average",
        "prêts antérieurs de {value:mensualité|mensualités} en moyenne",
    ),
    "POS_OVERDUE_SHARE": fact(
        "{value} of the months of earlier loans overdue",
        "{value} des mois de prêts antérieurs en retard",
        zero=(
            "no month overdue on earlier loans" + _ASIDE[0],
            "aucun mois de retard sur les prêts antérieurs" + _ASIDE[1],
        ),
        absent=_NO_LOAN,
    ),
    "POS_OVERDUE_12M": fact(
        "{value:month|months} overdue on loans with us within a year",
        "{value:mois|mois} de retard sur des prêts chez nous en un an",
        zero=(
            "no month overdue on loans with us within a year" + _ASIDE[0],
            "aucun mois de retard sur des prêts chez nous en un an" + _ASIDE[1],
        ),
        absent=_NO_LOAN,
    ),
    "POS_OVERDUE_MAX": fact(
        "up to {value} late on an earlier loan",
        "jusqu’à {value} de retard sur un prêt antérieur",
        zero=("never late on an earlier loan" + _ASIDE[0], "jamais de retard sur un prêt antérieur" + _ASIDE[1]),
        absent=_NO_LOAN,
    ),
    "POS_PAST_DUE_MAX": fact(
        "up to {value} late on an earlier loan, small amounts included",
        "jusqu’à {value} de retard sur un prêt antérieur, petites sommes comprises",
        zero=("never late on an earlier loan", "jamais de retard sur un prêt antérieur"),
        absent=_NO_LOAN,
    ),
    "POS_SINCE_OVERDUE": fact(
        "last month overdue on a loan with us {value} ago",
        "dernier mois de retard sur un prêt chez nous il y a {value}",
    ),
    "POS_EARLY_SHARE": fact(
        "{value} of the finished loans paid off early",
        "{value} des prêts terminés remboursés par anticipation",
        zero=("no finished loan paid off early", "aucun prêt remboursé par anticipation"),
    ),
    "POS_CUT_MEAN": NOT_NAMED,
    "POS_SINCE_COMPLETED": fact(
        "a loan with us finished {value} ago", "un prêt chez nous terminé il y a {value}", absent=_NO_END
    ),
    "POS_MONTHS": fact(
        "{value:month|months} of loans with us", "{value:mois|mois} de prêts chez nous", absent=_NO_LOAN
    ),
}
