"""The ``build`` command: tables to an active bundle."""

from dataclasses import replace
from pathlib import Path

from model_build import preflight
from model_build.experiments.optional import ROW_MODELS
from model_build.pipeline.build import Built, build
from model_build.pipeline.build_options import BuildOptions, quick_recipe
from model_build.prepare import Prepared, prepare
from model_build.progress import Progress
from model_build.publishing.registry_sync import QUICK_NOTE, NoRegistry, follower_for
from model_build.reading_report import ReportCollector
from model_build.sources import TableSelection
from model_build.training.train import available_threads, recipe_for
from model_bundle.journal import read_journal

_OTHER_COLUMNS = 10


def run_build(
    data: Path,
    out: Path,
    *,
    engine: str,
    seed: int,
    with_age: bool,
    progress: Progress,
    without_protected: bool = False,
    seeds: int = 1,
    options: BuildOptions | None = None,
    selection: TableSelection | None = None,
    collector: ReportCollector | None = None,
) -> Built:
    """Prepare the tables, train, and put a new active bundle under ``out``, unless it costs more than the one there.

    ``seeds`` boosters are averaged; ``without_protected`` leaves out what tells of residence, the people around a
    client or their family situation; ``selection`` says which file holds which table; ``collector`` takes what was read
    and found.
    Where to write and the tracking store are tried first: what cannot be kept should not cost a training.

    Raises
    ------
    BuildError
        The folder of bundles cannot be made, the store does not answer, or a table cannot be used.
    BundleError
        The journal of the bundles cannot be read, or another bundle became active meanwhile.
    """
    is_quick = options is not None and options.is_quick
    preflight.check_build(out)
    read_journal(out)
    store = out.parent / "mlflow"
    if not is_quick:
        from model_build.publishing.tracking.run import connect

        progress("Opening the tracking store", 0.0)
        connect(store)
    with_rows = options is not None and ROW_MODELS in options.tried
    prepared = prepare(
        data,
        engine=engine,
        with_age=with_age,
        progress=progress,
        with_rows=with_rows,
        without_protected=without_protected,
        selection=selection,
        collector=collector,
    )
    preflight.require_writable(out, _bytes_needed(prepared))
    recipe = recipe_for(len(prepared.target), seed=seed, threads=available_threads(), seeds=seeds)
    if is_quick:
        recipe = quick_recipe(recipe)
    follower = NoRegistry(QUICK_NOTE) if is_quick else follower_for(out)
    built = build(prepared, recipe, out, progress, options=options, store=store, on_activated=follower)
    return replace(built, notes=(*built.notes, *follower.notes))


def _bytes_needed(prepared: Prepared) -> int:
    """Return about how large the bundle will be: nearly all of it are two tables of doubles."""
    width = len(prepared.plan.names) + _OTHER_COLUMNS
    form = prepared.decided.application.num_columns + prepared.decided.history.num_columns
    cells: int = width * len(prepared.target) + (width + form) * prepared.decided.application.num_rows
    return preflight.ROOM_FOR_A_BUNDLE + cells * 8
