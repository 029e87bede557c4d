import pytest

from model_build.metrics.intervals import wilson


def test_an_interval_is_that_of_the_textbook():
    """Agresti and Coull, 1998: nine hits in ten."""
    found = wilson(9, 10)
    assert (found.low, found.high) == (pytest.approx(0.5958, abs=1e-4), pytest.approx(0.9821, abs=1e-4))


@pytest.mark.parametrize("trials", [1, 10, 1_000])
def test_no_hit_and_nothing_but_hits_end_at_the_ends(trials):
    assert wilson(0, trials).low == 0.0
    assert 0 < wilson(0, trials).high < 1
    assert wilson(trials, trials).high == 1.0
    assert wilson(trials, trials).low == pytest.approx(1 - wilson(0, trials).high)


@pytest.mark.parametrize(("hits", "trials"), [(1, 3), (8, 100), (24_825, 307_511)])
def test_an_interval_is_that_of_the_formula(hits, trials):
    """Wilson, 1927: the shares whose distance from the one observed is at most 1.96 of their own standard errors."""
    found = wilson(hits, trials)
    for end in (found.low, found.high):
        error = (end * (1 - end) / trials) ** 0.5
        assert abs(end - hits / trials) / error == pytest.approx(1.959964)


def test_more_trials_make_it_narrower_around_the_share():
    few, many = wilson(8, 100), wilson(800, 10_000)
    assert few.low < many.low < 0.08 < many.high < few.high
