import io

import pytest
from rich.console import Console

from model_build.progress import ProgressReporter


def shown(calls, *, terminal, error=None):
    """Return what a person saw of these ``(label, share)`` calls."""
    console = Console(file=io.StringIO(), force_terminal=terminal, width=120, color_system=None)
    try:
        with ProgressReporter(console) as progress:
            for label, share in calls:
                progress(label, share)
            if error:
                raise error
    except ZeroDivisionError:
        pass
    return console.file.getvalue()


FOLDS = [("Reading", 0.0), ("Training fold 1 of 2", 0.2), ("Training fold 2 of 2", 1.0), ("Checking", 0.0)]


def test_away_from_a_terminal_each_step_is_two_lines():
    lines = shown(FOLDS, terminal=False).splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "Reading ...",
        "Reading",
        "Training ...",
        "Training",
        "Checking ...",
        "Checking",
    ]
    assert lines[1].endswith(" s")


def test_a_step_begins_before_it_ends():
    """Whoever waits for a long step must see its name while it runs."""
    console = Console(file=io.StringIO(), force_terminal=False)
    with ProgressReporter(console) as progress:
        progress("Reading", 0.0)
        assert console.file.getvalue() == "Reading ...\n"


def test_a_step_that_fails_is_not_shown_as_done():
    text = shown(FOLDS[:1], terminal=False, error=ZeroDivisionError())
    assert text == "Reading ...\n"


def test_a_label_that_names_its_folds_after_a_comma_is_a_step_without_it():
    text = shown([("Measuring the price, fold 1 of 5", 0.1)], terminal=False)
    assert text.startswith("Measuring the price ...\nMeasuring the price: ")


def test_on_a_terminal_steps_are_bars():
    text = shown(FOLDS, terminal=True)
    assert "━" in text
    for label in ("Reading", "Training", "Checking"):
        assert f"✓ {label}" in text
    assert "Reading ..." not in text


def test_on_a_terminal_a_failed_step_gets_no_tick():
    text = shown(FOLDS[:2], terminal=True, error=ZeroDivisionError())
    assert "✓ Reading" in text
    assert "✓ Training" not in text


@pytest.mark.parametrize("terminal", [True, False])
def test_no_step_at_all_is_no_error(terminal):
    assert "✓" not in shown([], terminal=terminal)
