"""The three external ratings taken together; each is between 0 and 1, and a high one is good."""

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import count_known, ratio, sum_of_known
from model_build.features.registry import ALWAYS_KNOWN, Registry
from model_bundle.catalogue import Text, Unit

RATINGS = Registry(
    "external_ratings",
    null_rule=Text("Unknown if none of the external ratings is known.", "Inconnu si aucune note externe n’est connue."),
)
_WEIGHTS = (2.0, 1.0, 3.0)


def _ratings(row: ir.Table) -> list[ir.NumericValue]:
    return [row.EXT_SOURCE_1, row.EXT_SOURCE_2, row.EXT_SOURCE_3]


@RATINGS.add(
    Text("Average of the external ratings", "Moyenne des notes externes"),
    Text("Mean of the external ratings that are known.", "Moyenne des notes externes connues."),
    Unit.SCORE,
    direction=-1,
)
def EXT_MEAN(row: ir.Table) -> ir.Value:
    return ratio(sum_of_known(_ratings(row)), count_known(_ratings(row)))


@RATINGS.add(
    Text("Weighted average of the external ratings", "Moyenne pondérée des notes externes"),
    Text(
        "Mean of the known external ratings, the third counted three times and the first twice.",
        "Moyenne des notes externes connues, la troisième comptée trois fois et la première deux fois.",
    ),
    Unit.SCORE,
    direction=-1,
)
def EXT_WEIGHTED(row: ir.Table) -> ir.Value:
    pairs = list(zip(_ratings(row), _WEIGHTS, strict=True))
    weights = [rating.notnull().cast("float64") * weight for rating, weight in pairs]
    return ratio(sum_of_known([rating * weight for rating, weight in pairs]), sum_of_known(weights))


@RATINGS.add(
    Text("Lowest external rating", "Note externe la plus basse"),
    Text("The lowest of the known external ratings.", "La plus basse des notes externes connues."),
    Unit.SCORE,
    direction=-1,
)
def EXT_MIN(row: ir.Table) -> ir.Value:
    return ibis.least(*_ratings(row))


@RATINGS.add(
    Text("Highest external rating", "Note externe la plus haute"),
    Text("The highest of the known external ratings.", "La plus haute des notes externes connues."),
    Unit.SCORE,
    direction=-1,
)
def EXT_MAX(row: ir.Table) -> ir.Value:
    return ibis.greatest(*_ratings(row))


@RATINGS.add(
    Text("Disagreement between the external ratings", "Désaccord entre les notes externes"),
    Text(
        "Standard deviation of the known external ratings; unknown with fewer than two.",
        "Écart-type des notes externes connues ; inconnu s’il y en a moins de deux.",
    ),
    Unit.NUMBER,
    null_rule=Text("Unknown with fewer than two known ratings.", "Inconnu avec moins de deux notes connues."),
)
def EXT_SPREAD(row: ir.Table) -> ir.Value:
    ratings = _ratings(row)
    known = count_known(ratings)
    mean = ratio(sum_of_known(ratings), known)
    variance = ratio(sum_of_known([(rating - mean) * (rating - mean) for rating in ratings]), known)
    return ibis.ifelse(known >= 2, variance.sqrt(), ibis.null("float64"))


@RATINGS.add(
    Text("Product of the three external ratings", "Produit des trois notes externes"),
    Text(
        "The three external ratings multiplied; unknown unless all three are known.",
        "Les trois notes externes multipliées ; inconnu si l’une manque.",
    ),
    Unit.NUMBER,
    direction=-1,
    null_rule=Text("Unknown unless all three ratings are known.", "Inconnu si l’une des trois notes manque."),
)
def EXT_PRODUCT(row: ir.Table) -> ir.Value:
    return row.EXT_SOURCE_1 * row.EXT_SOURCE_2 * row.EXT_SOURCE_3


@RATINGS.add(
    Text("Product of the second and third external ratings", "Produit des deuxième et troisième notes externes"),
    Text(
        "The second and third external ratings multiplied; unknown unless both are known.",
        "Les deuxième et troisième notes externes multipliées ; inconnu si l’une manque.",
    ),
    Unit.NUMBER,
    direction=-1,
    null_rule=Text("Unknown unless both ratings are known.", "Inconnu si l’une des deux notes manque."),
)
def EXT_PRODUCT_2_3(row: ir.Table) -> ir.Value:
    return row.EXT_SOURCE_2 * row.EXT_SOURCE_3


@RATINGS.add(
    Text("Number of external ratings missing", "Nombre de notes externes absentes"),
    Text("How many of the three external ratings are unknown.", "Combien des trois notes externes sont inconnues."),
    Unit.COUNT,
    null_rule=ALWAYS_KNOWN,
)
def EXT_MISSING(row: ir.Table) -> ir.Value:
    return 3 - count_known(_ratings(row))
