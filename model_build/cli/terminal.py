"""What the commands print, and how they end when something is refused."""

import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn

import typer
from rich.console import Console

from model_build.errors import BuildError
from model_bundle.errors import ClairscoreError

EXIT_REFUSED: Final = 2
console = Console()
errors = Console(stderr=True)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn errors that explain themselves into one line and an exit code, and a kill into an orderly end."""

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    previous = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except (BuildError, ClairscoreError) as error:
        errors.print(f"Error: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(EXIT_REFUSED) from error
    finally:
        signal.signal(signal.SIGTERM, previous)


def print_notes(notes: Iterable[str]) -> None:
    """Print what is worth knowing, one note a line."""
    for note in notes:
        console.print(f"Note: {note}", markup=False, highlight=False, soft_wrap=True)


def print_summary(title: str, rows: Mapping[str, str]) -> None:
    """Print a title and lines of a name and a value."""
    # Lines, not a table: a table cuts the path that somebody wants to copy.
    width = max(len(name) for name in rows)
    console.print(title, style="bold")
    for name, value in rows.items():
        console.print(f"  {name:<{width}}  {value}", markup=False, highlight=False, soft_wrap=True)
