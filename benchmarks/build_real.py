"""Time, processor time and memory of a whole ``build`` on the real application tables (58,139 + 48,744 rows).

    python -m benchmarks.build_real [TREE ...]

Further source trees build from the same tables, in turns with this one, and the ratio of the processor times is
printed. The figures of quality that each build prints at its end stand above it.
"""

import statistics
import sys
from pathlib import Path

from benchmarks._building import measure_build
from benchmarks._bundle import ROOT, name_tree, parse_trees, report
from benchmarks._real import real_data

ROUNDS = 2
"""Builds of each tree, if there are several: other load falls on all of them, and a build takes minutes."""


def main(trees: list[Path]) -> None:
    """Build in turns, each time in a process of its own, and print what it took."""
    data, rounds = real_data("applications"), ROUNDS if trees else 1
    costs = [{tree: measure_build(data, tree) for tree in [ROOT, *trees]} for _ in range(rounds)]
    for tree in [ROOT, *trees]:
        name, own = name_tree(tree), [by_tree[tree] for by_tree in costs]
        seconds, peak = min(cost.seconds for cost in own), max(cost.peak_gib for cost in own)
        report(f"build on 58,139 + 48,744 real applications, wall time{name}", f"{seconds:.0f} s", "<= 360 s")
        report(f"the same, processor time{name}", f"{min(cost.cpu_seconds for cost in own):.0f} s", "-")
        report(f"the same, peak memory of the largest process{name}", f"{peak:.2f} GiB", "<= 4 GiB")
    for tree in trees:
        over = statistics.median(by_tree[ROOT].cpu_seconds / by_tree[tree].cpu_seconds for by_tree in costs)
        report(f"processor time of this tree over that of {tree.name}", f"{over:.2f} times", "<= 0.6 times")


if __name__ == "__main__":
    main(parse_trees(sys.argv[1:]))
