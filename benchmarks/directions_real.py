"""What the directions of the model prevent on real rows, what its bands smooth, and what both cost.

Paired: the same folds for every variant, several fold seeds. A direction is tried on 1,500 pending applications, whose
forms are changed and their features computed anew by the SQL that serves; the model is that of all rows, of seed 0. The
protected grounds beside gender and age are priced on the same folds.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from benchmarks._bundle import report
from benchmarks._real import prepared_real, silent
from model_build.experiments.ablation import fit_risk, without_columns, without_constraints
from model_build.labels.protected_grounds import GROUNDS, ON_PROTECTED_GROUNDS
from model_build.metrics.headline import Figures, measure_figures
from model_build.prepare import Prepared, training_set
from model_build.training import calibrate
from model_build.training.levers import LEVERS, Moved, Risk, edited, move
from model_build.training.train import TrainingSet, available_threads, recipe_for, train_folds
from model_bundle.arrow_file import FloatArray, column_floats
from model_bundle.features import FeatureRunner
from model_bundle.manifest import Costs

TERM = "CREDIT_TO_ANNUITY"
GRID = np.round(np.arange(9.0, 24.01, 0.2), 1)
SHOWN = (10.0, 11.0, 12.0, 12.4, 12.6, 12.8, 13.0, 14.0, 15.0, 17.0, 18.0, 20.0, 21.0, 23.0)
SAMPLED = 300
SERVED, FREE, FORMER, UNBANDED = "served", "no constraint", "ratings and overdue only", "no bands"


@dataclass(frozen=True, eq=False)
class Variant:
    """One way of training: rows and columns, and whether numbers are read in bands."""

    data: Callable[[], TrainingSet]
    has_bands: bool = True


def variants(data: TrainingSet) -> dict[str, Variant]:
    """Return the variants by name; the first one is what is served."""
    return {
        SERVED: Variant(lambda: data),
        FREE: Variant(lambda: without_constraints(data), has_bands=False),
        FORMER: Variant(lambda: with_former_directions(data), has_bands=False),
        UNBANDED: Variant(lambda: data, has_bands=False),
        **{
            f"without {ground}": Variant(partial(without_columns, data, names))
            for ground, names in (*GROUNDS.items(), ("protected grounds", tuple(ON_PROTECTED_GROUNDS)))
        },
    }


def with_former_directions(data: TrainingSet) -> TrainingSet:
    """Return the rows with the directions of ratings alone; of what is overdue these tables hold nothing."""
    directions = [
        direction * name.startswith("EXT_") for name, direction in zip(data.names, data.directions, strict=True)
    ]
    return replace(data, directions=tuple(directions))


def evaluate_recipe(variant: Variant, seed: int, *, with_risk: bool) -> tuple[Figures, Risk | None]:
    """Train the folds of a seed; return their figures, and the model of all rows where it is wanted."""
    data = variant.data()
    recipe = replace(recipe_for(len(data.target), seed=seed, threads=available_threads()), has_bands=variant.has_bands)
    scores = train_folds(data, recipe, silent)
    figures = measure_figures(calibrate.cross_fitted(scores, data.target), scores.fold, data.target, Costs())
    return figures, fit_risk(data, scores, recipe, silent) if with_risk else None


def term_curves(runner: FeatureRunner, prepared: Prepared, column: int) -> dict[str, FloatArray]:
    """Return features over ``GRID``, the ratio alone or the instalment changed: shapes (grid, applicants, features)."""
    form, past = (table.slice(0, SAMPLED) for table in (prepared.decided.application, prepared.decided.history))
    credit = column_floats(form, "AMT_CREDIT")
    alone = np.repeat(prepared.decided.matrix[np.newaxis, :SAMPLED], len(GRID), axis=0)
    alone[:, :, column] = GRID[:, np.newaxis]
    anew = np.stack([runner.run(edited(form, {"AMT_ANNUITY": credit / value}), past) for value in GRID])
    return {"the ratio alone": alone, "the instalment changed": anew}


def needle(curve: FloatArray, reach: float = 0.5) -> tuple[float, float]:
    """Return the largest rise or fall that is undone within one instalment, in points, and where it stands."""
    highest, where = 0.0, float("nan")
    for value, risk in zip(GRID, curve, strict=True):
        left, right = (curve[(away > 0) & (away <= reach + 1e-9)] for away in (value - GRID, GRID - value))
        if not (len(left) and len(right)):
            continue
        for sides in (risk - np.array([left.min(), right.min()]), np.array([left.max(), right.max()]) - risk):
            if sides.min() > highest:
                highest, where = float(sides.min()), float(value)
    return highest, where


def show_curves(name: str, risk: Risk, curves: dict[str, FloatArray]) -> None:
    """Print the mean risk around the lender's products, and the largest needle, seed by seed."""
    for how, grid in curves.items():
        mean = 100 * np.array([risk(rows) for rows in grid]).mean(axis=1)
        height, where = needle(mean)
        print_now(f"  {name}, {how}: largest needle {height:.2f} points" + (f" at {where:.1f}" if height else ""))
        shown = [(value, points) for value, points in zip(GRID, mean, strict=True) if value in SHOWN]
        print_now("    " + "  ".join(f"{value:.1f}: {points:.1f}" for value, points in shown))


def show_levers(name: str, risk: Risk, moved: dict[str, Moved]) -> None:
    """Print the share whose risk rises by more than 0.1 points, by lever."""
    shares = {lever.name: moved[lever.name].rising(risk) or 0.0 for lever in LEVERS}
    print_now(f"  {name}: the risk rises: " + ", ".join(f"{lever} {share:.1%}" for lever, share in shares.items()))
    if name == SERVED:
        report("risk rises though income doubles, share of applicants", f"{shares['income_doubled']:.1%}", "<= 1 %")


def print_now(line: str) -> None:
    """Print a line at once: a long measurement is read while it runs."""
    print(line, flush=True)


def main(arguments: Sequence[str]) -> None:
    """Train the variants seed by seed, and print each line as it comes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--seeds", type=int, nargs="*", default=[0, 1, 2, 3], help="fold seeds; levers are pulled with seed 0"
    )
    parser.add_argument("--only", nargs="*", help="beginnings of the names of the variants beside the served one")
    options = parser.parse_args(arguments)
    prepared = prepared_real("applications")
    data, plan = training_set(prepared), prepared.plan
    runner = FeatureRunner(plan.sql, plan.inputs, plan.names)
    moved = move(runner, prepared.decided.application, prepared.decided.history, seed=0)
    curves = term_curves(runner, prepared, plan.names.index(TERM))
    known = variants(data)
    tried = [name for name in known if not options.only or name == SERVED or name.startswith(tuple(options.only))]
    figures: dict[tuple[str, int], Figures] = {}
    for seed in options.seeds:
        for name in tried:
            began, is_shown = time.perf_counter(), seed == 0 and not name.startswith("without")
            figures[name, seed], risk = evaluate_recipe(known[name], seed, with_risk=is_shown)
            measured, seconds = figures[name, seed], time.perf_counter() - began
            print_now(f"seed {seed}: {name:<26} AUC {measured.auc:.4f}, cost {measured.cost:.4f}, {seconds:.0f} s")
            if risk is not None:
                show_levers(name, risk, moved)
                show_curves(name, risk, curves)
    summary(tried, figures, options.seeds)


def summary(tried: Sequence[str], figures: dict[tuple[str, int], Figures], seeds: Sequence[int]) -> None:
    """Print what every other variant is worth beside the served one, paired."""
    print_now(f"against what is served, fold seeds {', '.join(map(str, seeds))}: AUC (by seed), cost")
    lost = {}
    for name in tried[1:]:
        pairs = [(figures[SERVED, seed], figures[name, seed]) for seed in seeds]
        changes = [other.auc - served.auc for served, other in pairs]
        lost[name] = statistics.mean(changes)
        cost_increase = statistics.mean(other.cost - served.cost for served, other in pairs)
        by_seed = ", ".join(f"{change:+.4f}" for change in changes)
        print_now(f"  {name:<28} {lost[name]:+.4f} ({by_seed}), {cost_increase:+.4f}")
    if FORMER in lost:
        report("AUC that directions and bands cost, mean of the fold seeds", f"{lost[FORMER]:+.4f}", "<= 0.001")


if __name__ == "__main__":
    main(sys.argv[1:])
