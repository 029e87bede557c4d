"""Who asks in these tests, and what they leave audited."""

from types import SimpleNamespace

from dashboard_app.actor import Actor, Role
from dashboard_app.capabilities import Capability
from dashboard_app.events import Action
from dashboard_app.services.client_file import open_client
from model_bundle.decision import Decision, decide

SCORED = (Decision.GRANTED, Decision.REVIEW, Decision.REFUSED)
"""What is decided where there is a score; the small bundle has no applicant whose data must be checked."""


class Kept:
    """A recorder that keeps what it is told: how it was told, and the event."""

    def __init__(self):
        self.events = []

    def __getattr__(self, way):
        return lambda event: self.events.append((way, event))


ADVISER = Actor("ada", Role.ADVISER, None, "en", None, Kept())
ADMIN = Actor("ines", Role.ADMIN, None, "fr", None, Kept())


def customer(client_id, language="fr"):
    """A customer of this number."""
    return Actor("cleo", Role.CUSTOMER, client_id, language, None, Kept())


def following(*clients):
    """An adviser who follows these clients, and nobody else."""
    return Actor("paul", Role.ADVISER, None, "en", frozenset(clients), Kept())


def first(active_bundle, decision):
    """The lowest number of a client with this decision."""
    threshold = active_bundle.bundle.manifest.threshold
    pairs = zip(active_bundle.client_ids, active_bundle.probabilities, strict=True)
    return next(int(number) for number, probability in pairs if decide(float(probability), threshold) is decision)


def open_file(active_bundle, actor, client_id, capability=Capability.READ_FILE, **entry):
    """Open the file of a client as a request of this person does."""
    return open_client(SimpleNamespace(actor=actor, active_bundle=active_bundle), client_id, capability, **entry)


def simulate_file(active_bundle, actor, client_id):
    """Open the file of a client to score it anew, as the API does."""
    return open_file(active_bundle, actor, client_id, Capability.SIMULATE, action=Action.SIMULATE)


def work_file(active_bundle, actor, client_id):
    """Open the file of a client to work on it, as the page of staff does."""
    return open_file(active_bundle, actor, client_id, Capability.WORK_ON_FILE)
