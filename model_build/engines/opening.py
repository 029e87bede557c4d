"""Choosing an engine by its name and closing it whatever happens."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Final

from model_build.engines.embedded import Embedded
from model_build.engines.engine import Engine
from model_build.engines.spark import open_spark
from model_build.errors import BuildError


@contextmanager
def _open_embedded() -> Iterator[Engine]:
    yield Embedded()


_OPENERS: Final[Mapping[str, Callable[[], AbstractContextManager[Engine]]]] = {
    "duckdb": _open_embedded,
    "spark": open_spark,
}
ENGINES: Final = tuple(_OPENERS)


@contextmanager
def open_engine(name: str) -> Iterator[Engine]:
    """Start the engine of this name for the length of the ``with``.

    Raises
    ------
    BuildError
        There is no such engine, or it does not start here.
    """
    if name not in _OPENERS:
        raise BuildError("There is no such engine", got=repr(name), remedy=f"choose one of {', '.join(ENGINES)}")
    with _OPENERS[name]() as engine:
        yield engine
