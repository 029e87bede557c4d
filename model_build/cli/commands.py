"""The commands of the offline half, with their options; each imports its libraries when it runs."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from model_build.cli.reading import (
    AllowMissingOption,
    DataOption,
    EngineOption,
    IgnoreOption,
    ReportOption,
    TableOption,
    reported,
    select_tables,
)
from model_build.cli.terminal import console, print_notes, print_summary, refusals
from model_build.errors import GateError
from model_build.preflight import check_build, require_libraries
from model_build.progress import ProgressReporter
from model_build.publishing.registry_sync import follower_for
from model_bundle.reports import DriftRule

# No library that a build uses may call home; they read these switches when they are imported.
os.environ.setdefault("DO_NOT_TRACK", "1")
# LightGBM's threads wait for each other thousands of times a second. Waiting busily, they take ten times as long where
# another process wants a core too (measured); OpenMP reads this when it is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

BUNDLES = Path("data/bundles")
DRIFT = DriftRule()
app = typer.Typer(add_completion=False, no_args_is_help=True, help="Build, check and use Clairscore bundles.")

BundleOption = Annotated[
    Path, typer.Option("--bundle", help="A bundle, or the folder of bundles: then the active one.")
]
BundlesOption = Annotated[Path, typer.Option("--bundles", help="Folder of bundles.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Put it active although it costs more; needs a reason.")]
ReasonOption = Annotated[str | None, typer.Option("--reason", help="Why; noted in the journal, if forced in the card.")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Seed of everything drawn at random.")]


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder to write the eight tables into.")],
    applicants: Annotated[int, typer.Option(help="Applicants with a known outcome.")] = 12_000,
    decided: Annotated[int, typer.Option(help="Pending applications.")] = 3_000,
    scale: Annotated[
        float | None, typer.Option(help="Share of Kaggle's full size instead: 1 writes 57 million rows.")
    ] = None,
    seed: SeedOption = 0,
) -> None:
    """Write synthetic tables that behave like the real ones."""
    from model_build.synthetic import write_demo

    with refusals(), ProgressReporter(console) as progress:
        written = write_demo(out, applicants=applicants, decided=decided, scale=scale, seed=seed, progress=progress)
    print_summary(
        "Demo tables",
        {"folder": str(out), **{name: f"{rows:,}" for name, rows in written.rows.items()}},
    )


@app.command()
def build(
    data: DataOption,
    out: Annotated[Path, typer.Option("--out", help="Folder of bundles.")] = BUNDLES,
    engine: EngineOption = "duckdb",
    seed: SeedOption = 0,
    with_age: Annotated[bool, typer.Option("--with-age", help="Let the model use age; off by default.")] = False,
    without_protected: Annotated[
        bool,
        typer.Option(
            "--without-protected",
            help="Leave out what tells of residence, people around the client or family situation; in by default.",
        ),
    ] = False,
    seeds: Annotated[int, typer.Option(min=1, help="Boosters to average into the model; they share its trees.")] = 1,
    tune: Annotated[int, typer.Option(min=0, help="Trials of a search for better parameters; 0: none.")] = 0,
    tune_minutes: Annotated[
        float, typer.Option(min=0.0, help="Longest time of that search; what it found is judged after it.")
    ] = 30.0,
    compare: Annotated[bool, typer.Option(help="Judge other methods beside the model, on the same folds.")] = True,
    drift_threshold: Annotated[
        float, typer.Option(min=0.0, help="Distance from which a variable has drifted.")
    ] = DRIFT.threshold,
    drift_top: Annotated[
        int, typer.Option(min=0, help="How many of the most important variables may not drift.")
    ] = DRIFT.top_features,
    drift_share: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Largest share of all variables that may drift.")
    ] = DRIFT.largest_share,
    steps: Annotated[
        bool,
        typer.Option("--steps/--no-steps", help="Measure what constraints, and leaving out protected features, cost."),
    ] = True,
    tried: Annotated[
        list[str] | None,
        typer.Option(
            "--try",
            metavar="STEP",
            help="Try an optional step: row_models (stays if it earns its place), neighbours (measured only).",
        ),
    ] = None,
    quick: Annotated[
        bool,
        typer.Option(
            "--quick",
            help="For a demo or a first look: fewer folds and candidates, no run in MLflow.",
        ),
    ] = False,
    force: ForceOption = False,
    reason: ReasonOption = None,
    table: TableOption = None,
    ignore: IgnoreOption = None,
    report: ReportOption = None,
) -> None:
    """Train on the tables and put a new active bundle, unless it costs more than the one before."""
    with refusals(), reported(console, report) as collector, ProgressReporter(console) as progress:
        progress("Starting", 0.0)
        require_libraries(is_quick=quick)
        check_build(out)
        from model_build.cli.build import run_build
        from model_build.pipeline.build_options import BuildOptions
        from model_bundle.decision import Decision

        rule = DriftRule(threshold=drift_threshold, top_features=drift_top, largest_share=drift_share)
        options = BuildOptions(
            drift_rule=rule,
            with_steps=steps,
            is_compared=compare,
            tried=tuple(tried or ()),
            trials=tune,
            minutes=tune_minutes,
            is_forced=force,
            reason=reason,
            is_quick=quick,
        )
        built = run_build(
            data,
            out,
            engine=engine,
            seed=seed,
            seeds=seeds,
            with_age=with_age,
            without_protected=without_protected,
            progress=progress,
            options=options,
            selection=select_tables(table, ignore),
            collector=collector,
        )
    print_notes(built.notes)
    metrics, threshold = built.manifest.metrics, built.manifest.threshold
    print_summary(
        "Bundle active" if built.is_active else "Bundle written, not active",
        {
            "bundle": built.manifest.bundle_id,
            "folder": str(built.path),
            "features": str(len(built.manifest.features)),
            "tables missing": ", ".join(built.manifest.tables_missing) or "none",
            "AUC, out of fold": f"{metrics.auc:.4f}",
            "cost per applicant, threshold chosen on other folds": f"{metrics.cost:.4f}",
            "cost if everybody were accepted": f"{metrics.cost_accept_all:.4f}",
            "threshold": f"{threshold.value:.4f}",
            "drift": "yes" if built.drift.verdict.is_drifted else "no",
            "pending applications": f"{built.manifest.clients:,}",
            **({Decision.DATA_CHECK.value: f"{built.set_aside:,}"} if built.set_aside else {}),
            **({"MLflow run": built.run_id} if built.run_id else {}),
            "compared with the one before": str(built.verdict),
        },
    )
    if not built.is_active:
        with refusals():
            raise GateError(built.path, built.verdict.champion, str(built.verdict.comparison))


@app.command()
def score(
    bundle: BundleOption,
    data: DataOption,
    out: Annotated[Path, typer.Option("--out", help="A .csv or .parquet file.")],
    engine: EngineOption = "duckdb",
    contributions: Annotated[
        bool, typer.Option("--contributions", help="Also write what each variable adds to each score, in log-odds.")
    ] = False,
    table: TableOption = None,
    ignore: IgnoreOption = None,
    allow_missing: AllowMissingOption = None,
    report: ReportOption = None,
) -> None:
    """Score the application_test found in a folder."""
    with (
        refusals(),
        reported(console, report, other_than=out) as collector,
        ProgressReporter(console) as progress,
    ):
        progress("Starting", 0.0)
        from model_build.pipeline.score_writer import check_destination

        # Said before the libraries of a scoring are loaded.
        check_destination(out)
        from model_build.cli.score import run_score

        scored = run_score(
            bundle,
            data,
            out,
            engine=engine,
            with_contributions=contributions,
            progress=progress,
            selection=select_tables(table, ignore, allow_missing),
            collector=collector,
        )
    print_summary(
        "Scores written",
        {
            "file": str(out),
            "applicants": f"{scored.applicants:,}",
            "threshold": f"{scored.threshold:.4f}",
            **{decision.value: f"{count:,}" for decision, count in scored.decisions.items()},
        },
    )


@app.command()
def verify(bundle: BundleOption) -> None:
    """Check a bundle as the dashboard does when it starts."""
    with refusals():
        from model_bundle.bundle import Bundle
        from model_bundle.publication import resolve

        checked = Bundle.open(resolve(bundle))
        manifest, golden = checked.manifest, len(checked.golden)
    print_summary(
        "The bundle is whole",
        {
            "bundle": manifest.bundle_id,
            "files": str(len(manifest.files)),
            "golden rows": f"{golden} of {golden} score as stored",
        },
    )


@app.command()
def publish(
    bundle: Annotated[str, typer.Argument(help="A bundle, or the id of one in the folder of bundles.")],
    bundles: BundlesOption = BUNDLES,
    force: ForceOption = False,
    reason: ReasonOption = None,
) -> None:
    """Put an active bundle, unless it costs more than the one that is."""
    with refusals():
        from model_build.publishing.activation import find_bundle, publish_bundle

        follower = follower_for(bundles)
        published = publish_bundle(find_bundle(bundle, bundles), force=force, reason=reason, on_activated=follower)
    print_notes(follower.notes)
    print_summary("Bundle active", published.lines)


@app.command()
def rollback(bundles: BundlesOption = BUNDLES, reason: ReasonOption = None) -> None:
    """Put the active bundle that was before the present one; once more, the one before that."""
    with refusals():
        from model_build.publishing.activation import roll_back

        follower = follower_for(bundles)
        published = roll_back(bundles, reason=reason, on_activated=follower)
    print_notes(follower.notes)
    print_summary("Bundle active", published.lines)


@app.command()
def compare(
    one: Annotated[str, typer.Argument(metavar="A", help="A bundle, its id, or a folder of bundles.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    bundles: BundlesOption = BUNDLES,
) -> None:
    """Print what changed from bundle A to bundle B."""
    with refusals():
        from model_build.publishing.activation import find_bundle
        from model_build.publishing.compare import differences
        from model_bundle.bundle import Bundle

        changes = differences(*(Bundle.open(find_bundle(name, bundles)) for name in (one, other)))
    for title, rows in changes.items():
        print_summary(title, rows)


def main() -> None:
    """Run a command."""
    sys.exit(app())
