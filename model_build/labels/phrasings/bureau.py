"""Facts of credits with other lenders, as the credit bureau reports them."""

from collections.abc import Mapping
from typing import Final

from model_build.labels.phrasings.rows import NO_DEBT, NOT_NAMED, Pair, fact, missing
from model_bundle.naming import Phrasing

_NONE: Final = ("no credit with other lenders on record", "aucun crédit connu auprès d’autres prêteurs")
_NO_END: Final = (
    "no closing date of a credit with other lenders on record",
    "aucune date de clôture de crédit connue auprès d’autres prêteurs",
)
_NO_AMOUNT: Final = (
    "no amount of a credit with other lenders on record",
    "aucun montant de crédit connu auprès d’autres prêteurs",
)
_DEBT_UNKNOWN: Final = (
    "no other lender reports an amount left to repay",
    "aucun autre prêteur ne déclare de montant restant à rembourser",
)
_NEVER_OVERDUE: Final = ("no past overdue amount with another lender", "aucun impayé passé auprès d’un autre prêteur")
_OVERDUE_UNKNOWN: Final = (
    "no other lender reports past overdue amounts",
    "aucun autre prêteur ne déclare d’impayés passés",
)


def _count(en: Pair, fr: Pair, *, zero_en: str, zero_fr: str, after: Pair = ("", "")) -> Phrasing:
    return fact(
        f"{{value:{en[0]}|{en[1]}}}{after[0]}",
        f"{{value:{fr[0]}|{fr[1]}}}{after[1]}",
        zero=(zero_en + after[0], zero_fr + after[1]),
        absent=_NONE,
    )


def _kind(en: Pair, fr: Pair, *, is_feminine: bool = False) -> Phrasing:
    return _count(
        en,
        fr,
        zero_en=f"no {en[0]}",
        zero_fr=f"{'aucune' if is_feminine else 'aucun'} {fr[0]}",
        after=(" with other lenders", " auprès d’autres prêteurs"),
    )


def _new_credits(months: int) -> dict[str, Phrasing]:
    return {
        f"BUREAU_NEW_{months}M": _count(
            ("credit", "credits"),
            ("nouveau crédit", "nouveaux crédits"),
            zero_en="no credit",
            zero_fr="aucun nouveau crédit",
            after=(
                f" opened with other lenders within {months} months",
                f" auprès d’autres prêteurs en {months} mois",
            ),
        ),
        f"BUREAU_NEW_CREDIT_{months}M": fact(
            f"{{value}} borrowed from other lenders within {months} months",
            f"{{value}} empruntés à d’autres prêteurs en {months} mois",
            zero=(
                f"nothing borrowed from other lenders within {months} months",
                f"rien d’emprunté à d’autres prêteurs en {months} mois",
            ),
            absent=(
                f"no amount borrowed from other lenders within {months} months on record",
                f"aucun montant emprunté à d’autres prêteurs en {months} mois n’est connu",
            ),
        ),
        f"BUREAU_NEW_DEBT_TO_CREDIT_{months}M": NOT_NAMED,
    }


BUREAU: Final[Mapping[str, Phrasing]] = {
    "BUREAU_CONSUMER_CREDITS": _kind(
        ("consumer credit", "consumer credits"), ("crédit à la consommation", "crédits à la consommation")
    ),
    "BUREAU_CARDS": _kind(("credit card", "credit cards"), ("carte de crédit", "cartes de crédit"), is_feminine=True),
    "BUREAU_CAR_LOANS": _kind(("car loan", "car loans"), ("crédit automobile", "crédits automobiles")),
    "BUREAU_MORTGAGES": _kind(("mortgage", "mortgages"), ("crédit immobilier", "crédits immobiliers")),
    "BUREAU_MICROLOANS": _kind(("microloan", "microloans"), ("microcrédit", "microcrédits")),
    "BUREAU_COUNT": _kind(("credit", "credits"), ("crédit", "crédits")),
    "BUREAU_ACTIVE_COUNT": _kind(("running credit", "running credits"), ("crédit en cours", "crédits en cours")),
    "BUREAU_CLOSED_COUNT": _kind(("finished credit", "finished credits"), ("crédit terminé", "crédits terminés")),
    "BUREAU_BAD_COUNT": _count(
        ("credit", "credits"),
        ("crédit passé en perte ou cédé", "crédits passés en perte ou cédés"),
        zero_en="no credit",
        zero_fr="aucun crédit passé en perte ou cédé",
        after=(" written off or sold by other lenders", " par d’autres prêteurs"),
    ),
    "BUREAU_ACTIVE_SHARE": fact(
        "{value*BUREAU_COUNT} of {BUREAU_COUNT:credit|credits} with other lenders still running",
        "{value*BUREAU_COUNT:crédit|crédits} sur {BUREAU_COUNT} encore en cours auprès d’autres prêteurs",
        zero=("no credit with other lenders still running", "aucun crédit en cours auprès d’autres prêteurs"),
        absent=_NONE,
    ),
    "BUREAU_ACTIVE_CARDS": _kind(
        ("card in use", "cards in use"), ("carte en cours", "cartes en cours"), is_feminine=True
    ),
    "BUREAU_AGE_MEAN": fact(
        "credits with other lenders opened {value} ago on average",
        "crédits auprès d’autres prêteurs ouverts il y a {value} en moyenne",
        absent=_NONE,
    ),
    "BUREAU_AGE_MIN": fact(
        "latest credit with other lenders opened {value} ago",
        "dernier crédit auprès d’autres prêteurs ouvert il y a {value}",
        absent=_NONE,
    ),
    "BUREAU_AGE_MAX": fact(
        "first credit with other lenders opened {value} ago",
        "premier crédit auprès d’autres prêteurs ouvert il y a {value}",
        absent=_NONE,
    ),
    "BUREAU_INTERVAL_MEAN": fact(
        "{value} on average between two credits with other lenders",
        "{value} en moyenne entre deux crédits auprès d’autres prêteurs",
    ),
    "BUREAU_ACTIVE_END_MAX": NOT_NAMED,
    "BUREAU_ACTIVE_END_MIN": NOT_NAMED,
    "BUREAU_ACTIVE_END_MEAN": NOT_NAMED,
    "BUREAU_ACTIVE_PAST_END": _count(
        ("credit", "credits"),
        ("crédit", "crédits"),
        zero_en="no credit",
        zero_fr="aucun crédit",
        after=(
            " with other lenders running past the planned end",
            " auprès d’autres prêteurs encore en cours après le terme prévu",
        ),
    ),
    "BUREAU_SINCE_CLOSED": fact(
        "a credit with other lenders finished {value} ago",
        "un crédit auprès d’autres prêteurs terminé il y a {value}",
        absent=_NO_END,
    ),
    "BUREAU_CLOSED_EARLY": NOT_NAMED,
    "BUREAU_DEBT": fact(
        "{value} owed to other lenders", "{value} dus à d’autres prêteurs", zero=NO_DEBT, absent=_DEBT_UNKNOWN
    ),
    "BUREAU_DEBT_TO_CREDIT": fact(
        "{value} of what other lenders lent still to repay",
        "{value} des sommes prêtées par d’autres restant à rembourser",
        zero=NO_DEBT,
    ),
    "BUREAU_ACTIVE_DEBT_TO_CREDIT": fact(
        "{value} of the running credits with other lenders still to repay",
        "{value} des crédits en cours auprès d’autres prêteurs restant à rembourser",
        zero=(
            "no known debt on running credits with other lenders",
            "aucune dette connue sur les crédits en cours auprès d’autres prêteurs",
        ),
    ),
    "BUREAU_DEBT_TO_CREDIT_MAX": NOT_NAMED,
    "BUREAU_DEBT_TO_CREDIT_MEAN": NOT_NAMED,
    "BUREAU_CARD_DEBT": fact(
        "{value} owed on cards of other lenders",
        "{value} dus sur des cartes d’autres prêteurs",
        zero=("nothing owed on cards of other lenders", "rien de dû sur des cartes d’autres prêteurs"),
    ),
    "BUREAU_CREDIT": fact(
        "{value} borrowed from other lenders in all",
        "{value} empruntés au total à d’autres prêteurs",
        absent=_NO_AMOUNT,
    ),
    "BUREAU_CREDIT_MAX": fact(
        "largest credit with other lenders: {value}",
        "plus gros crédit auprès d’autres prêteurs : {value}",
        absent=_NO_AMOUNT,
    ),
    "BUREAU_CARD_LIMIT": fact(
        "card limits of {value} with other lenders", "plafonds de carte de {value} auprès d’autres prêteurs"
    ),
    "BUREAU_ANNUITY": fact(
        "instalments of {value} to other lenders",
        "mensualités de {value} auprès d’autres prêteurs",
        zero=("no instalment to other lenders", "aucune mensualité auprès d’autres prêteurs"),
    ),
    "BUREAU_OVERDUE_DAYS_MAX": fact(
        "up to {value} overdue with another lender",
        "jusqu’à {value} de retard auprès d’un autre prêteur",
        zero=("nothing overdue with other lenders", "aucun retard auprès d’autres prêteurs"),
        absent=_NONE,
    ),
    "BUREAU_OVERDUE_AMOUNT_MAX": fact(
        "up to {value} once overdue with another lender",
        "jusqu’à {value} d’impayés auprès d’un autre prêteur",
        zero=_NEVER_OVERDUE,
        absent=_OVERDUE_UNKNOWN,
    ),
    "BUREAU_OVERDUE_AMOUNT_MEAN": missing(*_OVERDUE_UNKNOWN),
    "BUREAU_OVERDUE_TO_CREDIT_MAX": NOT_NAMED,
    "BUREAU_OVERDUE_COUNT": fact(
        "{value:credit|credits} once overdue with other lenders",
        "{value:crédit|crédits} avec impayé auprès d’autres prêteurs",
        zero=_NEVER_OVERDUE,
        absent=_OVERDUE_UNKNOWN,
    ),
    "BUREAU_OVERDUE_AMOUNT": fact(
        "{value} overdue with other lenders",
        "{value} d’impayés auprès d’autres prêteurs",
        zero=("nothing overdue with other lenders", "aucun impayé auprès d’autres prêteurs"),
        absent=_NONE,
    ),
    "BUREAU_PROLONGED": fact(
        "credits with other lenders prolonged {value:time|times}",
        "{value:prolongation|prolongations} de crédits auprès d’autres prêteurs",
        zero=("no credit with other lenders prolonged", "aucune prolongation de crédit auprès d’autres prêteurs"),
        absent=_NONE,
    ),
    **_new_credits(6),
    **_new_credits(12),
    **_new_credits(24),
    **_new_credits(36),
    "BALANCE_MONTHS_MAX": fact(
        "longest credit with other lenders followed for {value}",
        "crédit le plus long auprès d’autres prêteurs suivi pendant {value}",
    ),
    "BALANCE_MONTHS_MEAN": NOT_NAMED,
    "BALANCE_OVERDUE_SHARE": fact(
        "{value} of the months overdue with other lenders",
        "{value} des mois en retard auprès d’autres prêteurs",
        zero=("no month overdue with other lenders", "aucun mois de retard auprès d’autres prêteurs"),
    ),
    "BALANCE_OVERDUE_SHARE_MAX": NOT_NAMED,
    "BALANCE_OVERDUE_SHARE_MEAN": NOT_NAMED,
    "BALANCE_OVERDUE_CREDITS": fact(
        "{value} of the credits with other lenders overdue at least once",
        "{value} des crédits auprès d’autres prêteurs en retard au moins une fois",
        zero=("no credit with other lenders ever overdue", "aucun crédit auprès d’autres prêteurs jamais en retard"),
    ),
    "BALANCE_OVERDUE_12M": fact(
        "{value:month|months} overdue with other lenders within a year",
        "{value:mois|mois} de retard auprès d’autres prêteurs en un an",
        zero=(
            "no month overdue with other lenders within a year",
            "aucun mois de retard auprès d’autres prêteurs en un an",
        ),
    ),
    "BALANCE_OVERDUE_SHARE_12M": NOT_NAMED,
    "BALANCE_SINCE_OVERDUE": fact(
        "last month overdue with other lenders {value} ago",
        "dernier mois de retard auprès d’autres prêteurs il y a {value}",
    ),
    "BALANCE_WORST": NOT_NAMED,
    "BALANCE_WORST_12M": NOT_NAMED,
    "BALANCE_SERIOUS_MONTHS": fact(
        "{value:month|months} more than 30 days overdue with other lenders",
        "{value:mois|mois} à plus de 30 jours de retard auprès d’autres prêteurs",
        zero=(
            "no month more than 30 days overdue with other lenders",
            "aucun mois à plus de 30 jours de retard auprès d’autres prêteurs",
        ),
    ),
}
