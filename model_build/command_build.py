"""The ``build`` command: tables to a bundle in force."""

from pathlib import Path

from model_build.build import Built, build
from model_build.choices import Choices
from model_build.errors import BuildError
from model_build.prepare import prepare
from model_build.publishing import Announce, announce_nothing
from model_build.tracking.run import connect
from model_build.train import Progress, Recipe, available_threads, trees_for
from model_bundle.journal import read_journal


def run_build(
    data: Path,
    out: Path,
    *,
    engine: str,
    seed: int,
    with_age: bool,
    progress: Progress,
    choices: Choices | None = None,
    announce: Announce = announce_nothing,
) -> Built:
    """Prepare the tables, train, and put a new bundle in force under ``out``, unless it costs more than the one there.

    Where to write and the tracking store are tried first: what cannot be kept should not cost a training.

    Raises
    ------
    BuildError
        The folder of bundles cannot be made, the store does not answer, or a table cannot be used.
    BundleError
        The journal of the bundles cannot be read, or another bundle came into force meanwhile.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildError(
            "The folder of bundles cannot be made", got=repr(str(error)), remedy="name a folder that may be written"
        ) from error
    read_journal(out)
    progress("Opening the tracking store", 0.0)
    connect(out.parent / "mlflow")
    prepared = prepare(data, engine=engine, with_age=with_age, progress=progress)
    recipe = Recipe(trees=trees_for(len(prepared.target)), seed=seed, threads=available_threads())
    return build(prepared, recipe, out, progress, choices=choices, announce=announce)
