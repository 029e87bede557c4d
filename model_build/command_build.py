"""The ``build`` command: tables to a bundle in force."""

from pathlib import Path

from model_build.build import Built, build
from model_build.drift.verdict import Rule
from model_build.errors import BuildError
from model_build.prepare import prepare
from model_build.tracking.run import connect
from model_build.train import Progress, available_threads, recipe_for
from model_build.tuning.search import Search


def run_build(
    data: Path,
    out: Path,
    *,
    engine: str,
    seed: int,
    with_age: bool,
    progress: Progress,
    drift_rule: Rule | None = None,
    seeds: int = 1,
    trials: int = 0,
    minutes: float = 0.0,
    is_compared: bool = True,
) -> Built:
    """Prepare the tables, train, and put a new bundle in force under ``out``.

    ``seeds`` boosters are averaged; with ``trials`` the parameters are searched first, for at most ``minutes``.
    Where to write and the tracking store are tried first: what cannot be kept should not cost a training.

    Raises
    ------
    BuildError
        The folder of bundles cannot be made, the store does not answer, or a table cannot be used.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildError(
            "The folder of bundles cannot be made", got=repr(str(error)), remedy="name a folder that may be written"
        ) from error
    progress("Opening the tracking store", 0.0)
    store = out.parent / "mlflow"
    connect(store)
    prepared = prepare(data, engine=engine, with_age=with_age, progress=progress)
    return build(
        prepared,
        recipe_for(len(prepared.target), seed=seed, threads=available_threads(), seeds=seeds),
        out,
        progress,
        drift_rule=drift_rule,
        is_compared=is_compared,
        limits=Search(trials, minutes, store) if trials else None,
    )
