"""Who asks in these tests."""

from dashboard_app.actor import Actor, Role
from model_bundle.decision import decide

ADVISER = Actor("ada", Role.ADVISER, None, "en")
ADMIN = Actor("ines", Role.ADMIN, None, "fr")


def customer(client_id, language="fr"):
    """A customer of this number."""
    return Actor("cleo", Role.CUSTOMER, client_id, language)


def first(portfolio, decision):
    """The lowest number of a client with this decision."""
    threshold = portfolio.bundle.manifest.threshold
    pairs = zip(portfolio.client_ids, portfolio.probabilities, strict=True)
    return next(int(number) for number, probability in pairs if decide(float(probability), threshold) is decision)
