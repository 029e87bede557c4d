"""Time and memory of a whole ``build``, five folds, on demo tables of the full published size."""

from benchmarks._building import measure_build
from benchmarks._bundle import report
from benchmarks.features_full_size import full_size


def main() -> None:
    """Build once in a process of its own and print what it took."""
    cost = measure_build(full_size())
    report("build at the full published size, wall time", f"{cost.seconds / 60:.1f} min", "<= 45 min")
    report("the same, peak memory of the largest process", f"{cost.peak_gib:.2f} GiB", "<= 10 GB")


if __name__ == "__main__":
    main()
