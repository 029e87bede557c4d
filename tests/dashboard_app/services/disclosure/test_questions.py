"""What is asked about former clients is logged, and not without end."""

import pytest

from dashboard_app.actor import Actor, Role
from dashboard_app.events import Action
from dashboard_app.filters import Basis, GroupFilter
from dashboard_app.services.disclosure import distribution, questions
from dashboard_app.services.errors import InvalidRequestError, TooManyComparisonsError
from tests.dashboard_app.services.people import Kept
from tests.security.reconstruction import RATING, simulate


@pytest.fixture
def asking():
    """A world of its own, and somebody who asks about it."""
    active_bundle = simulate(2_000, 0.3).active_bundle
    actor = Actor("ada", Role.ADVISER, None, "en", None, Kept())
    entry = active_bundle.bundle.catalogue.features[RATING]
    return actor, lambda wanted, who=actor: distribution(active_bundle, who, entry, wanted, Basis.OUTCOME)


@pytest.mark.case(35)
def test_a_line_says_what_was_compared_and_with_which_filters_and_no_value(asking):
    actor, ask = asking
    ask(GroupFilter(age="35-44", income="Working"))
    [(way, event)] = actor.recorder.events
    assert (way, event.action, event.client_id, event.score) == ("log_once", Action.COMPARE, None, None)
    assert event.bundle_id == "simulated"
    assert event.detail == f"{RATING} by outcome; age=35-44, income=Working"


def test_a_question_that_is_not_allowed_is_neither_counted_nor_on_record(asking):
    actor, ask = asking
    with pytest.raises(InvalidRequestError):
        ask(GroupFilter(age="x"))
    assert actor.recorder.events == []


@pytest.mark.case(17)
def test_different_questions_are_limited_by_account_and_the_same_one_is_free(asking, monkeypatch):
    actor, ask = asking
    monkeypatch.setattr(questions, "MOST_QUESTIONS", 2)
    for _ in range(5):
        ask(GroupFilter())
    ask(GroupFilter(age="35-44"))
    with pytest.raises(TooManyComparisonsError) as refused:
        ask(GroupFilter(age="45-54"))
    assert 3_500 < refused.value.seconds <= questions.WINDOW_SECONDS
    assert actor.recorder.events[-1][1].action is Action.ALERT
    ask(GroupFilter())
    ask(GroupFilter(age="45-54"), Actor("bob", Role.ADVISER, None, "en", None, Kept()))


def test_an_hour_later_one_may_ask_again(asking, monkeypatch):
    _, ask = asking
    monkeypatch.setattr(questions, "MOST_QUESTIONS", 1)
    ask(GroupFilter())
    later = questions.time.monotonic() + questions.WINDOW_SECONDS + 1
    monkeypatch.setattr(questions.time, "monotonic", lambda: later)
    ask(GroupFilter(age="35-44"))
