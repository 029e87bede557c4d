"""Time and memory of a whole ``build`` on the real application tables (58,139 + 48,744 rows)."""

from benchmarks._building import time_build
from benchmarks._bundle import report
from benchmarks._real import real_data


def main() -> None:
    """Build once in a process of its own and print what it took."""
    seconds, peak = time_build(real_data("applications"))
    report("build on 58,139 + 48,744 real applications, wall time", f"{seconds:.0f} s", "<= 360 s")
    report("the same, peak memory of the largest process", f"{peak:.2f} GiB", "<= 4 GiB")


if __name__ == "__main__":
    main()
