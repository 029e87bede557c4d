"""A build: raw tables in, a bundle out, active unless it costs more than the one before."""

from pathlib import Path

from model_build.pipeline.activate import Built, activate
from model_build.pipeline.assemble import assemble
from model_build.pipeline.build_options import BuildOptions
from model_build.pipeline.check import check
from model_build.pipeline.explain import explain
from model_build.pipeline.fit import fit
from model_build.prepare import Prepared
from model_build.progress import Progress
from model_build.training.train import Recipe
from model_bundle.publication import staging
from model_bundle.rollback import OnActivated, ignore_activation

__all__ = ["Built", "build"]


def build(
    prepared: Prepared,
    recipe: Recipe,
    out: Path,
    progress: Progress,
    *,
    options: BuildOptions | None = None,
    store: Path | None = None,
    on_activated: OnActivated = ignore_activation,
) -> Built:
    """Train on prepared tables, write the bundle aside, check it as a reader would, and activate it.

    A bundle that costs more than the active one on the same rows is left beside it, unless it is forced. Nothing is
    left behind by a build that fails; the active bundle stays what it was. ``on_activated`` is told the id of the
    bundle that became active; ``store`` is where trials of a search are kept.
    """
    options = options or BuildOptions()
    fitted = fit(prepared, recipe, options, progress, store=store)
    explained = explain(fitted, options, progress)
    with staging(out) as directory:
        assembled = assemble(explained, directory, options, progress)
        checked = check(assembled, out, options, progress)
        built = activate(checked, out, options)
    if built.is_active:
        on_activated(built.manifest.bundle_id)
    return built
