"""Progress that a person can follow: bars on a terminal, one line per step elsewhere."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBars

Progress = Callable[[str, float], None]
"""What a long computation calls with the label of its step and the share that is done, 0 to 1."""


class ProgressReporter:
    """Takes ``(label, share)`` calls, share from 0 to 1; a new label is a new step.

    Labels that begin alike up to " fold " are one step: the folds of a training share a bar.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bars = ProgressBars(
            SpinnerColumn(finished_text="[green]✓[/]"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TimeElapsedColumn(),
            console=console,
        )
        self._step = ""
        self._task: TaskID | None = None
        self._began = 0.0

    def __enter__(self) -> Self:
        """Start drawing."""
        if self._console.is_terminal:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop drawing; the last step is marked as finished only if nothing failed."""
        if error is None:
            self._finish()
        if self._console.is_terminal:
            self._bars.stop()

    def __call__(self, label: str, share: float) -> None:
        """Report how far a step has come."""
        step = label.partition(" fold ")[0].rstrip(",")
        if step != self._step:
            self._finish()
            self._begin(step, label)
        if self._task is not None:
            self._bars.update(self._task, completed=share, description=label)

    def _begin(self, step: str, label: str) -> None:
        self._step, self._began = step, time.monotonic()
        if self._console.is_terminal:
            self._task = self._bars.add_task(label, total=1.0)
        else:
            self._console.print(f"{step} ...", highlight=False)

    def _finish(self) -> None:
        if not self._step:
            return
        if self._task is not None:
            self._bars.update(self._task, completed=1.0, description=self._step)
            self._bars.stop_task(self._task)
        else:
            self._console.print(f"{self._step}: {time.monotonic() - self._began:.1f} s", highlight=False)
        self._step, self._task = "", None
