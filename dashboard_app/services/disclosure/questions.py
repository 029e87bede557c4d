"""Questions about former clients: logged and counted before they are answered.

The same question has the same answer, so only different ones are counted. Each process counts for itself.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from dashboard_app.actor import Actor
from dashboard_app.events import Action, Event
from dashboard_app.filters import Basis, GroupFilter
from dashboard_app.services.errors import TooManyComparisonsError
from dashboard_app.store import ActiveBundle

MOST_QUESTIONS: Final = 300
"""Different comparisons that one account may ask for within `WINDOW_SECONDS`; nobody who reads them needs as many."""
WINDOW_SECONDS: Final = 3600.0


@dataclass(frozen=True)
class Question:
    """Which features are counted, among whom, on which basis."""

    features: tuple[str, ...]
    group: GroupFilter
    basis: Basis

    @property
    def detail(self) -> str:
        """The question in a few words, for the reader of the log: what was compared, and with which filters."""
        filters = [f"{name}={value}" for name, value in self.group.chosen]
        return f"{' and '.join(self.features)} by {self.basis}; {', '.join(filters) or 'no filter'}"


class QuestionLimit:
    """Limits the number of different recent questions per account."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._recent: dict[str, OrderedDict[Question, float]] = {}

    def count(self, name: str, question: Question) -> None:
        """Count a question.

        Raises
        ------
        TooManyComparisonsError
            The account has asked too many; this one is not counted.
        """
        now = time.monotonic()
        with self._lock:
            recent = self._recent.setdefault(name, OrderedDict())
            while recent and next(iter(recent.values())) <= now - WINDOW_SECONDS:
                recent.popitem(last=False)
            if question in recent:
                return
            if len(recent) >= MOST_QUESTIONS:
                oldest = next(iter(recent.values()))
                raise TooManyComparisonsError(max(1, round(oldest + WINDOW_SECONDS - now)))
            recent[question] = now


def ask(active_bundle: ActiveBundle, actor: Actor, question: Question) -> None:
    """Count a question and log it.

    Raises
    ------
    TooManyComparisonsError
        This person has asked for too many different comparisons.
    RecordError
        It cannot be logged.
    """
    bundle_id = active_bundle.bundle.manifest.bundle_id
    question_limit = active_bundle.cached("questions", QuestionLimit)
    try:
        question_limit.count(actor.name, question)
    except TooManyComparisonsError:
        actor.recorder.log_once(Event(Action.ALERT, bundle_id=bundle_id, detail="too many comparisons"))
        raise
    # Not under the number of a client: a comparison shows former clients, and the opened file is logged already.
    actor.recorder.log_once(Event(Action.COMPARE, bundle_id=bundle_id, detail=question.detail))
