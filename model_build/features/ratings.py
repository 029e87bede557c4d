"""The three external scores taken together; each is between 0 and 1, and a high one is good."""

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import count_known, ratio, sum_of_known
from model_build.features.registry import ALWAYS_KNOWN, Registry
from model_bundle.catalogue import Text, Unit

RATINGS = Registry(
    "external_ratings",
    null_rule=Text("Unknown if none of the external scores is known.", "Inconnu si aucun score externe n’est connu."),
)
_WEIGHTS = (2.0, 1.0, 3.0)


def _ratings(row: ir.Table) -> list[ir.NumericValue]:
    return [row.EXT_SOURCE_1, row.EXT_SOURCE_2, row.EXT_SOURCE_3]


@RATINGS.add(
    Text("Average of the external scores", "Moyenne des scores externes"),
    Text("Mean of the external scores that are known.", "Moyenne des scores externes connus."),
    Unit.SCORE,
    direction=-1,
)
def EXT_MEAN(row: ir.Table) -> ir.Value:
    return ratio(sum_of_known(_ratings(row)), count_known(_ratings(row)))


@RATINGS.add(
    Text("Weighted average of the external scores", "Moyenne pondérée des scores externes"),
    Text(
        "Mean of the known external scores, the third counted three times and the first twice.",
        "Moyenne des scores externes connus, le troisième compté trois fois et le premier deux fois.",
    ),
    Unit.SCORE,
    direction=-1,
)
def EXT_WEIGHTED(row: ir.Table) -> ir.Value:
    pairs = list(zip(_ratings(row), _WEIGHTS, strict=True))
    weights = [rating.notnull().cast("float64") * weight for rating, weight in pairs]
    return ratio(sum_of_known([rating * weight for rating, weight in pairs]), sum_of_known(weights))


@RATINGS.add(
    Text("Lowest external score", "Score externe le plus bas"),
    Text("The lowest of the known external scores.", "Le plus bas des scores externes connus."),
    Unit.SCORE,
    direction=-1,
)
def EXT_MIN(row: ir.Table) -> ir.Value:
    return ibis.least(*_ratings(row))


@RATINGS.add(
    Text("Highest external score", "Score externe le plus haut"),
    Text("The highest of the known external scores.", "Le plus haut des scores externes connus."),
    Unit.SCORE,
    direction=-1,
)
def EXT_MAX(row: ir.Table) -> ir.Value:
    return ibis.greatest(*_ratings(row))


@RATINGS.add(
    Text("Disagreement between the external scores", "Écart entre les scores externes"),
    Text(
        "Standard deviation of the known external scores; unknown with fewer than two.",
        "Écart-type des scores externes connus ; inconnu s’il y en a moins de deux.",
    ),
    Unit.NUMBER,
    null_rule=Text("Unknown with fewer than two known scores.", "Inconnu avec moins de deux scores connus."),
)
def EXT_SPREAD(row: ir.Table) -> ir.Value:
    ratings = _ratings(row)
    known = count_known(ratings)
    mean = ratio(sum_of_known(ratings), known)
    variance = ratio(sum_of_known([(rating - mean) * (rating - mean) for rating in ratings]), known)
    return ibis.ifelse(known >= 2, variance.sqrt(), ibis.null("float64"))


@RATINGS.add(
    Text("Product of the three external scores", "Produit des trois scores externes"),
    Text(
        "The three external scores multiplied; unknown unless all three are known.",
        "Les trois scores externes multipliés ; inconnu si l’un manque.",
    ),
    Unit.NUMBER,
    direction=-1,
    null_rule=Text("Unknown unless all three scores are known.", "Inconnu si l’un des trois scores manque."),
)
def EXT_PRODUCT(row: ir.Table) -> ir.Value:
    return row.EXT_SOURCE_1 * row.EXT_SOURCE_2 * row.EXT_SOURCE_3


@RATINGS.add(
    Text("Product of the second and third external scores", "Produit des deuxième et troisième scores externes"),
    Text(
        "The second and third external scores multiplied; unknown unless both are known.",
        "Les deuxième et troisième scores externes multipliés ; inconnu si l’un manque.",
    ),
    Unit.NUMBER,
    direction=-1,
    null_rule=Text("Unknown unless both scores are known.", "Inconnu si l’un des deux scores manque."),
)
def EXT_PRODUCT_2_3(row: ir.Table) -> ir.Value:
    return row.EXT_SOURCE_2 * row.EXT_SOURCE_3


@RATINGS.add(
    Text("Number of external scores missing", "Nombre de scores externes absents"),
    Text("How many of the three external scores are unknown.", "Combien des trois scores externes sont inconnus."),
    Unit.COUNT,
    null_rule=ALWAYS_KNOWN,
)
def EXT_MISSING(row: ir.Table) -> ir.Value:
    return 3 - count_known(_ratings(row))
