"""What can go wrong while a bundle is built, as one tree.

::

    BuildError
    ├── InputError                the tables as given cannot be used
    │   ├── DataFolderError       the folder itself: absent, not a folder, unreadable archive in it
    │   ├── MissingTableError     a table that this command needs is not in the folder
    │   ├── AmbiguousTableError   several files may hold one table, or a file bears almost a table's name
    │   ├── UnreadableFileError   a file is truncated, or not what its ending says
    │   ├── ColumnError           a column is missing or renamed
    │   ├── ValueTypeError        a value does not fit the type of its column
    │   ├── KeyColumnError        a key is empty or stands twice
    │   ├── LimitsError           too many impossible values
    │   └── TargetError           TARGET holds something else than 0 and 1, or only one of them
    ├── DemoError                 the synthetic tables cannot be written as requested
    ├── PreflightError            what the end of a command needs is not there, found at its start
    ├── EngineError               the engine that computes features does not start, or gave up
    └── GateError                 a bundle costs more than the active one, and nobody forces it

Every message has three parts: what is wrong, what was got, what to do.
"""

from __future__ import annotations

from pathlib import Path


class BuildError(Exception):
    """Any failure that ``model_build`` explains itself; the command line prints it without a traceback."""

    def __init__(self, wrong: str, *, got: str, remedy: str) -> None:
        self.wrong = wrong
        self.got = got
        self.remedy = remedy
        super().__init__(f"{wrong}: got {got}; {remedy}.")


class InputError(BuildError):
    """The tables as given cannot be used."""


class DataFolderError(InputError):
    """The folder of the tables is absent, is not a folder, or holds an archive that cannot be opened."""


class MissingTableError(InputError):
    """A table that this command needs is not in the folder."""


class AmbiguousTableError(InputError):
    """Several files may hold one table, or a file bears almost the name of one."""


class UnreadableFileError(InputError):
    """A file is truncated, empty, or not what its ending says."""


class ColumnError(InputError):
    """A column that the schema names is missing or has another name."""


class ValueTypeError(InputError):
    """A value does not fit the type of its column."""


class KeyColumnError(InputError):
    """A key is empty or stands twice."""


class LimitsError(InputError):
    """Too many rows that a model would be trained on hold an impossible value."""


class TargetError(InputError):
    """TARGET holds something else than 0 and 1, or only one of the two."""


class DemoError(BuildError):
    """The synthetic tables cannot be written as requested."""


class PreflightError(BuildError):
    """What the end of a command needs is not there: a place to write to, room, or the tracking store."""


class EngineError(BuildError):
    """The engine that computes features does not start here, or gave up."""


class GateError(BuildError):
    """A bundle costs more than the active one, and activation is not forced."""

    def __init__(self, path: Path, champion: str | None, comparison: str) -> None:
        super().__init__(
            f"The bundle {str(path)!r} costs more than {champion!r} and does not replace it",
            got=comparison,
            remedy=f'keep the active one, or run `python -m model_build publish {path} --force --reason "..."`',
        )
